"""Writing an edit: checked, recorded before it is written, and never over what it did not see."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from contention.case.storage.writing import (
    ATTEMPTS,
    ChangedMeanwhileError,
    Changes,
    EditError,
    writing,
)
from contention.coding.review.undo import Change, ReviewError, faults
from contention.workbench.editing.history import History, Kind
from contention.workbench.editing.splices import Splice
from contention.workbench.editing.step import Step, bare
from contention.workbench.opened.open_case import OpenCase

Result = TypeVar("Result")
WAIT = 5.0
"""Seconds to wait for a command that is writing."""


class NothingToDoError(Exception):
    """There is no step to undo or redo."""


class NotAsLeftError(Exception):
    """What a step wrote has changed since, so that it cannot be taken back; nothing was written."""


class Editor:
    """Writes edits to one case; threads and processes wait for each other."""

    def __init__(self, opened: OpenCase, by: str) -> None:
        self.opened = opened
        self.by = by
        self._history = History(opened.folder)

    def edit(
        self, name: str, make: Callable[[Changes], tuple[Result, Sequence[Change]]], *,
        faulty: bool = False,
    ) -> Result:  # fmt: skip
        """Write what `make` sets, as one step of that name; gives what `make` gives first.

        Unless it may be `faulty`, an edit is refused that would cause an error which the case does
        not have (ReviewError). If a file is saved meanwhile, `make` is called again with it.
        """

        def attempt(changes: Changes) -> tuple[Result, Step]:
            result, done = make(changes)
            return result, Step.of(name, _now(), self.by, changes, done)

        return self._write("edit", attempt, faulty=faulty)

    def undo(self) -> Step:
        """Take the last step back; raises NothingToDoError or NotAsLeftError."""
        return self._back("undo")

    def redo(self) -> Step:
        """Do the step again that was undone last; raises the same."""
        return self._back("redo")

    def history(self) -> History:
        """The steps, those of other processes included; not to be changed."""
        with self.opened.alone():
            self._history.refresh()
            return self._history

    def recorded(self, name: str, act: Callable[[], Result]) -> Result:
        """Let something else write to the case, and record as one step what it wrote."""
        with self.opened.alone(), writing(self.opened.folder, WAIT):
            before = Changes(self.opened.folder)
            before.draft()
            result = act()
            after = Changes(self.opened.folder)
            after.draft()
            step = _between(name, self.by, before, after)
            if step.splices:
                self._history.record("edit", step, lambda: None)
            return result

    def _back(self, kind: Kind) -> Step:
        def attempt(changes: Changes) -> tuple[Step, Step]:
            self._history.settle()
            steps = self._history.done if kind == "undo" else self._history.undone
            if not steps:
                raise NothingToDoError(f"there is nothing to {kind}")
            try:
                return steps[-1], steps[-1].put_back(changes)
            except EditError as error:
                raise NotAsLeftError(_changed_since(steps[-1], str(error))) from error

        return self._write(kind, attempt, faulty=False)

    def _write(
        self, kind: Kind, attempt: Callable[[Changes], tuple[Result, Step]], *, faulty: bool
    ) -> Result:
        folder = self.opened.folder
        with self.opened.alone(), writing(folder, WAIT):
            for number in range(1, ATTEMPTS + 1):
                changes = Changes(folder)
                known = frozenset() if faulty else faults(changes)
                result, step = attempt(changes)
                if not faulty and (fresh := faults(changes) - known):
                    raise ReviewError("; ".join(sorted(fresh)))
                if not changes.pending() and kind == "edit":
                    return result
                try:
                    self._history.record(kind, step, changes.commit)
                except ChangedMeanwhileError:
                    if number == ATTEMPTS:
                        raise
                else:
                    return result
        raise AssertionError


def _between(name: str, by: str, before: Changes, after: Changes) -> Step:
    """The step from one state of the files to another."""
    old, new = before.contents(), after.contents()
    changed = [path for path in new if new[path] != old.get(path)]
    splices = (Splice.of(path, old.get(path, bare(new[path])), new[path]) for path in changed)
    return Step(name, _now(), by, tuple(splices), ())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _changed_since(step: Step, why: str) -> str:
    return f"“{step.name}” cannot be taken back, as its lines have changed since: {why}"
