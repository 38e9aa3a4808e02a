"""What a person adds in review: ends that were recut, factors and merges."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contention.case.draft import Draft
from contention.case.storage.new_case import quoted
from contention.case.storage.writing import Changes
from contention.coding.review.decisions import put_entry
from contention.coding.review.entry_finders import ClaimFinder
from contention.coding.review.paraphrases import claim_words
from contention.coding.review.review_factors import (
    exactly,
    factors,
    holders,
    new_id,
    put_factor,
    put_holder,
    put_merge,
    put_title,
)
from contention.coding.review.review_queue import Item
from contention.coding.review.undo import Change, ReviewError
from contention.coding.review.walk import Review, ReviewStep
from contention.extraction.factor_names import FactorNames, title_of


@dataclass(frozen=True)
class Chosen:
    """A factor or a holder that was picked: one of the case, or a new one by its title."""

    id: str
    title: str = ""
    """of a new one; empty for one of the case"""


@dataclass(frozen=True)
class NewClaim:
    """A claim that a person codes."""

    cause: Chosen
    sign: str
    effect: Chosen
    stance: str = "asserted"
    holder: Chosen | None = None
    spans: tuple[tuple[int, int], ...] = field(default=())
    """characters of the text that name its ends; the whole sentence if there are none"""
    strength: str | None = None
    condition: str | None = None
    """in braces: `{factor: war, is: on}`"""


def factor_named(draft: Draft, phrase: str) -> Chosen:
    """The factor of the case that a phrase of a text names, else a new one of its telling words."""
    known = {each.id: each.title for each in factors(draft)}
    found = FactorNames(known).name(phrase)
    return Chosen(found) if found in known else new_factor(draft, title_of(phrase))


def new_factor(draft: Draft, title: str) -> Chosen:
    """A new factor, unless one has this title already."""
    found = exactly(title, factors(draft))
    if found is not None:
        return Chosen(found.id)
    title = title.strip()
    return Chosen(new_id(title, "factor", {*draft.known["factor"]}), title[:1].upper() + title[1:])


def new_holder(draft: Draft, name: str) -> Chosen:
    """A new holder, unless one has this name already."""
    found = exactly(name, holders(draft))
    if found is not None:
        return Chosen(found.id)
    return Chosen(new_id(name, "holder", {*draft.known["holder"]}), name.strip())


def put_chosen(changes: Changes, *chosen: Chosen | None) -> list[Change]:
    """Add those factors that are new."""
    done: list[Change] = []
    for each in dict.fromkeys(chosen):
        if each is not None and each.title:
            done += put_factor(changes, each.title, each.id)[1]
    return done


def set_ends(review: Review, ends: dict[str, Chosen]) -> ReviewStep:
    """Change the factors of the shown claim."""
    wanted: dict[str, str | None] = {end: chosen.id for end, chosen in ends.items()}
    return review.change("edited", wanted, lambda files: put_chosen(files, *ends.values()))


def set_holder(review: Review, holder: Chosen | None) -> ReviewStep:
    """Change the holder of the shown claim."""

    def before(files: Changes) -> Sequence[Change]:
        return put_holder(files, holder.title)[1] if holder is not None and holder.title else ()

    return review.change("edited", {"holder": None if holder is None else holder.id}, before)


def cut(review: Review, end: str, start: int, stop: int) -> ReviewStep:
    """Set an end of the shown claim, or its anchor, to these characters of the text."""
    text, _, _ = review.text()
    if end == "anchor":
        return review.change("cut", {"anchor": _anchor(review, start, stop)})
    review.item("claim")
    chosen = factor_named(review.draft(), " ".join(text.text[start:stop].split()))
    return review.change("cut", {end: chosen.id}, lambda files: put_chosen(files, chosen))


def _anchor(review: Review, start: int, stop: int) -> str:
    text, _, _ = review.text()
    back = text.back(start, stop)
    if back is None:
        raise ReviewError("the document that was coded does not have these words")
    return f"{{start: {back[0]}, end: {back[1]}}}"


def add_claim(review: Review, new: NewClaim) -> ReviewStep:
    """Add an accepted claim to the sentence that is shown, and stay."""
    text, document, number = review.text()
    start, stop = text.sentences[number]
    if len(new.spans) == 2:
        start, stop = min(s for s, _ in new.spans), max(e for _, e in new.spans)
    anchor = _anchor(review, start, stop)
    made: list[str] = []

    def make(changes: Changes) -> list[Change]:
        id_, done = put_claim(changes, document, new, anchor, review.coder)
        made[:] = [id_]
        return done

    done = review.write(make)
    return review.record("added", made[0], done)


def put_claim(
    changes: Changes, document: str, new: NewClaim, anchor: str, coder: str
) -> tuple[str, list[Change]]:
    """Add an accepted claim, with what it names that the case lacks; gives its id."""
    if new.cause.id == new.effect.id:
        raise ReviewError("cause and effect are the same factor")
    path, id_ = _place(changes.draft(), document)
    done = put_chosen(changes, new.cause, new.effect)
    if new.holder is not None and new.holder.title:
        done += put_holder(changes, new.holder.title)[1]
    lines = _lines(changes.draft(), id_, new, anchor, coder)
    if changes.read(path) is None:
        changes.put(path, f"document: {document}\n")
    return id_, [*done, put_entry(changes, path, "claims", lines, ClaimFinder(id_))]


def _place(draft: Draft, document: str) -> tuple[str, str]:
    """The file of a document's claims, and a free id."""
    entries: list[Item] = [*draft.claims.values(), *draft.figures.values()]
    own = [each.tree.path for each in entries if each.document == document]
    taken = {*draft.known["claim"], *draft.figures, *draft.assumptions}
    number = len(taken) + 1
    while f"{document}_{number}" in taken:
        number += 1
    return (own[0] if own else f"claims/{document}.yaml"), f"{document}_{number}"


def _lines(draft: Draft, id_: str, new: NewClaim, anchor: str, coder: str) -> list[str]:
    fields = {"cause": new.cause.id, "effect": new.effect.id, "sign": new.sign}
    lines = [f"- id: {id_}", *(f"  {key}: {value}" for key, value in fields.items())]
    lines += [] if new.strength is None else [f"  strength: {new.strength}"]
    lines.append(f"  stance: {new.stance}")
    if new.holder is not None:
        lines.append(f"  holder: {new.holder.id}")
    lines += [] if new.condition is None else [f"  condition: {new.condition}"]
    lines += [
        f"  paraphrase: {quoted(claim_words(draft, fields))}",
        "  drafted: true",
        f"  anchor: {anchor}",
    ]
    lines += [f"  coder: {quoted(coder)}"] if coder else []
    return [*lines, "  status: accepted"]


def add_factor(review: Review, id_: str, title: str) -> ReviewStep:
    """Put a factor into `factors.yaml`, so that an edit can name it."""
    draft = review.draft()
    if id_ != new_id(id_, "", ()) or not title.strip():
        raise ReviewError("write an id in lower-case words with underscores, then a title")
    if id_ in draft.known["factor"]:
        raise ReviewError(f"there is a factor `{id_}` already")
    done = review.write(lambda files: put_factor(files, title.strip(), id_)[1])
    return review.record("added", id_, done)


def rename(review: Review, factor: str, title: str) -> ReviewStep:
    """Give a factor another title; its id stays."""
    if not title.strip():
        raise ReviewError("a factor needs a title")
    done = review.write(lambda files: [put_title(files, factor, title.strip())])
    return review.record("renamed", factor, done)


def merge(review: Review, factor: str, into: str, *, turned: bool) -> ReviewStep:
    """Merge a factor into another."""
    done = review.write(
        lambda files: put_merge(files, factor, into, turned=turned, coder=review.coder)
    )
    return review.record("merged", factor, done)
