"""Which claims of several coders are the same one."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

from contention.case.schema.claims import ClaimEntry
from contention.coding.agreement.coding import Coding, value

LEAST = 0.3
"""Least overlap of two anchors (shared over spanned) at which two claims may be the same."""
_WORTH = {"cause": 0.3, "effect": 0.3, "sign": 0.1, "holder": 0.1, "stance": 0.05}
"""What equal fields add to the overlap of two anchors when claims are paired."""

Group = tuple[ClaimEntry | None, ...]
"""One claim as each coder has it; None for a coder who does not."""


def grouped(codings: Sequence[Coding]) -> tuple[Group, ...]:
    """All claims, grouped by identity, with each coder at most once in a group.

    For each pair of coders, the pairing with the highest total worth; pairs of several coders are
    then joined, best first, so that the order of coders does not matter.
    """
    group_of = {
        (coder, number): {coder: number}
        for coder, coding in enumerate(codings)
        for number in range(len(coding.claims))
    }
    for _, (coder, number), (other, another) in sorted(_pairs(codings), reverse=True):
        one, two = group_of[coder, number], group_of[other, another]
        if one is not two and not one.keys() & two.keys():
            one.update(two)
            for key in two.items():
                group_of[key] = one
    groups = {id(group): group for group in group_of.values()}
    return tuple(
        tuple(
            coding.claims[group[coder]] if coder in group else None
            for coder, coding in enumerate(codings)
        )
        for group in groups.values()
    )


Pair = tuple[float, tuple[int, int], tuple[int, int]]


def _pairs(codings: Sequence[Coding]) -> Iterator[Pair]:
    """Worth of a pair, and the coder and number of each claim."""
    for (one, first), (other, second) in combinations(enumerate(codings), 2):
        if not first.claims or not second.claims:
            continue
        author = first.author
        worth = np.array([[_worth(a, b, author) for b in second.claims] for a in first.claims])
        rows, columns = linear_sum_assignment(-worth)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            if worth[row, column] > 0:
                yield float(worth[row, column]), (one, row), (other, column)


def _worth(one: ClaimEntry, other: ClaimEntry, author: str) -> float:
    """How much two claims look like the same one; 0 if they do not."""
    if one.anchor is None or other.anchor is None:
        alike = one.cause == other.cause and one.effect == other.effect
        return _same(one, other, author) if alike else 0.0
    shared = min(one.anchor.end, other.anchor.end) - max(one.anchor.start, other.anchor.start)
    spanned = max(one.anchor.end, other.anchor.end) - min(one.anchor.start, other.anchor.start)
    overlap = max(shared, 0) / spanned if spanned else 0.0
    return overlap + _same(one, other, author) if overlap >= LEAST else 0.0


def _same(one: ClaimEntry, other: ClaimEntry, author: str) -> float:
    return sum(
        worth
        for field, worth in _WORTH.items()
        if value(one, field, author) == value(other, field, author)
    )
