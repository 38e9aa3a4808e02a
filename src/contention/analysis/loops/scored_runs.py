"""An account's run in one scenario, with the loops of the factors asked for, in several draws."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.analysis.loops.account_variables import (
    COMPUTED,
    AccountVariables,
    account_variables,
)
from contention.analysis.loops.link_graph import LinkGraph
from contention.analysis.loops.link_scores import Scores, completed, link_scores
from contention.analysis.loops.loop_scores import (
    Ways,
    find_loops,
    relative_scores,
    seen_scores,
    ways,
)
from contention.analysis.loops.loop_search import FoundLoops, groups
from contention.analysis.loops.run_trace import run_trace
from contention.models.model import Model
from contention.models.program import Floats1d, Floats2d, Floats3d, Schedule
from contention.models.time_grid import grid
from contention.runs.plan import Plan, numbers, recompiled
from contention.runs.simulate import run_history

Flags1d = NDArray[np.bool_]
AT_ONCE = 2_000_000
"""numbers of one kind that are held at a time: loops or links, times steps, times draws"""
SEARCHED = 8
"""draws in which the strongest loops are sought where there are too many to list"""


@dataclass(frozen=True)
class Span:
    """Which draws are scored."""

    seed: int = 1
    first: int = 0
    draws: int = 64


@dataclass(frozen=True)
class ScoredGroup:
    """The loops of some factors that act on each other, from the present on, over all draws."""

    variables: AccountVariables
    found: FoundLoops
    years: Floats1d
    """decimal year at which each step ends"""
    by_step: Floats2d
    """sum over draws of absolute relative scores, (loops, steps)"""
    by_draw: Floats2d
    """sum over steps, (loops, draws)"""
    moving: Floats1d
    """draws in which anything moves, (steps,)"""
    raises: Flags1d
    """(loops,): whether the score is positive at any time in any draw"""
    lowers: Flags1d
    """the same for negative scores"""
    replayed: Floats2d
    """relative scores in the first draw, (loops, steps)"""


def scored_groups(
    plan: Plan, scenario: str, factors: Iterable[str], span: Span
) -> Mapping[str, tuple[str, ScoredGroup] | None]:
    """For each factor the nearest factor on a loop of several, itself if possible, and the loops.

    Nearest is what acts on it through the fewest links; None if no such loop acts on it.
    """
    wanted = tuple(factors)
    ready = recompiled(plan, _with_equations(plan.model, wanted), own_rows=True)
    variables = account_variables(ready)
    seen = ways(variables.graph)
    several = {each: group for group in groups(seen) if len(group) > 1 for each in group}
    run = _Run(ready, scenario, variables, span)
    scored: dict[frozenset[int], ScoredGroup] = {}
    found: dict[str, tuple[str, ScoredGroup] | None] = {}
    for factor in wanted:
        number = variables.number(factor)
        nearest = None if number is None else _nearest(number, seen, variables, several)
        if nearest is None:
            found[factor] = None
            continue
        group = several[nearest]
        if group not in scored:
            scored[group] = _scored(run, seen, group)
        driver = factor if nearest == number else variables.factors[nearest][0]
        found[factor] = driver, scored[group]
    return found


def _nearest(
    number: int, seen: Ways, variables: AccountVariables, several: Collection[int]
) -> int | None:
    """The factor's variable on a loop of several from which the fewest links lead here."""
    causes: dict[int, list[int]] = {}
    for cause, effect in seen:
        causes.setdefault(effect, []).append(cause)
    waiting, met = [number], {number}
    for each in waiting:  # grows during the loop: breadth-first search
        if each in several and each in variables.factors:
            return each
        fresh = [cause for cause in causes.get(each, ()) if cause not in met]
        met.update(fresh)
        waiting += fresh
    return None


def _with_equations(model: Model, factors: Iterable[str]) -> tuple[str, ...]:
    """The factors, and all that are computed by an equation: their rows are outputs."""
    computed = (item.factor.id for item in model.equations if item.factor.kind in COMPUTED)
    return tuple(dict.fromkeys([*factors, *computed]))


@dataclass(frozen=True)
class _Run:
    """What is run: a plan in one scenario."""

    plan: Plan
    scenario: str
    variables: AccountVariables
    span: Span

    def scores(self, graph: LinkGraph, first: int, count: int) -> Scores:
        """Scores from the present on; 0 in steps in which an intervention holds the effect."""
        program, schedule = self.plan.program, self.plan.schedules[self.scenario]
        rows = numbers(self.plan, seed=self.span.seed, first=first, count=count).rows
        start = run_history(self.plan, rows, 1, first=first)
        last = len(grid(program)) - 1
        trace = run_trace(program, rows, schedule, start.state, start.present, last)
        free = _free(graph, schedule, start.present)
        return {
            link: values * free[link[1]][:, None] if link[1] in free else values
            for link, values in link_scores(graph, completed(graph, trace)).items()
        }


def _free(graph: LinkGraph, schedule: Schedule, present: int) -> Mapping[int, Floats1d]:
    """Variable that is held at times → 1 for the steps in which it is not, (steps,)."""
    numbers_of = {each.row: number for number, each in enumerate(graph.variables)}
    found: dict[int, Floats1d] = {}
    for hold in schedule.holds:
        if hold.state in numbers_of:
            held = ~np.isnan(hold.values[present:])
            free = (~(held[1:] | held[:-1])).astype(np.float64)
            number = numbers_of[hold.state]
            found[number] = found[number] * free if number in found else free
    return found


def _scored(run: _Run, seen: Ways, group: frozenset[int]) -> ScoredGroup:
    inside = {link: each for link, each in seen.items() if group.issuperset(link)}
    graph = run.variables.graph.only(
        effect for each in inside.values() for way in each for _, effect in way
    )
    span = run.span
    searched = seen_scores(inside, run.scores(graph, span.first, min(SEARCHED, span.draws)))
    found = find_loops(searched, group, group & run.variables.factors.keys())
    steps = len(next(iter(searched.values())))
    at_once = max(1, AT_ONCE // (max(len(found.loops), len(graph.links)) * steps))
    parts, replayed = [], np.zeros((len(found.loops), steps))
    for begin in range(span.first, span.first + span.draws, at_once):
        count = min(at_once, span.first + span.draws - begin)
        scores = seen_scores(inside, run.scores(graph, begin, count))
        relative = relative_scores(scores, found.loops)
        parts.append(_part(relative))
        replayed = relative[:, :, 0] if begin == span.first else replayed
    years = np.asarray(grid(run.plan.program))[-steps:]
    return ScoredGroup(
        run.variables, found, years,
        by_step=np.sum([each.by_step for each in parts], axis=0),
        by_draw=np.concatenate([each.by_draw for each in parts], axis=1),
        moving=np.sum([each.moving for each in parts], axis=0),
        raises=np.any([each.raises for each in parts], axis=0),
        lowers=np.any([each.lowers for each in parts], axis=0),
        replayed=replayed,
    )  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """What is kept of some draws."""

    by_step: Floats2d
    by_draw: Floats2d
    moving: Floats1d
    raises: Flags1d
    lowers: Flags1d


def _part(relative: Floats3d) -> _Part:
    sizes = np.abs(relative)
    return _Part(
        sizes.sum(axis=2),
        sizes.sum(axis=1),
        sizes.any(axis=0).sum(axis=1).astype(np.float64),
        np.asarray((relative > 0.0).any(axis=(1, 2))),
        np.asarray((relative < 0.0).any(axis=(1, 2))),
    )
