"""Which factors of a case to propose for merging, and which of two is to stay."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from contention.coding.merges.pairs import Likeness, compare
from contention.extraction.naming.synonyms import marks
from contention.extraction.naming.title_words import name_of, proper_words

if TYPE_CHECKING:
    from contention.extraction.naming.vectors import Vectors

MOST = 20
"""Proposals of one reading."""
MOST_NAMES = 1_000
"""Most factors that are compared with one another: those that claims name most."""
_NEAR = 0.45
"""Least cosine of whole names at which two that share no word are compared."""


@dataclass(frozen=True)
class ProposedMerge:
    """Two factors that may be one: `factor` would go, `into` would stay."""

    factor: str
    into: str
    turned: bool
    """whether one is the opposite of the other"""
    similarity: float
    found_by: str
    reason: str


@dataclass(frozen=True)
class Known:
    """What a case already says about its factors."""

    titles: Mapping[str, str]
    """of all factors, new ones too"""
    counts: Mapping[str, int] = field(default_factory=dict)
    """how often each is named"""
    existing: Collection[str] = ()
    """those made by a person, which are kept"""
    prior: Collection[str] = ()
    """those that a reader proposed before, which are preferred"""
    joined: Collection[tuple[str, str]] = ()
    """pairs that merges of the case join, proposed or accepted: factor, into"""
    parted: Collection[tuple[str, str]] = ()
    """pairs that were rejected"""
    proper: Collection[str] = ()
    """names of people and places in the text, as `proper_in` finds them"""


def propose_merges(
    known: Known, vectors: "Vectors | None" = None, most: int = MOST
) -> tuple[tuple[ProposedMerge, ...], int]:
    """The surest proposals, and how many more there were.

    Pairs of two factors that a person made are left alone, and so are pairs that a merge names
    already, in whatever state, and pairs that surer proposals join by way of others.
    """
    sure = sorted(_alike(known, vectors), key=lambda each: (-each[2].similarity, each[:2]))
    groups = _Groups()
    goes = set()
    for factor, into in known.joined:
        groups.join(factor, into)
        goes.add(factor)
    found = []
    for one, two, likeness in sure:
        ends = _ends(known, one, two, goes)
        if ends is None or not groups.join(one, two):
            continue
        goes.add(ends[0])
        found.append(
            ProposedMerge(
                *ends, likeness.turned, likeness.similarity, likeness.found_by, likeness.reason
            )
        )
    return tuple(found[:most]), max(len(found) - most, 0)


def _alike(known: Known, vectors: "Vectors | None") -> Iterator[tuple[str, str, Likeness]]:
    """Every pair above the thresholds with at least one factor made by a reader."""
    ids = sorted(known.titles, key=lambda id_: (-known.counts.get(id_, 0), id_))[:MOST_NAMES]
    proper = proper_words(known.titles.values()) | frozenset(known.proper)
    passed = {frozenset(pair) for pair in (*known.joined, *known.parted)}
    for one, two in sorted(_candidates({id_: known.titles[id_] for id_ in ids}, vectors)):
        if frozenset((one, two)) in passed or (one in known.existing and two in known.existing):
            continue
        likeness = compare(known.titles[one], known.titles[two], vectors, proper)
        if likeness is not None:
            yield one, two, likeness


def _candidates(titles: Mapping[str, str], vectors: "Vectors | None") -> set[tuple[str, str]]:
    """Pairs that share a word or its opposite, or whose embeddings are not far apart."""
    holding: dict[str, set[str]] = defaultdict(set)
    for id_, title in titles.items():
        for key in name_of(title).keys:
            for mark in marks(key):
                holding[mark].add(id_)
    pairs = {
        (one, two) for ids in holding.values() if len(ids) <= 200
        for one in ids for two in ids if one < two
    }  # fmt: skip
    if vectors is not None and titles:
        ids = sorted(titles)
        names = [[word.text for word in name_of(titles[id_]).words] for id_ in ids]
        matrix = vectors.matrix(names)
        rows, columns = np.nonzero(np.triu(matrix @ matrix.T >= _NEAR, 1))
        pairs |= {(ids[a], ids[b]) for a, b in zip(rows.tolist(), columns.tolist(), strict=True)}
    return pairs


def _ends(known: Known, one: str, two: str, goes: Collection[str]) -> tuple[str, str] | None:
    """Which is removed and which kept; None if the one to remove is merged already."""

    def rank(id_: str) -> tuple[bool, bool, int, int, str]:
        made, prior = id_ in known.existing, id_ in known.prior
        return not made, not prior, -known.counts.get(id_, 0), len(known.titles[id_]), id_

    into, factor = sorted((one, two), key=rank)
    if factor not in goes:
        return factor, into
    return None if into in known.existing or into in goes else (into, factor)


class _Groups:
    """Factors that proposals join, each group with one that stands for it."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def join(self, one: str, two: str) -> bool:
        """Join two groups; False if they are one already."""
        first, second = self._root(one), self._root(two)
        self._of[first] = second
        return first != second

    def _root(self, id_: str) -> str:
        while (above := self._of.get(id_, id_)) != id_:
            id_ = above
        return id_
