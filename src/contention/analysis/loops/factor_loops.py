"""Why a factor moves as it does: the loops that drive it, over time and across draws."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import networkx as nx
import numpy as np

from contention.analysis.loops.account_variables import AccountVariables
from contention.analysis.loops.loop_search import Loop
from contention.analysis.loops.scored_runs import ScoredGroup, Span, scored_groups
from contention.case.model import Case
from contention.maps.causal_map import CausalMap, MapLink
from contention.maps.loops import Polarity
from contention.maps.paths import digraph
from contention.models.program import Floats1d
from contention.runs.plan import Plan

How = Literal["link", "condition", "necessary", "equation", "own"]
SHORTEST = 0.02
"""a period is at least this share of the years shown"""


@dataclass(frozen=True)
class LoopStep:
    """From one factor of a loop to the next."""

    cause: str
    effect: str
    how: How
    """`condition`: the cause opens or closes the effect that `links` speak of; `own`: a factor goes
    towards what its causes call for, or loses a share of itself"""
    links: tuple[MapLink, ...] = ()


@dataclass(frozen=True)
class DrivingLoop:
    """One loop and its part in what happens."""

    id: str
    """`R1`, `B2`, `U1`, numbered by share; `S1` if it is a factor's own settling"""
    polarity: Polarity
    """as its score has been in the draws; `?` if it has been both"""
    steps: tuple[LoopStep, ...]
    through: bool
    """whether it passes through the driver"""
    shares: Floats1d
    """mean of its absolute relative score over the draws in which anything moves, (steps,)"""
    share: float
    """the same over all steps"""
    leads: float
    """share of these draws in which it has the largest share of all loops that claims make"""
    relative: Floats1d
    """relative score in the draw that is replayed, signed, (steps,)"""
    share_of_draw: float
    """its share in that draw over the steps in which anything moves"""

    @property
    def settles(self) -> bool:
        """Whether it is no loop of claims but how one factor follows its causes."""
        return len(self.steps) == 1 and self.steps[0].how == "own"

    @property
    def factors(self) -> tuple[str, ...]:
        """Round the loop, each once."""
        return tuple(dict.fromkeys(step.cause for step in self.steps))

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims and assumptions behind it."""
        found = (id_ for step in self.steps for link in step.links for id_ in link.claims)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Period:
    """Years in which one loop has the largest share of those that claims make."""

    start: float
    end: float
    loop: str
    """id"""
    share: float
    """its mean share in these years"""


@dataclass(frozen=True)
class FactorLoops:
    """Why a factor moves: the loops among its driver and all that act on that and back."""

    account: str
    scenario: str
    factor: str
    driver: str
    """itself if it is on a loop, else the nearest of its causes that is; empty if there is none"""
    span: Span
    """`first` is the draw that is replayed"""
    years: Floats1d
    """at which the steps end, (steps,)"""
    loops: tuple[DrivingLoop, ...]
    """the largest share first"""
    complete: bool
    """whether these are all loops"""
    moving: float
    """share of draws in which any of them moves anything"""
    periods: tuple[Period, ...]
    """by mean shares over the draws"""
    periods_of_draw: tuple[Period, ...]
    """in the draw that is replayed"""
    events: tuple[str, ...]
    """factors on loops with this one that happen at a moment: loops through them have no score"""


def factor_loops(
    case: Case, plan: Plan, scenario: str, factors: Iterable[str], span: Span
) -> tuple[FactorLoops, ...]:
    """The loops that drive each factor of a scenario in the draws of a span, from the present on.

    Factors that the account does not mention are left out.
    """
    known = {item.factor.id for item in plan.model.equations}
    wanted = tuple(factor for factor in factors if factor in known)
    found = scored_groups(plan, scenario, wanted, span)
    return tuple(
        _told(case, plan.map, (scenario, factor), span, found[factor]) for factor in wanted
    )


def _told(
    case: Case, causal_map: CausalMap, place: tuple[str, str], span: Span,
    found: tuple[str, ScoredGroup] | None,
) -> FactorLoops:  # fmt: skip
    scenario, factor = place
    if found is None:
        none, events = np.zeros(0), _events(case, causal_map, factor)
        return FactorLoops(
            causal_map.account, scenario, factor, "", span, none, (), True, 0.0, (), (), events
        )  # fmt: skip
    driver, group = found
    loops = _driving(causal_map, driver, group)
    years, made = group.years, [each for each in loops if not each.settles]
    return FactorLoops(
        causal_map.account, scenario, factor, driver, span, years, loops, group.found.complete,
        float(group.by_draw.any(axis=0).mean()),
        periods(years, {each.id: each.shares for each in made}),
        periods(years, {each.id: np.abs(each.relative) for each in made}),
        _events(case, causal_map, driver),
    )  # fmt: skip


def _events(case: Case, causal_map: CausalMap, factor: str) -> tuple[str, ...]:
    """Events that a factor acts on and that act back on it."""
    index = {name: number for number, name in enumerate(causal_map.factors)}
    if factor not in index:
        return ()
    component = next(
        each for each in nx.strongly_connected_components(digraph(causal_map))
        if index[factor] in each
    )  # fmt: skip
    names = (causal_map.factors[number] for number in sorted(component))
    return tuple(name for name in names if case.factors[name].kind == "event" and name != factor)


def _driving(causal_map: CausalMap, factor: str, group: ScoredGroup) -> tuple[DrivingLoop, ...]:
    steps = [loop_steps(causal_map, group.variables, loop) for loop in group.found.loops]
    settles = np.array([len(each) == 1 and each[0].how == "own" for each in steps])
    by_step = group.by_step / np.maximum(group.moving, 1.0)
    by_draw = group.by_draw[:, group.by_draw.any(axis=0)]
    leaders = np.where(settles[:, None], -1.0, by_draw).argmax(axis=0)
    means = group.by_step.sum(axis=1) / max(float(group.moving.sum()), 1.0)
    drawn = np.abs(group.replayed)
    drawn = drawn.sum(axis=1) / max(int(drawn.any(axis=0).sum()), 1)
    counts: dict[str, int] = {}
    found = []
    for number in np.argsort(-means, kind="stable").tolist():
        polarity = _polarity(bool(group.raises[number]), bool(group.lowers[number]))
        letter = "S" if settles[number] else {"?": "U"}.get(polarity, polarity)
        counts[letter] = counts.get(letter, 0) + 1
        leads = float((leaders == number).mean()) if len(leaders) and letter != "S" else 0.0
        found.append(
            DrivingLoop(
                f"{letter}{counts[letter]}", polarity, steps[number],
                any(factor in (each.cause, each.effect) for each in steps[number]),
                by_step[number], float(means[number]), leads, group.replayed[number],
                float(drawn[number]),
            )
        )  # fmt: skip
    return tuple(found)


def _polarity(raises: bool, lowers: bool) -> Polarity:
    if raises == lowers:
        return "?"
    return "R" if raises else "B"


def loop_steps(
    causal_map: CausalMap, variables: AccountVariables, loop: Loop
) -> tuple[LoopStep, ...]:
    """A loop in terms of factors and of the links between them."""
    start = next(place for place, number in enumerate(loop) if number in variables.factors)
    turned = loop[start:] + loop[: start + 1]
    found: list[LoopStep] = []
    cause, through = turned[0], None
    for number in turned[1:]:
        if number in variables.links:
            through = number
            continue
        links = () if through is None else variables.links[through]
        ends = variables.factors[cause][0], variables.factors[number][0]
        found.append(_step(causal_map, variables.factors[cause], ends, links))
        cause, through = number, None
    return tuple(found)


def _step(
    causal_map: CausalMap, names: Sequence[str], ends: tuple[str, str], links: tuple[MapLink, ...]
) -> LoopStep:
    """`names` are all factors that the cause stands for."""
    if links:
        spoken = [link.cause for link in links if link.cause in names]
        if spoken:
            return LoopStep(spoken[0], ends[1], "link", links)
        return LoopStep(*ends, "condition", links)
    if ends[0] == ends[1]:
        return LoopStep(*ends, "own")
    required = tuple(
        link for link in causal_map.links
        if link.cause in names and link.effect == ends[1] and link.relation.necessary
    )  # fmt: skip
    return LoopStep(*ends, "necessary" if required else "equation", required)


def periods(years: Floats1d, shares: Mapping[str, Floats1d]) -> tuple[Period, ...]:
    """Stretches of years by the loop with the largest share; short ones join the one before.

    Steps in which nothing moves belong to no period.
    """
    if not shares or not len(years):
        return ()
    names, sizes = list(shares), np.array(list(shares.values()))
    leads = np.where(sizes.sum(axis=0) > 0.0, sizes.argmax(axis=0), -1)
    runs = [(loop, len(list(each))) for loop, each in groupby(leads.tolist())]
    least = SHORTEST * len(years)
    joined: list[tuple[int, int, int]] = []
    place = 0
    for loop, length in runs:
        if joined and (joined[-1][0] == loop or length < least):
            joined[-1] = (joined[-1][0], joined[-1][1], place + length)
        else:
            joined.append((loop, place, place + length))
        place += length
    step = float(years[1] - years[0]) if len(years) > 1 else 0.0
    return tuple(
        Period(
            float(years[first]) - step, float(years[last - 1]), names[loop],
            float(sizes[loop, first:last].mean()),
        )
        for loop, first, last in joined
        if loop >= 0
    )  # fmt: skip
