"""The best set of levers under a budget, from effects that add up and interactions of pairs.

The effect of a set is taken as the sum of its levers' effects and of the interactions of its pairs.
Choosing the best set is then a quadratic knapsack problem, which is linear in products of its
binary variables (Glover and Woolsey, Operations Research 22, 1974); HiGHS solves it exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Pair = tuple[int, int]


@dataclass(frozen=True)
class Offer:
    """Levers that can be bought."""

    costs: tuple[float, ...]
    gains: tuple[float, ...]
    """effect of each alone, in the wanted direction"""
    interactions: Mapping[Pair, float]
    """(smaller, larger) number of two levers → what both do beyond the sum"""
    excluded: tuple[Pair, ...] = ()
    """levers that cannot be pulled together"""

    def gain(self, chosen: Sequence[int]) -> float:
        """What a set is expected to do."""
        alone = sum(self.gains[number] for number in chosen)
        pairs = ((a, b) for a in chosen for b in chosen if a < b)
        return alone + sum(self.interactions.get(pair, 0.0) for pair in pairs)

    def cost(self, chosen: Sequence[int]) -> float:
        """What a set costs."""
        return sum(self.costs[number] for number in chosen)


def best_mixes(offer: Offer, budget: float, most: int = 1) -> list[tuple[int, ...]]:
    """The best sets that the budget allows, the best first; the empty set among them.

    Each is found with those before it excluded.
    """
    found: list[tuple[int, ...]] = []
    while len(found) < most:
        chosen = _best(offer, budget, found)
        if chosen is None:
            break
        found.append(chosen)
    return found


def _best(offer: Offer, budget: float, known: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
    count, pairs = len(offer.costs), list(offer.interactions)
    width = count + len(pairs)
    rows: list[tuple[np.ndarray[tuple[int], np.dtype[np.float64]], float]] = []

    def at_most(entries: Mapping[int, float], limit: float) -> None:
        row = np.zeros(width)
        for column, number in entries.items():
            row[column] = number
        rows.append((row, limit))

    at_most(dict(enumerate(offer.costs)), budget)
    for one, two in offer.excluded:
        at_most({one: 1.0, two: 1.0}, 1.0)
    for number, (one, two) in enumerate(pairs, count):
        at_most({number: 1.0, one: -1.0}, 0.0)
        at_most({number: 1.0, two: -1.0}, 0.0)
        at_most({number: -1.0, one: 1.0, two: 1.0}, 1.0)
    for chosen in known:
        inside = {number: 1.0 if number in chosen else -1.0 for number in range(count)}
        at_most(inside, len(chosen) - 1.0)
    return _solved(offer, pairs, rows)


def _solved(
    offer: Offer,
    pairs: Sequence[Pair],
    rows: Sequence[tuple[np.ndarray[tuple[int], np.dtype[np.float64]], float]],
) -> tuple[int, ...] | None:
    count = len(offer.costs)
    gains = np.array([*offer.gains, *(offer.interactions[pair] for pair in pairs)])
    matrix = np.array([row for row, _ in rows])
    limits = np.array([limit for _, limit in rows])
    slack = 1e-9 * max(1.0, *np.abs(limits))
    whole = np.concatenate([np.ones(count), np.zeros(len(pairs))])
    found = milp(
        -gains,
        constraints=LinearConstraint(matrix, ub=limits + slack),
        integrality=whole,
        bounds=Bounds(0.0, 1.0),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    return tuple(number for number in range(count) if found.x[number] > 0.5)
