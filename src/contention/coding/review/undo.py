"""Undoing a change made in review, unless the file has changed since."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from contention.case.load import copied, load_draft
from contention.case.model import Case
from contention.case.problem import Problem, errors
from contention.case.storage.entry_edit import (
    append_entries,
    entry_lines,
    remove_entry,
    replace_entry,
)
from contention.case.storage.remembered import made_lately
from contention.case.storage.writing import Changes, EditError, change
from contention.coding.review.entry_finders import Finder


class ReviewError(Exception):
    """The request cannot be carried out; the message says why. The files are unchanged."""


@dataclass(frozen=True)
class EntryChange:
    """Lines of one entry that were rewritten; others may have changed since."""

    path: str
    find: Finder
    """current position of the entry"""
    before: tuple[str, ...]
    after_sha256: str

    @classmethod
    def of(
        cls, path: str, find: Finder, before: Sequence[str], after: Sequence[str]
    ) -> "EntryChange":
        """The change from some lines to others."""
        return cls(path, find, tuple(before), _lines_sha256(after))

    def put_back(self, changes: Changes) -> None:
        """Restore the old lines; raises EditError if the entry has changed since."""
        replace_entry(changes, self.path, self.find(changes), self.before, self.after_sha256)

    def reverse(self, changes: Changes) -> "EntryChange":
        """What putting it back will change; to be asked before that."""
        now = entry_lines(changes, self.path, self.find(changes)).lines
        return EntryChange(self.path, self.find, now, _lines_sha256(self.before))


@dataclass(frozen=True)
class FileChange:
    """A file to which entries were added, or from which they were taken."""

    path: str
    before: bytes
    after_sha256: str

    @classmethod
    def of(cls, changes: Changes, path: str, before: bytes) -> "FileChange":
        """The change from what a file was to what it will be."""
        return cls(path, before, _sha256(changes.read(path)))

    def put_back(self, changes: Changes) -> None:
        """Restore the old file; raises EditError if it has changed since."""
        if _sha256(changes.read(self.path)) != self.after_sha256:
            raise EditError(f"{self.path} has changed since")
        changes.put(self.path, self.before)

    def reverse(self, changes: Changes) -> "FileChange":
        """What putting it back will change; to be asked before that."""
        return FileChange(self.path, changes.read(self.path) or b"", _sha256(self.before))


@dataclass(frozen=True)
class Added:
    """An entry that was added; others may have been added and changed since."""

    path: str
    find: Finder
    sha256: str
    key: str | None
    """what it is listed under; None if the file is a mapping of entries"""

    def put_back(self, changes: Changes) -> None:
        """Remove the entry; raises EditError if it has changed since."""
        remove_entry(changes, self.path, self.find(changes), self.sha256)

    def reverse(self, changes: Changes) -> "Removed":
        """What putting it back will change; to be asked before that."""
        lines = entry_lines(changes, self.path, self.find(changes)).lines
        return Removed(self.path, self.find, lines, self.key)


@dataclass(frozen=True)
class Removed:
    """An entry that was taken out."""

    path: str
    find: Finder
    lines: tuple[str, ...]
    key: str | None

    def put_back(self, changes: Changes) -> None:
        """Add it after the others; raises EditError if there is one again."""
        if self._is_there(changes):
            raise EditError(f"{self.path} has this entry again")
        append_entries(changes, self.path, self.key, [self.lines])

    def reverse(self, changes: Changes) -> Added:
        """What putting it back will change; to be asked before that."""
        del changes
        return Added(self.path, self.find, _lines_sha256(self.lines), self.key)

    def _is_there(self, changes: Changes) -> bool:
        try:
            entry_lines(changes, self.path, self.find(changes))
        except EditError:
            return False
        return True


Change = EntryChange | FileChange | Added | Removed


def bring_back(folder: Path, done: Sequence[Change]) -> None:
    """Undo changes, last one first; raises EditError or CaseError if that is impossible."""

    def make(changes: Changes) -> None:
        changes.draft()
        for each in reversed(done):
            each.put_back(changes)

    if done:
        change(folder, make)


def _sha256(content: bytes | None) -> str:
    return hashlib.sha256(content or b"").hexdigest()


def _lines_sha256(lines: Sequence[str]) -> str:
    return _sha256("\n".join(lines).encode("utf-8"))


def faults(changes: Changes) -> frozenset[str]:
    """What is wrong with a case as it will be, without the places, which move with the lines."""
    return frozenset(
        f"{each.message} ({each.hint})" if each.hint else each.message
        for each in errors(loaded(changes)[1])
    )


def loaded(changes: Changes) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case as it will be, and all its problems; None if any of them is an error."""
    draft = changes.draft()
    given = ("loaded", changes.folder, dict(changes.contents()))
    return made_lately(given, lambda: load_draft(copied(draft)))
