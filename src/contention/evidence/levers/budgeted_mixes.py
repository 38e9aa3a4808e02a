"""The best mix of scenarios under a budget, by every account, checked by running it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal

import numpy as np

from contention.case.model import Scenario
from contention.evidence.baseline import unused_id
from contention.evidence.levers.best_mix import Offer, best_mixes
from contention.evidence.levers.lever import Lever, combined
from contention.evidence.levers.lever_effects import (
    Asked,
    Effect,
    Outcomes,
    effect,
    on_scale,
    with_scenarios,
)
from contention.models.program import Floats1d
from contention.runs.draws import REPLICATES

ALL_RUN = 6
"""levers of which every affordable set is run; of more, those that the optimiser ranks highest"""
RUN_MIXES = 8
"""sets that are run where not all are"""

Run = Callable[[str, Sequence[str], Asked], Outcomes]
Why = Literal["", "no direction", "no costs", "no budget", "too expensive"]


@dataclass(frozen=True)
class Mix:
    """Scenarios that are carried out together."""

    scenarios: tuple[str, ...]
    """none: nothing is done"""
    cost: float
    effect: Effect
    """from runs of all of them together"""
    expected: float
    """the same from effects that add up and interactions of pairs"""


@dataclass(frozen=True)
class AccountMix:
    """The best mix by one account."""

    account: str
    best: Mix
    second: Mix | None
    """the next best one that does not contain it; None if there is no other"""
    firm: float
    """share of the independent randomisations in which the best mix beats all others"""
    elsewhere: Mapping[str, Effect]
    """other account → what the same mix does there"""


@dataclass(frozen=True)
class Budgeted:
    """Mixes under a budget, or why there are none."""

    why_not: Why = ""
    budget: float | None = None
    costs: Mapping[str, float] = field(default_factory=dict)
    """lever → cost, of those that have one"""
    mixes: tuple[AccountMix, ...] = ()
    all_run: bool = False
    """whether every affordable mix was run, so that no better one exists in these draws"""


def budgeted(
    asked: Asked,
    found: Mapping[str, Outcomes],
    levers: Sequence[Lever],
    direction: Literal["lower", "higher"] | None,
    budget: float | None,
    run: Run,
) -> Budgeted:
    """The best mix by each account that says something about the outcome."""
    plan = asked.case.evidence
    limit = plan.budget if budget is None else budget
    known = {item.scenario: item.cost for item in plan.costs}
    offered = [item for item in levers if item.id in known]
    costs = {item.id: known[item.id] for item in offered}
    why = _why_not(direction, costs, limit)
    if why or direction is None or limit is None:
        return Budgeted(why, limit, costs)
    desk = _Desk(asked, offered, costs, limit, -1 if direction == "lower" else 1, run)
    mixes = {account: desk.best(account) for account, each in found.items() if each}
    return Budgeted("", limit, costs, desk.compared(mixes), all_run=len(offered) <= ALL_RUN)


def _why_not(direction: str | None, costs: Mapping[str, float], budget: float | None) -> Why:
    if not costs:
        return "no costs"
    if budget is None:
        return "no budget"
    if min(costs.values()) > budget:
        return "too expensive"
    return "" if direction else "no direction"


@dataclass(frozen=True)
class _Desk:
    asked: Asked
    levers: Sequence[Lever]
    costs: Mapping[str, float]
    budget: float
    wanted: int
    run: Run

    def best(self, account: str) -> tuple[AccountMix, Scenario]:
        """The best affordable mix, and the scenario that it makes."""
        offer = self._offer(account)
        chosen = self._looked_at(offer)
        scenarios = [self._scenario(some) for some in chosen]
        values = self._effects(account, scenarios)
        mixes = [
            Mix(
                tuple(self.levers[number].id for number in some),
                offer.cost(some),
                effect(each),
                offer.gain(some) * self.wanted,
            )
            for some, each in zip(chosen, values, strict=True)
        ]
        ranked = sorted(
            range(len(mixes)),
            key=lambda n: (-self.wanted * mixes[n].effect.mean, mixes[n].cost, mixes[n].scenarios),
        )
        first = ranked[0]
        best = set(mixes[first].scenarios)
        others = [mixes[n] for n in ranked[1:] if not best <= set(mixes[n].scenarios)]
        found = AccountMix(
            account,
            mixes[first],
            others[0] if others else None,
            self._firm(values, first),
            {},
        )
        return found, scenarios[first]

    def compared(self, mixes: Mapping[str, tuple[AccountMix, Scenario]]) -> tuple[AccountMix, ...]:
        """Each best mix, with what it does by the other accounts."""
        bought = {account: made for account, (mine, made) in mixes.items() if mine.best.scenarios}
        there = {
            other: dict(zip(bought, self._effects(other, list(bought.values())), strict=True))
            for other in mixes
        }
        return tuple(
            replace(
                mine,
                elsewhere={
                    other: effect(found[account])
                    for other, found in there.items()
                    if other != account and account in found
                },
            )
            for account, (mine, _) in mixes.items()
        )

    def _offer(self, account: str) -> Offer:
        """Effects of the levers alone and in pairs, from runs of both."""
        pairs = list(combinations(range(len(self.levers)), 2))
        made = {pair: self._combined(pair) for pair in pairs}
        able = [pair for pair in pairs if isinstance(made[pair], Scenario)]
        sets = [*((number,) for number in range(len(self.levers))), *able]
        values = self._effects(account, [self._scenario(some) for some in sets])
        gains = dict(zip(sets, (effect(each).mean * self.wanted for each in values), strict=True))
        alone = tuple(gains[number,] for number in range(len(self.levers)))
        beyond = {(a, b): gains[a, b] - alone[a] - alone[b] for a, b in able}
        return Offer(
            tuple(self.costs[item.id] for item in self.levers),
            alone,
            {pair: each for pair, each in beyond.items() if each},
            tuple(pair for pair in pairs if pair not in able),
        )

    def _looked_at(self, offer: Offer) -> list[tuple[int, ...]]:
        count = len(self.levers)
        if count > ALL_RUN:
            return best_mixes(offer, self.budget, RUN_MIXES)
        every = (some for size in range(count + 1) for some in combinations(range(count), size))
        return [
            some
            for some in every
            if offer.cost(some) <= self.budget * (1 + 1e-9)
            and isinstance(self._combined(some), Scenario)
        ]

    def _combined(self, some: Sequence[int]) -> object:
        return combined(self.asked.case, "mix", [self.levers[number] for number in some])

    def _scenario(self, some: Sequence[int]) -> Scenario:
        found = self._combined(some)
        if not isinstance(found, Scenario):
            raise TypeError(f"these levers cannot be pulled together: {found}")
        return found

    def _effects(self, account: str, scenarios: Sequence[Scenario]) -> list[Floats1d]:
        """What each scenario does in every draw, on the scale of the outcome."""
        made: dict[str, Scenario] = {}
        for scenario in scenarios:
            id_ = unused_id("mix", {*self.asked.case.scenarios, *made})
            made[id_] = replace(scenario, id=id_)
        further = replace(self.asked, case=with_scenarios(self.asked.case, made))
        scaled = on_scale(self.asked, self.run(account, tuple(made), further))
        return [scaled[id_] - scaled[self.asked.baseline] for id_ in made]

    def _firm(self, values: Sequence[Floats1d], first: int) -> float:
        """In how many randomisations the best mix is the best."""
        if len(values) < 2:
            return 1.0
        held = [np.where(np.isfinite(each), each, 0.0) * self.wanted for each in values]
        means = np.array(
            [[each[part::REPLICATES].mean() for part in range(REPLICATES)] for each in held]
        )
        return float((means[first] >= means.max(axis=0) - 1e-12).mean())
