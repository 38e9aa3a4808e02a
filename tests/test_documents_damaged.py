"""Files that are damaged, and files that make a reader raise: the others of a call are read."""

import io
import json
import zipfile
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

from contention.case.load import load_case
from contention.cli.main import main
from contention.documents import files
from contention.documents.document import ReadDocument
from contention.documents.files import read_file
from contention.documents.unreadable import DEBUG
from contention.extraction.combine import CombinedReader
from tests.file_writing import docx

GOOD = "The toll reduced traffic. The tram lowered rents."


def damaged_docx() -> dict[str, bytes]:
    """Ways in which a copied or recovered Word file is broken."""
    whole = docx(["The rents rose."] * 200)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        part = archive.getinfo("word/document.xml")
    data = part.header_offset + 30 + len(part.filename)
    entry = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 1)
    while whole[entry + 46 : entry + 46 + len(part.filename)] != b"word/document.xml":
        entry = whole.index(b"PK\x01\x02", entry + 1)
    return {
        "deflated data": _patched(whole, data, b"\xff" * 30),
        "compression method": _patched(whole, entry + 10, (97).to_bytes(2, "little")),
        "encrypted": _patched(whole, entry + 8, (1).to_bytes(2, "little")),
        "checksum": _patched(whole, entry + 16, b"\0\0\0\0"),
        "offset": _patched(whole, entry + 42, (0x7FFFFFF0).to_bytes(4, "little")),
        "version": _patched(whole, entry + 6, (200).to_bytes(2, "little")),
        "cut off": whole[: len(whole) // 2],
        "broken markup": docx(["The rents <w:r>rose."]),
        "broken bytes": docx(["The rents rose."], head="<!-- \x01 -->"),
    }


def _patched(whole: bytes, at: int, put: bytes) -> bytes:
    return whole[:at] + put + whole[at + len(put) :]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.mark.parametrize("name", damaged_docx())
def test_a_damaged_word_file_is_a_problem_with_a_hint(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(damaged_docx()[name])
    result = read_file(file)
    assert result.document is None
    (problem,) = result.problems
    assert problem.hint
    assert "could not be read" not in problem.message  # foreseen, not caught at the boundary


@pytest.fixture
def good_and_bad(tmp_path: Path) -> tuple[Path, Path]:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.docx"
    good.write_text(GOOD, "utf-8")
    bad.write_bytes(damaged_docx()["deflated data"])
    return good, bad


def test_a_bad_file_leaves_the_others_of_the_call_read(good_and_bad: tuple[Path, Path]) -> None:
    good, bad = good_and_bad
    result = run("read", "--reader", "rules", bad, good)
    assert result.exit_code == 2
    assert "toll" in result.stdout
    assert str(bad) in result.stderr
    shown = run("read", "--reader", "rules", "--json", bad, good)
    assert shown.exit_code == 2
    (read,) = json.loads(shown.stdout)
    assert [each["cause"] for each in read["claims"]] == ["toll", "tram"]
    assert json.loads(shown.stderr)["problems"][0]["path"] == str(bad)


def test_read_into_writes_what_was_read(good_and_bad: tuple[Path, Path], tmp_path: Path) -> None:
    good, bad = good_and_bad
    case = tmp_path / "case"
    told = ("--author", "A. Ash", "--date", "2024-03-05")
    result = run("read", "--reader", "rules", bad, good, "--into", case, *told)
    assert result.exit_code == 2
    assert str(bad) in result.stderr
    loaded, _ = load_case(case)
    assert loaded is not None
    assert len(loaded.claims) == 2


def test_new_attach_and_corpus_answer_a_bad_file_with_a_problem(
    good_and_bad: tuple[Path, Path], tmp_path: Path
) -> None:
    good, bad = good_and_bad
    told = ("--title", "On tolls", "--author", "A. Ash", "--date", "2024-03-05")
    result = run("new", tmp_path / "new", "--from", bad, *told)
    assert (result.exit_code, str(bad) in result.stderr) == (2, True)
    assert run("new", tmp_path / "case", "--from", good, *told).exit_code == 0
    result = run("attach", tmp_path / "case", "text_on_tolls", bad)
    assert result.exit_code == 2
    out = tmp_path / "out"
    result = run("corpus", good, bad, "--out", out, "--reader", "rules", "--workers", "1")
    assert result.exit_code == 2
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert summary["documents"] == 1
    assert [each["path"] for each in summary["problems"]] == [str(bad)]


class StrangeError(Exception):
    """What no reader is prepared for."""


def test_whatever_a_file_reader_raises_is_a_problem_and_can_be_debugged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strange(*_: object) -> NoReturn:
        raise StrangeError("a\nstrange thing")

    file = tmp_path / "a.txt"
    file.write_text(GOOD, "utf-8")
    monkeypatch.setattr(files, "read_bytes", strange)
    (problem,) = read_file(file).problems
    assert problem.message == "this file could not be read: StrangeError: a strange thing"
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(StrangeError):
        read_file(file)


@pytest.mark.parametrize("raised", [KeyboardInterrupt, MemoryError])
def test_an_interruption_and_exhausted_memory_are_no_fault_of_the_file(
    raised: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> NoReturn:
        raise raised

    file = tmp_path / "a.txt"
    file.write_text(GOOD, "utf-8")
    monkeypatch.setattr(files, "read_bytes", stop)
    with pytest.raises(raised):
        read_file(file)


def test_whatever_the_search_for_claims_raises_leaves_the_other_texts_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("strange", "plain"):
        (tmp_path / f"{name}.txt").write_text(f"# {name}\n\n{GOOD}", "utf-8")
    find = CombinedReader.find

    def picky(self: CombinedReader, document: ReadDocument) -> object:
        if "strange" in document.text:
            raise StrangeError
        return find(self, document)

    monkeypatch.setattr(CombinedReader, "find", picky)
    result = run("read", "--reader", "rules", tmp_path / "strange.txt", tmp_path / "plain.txt")
    assert result.exit_code == 2
    assert "toll" in result.stdout
    assert "strange.txt:1:1: this file could not be read: StrangeError" in result.stderr
