"""Proposed claims that wait for a person, each with its sentence and its neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contention.case.draft import Draft, Written
from contention.case.merges import resolved
from contention.case.schema_claims import ClaimEntry
from contention.case.sentences import sentence_range
from contention.case.texts import anchor_in, text_of_draft
from contention.case.values import Anchor

_SIGNS = {"+": "raises", "-": "lowers", "0": "none", "?": "unclear"}


@dataclass(frozen=True)
class Passage:
    """The sentence that a claim stands in and those around it, with single spaces."""

    before: str
    sentence: str
    after: str
    marked: tuple[int, int]
    """the anchor's characters within `sentence`"""


@dataclass(frozen=True)
class Neighbour:
    """Another claim of the case that says something near: on the same pair or the same words."""

    id: str
    cause: str
    effect: str
    sign: str
    status: str


@dataclass(frozen=True)
class Waiting:
    """One proposed claim as it is written."""

    id: str
    path: str
    """of its file, relative to the case"""
    line: int
    document: str
    fields: dict[str, Any]
    """what its lines mean, key by key"""
    passage: Passage | None
    """None where the text is neither carried nor attached, or does not have the claim's place"""
    neighbours: tuple[Neighbour, ...]
    unknown_factors: tuple[str, ...]
    """ends that `factors.yaml` does not have"""
    merged: tuple[str, ...] = ()
    """what merges make of its ends, in words"""

    def as_json(self) -> dict[str, Any]:
        """The claim as plain JSON values."""
        passage = self.passage
        return {
            "id": self.id,
            "path": self.path,
            "line": self.line,
            "document": self.document,
            "claim": self.fields,
            "sentence": passage.sentence if passage else None,
            "before": passage.before if passage else None,
            "after": passage.after if passage else None,
            "neighbours": [vars(each) for each in self.neighbours],
            "unknown_factors": list(self.unknown_factors),
            "merged": list(self.merged),
        }


def sign_word(sign: str) -> str:
    """A sign as a word: `raises`, `lowers`, `none` or `unclear`."""
    return _SIGNS.get(sign, sign)


def waiting(draft: Draft, document: str | None = None) -> tuple[Waiting, ...]:
    """All proposed claims (of one document), file by file in the order of the text."""
    texts: dict[str, str | None] = {}
    proposed = [entry for entry in draft.claims.values() if entry.body.status == "proposed"]
    return tuple(
        described(draft, entry, texts)
        for entry in sorted(proposed, key=_order)
        if document in (None, entry.document)
    )


def described(
    draft: Draft, entry: Written[ClaimEntry], texts: dict[str, str | None] | None = None
) -> Waiting:
    """One claim with its sentence and neighbours; `texts` keeps what has been read."""
    return Waiting(
        id=entry.id,
        path=entry.tree.path,
        line=entry.place().line,
        document=entry.document,
        fields=dict(entry.tree.get(*entry.keys)),
        passage=passage_of(draft, entry, {} if texts is None else texts),
        neighbours=tuple(_neighbours(draft, entry)),
        unknown_factors=tuple(
            dict.fromkeys(
                end for end in (entry.body.cause, entry.body.effect) if end not in draft.factors
            )
        ),
        merged=tuple(_merged(draft, entry.body)),
    )


def passage_of(
    draft: Draft, entry: Written[ClaimEntry], texts: dict[str, str | None]
) -> Passage | None:
    """The sentence of one claim; `texts` keeps what has been read."""
    if entry.document not in texts:
        texts[entry.document] = text_of_draft(draft, entry.document)
    return _passage(texts[entry.document], entry.body)


def named_by(claim: ClaimEntry) -> frozenset[str]:
    """The factors that a claim names: cause, effect and that of its condition."""
    gate = [] if claim.condition is None else [claim.condition.factor]
    return frozenset((claim.cause, claim.effect, *gate))


def _merged(draft: Draft, claim: ClaimEntry) -> Iterator[str]:
    gone = resolved(draft)
    for end in dict.fromkeys((claim.cause, claim.effect)):
        if end in gone:
            yield f"{end} means {gone[end].into}{', turned' if gone[end].turned else ''}"


def _order(entry: Written[ClaimEntry]) -> tuple[str, float, int]:
    anchor = entry.body.anchor
    return entry.tree.path, anchor.start if anchor else float("inf"), entry.place().line


def _passage(text: str | None, claim: ClaimEntry) -> Passage | None:
    if text is None or claim.anchor is None:
        return None
    here = anchor_in(text, Anchor(claim.anchor.start, claim.anchor.end, claim.anchor.quote))
    if here is None:
        return None
    first, last = sentence_range(text, here.start, here.end)
    raw = text[first:last]
    lead = len(raw) - len(raw.lstrip())
    start = len(_single(text[first + lead : here.start] + "|")) - 1
    end = len(_single(text[first + lead : here.end]))
    return Passage(
        before=_one_before(text, first),
        sentence=_single(raw),
        after=_one_after(text, last),
        marked=(max(start, 0), max(start, end)),
    )


def _one_before(text: str, first: int) -> str:
    head = text[:first].rstrip()
    return _single(head[slice(*sentence_range(head, len(head) - 1, len(head)))]) if head else ""


def _one_after(text: str, last: int) -> str:
    start = last + len(text[last:]) - len(text[last:].lstrip())
    return (
        _single(text[slice(*sentence_range(text, start, start + 1))]) if start < len(text) else ""
    )


def _single(text: str) -> str:
    return " ".join(text.split())


def _neighbours(draft: Draft, entry: Written[ClaimEntry]) -> Iterator[Neighbour]:
    body = entry.body
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
