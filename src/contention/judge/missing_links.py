"""Why an account gives no answer to a comparison."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from contention.case.model import Case
from contention.judge.interventions import Lever
from contention.judge.verdict import DeniedEffect, Gap
from contention.maps.causal_map import CausalMap, Denial
from contention.maps.debate import Debate, Pair
from contention.maps.paths import Walks, reachable
from contention.maps.signs import edges


@dataclass(frozen=True)
class AskedComparison:
    """What a comparison asks an account."""

    levers: tuple[Lever, ...]
    outcomes: tuple[str, ...]
    held: frozenset[str]
    """factors that all compared scenarios hold"""
    several: bool
    """whether it compares scenarios, rather than looking at one"""
    debate: Debate
    """what all accounts say together"""


def gap_of(case: Case, causal_map: CausalMap, asked: AskedComparison) -> Gap | None:
    """Why the account cannot say; None if it can.

    `causal_map` lacks what acts on held factors. Where the account denies the connection, or all
    that it says of one of its ends, the gap names the claims that deny it.
    """
    levers = tuple(dict.fromkeys(lever.id for lever in asked.levers))
    if not asked.outcomes:
        return Gap("nothing asked", levers, several=asked.several)
    if not asked.levers:
        return Gap("nothing differs", (), asked.outcomes, several=asked.several)
    sources = [name for lever in asked.levers for name in lever.sources]
    missing = tuple(name for name in asked.outcomes if name not in causal_map.factors)
    if not missing and not reachable(causal_map, sources).isdisjoint(asked.outcomes):
        return None
    outcomes = missing or asked.outcomes
    denied = _denied(case, causal_map, replace(asked, outcomes=outcomes))
    if not sources:
        return Gap("lever absent", levers, outcomes, denied, asked.several)
    if missing:
        return Gap("outcome absent", levers, missing, denied, asked.several)
    moved = tuple(dict.fromkeys(lever.id for lever in asked.levers if lever.sources))
    return Gap("no path", moved, outcomes, denied, asked.several)


def _denied(case: Case, causal_map: CausalMap, asked: AskedComparison) -> tuple[DeniedEffect, ...]:
    """What the account denies of that which the comparison needs."""
    found: Sequence[Denial] = answering_denials(causal_map, asked)
    if not found:
        every = _deniable(causal_map, asked)
        found = [item for item in every if _at_an_end(case, causal_map, asked, item)]
    pairs: dict[Pair, list[str]] = {}
    for item in found:
        pairs.setdefault((item.cause, item.effect), []).append(item.claim)
    return tuple(DeniedEffect(*pair, tuple(claims)) for pair, claims in pairs.items())


def _deniable(causal_map: CausalMap, asked: AskedComparison) -> list[Denial]:
    return [
        item for item in causal_map.denials
        if item.effect not in asked.held and item.cause != item.effect
    ]  # fmt: skip


def answering_denials(causal_map: CausalMap, asked: AskedComparison) -> tuple[Denial, ...]:
    """Denials that answer the comparison: of a pair of lever and outcome, or of all ways between.

    Those of a pair itself; and those of links that would connect the two in this account if they
    were so, provided that without them no account of the case connects the two.
    """
    every = _deniable(causal_map, asked)
    if not every:
        return ()
    found, ways = set[str](), _Ways(causal_map, asked, every)
    for ends in product(dict.fromkeys(beginnings(asked)), asked.outcomes):
        direct = [item for item in every if (item.cause, item.effect) == ends]
        found.update(item.claim for item in direct or ways.denied(ends))
    return tuple(item for item in every if item.claim in found)


class _Ways:
    """Walks between levers and outcomes, with what an account denies and without it."""

    def __init__(
        self, causal_map: CausalMap, asked: AskedComparison, every: Sequence[Denial]
    ) -> None:
        self._every, self._asked = every, asked
        self._denied = frozenset((item.cause, item.effect) for item in every)
        self._own = frozenset((edge.cause, edge.effect) for edge in edges(causal_map))

    def denied(self, ends: Pair) -> list[Denial]:
        """The denials on walks between two ends; none if a walk in any account avoids them all."""
        walked = self._asked.debate.walks(self._own | self._denied).between(*ends)
        if walked.isdisjoint(self._denied) or self._avoiding.any_between(*ends):
            return []
        return [item for item in self._every if (item.cause, item.effect) in walked]

    @property
    def _avoiding(self) -> Walks:
        debate = self._asked.debate
        return debate.walks((self._own | debate.without(self._asked.held)) - self._denied)


def beginnings(asked: AskedComparison) -> Iterator[str]:
    """The factors at which levers enter, whether or not the account has them."""
    for lever in asked.levers:
        yield from lever.sources if lever.factor is None else (lever.factor,)


def _at_an_end(case: Case, causal_map: CausalMap, asked: AskedComparison, item: Denial) -> bool:
    """Whether nothing but what this denies leaves the lever or enters the outcome.

    Also true if it denies the very link that a scenario removes. An outcome counts only if the
    account has the lever, a lever only if it is not the outcome that is missing.
    """
    known = edges(causal_map)
    pulled = any(lever.sources for lever in asked.levers)
    if item.effect in asked.outcomes and pulled:
        return all(edge.effect != item.effect for edge in known)
    if pulled and not set(causal_map.factors).issuperset(asked.outcomes):
        return False
    if item.cause in beginnings(asked):
        return all(edge.cause != item.cause for edge in known)
    removed = {lever.claim for lever in asked.levers}
    taken = [said.relation for key, said in case.claims.items() if key in removed]
    pairs = {(relation.cause, relation.effect) for relation in taken}
    return (item.cause, item.effect) in pairs
