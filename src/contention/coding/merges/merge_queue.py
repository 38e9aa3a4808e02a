"""Proposed merges that wait for a person, each with the sentences that use its factors."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from contention.case.draft import Draft, Located
from contention.case.schema.claims import ClaimEntry
from contention.case.schema.merges import MergeEntry
from contention.coding.merges.prune import idle_factors
from contention.coding.review.review_queue import Passage, named_by, passage_of
from contention.coding.review.review_texts import Texts

MOST_SENTENCES = 2

Pair = frozenset[str]
"""The two factors of a merge: which of them is removed can be swapped in review."""


@dataclass(frozen=True)
class MergeSide:
    """One of the two factors."""

    id: str
    title: str
    claims: int
    """that name it, rejected ones left out"""
    passages: tuple[Passage, ...]
    """of the first few of them, if the text is available"""


@dataclass(frozen=True)
class WaitingMerge:
    """A merge as it is written."""

    path: str
    line: int
    fields: dict[str, Any]
    """what its lines mean, key by key"""
    factor: MergeSide
    into: MergeSide

    @property
    def pair(self) -> Pair:
        """The two factors."""
        return frozenset((self.factor.id, self.into.id))

    @property
    def turned(self) -> bool:
        """Whether one is the opposite of the other."""
        return self.fields.get("turned") is True

    @property
    def status(self) -> str:
        """Left out, it is accepted."""
        return str(self.fields.get("status", "accepted"))

    def as_json(self) -> dict[str, Any]:
        """The merge as plain JSON values."""
        return {
            "path": self.path,
            "line": self.line,
            "merge": self.fields,
            "factor": _side_json(self.factor),
            "into": _side_json(self.into),
        }


def _side_json(side: MergeSide) -> dict[str, Any]:
    shown = asdict(side)
    return {**shown, "passages": [each.sentence for each in side.passages]}


def waiting_merges(draft: Draft, *, again: bool = False) -> tuple[WaitingMerge, ...]:
    """All merges that wait, each with its sentences."""
    texts = Texts()
    return tuple(described_merge(draft, entry, texts) for entry in waiting_entries(draft, again))


def waiting_entries(draft: Draft, again: bool = False) -> tuple[Located[MergeEntry], ...]:
    """Proposed merges in the order of the file; with `again`, decided ones too.

    Proposals for a factor that is no longer used are skipped.
    """
    moot = set(idle_factors(draft))
    return tuple(
        entry
        for entry in draft.merges
        if again
        or (entry.body.status == "proposed" and not {entry.body.factor, entry.body.into} & moot)
    )


def pair_of(entry: Located[MergeEntry]) -> Pair:
    """The two factors of a merge as written."""
    return frozenset((entry.body.factor, entry.body.into))


def described_merge(
    draft: Draft, entry: Located[MergeEntry], texts: Texts | None = None
) -> WaitingMerge:
    """One merge with its sentences; `texts` keeps what has been read."""
    read = texts or Texts()
    naming = _naming(draft, pair_of(entry))
    sides = [_side(draft, id_, naming[id_], read) for id_ in (entry.body.factor, entry.body.into)]
    fields = dict(entry.tree.get(*entry.keys))
    return WaitingMerge(entry.tree.path, entry.place().line, fields, *sides)


def _naming(draft: Draft, pair: Pair) -> Mapping[str, list[Located[ClaimEntry]]]:
    """The claims that name each factor, rejected ones left out."""
    found: dict[str, list[Located[ClaimEntry]]] = {id_: [] for id_ in pair}
    for entry in draft.claims.values():
        if entry.body.status != "rejected":
            for id_ in named_by(entry.body) & pair:
                found[id_].append(entry)
    return found


def _side(draft: Draft, id_: str, claims: list[Located[ClaimEntry]], texts: Texts) -> MergeSide:
    factor = draft.factors.get(id_)
    passages = tuple(_passages(draft, claims, texts))
    return MergeSide(id_, factor.body.title if factor else id_, len(claims), passages)


def _passages(draft: Draft, claims: list[Located[ClaimEntry]], texts: Texts) -> Iterator[Passage]:
    seen: set[str] = set()
    for entry in claims:
        if len(seen) == MOST_SENTENCES:
            return
        passage = passage_of(draft, entry, texts)
        if passage is not None and passage.sentence not in seen:
            seen.add(passage.sentence)
            yield passage
