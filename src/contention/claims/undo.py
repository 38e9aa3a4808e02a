"""What brings back a change made in review, unless somebody else has been at the file since."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from contention.case.edit import EditError, replace_entry, replace_file
from contention.case.load import load_case
from contention.case.problem import errors
from contention.case.tree import Keys


class ReviewError(Exception):
    """What was asked for cannot be done; the message says why. The files are as they were."""


@dataclass(frozen=True)
class EntryChange:
    """Lines of one entry that were written anew; others may change meanwhile."""

    file: Path
    find: Callable[[Path], Keys]
    """where the entry stands now; raises EditError where it is gone"""
    before: tuple[str, ...]
    after_sha256: str

    def back(self) -> None:
        """Put the old lines in again; raises EditError where the entry is another by now."""
        replace_entry(self.file, self.find(self.file), self.before, self.after_sha256)


@dataclass(frozen=True)
class FileChange:
    """A file to which entries were added, or from which they were taken."""

    file: Path
    before: bytes
    after_sha256: str

    @classmethod
    def since(cls, file: Path, before: bytes) -> "FileChange":
        """The change from what a file was to what it is."""
        return cls(file, before, _sha256(file))

    def back(self) -> None:
        """Put the old file in its place; raises EditError where it is another by now."""
        if _sha256(self.file) != self.after_sha256:
            raise EditError(f"{self.file.name} has been changed meanwhile")
        replace_file(self.file, self.before)


Change = EntryChange | FileChange


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise EditError(f"{file.name} cannot be read: {error.strerror or error}") from error


def faults(folder: Path) -> frozenset[str]:
    """What is wrong with a case, without the places, which move with the lines."""
    _, problems = load_case(folder)
    return frozenset(
        f"{each.message} ({each.hint})" if each.hint else each.message for each in errors(problems)
    )
