"""Reviewing proposals one by one: every decision is written at once and can be undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from contention.case.draft import Draft
from contention.case.parsed_case import read_draft
from contention.case.signs import INVERTED
from contention.case.storage.writing import Changes
from contention.case.titles import TO_BE_NAMED
from contention.coding.review.claim_lines import FIELDS, FIGURE_FIELDS
from contention.coding.review.decisions import (
    checked,
    decided,
    put_fields,
    signed,
    take_back,
    tally,
)
from contention.coding.review.entry_finders import ClaimFinder, find
from contention.coding.review.paraphrases import figure_words, reworded
from contention.coding.review.review_queue import (
    Item,
    Waiting,
    described,
    kind_of,
    sign_word,
    waiting_entries,
)
from contention.coding.review.review_texts import SentencedText, Texts
from contention.coding.review.undo import Change, ReviewError

Action = Literal["accepted", "rejected", "flipped", "edited", "skipped", "added", "cut", "renamed",
                 "merged"]  # fmt: skip
LOCKED = frozenset({"id", "anchor", "status", "drafted", "comments"})
"""Fields that an edit does not change."""
EDITABLE = tuple(field for field in FIELDS if field not in LOCKED)
EDITABLE_FIGURE = tuple(field for field in FIGURE_FIELDS if field not in LOCKED)
REVIEWER = "reviewer"
"""Who is recorded as having reviewed if nobody is named."""


@dataclass(frozen=True)
class Spot:
    """A place shown in passing: a sentence, or an entry that awaits no decision."""

    document: str
    sentence: int
    entry: str = ""
    """id of a claim or figure; empty for the sentence itself"""


@dataclass(frozen=True)
class ReviewStep:
    """One step, and how to undo it."""

    action: Action
    claim: str
    """its id; of an added, renamed or merged factor, that of the factor"""
    position: int
    """in the queue, before the step"""
    spot: Spot | None = None
    changes: tuple[Change, ...] = ()
    """nothing if nothing was written"""


class Review:
    """A walk through the proposals of a case, forwards and, by undoing, back."""

    def __init__(
        self, folder: Path, *, document: str | None = None, coder: str = REVIEWER,
        start: str | None = None,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.coder = coder
        """added to the coders of what is accepted, rejected or changed"""
        self.document = document
        self.texts = Texts()
        entries = waiting_entries(read_draft(folder), document)
        self.queue = tuple((kind_of(each), each.id) for each in entries)
        self.position = 0
        self.spot: Spot | None = None if start is None else Spot(start, 0)
        """if there is a `start`, the first sentence of that document"""
        self.steps: list[ReviewStep] = []
        self._shown: Waiting | None = None

    def draft(self) -> Draft:
        """The case as its files have it now."""
        return Changes(self.folder).draft()

    def current(self) -> Waiting | None:
        """The claim or figure to decide on, as the file has it now; None if there is none here."""
        draft = self.draft()
        entry = self._entry(draft)
        self._shown = None if entry is None else described(draft, entry, self.texts)
        return self._shown

    def _entry(self, draft: Draft) -> Item | None:
        if self.spot is not None:
            return find(draft, self.spot.entry) if self.spot.entry else None
        while self.position < len(self.queue):
            entry = find(draft, self.queue[self.position][1])
            if entry is not None and entry.body.status == "proposed":
                return entry
            self.position += 1
        return None

    def accept(self) -> ReviewStep:
        """Accept the claim, and go on."""
        return self._decide("accepted")

    def reject(self) -> ReviewStep:
        """Keep the claim, marked as rejected, and go on."""
        return self._decide("rejected")

    def skip(self) -> ReviewStep:
        """Leave the claim as it is, and go on."""
        return self._done("skipped", self.item().id, (), onwards=True)

    def go_on(self) -> None:
        """From a sentence in which nothing waits to the next proposal after it."""
        self._shown = None
        self._leave_spot()

    def flip(self) -> ReviewStep:
        """Flip the sign and stay."""
        claim = self.item("claim")
        sign = sign_word(str(claim.fields.get("sign", "")))
        if sign not in INVERTED:
            raise ReviewError(f"the sign is `{sign}`, which has no opposite: edit it")
        return self.change("flipped", {"sign": INVERTED[sign]})

    def edit(self, changes: Mapping[str, str | None]) -> ReviewStep:
        """Rewrite some fields and stay; None removes a field."""
        fields = EDITABLE if self.item().kind == "claim" else EDITABLE_FIGURE
        for key in changes:
            if key not in fields:
                raise ReviewError(f"`{key}` cannot be edited here: choose from {', '.join(fields)}")
        return self.change("edited", changes)

    def change(
        self, action: Action, changes: Mapping[str, str | None],
        before: Callable[[Changes], Sequence[Change]] = lambda _: (),
    ) -> ReviewStep:  # fmt: skip
        """Write some fields of the shown entry, after what `before` puts, and stay."""
        item = self.item()
        wanted = dict(changes)
        if wanted.get("sign") is not None:
            wanted["sign"] = sign_word(str(wanted["sign"]))

        def make(files: Changes) -> list[Change]:
            first = list(before(files))
            return [*first, self._put(files, item, wanted)]

        return self._done(action, item.id, checked(self.folder, make), onwards=False)

    def _put(self, files: Changes, item: Waiting, wanted: Mapping[str, str | None]) -> Change:
        if item.kind == "claim":
            made = reworded(files.draft(), item.fields, wanted)
            order: tuple[str, ...] = FIELDS
        else:
            made, order = dict(wanted), FIGURE_FIELDS
            if "paraphrase" not in wanted and "paraphrase" in item.fields:
                made["paraphrase"] = figure_words({**item.fields, **wanted})
        if "coder" not in made:
            made |= signed(item.fields, self.coder)
        find = ClaimFinder(item.id)
        return put_fields(files, item.path, find, made, shown=item.fields, order=order)

    def undo(self) -> ReviewStep:
        """Take the last step back and return to where it was made."""
        if not self.steps:
            raise ReviewError("there is nothing to undo")
        step = self.steps[-1]
        take_back(self.folder, step.changes, step.claim)
        self.steps.pop()
        self.position, self.spot = step.position, step.spot
        return step

    def counts(self) -> dict[str, int]:
        """How many were accepted, rejected, skipped, added, and how many are still proposed."""
        left = len(waiting_entries(self.draft()))
        return tally((step.action for step in self.steps), left)

    def item(self, kind: str = "") -> Waiting:
        """What is on the screen; raises ReviewError if it is not of that kind, or nothing."""
        shown = self._shown or self.current()
        if shown is None:
            raise ReviewError("no claim is shown here")
        if kind and shown.kind != kind:
            raise ReviewError("a figure has no such field")
        return shown

    def _decide(self, status: Literal["accepted", "rejected"]) -> ReviewStep:
        item = self.item()
        if status == "accepted" and (open_end := self._unnamed(item)):
            raise ReviewError(f"its {open_end} is still to be named: `e`, or reject the claim")
        wanted = decided(item.fields, status, self.coder)
        order = FIELDS if item.kind == "claim" else FIGURE_FIELDS

        def make(files: Changes) -> list[Change]:
            return [
                put_fields(
                    files, item.path, ClaimFinder(item.id), wanted, shown=item.fields, order=order
                )
            ]

        return self._done(status, item.id, checked(self.folder, make), onwards=True)

    def _unnamed(self, item: Waiting) -> str:
        """Which end of a claim nobody has named yet; empty if both have a name."""
        factors = self.draft().factors
        for end in ("cause", "effect"):
            factor = factors.get(str(item.fields.get(end, "")))
            if factor is not None and factor.body.title == TO_BE_NAMED:
                return end
        return ""

    def _done(
        self, action: Action, name: str, changes: tuple[Change, ...], *, onwards: bool
    ) -> ReviewStep:
        step = ReviewStep(action, name, self.position, self.spot, changes)
        self.steps.append(step)
        self._shown = None
        if onwards and self.spot is not None:
            self._leave_spot()
        elif onwards:
            self.position += 1
        return step

    def record(self, action: Action, name: str, changes: tuple[Change, ...]) -> ReviewStep:
        """Record another step."""
        return self._done(action, name, changes, onwards=False)

    def write(self, make: Callable[[Changes], Sequence[Change]]) -> tuple[Change, ...]:
        """Write what `make` sets, unless that causes an error in the case."""
        return checked(self.folder, make)

    # Where one is.

    def text(self) -> tuple[SentencedText, str, int]:
        """The text that is shown, its document, and the number of the sentence."""
        draft = self.draft()
        if self.spot is not None:
            document, entry = self.spot.document, None
        else:
            entry = self._entry(draft)
            if entry is None:
                raise ReviewError("no claim is shown here")
            document = entry.document
        text = self.texts.of(draft, document)
        if text is None or not text.sentences:
            raise ReviewError("the text is not available: `contention attach` shows its sentences")
        if self.spot is not None:
            return text, document, self.spot.sentence
        return text, document, 0 if entry is None else max(sentence_of(text, entry), 0)

    def go(self, by: int) -> None:
        """To the next or the previous sentence, whether or not anything waits there."""
        text, document, number = self.text()
        wanted = number + by
        if not 0 <= wanted < len(text.sentences):
            raise ReviewError(
                "this is the last sentence" if by > 0 else "this is the first sentence"
            )
        self._shown = None
        self.spot = Spot(document, wanted)
        here = {each.id for each in self.here()}
        for position, (_, id_) in enumerate(self.queue):
            entry = find(self.draft(), id_) if id_ in here else None
            if entry is not None and entry.body.status == "proposed":
                self.position, self.spot = position, None
                return

    def back(self) -> None:
        """To the proposal before this one that still waits."""
        draft = self.draft()
        start = self.position if self.spot is None else self._after_spot(draft)
        for position in range(start - 1, -1, -1):
            entry = find(draft, self.queue[position][1])
            if entry is not None and entry.body.status == "proposed":
                self.position, self.spot, self._shown = position, None, None
                return
        raise ReviewError("nothing before this is still waiting")

    def look_at(self, id_: str) -> None:
        """Show one claim or figure, whatever its status."""
        entry = find(self.draft(), id_)
        if entry is None:
            raise ReviewError(f"there is no `{id_}` any more")
        text = self.texts.of(self.draft(), entry.document)
        number = max(sentence_of(text, entry), 0) if text is not None else 0
        self._shown = None
        self.spot = Spot(entry.document, number, id_)

    def here(self) -> tuple[Item, ...]:
        """Claims and figures anchored in the sentence that is shown, in the order of the text."""
        try:
            text, document, number = self.text()
        except ReviewError:
            return ()
        draft = self.draft()
        entries: list[Item] = [*draft.claims.values(), *draft.figures.values()]
        found = [
            each for each in entries
            if each.document == document and each.body.anchor is not None
            and sentence_of(text, each) == number
        ]  # fmt: skip
        return tuple(sorted(found, key=_start))

    def _leave_spot(self) -> None:
        self.position = self._after_spot(self.draft())
        self.spot = None

    def _after_spot(self, draft: Draft) -> int:
        """The place in the queue of what comes after the spot in its text."""
        spot = self.spot
        assert spot is not None
        text = self.texts.of(draft, spot.document)
        last = len(self.queue)
        for position, (_, id_) in enumerate(self.queue):
            entry = find(draft, id_)
            if entry is None or entry.document != spot.document or text is None:
                continue
            if entry.id != spot.entry and sentence_of(text, entry) >= spot.sentence:
                return position
            last = position + 1
        return last


def sentence_of(text: SentencedText, entry: Item) -> int:
    """Number of the sentence in which an entry begins; -1 if it is not in this text."""
    anchor = entry.body.anchor
    here = None if anchor is None else text.anchor(anchor)
    return -1 if here is None else text.at(*here)[0]


def _start(entry: Item) -> int:
    return entry.body.anchor.start if entry.body.anchor is not None else 0
