"""Shapley values of presence, direction and size over random inclusion of the claims on the paths.

Each claim gets its mean contribution over all orders in which the claims may be added to the empty
set (Shapley, "A value for n-person games", 1953). The contributions of all claims add up to the
effect of all of them together. With few claims every set is tried; else orders are drawn at random,
each with its reverse, until the standard errors are small or the budget is spent (Castro, Gómez and
Tejada, "Polynomial calculation of the Shapley value based on sampling", 2009).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import factorial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from contention.judge.evaluation import HOLDS, REVERSE, SIZE
from contention.judge.hinges.removal_trials import BudgetSpentError, Trials
from contention.judge.presence import speaking
from contention.judge.required_runs import Removal, still_follows
from contention.models.program import Floats1d, Floats2d
from contention.runs.inclusion import inclusion

Answer = Literal["presence", "direction", "size"]
MOST_EXACT = 12
"""claims up to which every set is tried"""
ENOUGH = 0.02
"""standard error at which sampling stops"""
LEAST_ORDERS = 8
"""pairs of an order and its reverse before sampling may stop"""
LOOKS = 10_000
"""most sets of claims that are examined on the map"""

Value = Callable[[Removal], float]
"""what is left without some claims"""


@dataclass(frozen=True)
class Shapley:
    """How much each claim adds to one answer, on average over all orders."""

    answer: Answer
    values: Mapping[str, float]
    errors: Mapping[str, float]
    """standard errors; 0 where every set was tried"""
    total: float
    """with all claims, less without any: the sum of the values"""
    exact: bool
    orders: int
    """orders drawn; 0 where every set was tried"""
    stopped: Literal["exact", "precise", "budget"]


def shapley(answer: Answer, tried: Trials, *, settled: int = 0, seed: int = 1) -> Shapley | None:
    """The values of one answer; None if the budget is spent before there is anything to say.

    `settled` is the side (1 or -1) that signs settle, on which direction is presence; else 0.
    """
    looks = answer == "presence" or (answer == "direction" and settled != 0)
    value = _counted(_by_map(tried, settled if answer == "direction" else 1) if looks
                     else _by_runs(tried, answer), LOOKS)  # fmt: skip
    claims = tried.claims
    try:
        total = value(frozenset()) - value(frozenset(claims))
        if len(claims) <= MOST_EXACT and (looks or tried.runs + 2 ** len(claims) <= tried.budget):
            return _exact(answer, claims, value, total)
    except BudgetSpentError:
        return None
    return _sampled(answer, claims, value, total, seed)


def _counted(value: Value, most: int) -> Value:
    """The same, each set looked at once, and so many sets at most."""
    known: dict[Removal, float] = {}

    def looked(removal: Removal) -> float:
        if removal not in known:
            if len(known) >= most:
                raise BudgetSpentError
            known[removal] = value(removal)
        return known[removal]

    return looked


def _by_map(tried: Trials, side: int) -> Value:
    """The share of draws in which a path is left, times the side; nothing is run."""
    every = inclusion(tried.plan.map, tried.doubtful)
    certain = not (every.claims or every.denied or tried.plan.map.denials)

    def value(removal: Removal) -> float:
        if not still_follows(tried.following, removal):
            return 0.0
        if certain:
            return float(side)
        held = inclusion(tried.plan.map, tried.doubtful, removal)
        present = [speaking(bearing, held).present for bearing in tried.following.bearings]
        return side * float(np.logical_or.reduce(present).mean())

    return value


def _by_runs(tried: Trials, answer: Answer) -> Value:
    """From runs: the share in which it holds less that in which it fails, or the mean log-ratio."""

    def value(removal: Removal) -> float:
        found = tried.tally(removal)
        if answer == "direction":
            told = found.final[found.speaking()]
            count = int((told == HOLDS).sum()) - int((told == REVERSE).sum())
            return count / found.final.size
        moved = found.margin[SIZE, found.moving]
        return float(moved[np.isfinite(moved)].sum()) / found.final.size

    return value


def _exact(answer: Answer, claims: Sequence[str], value: Value, total: float) -> Shapley:
    """Every set, weighted by the orders in which it comes before a claim."""
    count = len(claims)
    every = frozenset(claims)
    found = dict.fromkeys(claims, 0.0)
    for bits in range(2**count):
        inside = [claim for place, claim in enumerate(claims) if bits >> place & 1]
        size = len(inside)
        here = value(every.difference(inside))
        for claim in claims:
            if bits >> claims.index(claim) & 1:
                found[claim] += here * _weight(size - 1, count)
            else:
                found[claim] -= here * _weight(size, count)
    return _checked(Shapley(answer, found, dict.fromkeys(claims, 0.0), total, True, 0, "exact"))


def _weight(before: int, count: int) -> float:
    """The share of orders in which exactly a given set of so many comes before a given claim."""
    return factorial(before) * factorial(count - before - 1) / factorial(count)


def _sampled(
    answer: Answer, claims: Sequence[str], value: Value, total: float, seed: int
) -> Shapley | None:
    """Orders and their reverses until every standard error is small, or the budget is spent."""
    rng = np.random.default_rng(seed)
    pairs: list[Floats1d] = []
    stopped: Literal["precise", "budget"] = "budget"
    try:
        while True:
            order = rng.permutation(len(claims))
            both = (_marginals(claims, order, value), _marginals(claims, order[::-1], value))
            pairs.append((both[0] + both[1]) / 2)
            if len(pairs) >= LEAST_ORDERS and bool((_error(np.stack(pairs)) <= ENOUGH).all()):
                stopped = "precise"
                break
    except BudgetSpentError:
        if len(pairs) < 2:
            return None
    every = np.stack(pairs)
    means, errors = every.mean(axis=0), _error(every)
    return _checked(
        Shapley(
            answer,
            {claim: float(means[place]) for place, claim in enumerate(claims)},
            {claim: float(errors[place]) for place, claim in enumerate(claims)},
            total,
            False,
            2 * len(pairs),
            stopped,
        )
    )


def _error(pairs: Floats2d) -> Floats1d:
    """Standard errors of the means over pairs of orders."""
    return np.asarray(pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs)), dtype=np.float64)


def _marginals(claims: Sequence[str], order: NDArray[np.int64], value: Value) -> Floats1d:
    """What each claim adds when the claims are added in an order."""
    found = np.zeros(len(claims))
    left = frozenset(claims)
    before = value(left)
    for place in order:
        left -= {claims[int(place)]}
        after = value(left)
        found[int(place)] = after - before
        before = after
    return found


def _checked(found: Shapley) -> Shapley:
    """The values add up to the total, whatever was drawn: anything else is a bug."""
    values = list(found.values.values())
    assert np.isfinite(values).all(), "a Shapley value is not finite"
    assert abs(sum(values) - found.total) < 1e-9 * max(1, len(values)), "values do not add up"
    return found
