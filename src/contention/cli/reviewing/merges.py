"""Merges in a review and, at the end, factors that are no longer used."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from contention.case.articles import counted
from contention.case.parsed_case import read_draft
from contention.case.problem import CaseError
from contention.case.storage.writing import EditError
from contention.cli.reviewing.cards import passage_lines
from contention.cli.reviewing.keys import MERGE_KEYS, PRUNE_KEYS, bar, help_text, meant
from contention.cli.terminal.dialogue import Ui
from contention.cli.terminal.styled import DIM, STRONG, StyledParagraph, styled
from contention.coding.merges.merge_queue import MergeSide, WaitingMerge
from contention.coding.merges.merge_review import MergeReview
from contention.coding.merges.prune import idle_factors, take_out
from contention.coding.review.undo import FileChange, ReviewError, bring_back

MERGE_HELP = help_text(MERGE_KEYS)
PRUNE_HELP = help_text(PRUNE_KEYS)


class MergeStage:
    """Review of the proposed merges."""

    def __init__(self, review: MergeReview) -> None:
        self.review = review

    @property
    def decisions(self) -> int:
        """How many steps changed the case and were not undone."""
        return sum(step.action != "skipped" for step in self.review.steps)

    @property
    def begun(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self.review.steps)

    bindings = MERGE_KEYS

    def keys(self) -> str:
        """The line of keys."""
        return bar(MERGE_KEYS)

    def card(self) -> list[StyledParagraph] | None:
        """The card to decide on; None if nothing is left."""
        merge = self.review.current()
        return None if merge is None else list(_card(merge, self.review.left()))

    def back(self) -> str:
        """Undo the last step."""
        step = self.review.undo()
        return f"undone: {step.name} is no longer {step.action}"

    def act(self, pressed: str, ui: Ui) -> str:
        """Perform the action of a key; return what was done."""
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
            raise ReviewError(f"`{key}` is not a key here: press ? for help")
        acts[key]()
        step = review.steps[-1]
        return f"{step.action} {step.name}"

    def said(self) -> str:
        """Summary of the review."""
        counts = self.review.counts()
        return (
            f"Merges: {counts['accepted']} accepted, {counts['rejected']} rejected, "
            f"{counts['skipped']} skipped; {counts['waiting']} still to review."
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
            styled("as its opposite: the signs of its claims are reversed"), "  ", "  "
        )
    yield StyledParagraph(styled(_why(merge), DIM), "  ", "  ")


def _side(lead: str, side: MergeSide) -> Iterator[StyledParagraph]:
    claims = f" ({counted(side.claims, 'claim')})"
    yield StyledParagraph(styled(lead) + styled(f"“{side.title}”", STRONG) + styled(claims),
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
    """Offer to remove factors proposed by a reader that are no longer used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps: list[tuple[tuple[str, ...], tuple[FileChange, ...]]] = []

    @property
    def decisions(self) -> int:
        """How many steps changed the case and were not undone."""
        return sum(bool(factors) for factors, _ in self.steps)

    @property
    def begun(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self.steps)

    def idle(self) -> tuple[str, ...]:
        """The factors concerned."""
        return idle_factors(read_draft(self.folder))

    def keys(self) -> str:
        """The line of keys."""
        return bar(PRUNE_KEYS)

    def card(self) -> list[StyledParagraph] | None:
        """The card to decide on; None if nothing is left."""
        idle = () if self.steps else self.idle()
        if not idle:
            return None
        many = f"{len(idle)} factors" if len(idle) > 1 else "1 factor"
        head = f"{many} proposed by a reader and no longer used:"
        return [
            StyledParagraph(styled(head, STRONG)),
            StyledParagraph(styled(", ".join(idle)), "  ", "  "),
        ]

    def back(self) -> str:
        """Undo the last step."""
        factors, changes = self.steps[-1]
        try:
            bring_back(self.folder, changes)
        except (EditError, CaseError) as error:
            raise ReviewError(f"the factors cannot be restored: {error}") from error
        self.steps.pop()
        return f"undone: {', '.join(factors)} restored in factors.yaml" if changes else "undone"

    bindings = PRUNE_KEYS

    def act(self, pressed: str, ui: Ui) -> str:
        """Perform the action of a key; return what was done."""
        del ui
        key = meant(pressed, PRUNE_KEYS)
        if key == "t":
            idle = self.idle()
            self.steps.append((idle, take_out(self.folder, idle)))
            return f"removed: {',  '.join(idle)}"
        if key == "s":
            self.steps.append(((), ()))
            return "left in place"
        if key == "?":
            return PRUNE_HELP
        raise ReviewError(f"`{key}` is not a key here: press ? for help")

    def said(self) -> str:
        """Summary of the review."""
        gone = sum(len(factors) for factors, _ in self.steps)
        return f"{gone} factors removed from factors.yaml." if gone else ""
