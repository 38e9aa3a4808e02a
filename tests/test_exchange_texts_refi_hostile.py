"""REFI-QDA projects that are broken, damaged or hostile."""

import io
import random
import stat
import zipfile
from contextlib import suppress

import pytest

from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.as_proposals import as_proposals
from contention.exchange.texts.refi.read_project import read_project
from tests.refi_projects import FARES, TOOLS, Tool, archived, qdpx, xml


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rest", b"words"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(ImportRefusedError, match=r"fares.qdpx:1:1: not an archive"):
        read_project(data, "fares.qdpx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<Project", "project.qde:1:9: not XML"),
        ("<Other/>", "<Other> is not what"),
        ('<!DOCTYPE p [<!ENTITY a "b">]><Project name="&a;"/>', "document type"),
        ('<!DOCTYPE p SYSTEM "http://127.0.0.1:9/x.dtd"><Project name="x"/>', "document type"),
        ("<Project>" + "<Code>" * 3000 + "</Code>" * 3000 + "</Project>", "not XML"),
        (b"\xff\xfe\x00<", "not XML"),
    ],
)
def test_bad_xml_is_refused(content: str | bytes, message: str) -> None:
    with pytest.raises(ImportRefusedError, match=message):
        read_project(archived(qdpx("QualCoder", FARES), content), "fares.qdpx")


def test_bombs_links_and_passwords_are_refused() -> None:
    with pytest.raises(ImportRefusedError, match="a zip bomb"):
        read_project(_zipped({"project.qde": b" " * 3_000_000}), "x.qdpx")
    with pytest.raises(ImportRefusedError, match=r"there is no file `\.qde`"):
        read_project(_zipped({"notes.txt": b"x", "deep/project.qde": b"<Project/>"}), "x.qdpx")
    with pytest.raises(ImportRefusedError, match=r"there is 2 files `\.qde`"):
        read_project(_zipped({"a.qde": b"<Project/>", "b.qde": b"<Project/>"}), "x.qdpx")
    link = zipfile.ZipInfo("project.qde")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ImportRefusedError, match="is a link"):
        read_project(held.getvalue(), "x.qdpx")
    locked = bytearray(_zipped({"project.qde": b"<Project/>"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    with pytest.raises(ImportRefusedError, match="has a password"):
        read_project(bytes(locked), "x.qdpx")
    with pytest.raises(ImportRefusedError, match="20,001 files"):
        read_project(_zipped({f"{n}.txt": b"" for n in range(20_001)}), "x.qdpx")


def _zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize("tool", TOOLS)
def test_damaged_files_are_read_or_refused(tool: Tool) -> None:
    whole = qdpx(tool, FARES)
    generator = random.Random(7)
    damaged = [whole[:length] for length in range(0, len(whole), 97)]
    for _ in range(60):
        flipped = bytearray(whole)
        for _ in range(generator.randrange(1, 4)):
            flipped[generator.randrange(len(flipped))] ^= 1 << generator.randrange(8)
        damaged.append(bytes(flipped))
    content = xml(tool, FARES, "Fares")
    inner = "x.qde"
    for _ in range(60):
        place = generator.randrange(len(content))
        cut = generator.choice(["", "<", '"', "é", "-1", "99999999999999999999"])
        damaged.append(archived(whole, content[:place] + cut + content[place + 3 :], inner))
    for data in damaged:
        with suppress(ImportRefusedError):
            found = read_project(data, "fares.qdpx")
            texts = {each.id: each.text for each in found.documents}
            assert all(texts[one.document][one.start : one.end] for one in found.codings)
            as_proposals(found)
