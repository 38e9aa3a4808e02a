"""Loops of a model of another tool's file, in terms of its variables."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from contention.analysis.loops.link_graph import LinkGraph, Variable, link_graph
from contention.analysis.loops.link_scores import Scores, completed, link_scores
from contention.analysis.loops.loop_scores import find_loops, relative_scores, seen_scores, ways
from contention.analysis.loops.loop_search import MOST_LOOPS, Loop, groups
from contention.models.program import Floats1d, Ints1d
from contention.runs.model_runs import full_trace
from contention.stockflow.compiled_model import CompiledModel

MOST_NUMBERS = 50_000_000
"""courses, link scores and loop scores times points that are held"""


@dataclass(frozen=True)
class ModelLoop:
    """One loop; where anything moves, absolute relative scores of a group add up to 1."""

    id: str
    """`R1`, `B2`, or `U1` if it has been both or never moved; numbered by share"""
    group: int
    """from 1: only loops of one group are comparable"""
    variables: tuple[str, ...]
    """in the direction of the effects, from a stock on"""
    relative: Floats1d
    """at each saved time but the first"""
    share: float
    """mean absolute relative score over the steps in which the group moves"""


@dataclass(frozen=True)
class FoundModelLoops:
    """The loops of a model in one run."""

    times: Floats1d
    """saved times but the first: scores belong to the step that ends there"""
    loops: tuple[ModelLoop, ...]
    """the largest share first"""
    complete: bool
    """whether these are all loops"""


@dataclass(frozen=True)
class _Scored:
    group: int
    variables: tuple[str, ...]
    relative: Floats1d
    """at every grid point but the first"""
    share: float


def find_model_loops(model: CompiledModel, *, seed: int = 0) -> FoundModelLoops:
    """Score the loops of a model whose variables have rows of their own, in one draw.

    Raises RunsOnError, and ValueError for a run that takes more room than there is.
    """
    graph = link_graph(model.program, list(_variables(model)))
    points, trace = full_trace(model, seed=seed)
    size = model.program.rows.rows + len(graph.links) + MOST_LOOPS
    if size * len(points.times) > MOST_NUMBERS:
        raise ValueError(
            f"the run has {len(points.times):,} points; loops of a model with "
            f"{len(graph.links):,} links are scored at {MOST_NUMBERS // size:,} at most"
        )
    saved = points.saved[points.saved > 0]
    with np.errstate(all="ignore"):  # courses may leave the finite numbers
        scores = seen_scores(ways(graph), link_scores(graph, completed(graph, trace)))
        found, complete = _scored(graph, scores)
    ranked = sorted(found, key=lambda each: -each.share)
    return FoundModelLoops(points.times[saved], tuple(_named(ranked, saved - 1)), complete)


def _variables(model: CompiledModel) -> Iterator[Variable]:
    """What the file names; the levels of its smoothings and delays are passed through."""
    for shown in model.shown:
        if not shown.constant:
            yield Variable(shown.label, shown.row)
    for state, _ in model.program.continuous.tolist():
        yield Variable(f"state {state}", state, hidden=True)
    for ring in model.program.rings:
        yield Variable(f"input of delay {ring.source}", ring.source, hidden=True)
        yield Variable(f"delay {ring.output}", ring.output, hidden=True)


def _scored(graph: LinkGraph, scores: Scores) -> tuple[list[_Scored], bool]:
    """All loops, group by group, and whether all were found."""
    moved = set(graph.program.continuous[:, 0].tolist())
    states = {number for number, each in enumerate(graph.variables) if each.row in moved}
    made: list[_Scored] = []
    complete = True
    steps = next(iter(scores.values())).shape[0] if scores else 0
    for number, group in enumerate(groups(scores), 1):
        found = find_loops(scores, group, group & states or group)
        complete &= found.complete
        if (len(made) + len(found.loops)) * steps > MOST_NUMBERS:
            raise ValueError(f"scores of all loops at {steps:,} points are too many")
        relative = relative_scores(scores, found.loops)[:, :, 0]
        moving = (relative != 0.0).any(axis=0)
        shares = np.abs(relative).sum(axis=1) / max(1, int(moving.sum()))
        for place, loop in enumerate(found.loops):
            names = tuple(graph.variables[each].name for each in _from_stock(loop, states))
            made.append(_Scored(number, names, relative[place], float(shares[place])))
    return made, complete


def _from_stock(loop: Loop, states: Collection[int]) -> Loop:
    """The loop from its first stock on, if it has one."""
    start = next((place for place, each in enumerate(loop) if each in states), 0)
    return (*loop[start:], *loop[:start])


def _named(ranked: Sequence[_Scored], kept: Ints1d) -> Iterator[ModelLoop]:
    counts: dict[str, int] = {}
    for each in ranked:
        letter = _letter(each.relative)
        counts[letter] = counts.get(letter, 0) + 1
        id_ = f"{letter}{counts[letter]}"
        yield ModelLoop(id_, each.group, each.variables, each.relative[kept], each.share)


def _letter(relative: Floats1d) -> str:
    up, down = bool((relative > 0.0).any()), bool((relative < 0.0).any())
    return "U" if up == down else "R" if up else "B"
