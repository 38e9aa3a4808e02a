"""Zip archives of other tools: read within limits, written with the same bytes each time."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from contention.case.problem import Place, Problem
from contention.exchange.links.imported import ImportRefusedError

MOST_UNPACKED = 200_000_000
"""bytes of all members together"""
MOST_MEMBERS = 10_000
HIGHEST_RATIO = 200
"""of a member's size to its packed size, for members above a megabyte"""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _FaultError(Exception):
    def __init__(self, message: str, hint: str = "pack the folder again") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def members(data: bytes, name: str, what: str = "zip archive") -> dict[str, bytes]:
    """The files of an archive by their paths in it; raises ImportRefusedError.

    Nothing is written. Paths that leave the archive, links, encrypted members, two members of one
    path, and sizes above the limits are refused; hidden files and those of macOS are passed over.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return dict(_read(archive))
    except _FaultError as fault:
        problem = Problem(Place(name), fault.message, fault.hint)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        shown = " ".join(str(error).split())[:200]
        problem = Problem(Place(name), f"not a {what}: {shown}", "export it again")
    raise ImportRefusedError(problem)


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
        if part.file_size > 1_000_000 and part.file_size > HIGHEST_RATIO * part.compress_size:
            raise _FaultError(
                f"{_shown(path)} would unpack to {part.file_size:,} bytes: a zip bomb"
            )
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
    if part.flag_bits & 0x1:
        raise _FaultError(f"{_shown(path)} is encrypted", "pack it without a password")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise _FaultError(f"{_shown(path)} is a link", "pack the file itself")
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
