"""Proposed claims and figures that wait for a person, each with its sentence and its neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from contention.case.draft import Draft, Located
from contention.case.merges import resolved
from contention.case.schema.claims import ClaimEntry, FigureEntry
from contention.case.signs import SYMBOLS, WORDS
from contention.coding.review.review_texts import Texts

Kind = Literal["claim", "figure"]
Item = Located[ClaimEntry] | Located[FigureEntry]


@dataclass(frozen=True)
class Passage:
    """The sentence of a claim and those around it, with single spaces."""

    before: str
    sentence: str
    after: str
    marked: tuple[int, int]
    """the anchor's characters within `sentence`"""


@dataclass(frozen=True)
class Neighbour:
    """A related claim of the case: on the same pair or the same words."""

    id: str
    cause: str
    effect: str
    sign: str
    status: str


@dataclass(frozen=True)
class Waiting:
    """One claim or figure as it is written."""

    kind: Kind
    id: str
    path: str
    """of its file, relative to the case"""
    line: int
    document: str
    fields: dict[str, Any]
    """what its lines mean, key by key"""
    status: str
    passage: Passage | None
    """None without an anchor, and if the text is not available or is a copy without these words"""
    neighbours: tuple[Neighbour, ...] = ()
    unknown_factors: tuple[str, ...] = ()
    """ends that `factors.yaml` does not have"""
    merged: tuple[str, ...] = ()
    """what merges make of its ends, in words"""

    def as_json(self) -> dict[str, Any]:
        """The claim or figure as plain JSON values."""
        passage = self.passage
        return {
            "id": self.id,
            "path": self.path,
            "line": self.line,
            "document": self.document,
            self.kind: self.fields,
            "sentence": passage.sentence if passage else None,
            "before": passage.before if passage else None,
            "after": passage.after if passage else None,
            "neighbours": [vars(each) for each in self.neighbours],
            "unknown_factors": list(self.unknown_factors),
            "merged": list(self.merged),
        }


def sign_word(sign: str) -> str:
    """A sign as a word: `raises`, `lowers`, `none` or `unclear`; what is not a sign stays as it is.

    A reviewer may type anything, and learns what is wrong with it from the schema.
    """
    known = SYMBOLS.get(sign)
    return sign if known is None else WORDS[known]


def waiting(draft: Draft, document: str | None = None) -> tuple[Waiting, ...]:
    """All proposed claims and figures (of one document), in the order of `waiting_entries`."""
    texts = Texts()
    return tuple(described(draft, entry, texts) for entry in waiting_entries(draft, document))


def waiting_entries(draft: Draft, document: str | None = None) -> tuple[Item, ...]:
    """Proposed claims and figures (of one document), in the order of the documents and the text.

    The documents come as `case.yaml` lists them; those that it does not list come last.
    """
    entries: list[Item] = [*draft.claims.values(), *draft.figures.values()]
    proposed = [
        each
        for each in entries
        if each.body.status == "proposed" and document in (None, each.document)
    ]
    places = {id_: place for place, id_ in enumerate(draft.known.get("document", ()))}
    return tuple(
        sorted(proposed, key=lambda each: (places.get(each.document, len(places)), *_order(each)))
    )


def kind_of(entry: Item) -> Kind:
    """Whether an entry is a claim or a figure."""
    return "claim" if isinstance(entry.body, ClaimEntry) else "figure"


def described(draft: Draft, entry: Item, texts: Texts | None = None) -> Waiting:
    """One claim or figure with its sentence and neighbours; `texts` keeps what has been read."""
    body = entry.body
    named: tuple[str, ...] = ()
    if isinstance(body, ClaimEntry):
        named = (body.cause, body.effect)
    elif body.factor is not None:
        named = (body.factor,)
    return Waiting(
        kind=kind_of(entry),
        id=entry.id,
        path=entry.tree.path,
        line=entry.place().line,
        document=entry.document,
        fields=dict(entry.tree.get(*entry.keys)),
        status=body.status,
        passage=passage_of(draft, entry, texts or Texts()),
        neighbours=tuple(_neighbours(draft, entry, body)) if isinstance(body, ClaimEntry) else (),
        unknown_factors=tuple(
            dict.fromkeys(end for end in named if end not in draft.known["factor"])
        ),
        merged=tuple(_merged(draft, named)),
    )


def passage_of(draft: Draft, entry: Item, texts: Texts) -> Passage | None:
    """The sentence of one claim or figure; `texts` keeps what has been read."""
    text = texts.of(draft, entry.document)
    if text is None or entry.body.anchor is None:
        return None
    here = text.anchor(entry.body.anchor)
    if here is None:
        return None
    start, end = here
    first, last = text.at(start, end)
    if last < 0:
        return None
    head = text.sentences[first][0]
    before, marked = text.text[head : max(start, head)], text.text[head : max(end, head)]
    return Passage(
        before=text.single(first - 1, first - 1),
        sentence=text.single(first, last),
        after=text.single(last + 1, last + 1),
        marked=(len(_single(before + "|")) - 1, len(_single(marked))),
    )


def named_by(claim: ClaimEntry) -> frozenset[str]:
    """The factors that a claim names: cause, effect and that of its condition."""
    gate = [] if claim.condition is None else [claim.condition.factor]
    return frozenset((claim.cause, claim.effect, *gate))


def _merged(draft: Draft, named: tuple[str, ...]) -> Iterator[str]:
    if not draft.merges:
        return
    gone = resolved(draft)
    for end in dict.fromkeys(named):
        if end in gone:
            yield f"{end} means {gone[end].into}{', turned' if gone[end].turned else ''}"


def _order(entry: Item) -> tuple[str, float, str, int]:
    """Order within a document by position in its text, whichever file an entry is in."""
    anchor = entry.body.anchor
    start = anchor.start if anchor else float("inf")
    return entry.document, start, entry.tree.path, entry.place().line


def _single(text: str) -> str:
    return " ".join(text.split())


def _neighbours(draft: Draft, entry: Item, body: ClaimEntry) -> Iterator[Neighbour]:
    for other in draft.claims.values():
        claim = other.body
        pair = {claim.cause, claim.effect} == {body.cause, body.effect}
        overlaps = other.document == entry.document and _overlap(claim, body)
        if other.id != entry.id and (pair or overlaps):
            sign = sign_word(claim.sign)
            yield Neighbour(other.id, claim.cause, claim.effect, sign, claim.status)


def _overlap(one: ClaimEntry, other: ClaimEntry) -> bool:
    a, b = one.anchor, other.anchor
    return a is not None and b is not None and a.start < b.end and b.start < a.end
