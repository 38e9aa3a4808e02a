"""Reviewing proposed merges one by one: every decision is written at once and can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from contention.case.draft import Draft, Located
from contention.case.schema.merges import MergeEntry
from contention.case.storage.writing import Changes
from contention.coding.merges.merge_queue import (
    Pair,
    WaitingMerge,
    described_merge,
    pair_of,
    waiting_entries,
)
from contention.coding.review.decisions import decided, take_back, tally, write_checked
from contention.coding.review.entry_finders import MergeFinder
from contention.coding.review.review_factors import MERGE_FIELDS as ORDER
from contention.coding.review.undo import Change, ReviewError

MergeAction = Literal["accepted", "rejected", "flipped", "swapped", "skipped"]


@dataclass(frozen=True)
class MergeStep:
    """One step, and how to undo it."""

    action: MergeAction
    pair: Pair
    name: str
    """`factor into other`, before the step"""
    changes: tuple[Change, ...] = ()


class MergeReview:
    """A walk through the proposed merges of a case; with `again`, through decided ones too."""

    def __init__(self, folder: Path, *, coder: str = "", again: bool = False) -> None:
        self.folder = folder
        self.coder = coder
        self.again = again
        self.steps: list[MergeStep] = []

    def left(self) -> int:
        """How many are still to be decided."""
        return len(self._left(Changes(self.folder).draft()))

    def current(self) -> WaitingMerge | None:
        """The merge to decide on, as the file has it now; None at the end."""
        draft = Changes(self.folder).draft()
        left = self._left(draft)
        return described_merge(draft, left[0]) if left else None

    def _left(self, draft: Draft) -> tuple[Located[MergeEntry], ...]:
        done = {step.pair for step in self.steps if step.action not in ("flipped", "swapped")}
        found = waiting_entries(draft, self.again)
        return tuple(entry for entry in found if pair_of(entry) not in done)

    def accept(self) -> MergeStep:
        """Accept the merge, and go on."""
        return self._decide("accepted")

    def reject(self) -> MergeStep:
        """Keep the entry, marked as rejected, so that the pair is not proposed again; go on."""
        return self._decide("rejected")

    def skip(self) -> MergeStep:
        """Leave the merge as it is, and go on."""
        merge = self._merge()
        return self._done(MergeStep("skipped", merge.pair, _name(merge)))

    def flip(self) -> MergeStep:
        """Toggle whether one is the opposite of the other, and stay."""
        turned = self._merge().turned
        return self._write("flipped", {"turned": None if turned else "true"})

    def swap(self) -> MergeStep:
        """Let the other one of the two stay, and stay at the merge."""
        merge = self._merge()
        return self._write("swapped", {"factor": merge.into.id, "into": merge.factor.id})

    def undo(self) -> MergeStep:
        """Take the last step back and return to its merge."""
        if not self.steps:
            raise ReviewError("there is nothing to undo")
        step = self.steps[-1]
        take_back(self.folder, step.changes, step.name)
        return self.steps.pop()

    def counts(self) -> dict[str, int]:
        """How many merges were accepted, rejected, skipped, and how many are still proposed."""
        waiting = len(waiting_entries(Changes(self.folder).draft()))
        return tally((step.action for step in self.steps), waiting)

    def _merge(self) -> WaitingMerge:
        merge = self.current()
        if merge is None:
            raise ReviewError("no merge is left")
        return merge

    def _decide(self, status: Literal["accepted", "rejected"]) -> MergeStep:
        return self._write(status, decided(self._merge().fields, status, self.coder))

    def _write(self, action: MergeAction, changes: Mapping[str, str | None]) -> MergeStep:
        """Change the entry's lines, unless that would cause an error in the case."""
        merge = self._merge()
        change = write_checked(
            self.folder, merge.path, MergeFinder(merge.pair), merge.fields, changes,
            ORDER,
        )  # fmt: skip
        return self._done(MergeStep(action, merge.pair, _name(merge), change))

    def _done(self, step: MergeStep) -> MergeStep:
        self.steps.append(step)
        return step


def _name(merge: WaitingMerge) -> str:
    return f"{merge.factor.id} into {merge.into.id}"
