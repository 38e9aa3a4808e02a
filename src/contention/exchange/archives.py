"""Zip archives of other tools: read within limits, written with the same bytes each time."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from contention.case.articles import with_article
from contention.case.problem import Place, Problem
from contention.documents.zip_parts import ZIP_ERRORS, damage, part_fault
from contention.exchange.links.imported import ImportRefusedError

MOST_UNPACKED = 200_000_000
"""bytes of all members together"""
MOST_MEMBERS = 10_000
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _FaultError(Exception):
    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def opened(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive that a file is; raises ImportRefusedError."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except ZIP_ERRORS as error:
        raise unreadable(name, error) from None


def unreadable(name: str, error: BaseException) -> ImportRefusedError:
    """What is wrong with an archive or a workbook, told by its name, that cannot be read."""
    what = "workbook" if _is_workbook(name) else "archive"
    message = f"not {with_article(what)} that can be read: {damage(error)}"
    return ImportRefusedError(Problem(Place(name), message, _again(name)))


def _again(name: str) -> str:
    return "save it again as XLSX, or as CSV" if _is_workbook(name) else "export it again"


def _is_workbook(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in (".xlsx", ".xlsm")


def members(data: bytes, name: str) -> dict[str, bytes]:
    """The files of an archive by their paths in it; raises ImportRefusedError.

    Nothing is written. Paths that leave the archive, links, encrypted members, members packed
    otherwise than zip programs do, two members of one path, and sizes above the limits are refused;
    hidden files and those of macOS are passed over.
    """
    try:
        with opened(data, name) as archive:
            return dict(_read(archive))
    except _FaultError as fault:
        raise ImportRefusedError(
            Problem(Place(name), fault.message, fault.hint or _again(name))
        ) from None
    except ZIP_ERRORS as error:
        raise unreadable(name, error) from None


def _read(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    parts = archive.infolist()
    if len(parts) > MOST_MEMBERS:
        raise _FaultError(
            f"the archive holds {len(parts):,} files; up to {MOST_MEMBERS:,} are read"
        )
    left, seen = MOST_UNPACKED, set[str]()
    for part in parts:
        path = _checked_path(part)
        if part.is_dir() or _is_passed_over(path):
            continue
        if path in seen:
            raise _FaultError(f"the archive holds two files called {_shown(path)}")
        seen.add(path)
        if fault := part_fault(part, MOST_UNPACKED):
            raise _FaultError(f"{_shown(path)} {fault}")
        with archive.open(part) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _FaultError(
                f"the archive unpacks to more than {MOST_UNPACKED:,} bytes", "split it"
            )
        yield path, content


def _checked_path(part: zipfile.ZipInfo) -> str:
    path = part.filename.replace("\\", "/")
    if path.startswith("/") or ":" in path.split("/")[0] or ".." in path.split("/"):
        raise _FaultError(f"{_shown(path)} lies outside of the archive")
    return path


def _is_passed_over(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return not parts or "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _shown(path: str) -> str:
    return f"`{path[:80]}`"


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of the files in their order, all of them written in 1980."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, content in files.items():
            part = zipfile.ZipInfo(path, _EPOCH)
            part.external_attr = 0o644 << 16
            archive.writestr(part, content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
