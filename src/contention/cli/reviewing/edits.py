"""Prompts of a review: field and value, words, factor."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from contention.cli.reviewing.keys import FIELD_KEYS, FIGURE_FIELD_KEYS
from contention.cli.terminal.dialogue import NotPossibleError, Option, Ui, until_right
from contention.coding.review.additions import (
    Chosen,
    NewClaim,
    add_claim,
    add_factor,
    cut,
    factor_named,
    merge,
    new_factor,
    new_holder,
    rename,
    set_ends,
    set_holder,
)
from contention.coding.review.paraphrases import title_of
from contention.coding.review.review_factors import Named, exactly, factors, holders, matching
from contention.coding.review.review_texts import is_range, picked
from contention.coding.review.undo import ReviewError
from contention.coding.review.walk import EDITABLE, EDITABLE_FIGURE, Review, ReviewStep

Step = TypeVar("Step")
REFUSALS = (ReviewError, NotPossibleError)
SIGNS = {"+": "raises", "r": "raises", "-": "lowers", "l": "lowers", "0": "none",
         "?": "unclear", "u": "unclear"}  # fmt: skip
STANCES = {"a": "asserted", "h": "hedged", "c": "conceded", "n": "negated", "r": "reported",
           "x": "rejected"}  # fmt: skip
ENDS = {"c": "cause", "e": "effect"}


def edit(ui: Ui, review: Review) -> ReviewStep | None:
    """One field by its letter at a terminal; lines of `field value` from a stream."""
    item = review.item()
    if not ui.interactive:
        changes = _lines(ui)
        return review.edit(changes) if changes else None
    bindings = FIELD_KEYS if item.kind == "claim" else FIGURE_FIELD_KEYS
    field = ui.choose("edit", {each.key: each.name for each in bindings})
    if field is None:
        return None
    return _edited(ui, review, field, {})


def _edited(
    ui: Ui, review: Review, field: str, others: Mapping[str, str | None]
) -> ReviewStep | None:
    """Ask for one field until the input is valid."""
    fields = review.item().fields
    if field in ("cause", "effect", "factor"):
        return repeated(ui, lambda wrong: _set_end(ui, review, field, wrong))
    if field == "holder":
        return repeated(ui, lambda wrong: _set_holder(ui, review, wrong))
    if field == "sign":
        sign = ui.choose("sign", SIGNS)
        return None if sign is None else review.edit({**others, "sign": sign})
    if field == "stance":
        stance = ui.choose("stance", STANCES)
        return None if stance is None else review.edit({**others, "stance": stance})
    now = fields.get(field)
    text = "" if now is None else _written(now)
    return until_right(
        ui, field, text, lambda typed: review.edit({**others, field: typed.strip() or None}),
        REFUSALS,
    )  # fmt: skip


def repeated(ui: Ui, ask: Callable[[str], Step | None]) -> Step | None:
    """Ask again with the error message until the input is valid or the user gives up."""
    wrong = ""
    while True:
        try:
            return ask(wrong)
        except REFUSALS as error:
            if not ui.interactive:
                raise
            wrong = str(error)


def _set_end(ui: Ui, review: Review, field: str, wrong: str) -> ReviewStep | None:
    chosen, _ = pick_factor(ui, review, field, wrong)
    return None if chosen is None else set_ends(review, {field: chosen})


def _set_holder(ui: Ui, review: Review, wrong: str) -> ReviewStep | None:
    chosen = _pick_holder(ui, review, wrong)
    return None if chosen is None else set_holder(review, chosen if chosen.id else None)


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_written(each)}" for key, each in value.items()) + "}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _lines(ui: Ui) -> dict[str, str | None]:
    changes: dict[str, str | None] = {}
    while line := (ui.ask("field value") or "").strip():
        field, _, value = line.partition(" ")
        changes[field.rstrip(":")] = value.strip() or None
    return changes


def recut(ui: Ui, review: Review) -> ReviewStep | None:
    """An end, or the anchor, from the numbered words of the sentence."""
    text, _, number = review.text()
    ends = {**ENDS, "a": "anchor"} if review.item().kind == "claim" else {"a": "anchor"}
    end = ui.choose("cut", ends)
    if end is None:
        return None
    words = text.words(number, number)

    def use(typed: str) -> ReviewStep:
        span = picked(typed, words)
        if span is None:
            raise ReviewError(f"write numbers of words, 1 to {len(words)}: 3-7")
        return cut(review, end, *span)

    return until_right(ui, f"words of the {end}", "", use, REFUSALS)


def add(ui: Ui, review: Review) -> ReviewStep | None:
    """Ask for a missed claim: cause, sign, effect, stance and, if reported, holder."""
    review.text()
    cause, first = pick_factor(ui, review, "cause")
    sign = ui.choose("sign", SIGNS) if cause is not None else None
    if cause is None or sign is None:
        return None
    effect, second = pick_factor(ui, review, "effect")
    stance = ui.choose("stance", STANCES, "asserted") if effect is not None else None
    if effect is None or stance is None:
        return None
    holder = _pick_holder(ui, review, "") if stance == "reported" else None
    if stance == "reported" and holder is None:
        return None
    spans = tuple(span for span in (first, second) if span is not None)
    named = holder if holder is not None and holder.id else None
    return add_claim(review, NewClaim(cause, sign, effect, stance, named, spans))


def pick_factor(
    ui: Ui, review: Review, question: str, wrong: str = ""
) -> tuple[Chosen | None, tuple[int, int] | None]:
    """Ask for a factor by part of its name, word numbers, or a new name."""
    draft = review.draft()
    known = factors(draft)
    try:
        text, _, number = review.text()
        words = text.words(number, number)
    except ReviewError:
        text, words = None, ()

    def find(typed: str) -> Sequence[Option]:
        options = factor_options(typed, known)
        if is_range(typed) and text is not None and (span := picked(typed, words)):
            phrase = " ".join(text.text[span[0] : span[1]].split())
            chosen = factor_named(draft, phrase)
            said = f"“{phrase}” → {chosen.title or title_of(draft, chosen.id)}"
            new = "  (new factor)" if chosen.title else ""
            return [Option((chosen, span), said + new, exact=True), *options]
        if typed.strip() and exactly(typed, known) is None and not is_range(typed):
            chosen = new_factor(draft, typed)
            options = [*options, Option((chosen, None), f"new factor “{chosen.title}”", new=True)]
        return options

    found = ui.pick(question, find, wrong)
    if found is None:
        return None, None
    value: tuple[Chosen, tuple[int, int] | None] = found.value  # type: ignore[assignment]
    return value


def factor_options(typed: str, known: Sequence[Named]) -> list[Option]:
    """Factors or holders that what was typed may name; values are `Chosen` and None."""
    same = exactly(typed, known) if typed.strip() else None
    found = [
        Option((Chosen(each.id), None), _told(each), exact=each == same)
        for each in matching(typed, known)
    ]
    return sorted(found, key=lambda each: not each.exact)


def _told(named: Named) -> str:
    used = f"  · {named.used}" if named.used else ""
    same = named.title.casefold().replace(" ", "_") == named.id
    return named.title + ("" if same else f" ({named.id})") + used


def _pick_holder(ui: Ui, review: Review, wrong: str) -> Chosen | None:
    """Ask for a holder by part of the name, the author, or a new one."""
    draft = review.draft()
    known = holders(draft)

    def find(typed: str) -> Sequence[Option]:
        options = [Option(each.value[0], each.text, each.exact)  # type: ignore[index]
                   for each in factor_options(typed, known)]  # fmt: skip
        if not typed.strip():
            return [Option(Chosen(""), "(the author)", exact=True), *options]
        if exactly(typed, known) is None:
            options.append(Option(new_holder(draft, typed), f"new holder “{typed}”", new=True))
        return options

    found = ui.pick("holder", find, wrong)
    return None if found is None else found.value  # type: ignore[return-value]


def _end(ui: Ui, review: Review, question: str) -> str | None:
    """The factor at one end of the shown claim."""
    fields = review.item("claim").fields
    end = ui.choose(question, {key: f"{end} “{title_of(review.draft(), str(fields.get(end)))}”"
                               for key, end in ENDS.items()})  # fmt: skip
    if end is None:
        return None
    return str(fields.get(end.partition(" ")[0]))


def retitle(ui: Ui, review: Review) -> ReviewStep | None:
    """Another title for the cause or the effect."""
    factor = _end(ui, review, "rename")
    if factor is None:
        return None
    now = title_of(review.draft(), factor)
    return until_right(ui, "title", now, lambda typed: rename(review, factor, typed), REFUSALS)


def merge_factor(ui: Ui, review: Review) -> ReviewStep | None:
    """The cause or the effect merged into another factor."""
    factor = _end(ui, review, "merge")
    if factor is None:
        return None
    title = title_of(review.draft(), factor)

    def ask(wrong: str) -> ReviewStep | None:
        into, _ = pick_factor(ui, review, f"“{title}” goes into", wrong)
        if into is None:
            return None
        if into.title:
            raise ReviewError("merge it into a factor of the case")
        how = ui.choose("it is", {"s": "the same", "o": "the opposite"}, "the same")
        if how is None:
            return None
        return merge(review, factor, into.id, turned=how == "the opposite")

    return repeated(ui, ask)


def new(ui: Ui, review: Review) -> ReviewStep | None:
    """A factor by its id and title."""

    def use(typed: str) -> ReviewStep:
        id_, _, title = typed.strip().partition(" ")
        return add_factor(review, id_, title)

    return until_right(ui, "id Title", "", use, REFUSALS)


assert {each.name for each in FIELD_KEYS} == set(EDITABLE)
assert {each.name for each in FIGURE_FIELD_KEYS} == set(EDITABLE_FIGURE)
