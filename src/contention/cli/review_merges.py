"""The merges of a review, and the factors that nothing names any more, at its end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from contention.case.parsed_case import read_draft
from contention.case.problem import CaseError
from contention.case.storage.writing import EditError
from contention.cli.review_cards import passage_lines
from contention.cli.review_keys import MERGE_KEYS, PRUNE_KEYS, bar, help_text, meant
from contention.cli.terminal.dialogue import Ui
from contention.cli.terminal.styled import DIM, STRONG, StyledParagraph, styled
from contention.coding.merges.merge_queue import MergeSide, WaitingMerge
from contention.coding.merges.merge_review import MergeReview
from contention.coding.merges.prune import idle_factors, take_out
from contention.coding.review.undo import FileChange, ReviewError, bring_back

MERGE_HELP = help_text(MERGE_KEYS)
PRUNE_HELP = help_text(PRUNE_KEYS)


class MergeStage:
    """The walk through the proposed merges."""

    def __init__(self, review: MergeReview) -> None:
        self.review = review

    @property
    def begun(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.review.steps)

    bindings = MERGE_KEYS

    def keys(self) -> str:
        """The line of keys."""
        return bar(MERGE_KEYS)

    def card(self) -> list[StyledParagraph] | None:
        """What is to be decided; None if nothing is left."""
        merge = self.review.current()
        return None if merge is None else list(_card(merge, self.review.left()))

    def back(self) -> str:
        """Take the last step back."""
        step = self.review.undo()
        return f"undone: {step.name} is no longer {step.action}"

    def act(self, pressed: str, ui: Ui) -> str:
        """Do what a key stands for, and say what was done."""
        del ui
        review, key = self.review, meant(pressed, MERGE_KEYS)
        acts: Mapping[str, Callable[[], object]] = {
            "a": review.accept,
            "r": review.reject,
            "s": review.skip,
            "f": review.flip,
            "w": review.swap,
        }
        if key == "?":
            return MERGE_HELP
        if key not in acts:
            raise ReviewError(f"`{key}` is not a key here: ? shows them")
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


def _card(merge: WaitingMerge, left: int) -> Iterator[StyledParagraph]:
    goes, stays = merge.factor, merge.into
    more = f"{left} to decide" if left > 1 else "the last one"
    status = "" if merge.status == "proposed" else f"  {merge.status} so far"
    head = styled(f"merge {goes.id} into {stays.id}  ", STRONG)
    yield StyledParagraph(head + styled(f"({merge.path}:{merge.line}; {more}){status}", DIM))
    yield from _side("", goes)
    yield from _side("would go into ", stays)
    if merge.turned:
        yield StyledParagraph(
            styled("as its opposite: the signs of its claims are turned"), "  ", "  "
        )
    yield StyledParagraph(styled(_why(merge), DIM), "  ", "  ")


def _side(lead: str, side: MergeSide) -> Iterator[StyledParagraph]:
    claims = f"{side.claims} claim" if side.claims == 1 else f"{side.claims} claims"
    yield StyledParagraph(styled(lead) + styled(f"“{side.title}”", STRONG) + styled(f" ({claims})"),
                    "  ", "    ")  # fmt: skip
    for passage in side.passages:
        for each in passage_lines(replace(passage, before="", after="")):
            yield replace(each, first="    > ", rest="      ", spare=2)


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

    def keys(self) -> str:
        """The line of keys."""
        return bar(PRUNE_KEYS)

    def card(self) -> list[StyledParagraph] | None:
        """What is to be decided; None if nothing is left."""
        idle = () if self.steps else self.idle()
        if not idle:
            return None
        many = f"{len(idle)} factors" if len(idle) > 1 else "1 factor"
        head = f"{many} that a reader proposed, and that nothing names any more:"
        return [
            StyledParagraph(styled(head, STRONG)),
            StyledParagraph(styled(", ".join(idle)), "  ", "  "),
        ]

    def back(self) -> str:
        """Take the last step back."""
        factors, changes = self.steps[-1]
        try:
            bring_back(self.folder, changes)
        except (EditError, CaseError) as error:
            raise ReviewError(f"the factors cannot be brought back: {error}") from error
        self.steps.pop()
        return f"undone: {', '.join(factors)} stand in factors.yaml" if changes else "undone"

    bindings = PRUNE_KEYS

    def act(self, pressed: str, ui: Ui) -> str:
        """Do what a key stands for, and say what was done."""
        del ui
        key = meant(pressed, PRUNE_KEYS)
        if key == "t":
            idle = self.idle()
            self.steps.append((idle, take_out(self.folder, idle)))
            return f"taken out: {', '.join(idle)}"
        if key == "s":
            self.steps.append(((), ()))
            return "left where they are"
        if key == "?":
            return PRUNE_HELP
        raise ReviewError(f"`{key}` is not a key here: ? shows them")

    def said(self) -> str:
        """What was done in all."""
        gone = sum(len(factors) for factors, _ in self.steps)
        return f"{gone} factors taken out of factors.yaml." if gone else ""
