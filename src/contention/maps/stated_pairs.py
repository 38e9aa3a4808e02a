"""What two accounts, or one author at two times, say about the same pairs of factors."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from contention.case.model import Sign
from contention.maps.membership import Signed

Pair = tuple[str, str]
"""cause, effect"""
ChangeKind = Literal["kept", "strengthened", "weakened", "reversed", "dropped", "new"]


@dataclass(frozen=True)
class Stated:
    """What the claims of one account say about one pair of factors."""

    claims: tuple[Signed, ...]
    """those that count in the account, in the order of the case"""

    @property
    def signs(self) -> frozenset[Sign]:
        """The signs that they give the effect; `0` if one denies it."""
        return frozenset("0" if one.denied else one.claim.relation.sign for one in self.claims)

    @property
    def inclusion(self) -> float:
        """The largest weight of one of them: credibility times weight of the stance."""
        return max(one.inclusion for one in self.claims)

    @property
    def strength(self) -> float:
        """The largest median elasticity of those that are not denials; 0 if all are."""
        linking = (one.claim.relation.strength.median for one in self.claims if not one.denied)
        return max(linking, default=0.0)


@dataclass(frozen=True)
class PairChange:
    """One pair of factors in two accounts; at least one says something about it."""

    cause: str
    effect: str
    before: Stated | None
    after: Stated | None

    @property
    def kind(self) -> ChangeKind:
        """What became of it.

        Reversed if no sign of the one is a sign of the other. Strengthened if the inclusion or the
        strength is larger and neither is smaller; weakened the other way round.
        """
        if self.before is None:
            return "new"
        if self.after is None:
            return "dropped"
        if self.before.signs.isdisjoint(self.after.signs):
            return "reversed"
        ways = {
            _way(self.before.inclusion, self.after.inclusion),
            _way(self.before.strength, self.after.strength),
        } - {0}
        if ways == {1}:
            return "strengthened"
        return "weakened" if ways == {-1} else "kept"

    @property
    def moved(self) -> bool:
        """Whether it is anything but kept."""
        return self.kind != "kept"


def pair_changes(before: Iterable[Signed], after: Iterable[Signed]) -> tuple[PairChange, ...]:
    """Every pair that either states, those of the first account first."""
    one, two = _by_pair(before), _by_pair(after)
    return tuple(
        PairChange(*pair, one.get(pair), two.get(pair)) for pair in dict.fromkeys((*one, *two))
    )


def _by_pair(signed: Iterable[Signed]) -> dict[Pair, Stated]:
    found: dict[Pair, list[Signed]] = {}
    for one in signed:
        relation = one.claim.relation
        found.setdefault((relation.cause, relation.effect), []).append(one)
    return {pair: Stated(tuple(claims)) for pair, claims in found.items()}


def _way(before: float, after: float) -> int:
    if math.isclose(before, after):
        return 0
    return 1 if after > before else -1
