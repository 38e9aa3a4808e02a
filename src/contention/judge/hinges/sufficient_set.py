"""The smallest set of claims that carries a verdict with everything else on its paths removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

from contention.judge.hinges.removal_trials import BudgetSpentError, Trials
from contention.judge.hinges.shortest_walks import shortest_walk
from contention.judge.required_runs import Removal, still_follows
from contention.judge.verdict import VerdictWord

LARGEST = 3
MOST_TRIED = 40_000
"""most sets of one size that are examined; with more, the search is incomplete"""


@dataclass(frozen=True)
class Carrying:
    """Claims that carry a verdict by themselves."""

    claims: tuple[str, ...]
    smallest: bool
    """whether it is certain that no smaller set does"""


def carrying(verdict: VerdictWord, tried: Trials, *, settled: bool) -> Carrying | None:
    """The smallest set that carries the verdict; `settled` if any walk does."""
    if settled:
        (bearing,) = tried.following.bearings
        walk = shortest_walk(bearing, frozenset())
        return None if walk is None else Carrying(_ordered(tried, walk.carriers), smallest=True)
    complete = 0
    for size in range(1, min(LARGEST, len(tried.claims)) + 1):
        if comb(len(tried.claims), size) > MOST_TRIED:
            break
        complete = size
        kept = next(_carriers(verdict, tried, size), None)
        if kept is not None:
            return Carrying(kept, smallest=True)
    return _by_thinning(verdict, tried, complete)


def _carriers(verdict: VerdictWord, tried: Trials, size: int) -> Iterator[tuple[str, ...]]:
    """Sets of a size that carry the verdict; only those that connect anything are run."""
    following = (
        some for some in combinations(tried.claims, size)
        if still_follows(tried.following, _rest(tried, some))
    )  # fmt: skip
    while batch := list(islice(following, 32)):
        words = tried.words([_rest(tried, some) for some in batch])
        yield from (some for some, said in zip(batch, words, strict=True) if said == verdict)


def _by_thinning(verdict: VerdictWord, tried: Trials, complete: int) -> Carrying | None:
    """The claims left after removing others one by one while the verdict holds.

    No set of up to `complete` claims carries it. It begins with the shortest walk of either sign,
    if that carries the verdict already.
    """
    kept = set(tried.claims)
    try:
        for bearing in tried.following.bearings:
            for sign in (1, -1):
                walk = shortest_walk(bearing, frozenset(), sign)
                if walk is None or not walk.carriers or len(walk.carriers) >= len(kept):
                    continue
                if tried.words([_rest(tried, walk.carriers)]) == [verdict]:
                    kept = set(walk.carriers)
        for claim in reversed(tried.claims):
            if claim in kept and tried.words([_rest(tried, kept - {claim})]) == [verdict]:
                kept.discard(claim)
    except BudgetSpentError:
        if kept == set(tried.claims):
            raise
    return Carrying(_ordered(tried, kept), smallest=len(kept) <= complete + 1)


def _rest(tried: Trials, kept: set[str] | tuple[str, ...]) -> Removal:
    return frozenset(tried.claims).difference(kept)


def _ordered(tried: Trials, kept: set[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(claim for claim in tried.claims if claim in kept)
