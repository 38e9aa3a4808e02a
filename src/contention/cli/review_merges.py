"""The merges of a review, and the factors that nothing names any more, at its end."""

import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from contention.case.draft import read_draft
from contention.case.problem import CaseError
from contention.case.writing import EditError
from contention.claims.merges.prune import idle_factors, take_out
from contention.claims.merges.review import MergeReview
from contention.claims.merges.waiting import MergeSide, WaitingMerge
from contention.claims.undo import FileChange, ReviewError, bring_back
from contention.cli.review_keys import Keys, plain

MERGE_KEYS = "[a]ccept  [f]lip  s[w]ap  [r]eject  [s]kip  [u]ndo  [q]uit  [?]"
MERGE_HELP = """\
a  accept: what names the first factor means the second one from now on
f  flip: one is the opposite of the other, or it is not
w  swap: the other one of the two stays
r  reject: the entry stays in the file, so that the pair is not proposed again
s  skip: leave it proposed
u  undo the last step
q  quit: everything decided is already written"""
PRUNE_KEYS = "[t]ake them out  [s]kip  [u]ndo  [q]uit  [?]"
PRUNE_HELP = """\
t  take out: their lines in factors.yaml, and proposed merges of them
s  skip: leave them
u  undo the last step
q  quit: everything decided is already written"""


class MergeStage:
    """The walk through the proposed merges."""

    def __init__(self, review: MergeReview) -> None:
        self.review = review

    @property
    def begun(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.review.steps)

    def card(self) -> str | None:
        """What is to be decided; None where nothing is left."""
        merge = self.review.current()
        return None if merge is None else plain("\n".join(_card(merge, self.review.left())))

    def back(self) -> str:
        """Take the last step back."""
        step = self.review.undo()
        return f"undone: {step.name} is no longer {step.action}"

    def act(self, key: str, keys: Keys) -> str:
        """Do what a key stands for, and say what was done."""
        del keys
        review = self.review
        acts: Mapping[str, Callable[[], object]] = {
            "a": review.accept,
            "r": review.reject,
            "s": review.skip,
            "f": review.flip,
            "w": review.swap,
        }
        if key not in acts:
            return MERGE_HELP
        acts[key]()
        step = review.steps[-1]
        return f"{step.action} {step.name}"

    def said(self) -> str:
        """What was done in all."""
        counts = self.review.counts()
        return (
            f"Merges: {counts['accepted']} accepted, {counts['rejected']} rejected, "
            f"{counts['skipped']} skipped; {counts['waiting']} still waiting."
        )


def _card(merge: WaitingMerge, left: int) -> Iterator[str]:
    goes, stays = merge.factor, merge.into
    more = f"{left} to decide" if left > 1 else "the last one"
    status = "" if merge.status == "proposed" else f"  {merge.status} so far"
    yield ""
    yield f"merge {goes.id} into {stays.id}  ({merge.path}:{merge.line}; {more}){status}"
    yield from _side("", goes)
    yield from _side("would go into", stays)
    if merge.turned:
        yield "  as its opposite: the signs of its claims are turned"
    yield f"  {_why(merge)}"
    yield MERGE_KEYS


def _side(lead: str, side: MergeSide) -> Iterator[str]:
    claims = f"{side.claims} claim" if side.claims == 1 else f"{side.claims} claims"
    yield f"  {lead} “{side.title}” ({claims})".replace("   ", "  ")
    for passage in side.passages:
        start, end = passage.marked
        text = passage.sentence
        marked = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
        yield from textwrap.wrap(marked, 96, initial_indent="    > ", subsequent_indent="      ")


def _why(merge: WaitingMerge) -> str:
    fields = merge.fields
    similarity = fields.get("similarity")
    parts = [
        f"similarity {similarity:g}" if isinstance(similarity, int | float) else "",
        f"by {fields['found_by']}" if fields.get("found_by") else "",
    ]
    lead = " ".join(part for part in parts if part)
    return ": ".join(part for part in (lead, str(fields.get("reason", ""))) if part)


class PruneStage:
    """The offer to take out factors of a reader that nothing names any more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps: list[tuple[tuple[str, ...], tuple[FileChange, ...]]] = []

    @property
    def begun(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.steps)

    def idle(self) -> tuple[str, ...]:
        """The factors concerned."""
        return idle_factors(read_draft(self.folder))

    def card(self) -> str | None:
        """What is to be decided; None where nothing is left."""
        idle = () if self.steps else self.idle()
        if not idle:
            return None
        many = f"{len(idle)} factors" if len(idle) > 1 else "1 factor"
        lines = ["", f"{many} that a reader proposed, and that nothing names any more:"]
        lines += textwrap.wrap(
            ", ".join(idle), 96, initial_indent="  ", subsequent_indent="  ",
            break_on_hyphens=False,
        )  # fmt: skip
        return plain("\n".join([*lines, PRUNE_KEYS]))

    def back(self) -> str:
        """Take the last step back."""
        factors, changes = self.steps[-1]
        try:
            bring_back(self.folder, changes)
        except (EditError, CaseError) as error:
            raise ReviewError(f"the factors cannot be brought back: {error}") from error
        self.steps.pop()
        return f"undone: {', '.join(factors)} stand in factors.yaml" if changes else "undone"

    def act(self, key: str, keys: Keys) -> str:
        """Do what a key stands for, and say what was done."""
        del keys
        if key == "t":
            idle = self.idle()
            self.steps.append((idle, take_out(self.folder, idle)))
            return f"taken out: {', '.join(idle)}"
        if key == "s":
            self.steps.append(((), ()))
            return "left where they are"
        return PRUNE_HELP

    def said(self) -> str:
        """What was done in all."""
        gone = sum(len(factors) for factors, _ in self.steps)
        return f"{gone} factors taken out of factors.yaml." if gone else ""
