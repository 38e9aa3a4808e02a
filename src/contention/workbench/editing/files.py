"""Files of a case as text: shown, and written whole so that a case with faults can be fixed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contention.case.parsed_case import FILES
from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.confined import confined
from contention.case.storage.entry_edit import StaleEntryError
from contention.case.storage.writing import Changes
from contention.coding.review.undo import Change, FileChange, ReviewError
from contention.workbench.editing.splices import sha256_of

EDITABLE = re.compile(r"(?:claims/[^./][^/]*\.yaml|data/[^.][^:]*\.csv|README\.md)")
MOST_SHOWN = 5_000_000
"""Bytes of a file that is shown."""


@dataclass(frozen=True)
class TextFile:
    """A file of a case."""

    path: str
    text: str
    sha256: str


def is_editable(path: str) -> bool:
    """Whether a file may be written as a whole."""
    return path in FILES or EDITABLE.fullmatch(path) is not None


def listed(folder: Path, files: Mapping[str, str]) -> list[tuple[str, int]]:
    """Path and size of each visible file of a case."""
    found = []
    for path in sorted(files):
        if not is_hidden(path) and not Path(path).is_absolute():
            file = folder / path
            if file.is_file():
                found.append((path, file.stat().st_size))
    return found


def is_hidden(path: str) -> bool:
    """Whether a part of a path is hidden: those belong to git, an editor or this machine."""
    return any(part.startswith(".") for part in path.split("/"))


def text_file(folder: Path, path: str) -> TextFile:
    """A file as text; raises ReviewError for one that is not text, CaseError for one outside."""
    if is_hidden(path):
        raise ReviewError("hidden files are not shown")
    file = confined(folder, path)
    if isinstance(file, str):
        raise CaseError((Problem(Place(path), file, "name a file of the case"),))
    if is_hidden(file.relative_to(folder).as_posix()):
        raise ReviewError("a link leads to a hidden file")
    if not file.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    if file.stat().st_size > MOST_SHOWN:
        raise ReviewError(f"{path} is larger than {MOST_SHOWN // 1_000_000} MB")
    content = file.read_bytes()
    try:
        return TextFile(path, content.decode("utf-8"), sha256_of(content))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        place = Place(path, line)
        raise CaseError((Problem(place, "the file is not UTF-8", "save it as UTF-8"),)) from None


def save(changes: Changes, path: str, text: str, sha256: str) -> tuple[None, list[Change]]:
    """Write a file as a whole if it still has this hash (empty: if there is none)."""
    if is_hidden(path) or not is_editable(path):
        raise ReviewError(f"{path} cannot be changed here: only the YAML files, data and README.md")
    now = changes.read(path)
    if (now is None) != (sha256 == "") or (now is not None and sha256_of(now) != sha256):
        raise StaleEntryError(f"{path} has changed since it was read")
    changes.put(path, text)
    return None, [FileChange.of(changes, path, now or b"")]
