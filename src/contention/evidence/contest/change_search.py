"""The smallest change of claims with which one account agrees with another.

A change gives up claims that only the first account has, and takes over claims that only the
second has. Giving up and taking over everything turns the one into the other, so that some set
always does; which is smallest is looked for in two ways. QuickXplain (Junker, AAAI 2004, p. 167)
finds a set of which no part can be spared, in a number of trials that grows with the logarithm of
the number of claims. Then all sets of one, two and three claims are tried, the nearest to levers
and outcomes first, as far as the budget of runs goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from contention.evidence.contest.joined_accounts import Joined
from contention.judge.hinges.removal_trials import BudgetSpentError, Trials
from contention.judge.tally import near_threshold
from contention.judge.verdict import VerdictWord
from contention.maps.distances import distances

LARGEST = 3
"""size of the largest sets that are tried one by one"""
MOST_LOOKS = 20_000
"""sets that are examined, whether or not they have to be run"""
BATCH = 32
"""sets that are tried together"""
MOST_LISTED = 12
"""smallest sets that are kept"""

Some = tuple[str, ...]


@dataclass(frozen=True)
class ClaimChange:
    """Claims and assumptions that an account gives up, and those that it takes over."""

    gives_up: Some
    takes_over: Some

    @property
    def size(self) -> int:
        """How many claims and assumptions change."""
        return len(self.gives_up) + len(self.takes_over)


@dataclass(frozen=True)
class AgreementPrice:
    """What one account would have to change to judge a contention as another one does."""

    account: str
    """the one that changes"""
    verdict: VerdictWord
    """the verdict that it then gives"""
    changes: tuple[ClaimChange, ...] = ()
    """the smallest that were found, all of one size; empty if claims alone do not explain it"""
    complete_to: int = 0
    """every set of up to this many claims was tried"""
    candidates: int = 0
    """claims on the paths that only one of the two has"""
    runs: int = 0
    """sets of claims that were run; what signs settle takes no run"""

    @property
    def smallest(self) -> bool:
        """Whether no smaller set can exist."""
        return bool(self.changes) and self.complete_to >= self.changes[0].size - 1


def agreement(
    joined: Joined, tried: Trials, verdict: VerdictWord, *, budget: int, base: VerdictWord
) -> AgreementPrice:
    """What `joined.first` would have to change for a verdict, with at most `budget` runs.

    `base` is its own verdict: where the trials do not give that, they have too few draws to go on.
    """
    search = _Search(joined, tried, verdict, tried.runs + budget, tried.runs)
    said = AgreementPrice(joined.first, verdict, candidates=len(search.claims))
    try:
        tried.budget = search.most
        own = tried.words([joined.taken_out((), ())])[0]
        if own != base or not search.does(search.claims):
            return said
    except BudgetSpentError:
        return said
    return search.found()


@dataclass
class _Search:
    joined: Joined
    tried: Trials
    verdict: VerdictWord
    most: int
    """runs of the trials that must not be exceeded"""
    first_run: int

    def __post_init__(self) -> None:
        joined = self.joined
        on_path = frozenset(self.tried.claims)
        ours = [id_ for id_ in joined.only_first if id_ in on_path]
        theirs = [id_ for id_ in joined.only_second if id_ in on_path and id_ not in joined.general]
        self.ours = frozenset(ours)
        near = nearness(self.tried)
        self.claims: Some = tuple(
            sorted((*ours, *theirs), key=lambda id_: (near.get(id_, len(near)), id_))
        )
        """nearest to levers and outcomes first"""

    def found(self) -> AgreementPrice:
        best: list[Some] = []
        try:
            one = self._explained()
            best = [one]
        except BudgetSpentError:
            one = self.claims
        complete, best = self._smaller(one, best)
        return AgreementPrice(
            self.joined.first,
            self.verdict,
            tuple(self._change(some) for some in best[:MOST_LISTED]),
            complete,
            len(self.claims),
            self.tried.runs - self.first_run,
        )

    def _smaller(self, one: Some, best: list[Some]) -> tuple[int, list[Some]]:
        """Every set of up to three claims, until some do; those known already count."""
        looks = MOST_LOOKS
        for size in range(1, min(LARGEST, len(one)) + 1):
            found: list[Some] = []
            sets = combinations(self.claims, size)
            while batch := list(islice(sets, BATCH)):
                looks -= len(batch)
                try:
                    found += self._doing(batch) if looks >= 0 else []
                except BudgetSpentError:
                    looks = -1
                if looks < 0:
                    return size - 1, found or best
            if found:
                return size, found
        return min(LARGEST, len(one)), best

    def does(self, some: Some) -> bool:
        """Whether the account gives the verdict with this change."""
        return bool(self._doing([some]))

    def _doing(self, batch: Sequence[Some]) -> list[Some]:
        removals = [
            self.joined.taken_out(
                [id_ for id_ in some if id_ in self.ours],
                [id_ for id_ in some if id_ not in self.ours],
            )
            for some in batch
        ]
        self.tried.budget = self.most
        said = self.tried.words(removals)
        return [
            some
            for some, removal, word in zip(batch, removals, said, strict=True)
            if word == self.verdict and not self._near(removal)
        ]

    def _near(self, removal: frozenset[str]) -> bool:
        known = self.tried.found.get(removal)
        return known is not None and near_threshold(known, self.tried.case.thresholds)

    def _explained(self) -> Some:
        """An irreducible set, made of near claims if possible."""
        kept = self._explain((), False, self.claims)
        if not self.does(kept):  # claims that help and hinder each other: thin out the whole
            kept = self.claims
        for id_ in reversed(kept):
            less = tuple(each for each in kept if each != id_)
            if self.does(less):
                kept = less
        return kept

    def _explain(self, held: Some, changed: bool, some: Some) -> Some:
        """QuickXplain: what of `some` is needed along with `held`, the near half preferred."""
        if changed and self.does(held):
            return ()
        if len(some) == 1:
            return some
        half = len(some) // 2
        near, far = some[:half], some[half:]
        from_far = self._explain((*held, *near), True, far)
        from_near = self._explain((*held, *from_far), bool(from_far), near)
        return (*from_near, *from_far)

    def _change(self, some: Some) -> ClaimChange:
        ordered = [id_ for id_ in self.tried.claims if id_ in some]
        return ClaimChange(
            tuple(id_ for id_ in ordered if id_ in self.ours),
            tuple(id_ for id_ in ordered if id_ not in self.ours),
        )


def nearness(tried: Trials) -> dict[str, int]:
    """Claim → links of the shortest walk from a lever to an outcome that it lies on."""
    found: dict[str, int] = {}
    for claim, length in _lengths(tried):
        found[claim] = min(length, found.get(claim, length))
    return found


def _lengths(tried: Trials) -> Iterator[tuple[str, int]]:
    for bearing in tried.following.bearings:
        sources = [name for lever in bearing.levers for name in lever.sources]
        begun = distances(bearing.map, [*sources, *bearing.origins])
        left = distances(bearing.map, bearing.outcomes, backwards=True)
        far = len(bearing.map.factors)
        pairs = [
            *((id_, link.cause, link.effect) for link in bearing.map.links for id_ in link.claims),
            *((item.claim, item.cause, item.effect) for item in bearing.denials),
        ]
        for id_, cause, effect in pairs:
            yield id_, begun.get(cause, far) + 1 + left.get(effect, far)
