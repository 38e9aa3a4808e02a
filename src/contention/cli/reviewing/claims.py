"""Claims and figures in a review: their cards and the action of each key."""

from collections.abc import Callable, Mapping

from contention.cli.reviewing import edits
from contention.cli.reviewing.cards import (
    entry_words,
    item_card,
    numbered_words,
    sentence_card,
)
from contention.cli.reviewing.keys import CLAIM_KEYS, bar, help_text, meant
from contention.cli.terminal.dialogue import Ui
from contention.cli.terminal.styled import StyledParagraph
from contention.coding.review.entry_finders import find
from contention.coding.review.review_queue import Item
from contention.coding.review.undo import ReviewError
from contention.coding.review.walk import Review, ReviewStep

HELP = help_text(CLAIM_KEYS)
_NUMBERING = frozenset("+ce")


class ClaimStage:
    """Review of the proposed claims and figures."""

    bindings = CLAIM_KEYS

    def __init__(self, review: Review) -> None:
        self.review = review
        self._numbered = False
        self._listed: tuple[Item, ...] = ()

    @property
    def decisions(self) -> int:
        """How many steps changed the case and were not undone."""
        return sum(step.action != "skipped" for step in self.review.steps)

    @property
    def begun(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self.review.steps)

    def keys(self) -> str:
        """The line of keys."""
        return bar(CLAIM_KEYS)

    def card(self) -> list[StyledParagraph] | None:
        """The card to decide on; None if nothing is left."""
        return self._card(numbered=self._numbered)

    def _card(self, *, numbered: bool) -> list[StyledParagraph] | None:
        review = self.review
        item = review.current()
        if item is None and review.spot is None:
            return None
        draft = review.draft()
        here = {each.id: each for each in review.here()}
        if item is not None:
            for neighbour in item.neighbours:
                entry = find(draft, neighbour.id)
                if entry is not None:
                    here.setdefault(entry.id, entry)
            here.pop(item.id, None)
        self._listed = tuple(here.values())
        words = self._words() if numbered else None
        if item is not None:
            where = f"{min(review.position + 1, len(review.queue))}/{len(review.queue)}"
            return item_card(draft, item, self._listed, where, words)
        text, document, number = review.text()
        return sentence_card(draft, text, number, self._listed, document, words)

    def _words(self) -> StyledParagraph | None:
        try:
            text, _, number = self.review.text()
        except ReviewError:
            return None
        return numbered_words(text, number)

    def back(self) -> str:
        """Undo the last step."""
        step = self.review.undo()
        return f"undone: {step.claim} is no longer {step.action}"

    def act(self, pressed: str, ui: Ui) -> str:
        """Perform the action of a key; return what was done."""
        key = meant(pressed, CLAIM_KEYS)
        if key in _NUMBERING and ui.interactive:
            ui.show(self._card(numbered=True) or [], "", "")
        spot = self.review.spot
        if key == "s" and spot is not None and not spot.entry:
            self.review.go_on()
            return ""
        if key in self._steps:
            step = self._steps[key](self, ui)
            return "nothing was changed" if step is None else self._done(step)
        if key in self._moves:
            self._moves[key](self)
            return ""
        if key.isdigit() and key != "0":
            return self._look(int(key))
        if key == "?":
            return HELP
        raise ReviewError(f"`{key}` is not a key here: press ? for help")

    def _look(self, number: int) -> str:
        if number > len(self._listed):
            raise ReviewError(f"no claim listed here has the number {number}")
        self.review.look_at(self._listed[number - 1].id)
        return ""

    def _done(self, step: ReviewStep) -> str:
        if step.action == "added":
            entry = find(self.review.draft(), step.claim)
            if entry is None:
                return f"added {step.claim} to factors.yaml"
            return f"added {entry_words(self.review.draft(), entry)}"
        return f"{step.action} {step.claim}"

    def _number(self) -> None:
        self._numbered = not self._numbered

    _steps: Mapping[str, Callable[["ClaimStage", Ui], ReviewStep | None]] = {
        "a": lambda self, _: self.review.accept(),
        "r": lambda self, _: self.review.reject(),
        "s": lambda self, _: self.review.skip(),
        "f": lambda self, _: self.review.flip(),
        "e": lambda self, ui: edits.edit(ui, self.review),
        "c": lambda self, ui: edits.recut(ui, self.review),
        "+": lambda self, ui: edits.add(ui, self.review),
        "t": lambda self, ui: edits.retitle(ui, self.review),
        "m": lambda self, ui: edits.merge_factor(ui, self.review),
        "n": lambda self, ui: edits.new(ui, self.review),
    }
    _moves: Mapping[str, Callable[["ClaimStage"], None]] = {
        ".": lambda self: self.review.go(1),
        ",": lambda self: self.review.go(-1),
        "b": lambda self: self.review.back(),
        "w": lambda self: self._number(),
    }

    def said(self) -> str:
        """Summary of the review."""
        counts = self.review.counts()
        added = f"{counts['added']} added, " if counts["added"] else ""
        return (
            f"{counts['accepted']} accepted, {counts['rejected']} rejected, {added}"
            f"{counts['skipped']} skipped; {counts['waiting']} still to review."
        )
