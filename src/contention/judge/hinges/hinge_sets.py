"""Sets of claims that carry a verdict: smallest overturning sets, and a sufficient set.

A verdict that signs settle holds as long as one path is left. Its overturning sets are the
smallest cuts of the map, found by branching over the links of a path that is still whole. (Claims
are what is cut, not links or factors: a claim may be one of several behind a link.) Other verdicts
are tried set by set in the same draws.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from typing import Literal

from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.hinges.removal_trials import BudgetSpentError, Trials, look_ahead
from contention.judge.hinges.shortest_walks import Walk, shortest_walk
from contention.judge.hinges.sufficient_set import Carrying, carrying
from contention.judge.required_runs import Removal
from contention.judge.sign_determinacy import settled_by_signs
from contention.judge.verdict import Verdict, VerdictWord

LARGEST = 3
"""size of the largest sets that are searched for one by one"""
MOST_LOOKS = 20_000
"""sets of one size that are examined; a size with more is skipped, whatever runs are left"""
RANKING = 48
"""draws by which a set that is built step by step chooses its next claim"""
MOST_SETS = 500
"""sets that are listed; the smallest first"""

How = Literal["signs", "runs"]


@dataclass(frozen=True)
class Overturning:
    """A smallest set of claims and assumptions whose removal changes a verdict."""

    claims: tuple[str, ...]
    verdict_without: VerdictWord
    share_without: float | None
    """share of the draws that then speak in which it still agrees with the verdict"""


@dataclass(frozen=True)
class Sets:
    """Sets of claims that carry one verdict."""

    contention: str
    account: str
    verdict: VerdictWord
    overturning: tuple[Overturning, ...] = ()
    """none contains another; smallest first"""
    complete_to: int = 0
    """every set of up to this many claims was examined, so none of that size is missing"""
    greedy: bool = False
    """whether the only set was found by removing, one by one, what the verdict needs most"""
    how: How = "signs"
    """whether the signs of the map settle what overturns it, or runs without the claims"""
    alone: Carrying | None = None
    """what carries it with everything else on the paths removed; None if undecided"""
    redundant: tuple[tuple[str, str], ...] = ()
    """pairs of which either is enough: removing both changes the verdict, removing one does not"""
    joint: tuple[tuple[str, ...], ...] = ()
    """claims that carry it only together: without any one of them the others have no effect"""
    runs: int = 0
    spent: bool = False
    """whether the search ended because its budget of runs was used up"""


def searched(pairs: Sequence[tuple[Verdict, Trials]]) -> list[Sets]:
    """What carries each of some verdicts on one account, by trials that share their runs.

    Each verdict gets what it would get by itself.
    """
    settled = [_settled(verdict, tried) for verdict, tried in pairs]
    open_ = [_Trying(verdict, tried) for (verdict, tried), found in zip(pairs, settled, strict=True)
             if found is None]  # fmt: skip
    _try_together(open_)
    others = iter(open_)
    return [
        _sets(verdict, tried, next(others).result() if found is None else found)
        for (verdict, tried), found in zip(pairs, settled, strict=True)
    ]


def _sets(verdict: Verdict, tried: Trials, found: "_Search") -> Sets:
    listed = found.removals[:MOST_SETS]
    overturning = tuple(_overturning(verdict, tried, removal) for removal in listed)
    alone, spent = None, found.spent
    if verdict.verdict != "undecided":
        try:
            alone = carrying(verdict.verdict, tried, settled=found.how == "signs")
        except BudgetSpentError:
            spent = True
    return Sets(
        verdict.contention,
        verdict.account,
        verdict.verdict,
        overturning,
        found.complete_to,
        found.greedy,
        found.how,
        alone,
        tuple((one, two) for one, two in _pairs(listed)),
        joint(listed),
        tried.runs,
        spent,
    )


@dataclass(frozen=True)
class _Search:
    removals: list[Removal]
    complete_to: int
    how: How
    greedy: bool = False
    spent: bool = False


def _settled(verdict: Verdict, tried: Trials) -> _Search | None:
    """The smallest cuts, if signs settle the verdict as long as a path is left."""
    side = {"supported": 1, "opposed": -1}.get(verdict.verdict)
    following = tried.following
    if side is None or not tried.calm or len(following.bearings) != 1:
        return None
    if not settled_by_signs(tried.case, following, side):
        return None
    bearing = following.bearings[0]
    found = cuts(lambda gone: shortest_walk(bearing, gone), LARGEST)
    if found:
        return _Search(found, LARGEST, "signs")
    rest = _greedy_cut(lambda gone: shortest_walk(bearing, gone))
    return _Search([rest] if rest else [], LARGEST, "signs", greedy=bool(rest))


def cuts(walk: Callable[[Removal], Walk | None], most: int) -> list[Removal]:
    """All smallest sets of up to `most` claims that leave no walk; none contains another.

    `walk` gives a walk that remains without some claims, as the claims to remove to break each of
    its links. Every cut breaks some link of it: the search branches over these.
    """
    found: set[Removal] = set()
    seen: set[Removal] = set()
    waiting: list[Removal] = [frozenset()]
    while waiting:
        gone = waiting.pop()
        if gone in seen or any(cut <= gone for cut in found):
            continue
        seen.add(gone)
        whole = walk(gone)
        if whole is None:
            found.add(gone)
        else:
            further = (gone | link for link in whole.links if link)
            waiting += [more for more in further if len(more) <= most]
    return smallest(found)


def _greedy_cut(walk: Callable[[Removal], Walk | None]) -> Removal:
    """A cut, by breaking at each step the link that leaves the longest way; then thinned out."""
    gone: Removal = frozenset()
    while (whole := walk(gone)) is not None:
        options = [gone | link for link in whole.links if link]
        if not options:
            return frozenset()  # a walk over equations alone: no claim can break it
        gone = max(options, key=lambda more: (_length(walk(more)), -len(more), sorted(more)))
    for claim in sorted(gone):
        if walk(gone - {claim}) is None:
            gone -= {claim}
    return gone


def _length(walk: Walk | None) -> float:
    return float("inf") if walk is None else len(walk.links)


@dataclass
class _Trying:
    """The search for one verdict by runs, size by size, as far as the budget goes."""

    verdict: Verdict
    tried: Trials
    found: list[Removal] = field(default_factory=list)
    complete_to: int = 0
    spent: bool = False

    def wanted(self, size: int) -> list[Removal]:
        """The sets of a size that are to be tried; if they are too many, the search ends."""
        if self.spent or comb(len(self.tried.claims), size) > MOST_LOOKS:
            self.spent = True
            return []
        sets = list(_of_size(self.tried.claims, size, self.found))
        self.spent = not self.tried.affords([one for one in sets
                                             if self.tried.by_signs(one) is None])  # fmt: skip
        return [] if self.spent else sets

    def take(self, size: int, sets: Sequence[Removal]) -> None:
        """Keep those of the sets that overturn the verdict."""
        if not self.spent:
            self.found += self.tried.overturned(sets, self.verdict.verdict)
            self.complete_to = size

    def result(self) -> _Search:
        """What was found; if nothing, a set built step by step."""
        rest = [] if self.found else _greedy(self.verdict, self.tried)
        return _Search(self.found or rest, self.complete_to, "runs", bool(rest), self.spent)


def _try_together(searches: Sequence[_Trying]) -> None:
    """Sets of one, two and three claims for several verdicts, each run once for all of them."""
    for size in range(1, LARGEST + 1):
        wanted = [search.wanted(size) for search in searches]
        if any(wanted):
            look_ahead([
                (search.tried, search.verdict.verdict, sets)
                for search, sets in zip(searches, wanted, strict=True)
            ])  # fmt: skip
        for search, sets in zip(searches, wanted, strict=True):
            search.take(size, sets)


def _of_size(claims: Sequence[str], size: int, found: Sequence[Removal]) -> Iterator[Removal]:
    """Sets of this many claims that contain none of those found."""
    for some in combinations(claims, size):
        wanted = frozenset(some)
        if not any(smaller <= wanted for smaller in found):
            yield wanted


def _greedy(verdict: Verdict, tried: Trials) -> list[Removal]:
    """A set found by removing at each step what the verdict's share needs most, then thinned."""
    side = REVERSE if verdict.verdict == "opposed" else HOLDS
    gone: Removal = frozenset()
    try:
        while not tried.overturned([gone], verdict.verdict):
            left = [claim for claim in tried.claims if claim not in gone]
            if not left:
                return []
            wanted = [gone | {claim} for claim in left]
            shares = tried.shares(wanted, side, RANKING)
            ranked = zip(shares, map(sorted, wanted), wanted, strict=True)
            gone = min(ranked, key=lambda each: each[:2])[2]
        for claim in sorted(gone):
            if tried.overturned([gone - {claim}], verdict.verdict):
                gone -= {claim}
    except BudgetSpentError:
        return [gone] if gone and _already_overturned(tried, gone, verdict.verdict) else []
    return [gone]


def _already_overturned(tried: Trials, gone: Removal, verdict: VerdictWord) -> bool:
    try:
        return bool(tried.overturned([gone], verdict))
    except BudgetSpentError:
        return False


def share_on(tried: Trials, removal: Removal, side: int) -> float | None:
    """Without a set: the share of speaking draws that go one way; None if none speaks."""
    try:
        share = tried.tally(removal).holding(side)
    except BudgetSpentError:
        return None
    return None if share is None else share.value


def smallest(found: Collection[Removal]) -> list[Removal]:
    """Those that contain no other, smallest first, in an order that does not depend on hashing."""
    ordered = sorted(found, key=lambda one: (len(one), sorted(one)))
    kept: list[Removal] = []
    for one in ordered:
        if not any(less <= one for less in kept):
            kept.append(one)
    return kept


def _overturning(verdict: Verdict, tried: Trials, removal: Removal) -> Overturning:
    side = REVERSE if verdict.verdict == "opposed" else HOLDS
    ordered = tuple(claim for claim in tried.claims if claim in removal)
    if removal not in tried.found:
        (left,) = tried.words([removal])
        return Overturning(ordered, left, None)
    (left,) = tried.words([removal])
    return Overturning(ordered, left, share_on(tried, removal, side))


def _pairs(found: Sequence[Removal]) -> Iterator[tuple[str, str]]:
    for one in found:
        if len(one) == 2:
            first, second = sorted(one)
            yield first, second


def joint(found: Sequence[Removal]) -> tuple[tuple[str, ...], ...]:
    """Groups of claims that are interchangeable in every overturning set.

    A set that carries the verdict then contains all of a group or none.
    """
    family = set(found)
    roles: dict[frozenset[Removal], list[str]] = {}
    for claim in sorted({claim for one in family for claim in one}):
        role = frozenset(one - {claim} for one in family if claim in one)
        roles.setdefault(role, []).append(claim)
    return tuple(tuple(group) for group in roles.values() if len(group) > 1)
