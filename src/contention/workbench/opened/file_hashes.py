"""Which files of a case have changed: by their status, and by content where that is too young."""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MOST_FILES = 5_000
"""Files of a case that are watched."""
YOUNG = 2.0
"""Seconds within which a file may be saved twice with the same times and size."""

Status = tuple[int, int, int]
"""Time of the last change in nanoseconds, size and inode."""


@dataclass
class FileHashes:
    """Hashes of the files of one case, each computed again only if the file may have changed."""

    folder: Path
    _known: dict[Path, tuple[Status, float, str]] = field(default_factory=dict)

    def of(self, others: Iterable[Path] = ()) -> Mapping[str, str]:
        """Path → hash of every file in the case, hidden ones left out, and of other files."""
        found = {}
        seen = {}
        for path in (*_visible(self.folder), *others):
            status = status_of(path)
            if status is None:
                continue
            known = self._known.get(path)
            if known is None or known[0] != status or known[1] - status[0] / 1e9 < YOUNG:
                known = (status, time.time(), _sha256(path))
            seen[path] = known
            inside = path.is_relative_to(self.folder)
            found[path.relative_to(self.folder).as_posix() if inside else str(path)] = known[2]
        self._known = seen
        return found


def status_of(path: Path) -> Status | None:
    """What the file system says about a file; None if there is none, or it is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):  # to open a pipe would wait for its other end
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _visible(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in _walked(folder):
        found.append(path)
        if len(found) >= MOST_FILES:
            break
    return found


def _walked(folder: Path) -> Iterator[Path]:
    """Regular files below a folder; links to folders are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(Path(entry.path))
        elif status_of(Path(entry.path)) is not None:  # links may lead round in circles
            yield Path(entry.path)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable: {error.errno}"
