"""Undoing a change made in review, unless the file has changed since."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from contention.case.draft import Draft
from contention.case.load import copied, load_draft
from contention.case.problem import errors
from contention.case.source_tree import Keys
from contention.case.storage.entry_edit import remove_entry, replace_entry
from contention.case.storage.remembered import made_lately
from contention.case.storage.writing import Changes, EditError, change


class ReviewError(Exception):
    """The request cannot be carried out; the message says why. The files are unchanged."""


@dataclass(frozen=True)
class EntryChange:
    """Lines of one entry that were rewritten; others may have changed since."""

    path: str
    find: Callable[[Changes], Keys]
    """current position of the entry; raises EditError if it is gone"""
    before: tuple[str, ...]
    after_sha256: str

    def put_back(self, changes: Changes) -> None:
        """Restore the old lines; raises EditError if the entry has changed since."""
        replace_entry(changes, self.path, self.find(changes), self.before, self.after_sha256)


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


@dataclass(frozen=True)
class Added:
    """An entry that was added; others may have been added and changed since."""

    path: str
    find: Callable[[Changes], Keys]
    sha256: str

    def put_back(self, changes: Changes) -> None:
        """Remove the entry; raises EditError if it has changed since."""
        remove_entry(changes, self.path, self.find(changes), self.sha256)


Change = EntryChange | FileChange | Added


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


def faults(changes: Changes) -> frozenset[str]:
    """What is wrong with a case as it will be, without the places, which move with the lines."""
    draft = changes.draft()
    return made_lately(("faults", changes.folder, dict(changes.contents())), lambda: _faults(draft))


def _faults(draft: Draft) -> frozenset[str]:
    _, problems = load_draft(copied(draft))
    return frozenset(
        f"{each.message} ({each.hint})" if each.hint else each.message for each in errors(problems)
    )
