"""One step of a person: its name, and all that is needed to take it back."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

from contention.case.problem import CaseError
from contention.case.storage.writing import Changes, EditError
from contention.coding.review.entry_finders import ClaimFinder
from contention.coding.review.undo import Change, FileChange
from contention.workbench.editing.splices import Splice, sha256_of


@dataclass(frozen=True)
class Step:
    """What was written, in two forms: exact lines of whole files, and entries."""

    name: str
    at: str
    """when, in UTC"""
    by: str
    splices: tuple[Splice, ...]
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, name: str, at: str, by: str, written: Changes, changes: Sequence[Change]) -> "Step":
        """The step that puts these files; one that is made will be without entries afterwards."""
        splices = []
        for path in written.pending():
            after = written.read(path)
            assert after is not None
            before = written.found(path)
            splices.append(Splice.of(path, bare(after) if before is None else before, after))
        return cls(name, at, by, tuple(splices), tuple(changes))

    def put_back(self, changes: Changes) -> "Step":
        """Take the step back; returns the step that this is.

        If the files are as it left them, they become as they were before, byte by byte. Else its
        entries are put back, if those are as it left them; raises EditError if not.
        """
        changes.draft()
        reverse = tuple(each.reverse(changes) for each in reversed(self.changes))
        files = {each.path: each.put_back(changes.read(each.path) or b"") for each in self.splices}
        exact = {path: content for path, content in files.items() if content is not None}
        if len(exact) == len(files):
            with contextlib.suppress(EditError, CaseError):
                self._put_entries_back(changes)  # quick, as little is parsed; nearly always exact
            for path, content in exact.items():
                if changes.read(path) != content:
                    changes.put(path, content)
            splices = tuple(each.reverse for each in reversed(self.splices))
            return Step(self.name, self.at, self.by, splices, reverse)
        told = {each.path for each in self.changes}
        for path in files:
            if path not in told and path not in exact:
                raise EditError(f"{path} has changed since")
        self._put_entries_back(changes)
        return Step.of(self.name, self.at, self.by, changes, reverse)

    @property
    def claim(self) -> str | None:
        """The claim or figure that it changed, added or took out; None for other steps."""
        finders = (each.find for each in self.changes if not isinstance(each, FileChange))
        return next((each.id for each in finders if isinstance(each, ClaimFinder)), None)

    def _put_entries_back(self, changes: Changes) -> None:
        for each in reversed(self.changes):
            each.put_back(changes)

    def written(self, found: dict[str, bytes | None]) -> set[str]:
        """Which of its files are as it left them, seeing what they hold."""
        return {
            each.path
            for each in self.splices
            if sha256_of(found.get(each.path)) == each.after_sha256
        }

    def part(self, paths: set[str]) -> "Step":
        """The part of the step in some files."""
        return Step(
            self.name, self.at, self.by,
            tuple(each for each in self.splices if each.path in paths),
            tuple(each for each in self.changes if each.path in paths),
        )  # fmt: skip


def bare(content: bytes) -> bytes:
    """What is left of a file that was made: nothing, or the document that its claims are of."""
    first = content.split(b"\n", 1)[0]
    return first + b"\n" if first.startswith(b"document: ") else b"\n"
