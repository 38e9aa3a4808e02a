"""The causal map of one account: a signed graph whose links know the claims behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from contention.case.model import Relation, Sign


@dataclass(frozen=True)
class Backing:
    """One claim or assumption behind a link, and the probability that it is in a draw."""

    id: str
    inclusion: float
    """credibility times the weight of its stance in this account"""
    assumption: bool = False
    relation: Relation | None = None
    """as this claim states it; its numbers apply in draws that contain it and nothing stronger"""


@dataclass(frozen=True)
class Denial:
    """An account's claim that an effect does not exist."""

    cause: str
    effect: str
    claim: str
    inclusion: float = 1.0
    """probability that it is in a draw"""


@dataclass(frozen=True)
class MapLink:
    """Cause → effect with one sign, carried by one or more claims."""

    id: str
    """stable: `cause>effect:sign` plus a suffix for conditional, transient or necessary readings"""
    cause: str
    effect: str
    sign: Sign
    """`+`, `-` or `?`; claims of sign `0` make no link"""
    relation: Relation
    """relation of the most credible claim, which gives strength, delay and the rest"""
    strength_of: str
    """id of that claim"""
    backing: tuple[Backing, ...]
    denials: tuple[Denial, ...] = ()
    """denials of this effect by the same account, most credible first"""

    def __repr__(self) -> str:
        return f"<MapLink {self.id}: {', '.join(self.claims)}>"

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """Ids of everything behind the link, in order of credibility."""
        return tuple(item.id for item in self.backing)

    @cached_property
    def timings(self) -> tuple[tuple[Backing, ...], ...]:
        """The claims behind the link, grouped by delay and fading.

        Within a timing in the order in which they count: stated strengths before unstated ones,
        the stronger first, then the more credible.
        """
        groups: dict[object, list[Backing]] = {}
        for item in sorted(self.backing, key=self._force):
            said = item.relation or self.relation
            groups.setdefault((said.delay, said.transient), []).append(item)
        return tuple(tuple(group) for group in groups.values())

    def _force(self, item: Backing) -> tuple[bool, float]:
        said = item.relation or self.relation
        return said.strength_word is None, -said.strength.median

    @property
    def assumption(self) -> bool:
        """True if only assumptions back the link."""
        return all(item.assumption for item in self.backing)


@dataclass(frozen=True)
class Conflict:
    """Contradictory claims about one pair of factors."""

    kind: Literal["opposite signs", "denied link", "denied path"]
    """`denied path`: `against` is a chain that produces the effect which `claims` deny"""
    cause: str
    effect: str
    claims: tuple[str, ...]
    """on one side"""
    against: tuple[str, ...]
    """on the other"""
    account: str = ""
    """id of the account that holds `claims`; '' if the conflict is within one account"""
    against_account: str = ""
    """id of the account that holds `against`"""
    path: tuple[str, ...] = ()
    """for a denied path, the factors of the shortest chain, from cause to effect"""


@dataclass(frozen=True)
class Dependency:
    """An edge other than a link: a gate of a link or event, or a name in an expression."""

    cause: str
    effect: str
    why: Literal["condition", "equation", "flow", "only while"]
    link: str | None = None
    """id of the link that the condition gates"""
    sign: Sign = "?"
    """direction of the effect, if the expression or the gate determines it"""


@dataclass(frozen=True)
class CausalMap:
    """The map of one account; `factors` are those that a link or an expression touches."""

    account: str
    factors: tuple[str, ...]
    links: tuple[MapLink, ...]
    dependencies: tuple[Dependency, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    denials: tuple[Denial, ...] = ()
    """effects that the account denies, whether or not it also claims them"""
    file: str = ""
    """path of the model file that the account is; empty: claims make it"""
    moving: tuple[str, ...] = ()
    """factors of a model file that move of themselves: stocks, and what reads the time"""

    @cached_property
    def onward(self) -> dict[str, list[str]]:
        """Cause → its effects, once for each edge."""
        return neighbours((edge.cause, edge.effect) for edge in self._edges)

    @cached_property
    def backward(self) -> dict[str, list[str]]:
        """Effect → its causes, once for each edge."""
        return neighbours((edge.effect, edge.cause) for edge in self._edges)

    @property
    def _edges(self) -> "tuple[MapLink | Dependency, ...]":
        return self.links + self.dependencies


def neighbours(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """First of a pair → the second ones, in their order."""
    found: dict[str, list[str]] = {}
    for near, far in pairs:
        found.setdefault(near, []).append(far)
    return found
