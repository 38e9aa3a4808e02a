"""Loops in a graph of variables: all of them, or the strongest if there are too many."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from contention.models.program import Floats1d

Loop = tuple[int, ...]
"""numbers of variables in the direction of the links, beginning at the smallest"""
Strengths = Mapping[tuple[int, int], Floats1d]
"""link → absolute scores at the moments at which loops are sought"""

MOST_LOOPS = 2000
"""loops up to which all of them are listed"""
MOST_VISITS = 6_000_000
"""links that all searches for the strongest loops together may follow"""


@dataclass(frozen=True)
class FoundLoops:
    """Loops in the order of their variables."""

    loops: tuple[Loop, ...]
    complete: bool
    """whether these are all; otherwise the strongest that were found"""


def groups(links: Iterable[tuple[int, int]]) -> tuple[frozenset[int], ...]:
    """Variables that act on each other: only their loops are comparable."""
    graph = nx.DiGraph(list(links))
    found = nx.strongly_connected_components(graph)
    return tuple(
        frozenset(each) for each in sorted(found, key=min)
        if len(each) > 1 or graph.has_edge(*(2 * tuple(each)))
    )  # fmt: skip


def all_loops(links: Iterable[tuple[int, int]], most: int = MOST_LOOPS) -> FoundLoops:
    """Every simple loop; incomplete and empty if there are more than `most`."""
    cycles = list(islice(nx.simple_cycles(nx.DiGraph(list(links))), most + 1))
    if len(cycles) > most:
        return FoundLoops((), complete=False)
    return FoundLoops(tuple(sorted(map(_turned, cycles), key=_by_length)), complete=True)


def strongest_loops(
    strengths: Strengths, starts: Collection[int], most: int = MOST_LOOPS
) -> FoundLoops:
    """Loops on the strongest paths at each moment (Eberlein and Schoenberg 2020).

    From each of `starts`, which every loop must pass, links are followed, the strongest first; a
    path is given up where an earlier one reached the same variable with a larger product of scores.
    Of more than `most` loops those with the largest scores are kept. Some strong loops can be
    missed, as the method's authors say.
    """
    found: dict[Loop, float] = {}
    moments = len(next(iter(strengths.values())))
    visits = MOST_VISITS // max(1, moments * len(starts))
    for moment in range(moments):
        onward = _onward(strengths, moment)
        for start in sorted(starts):
            for loop, score in _from(start, onward, visits):
                found[loop] = max(score, found.get(loop, 0.0))
    kept = sorted(found, key=lambda loop: (-found[loop], _by_length(loop)))[:most]
    return FoundLoops(tuple(sorted(kept, key=_by_length)), complete=False)


def _by_length(loop: Loop) -> tuple[int, Loop]:
    return len(loop), loop


def _turned(cycle: Sequence[int]) -> Loop:
    start = cycle.index(min(cycle))
    return (*cycle[start:], *cycle[:start])


Onward = Mapping[int, Sequence[tuple[int, float]]]


def _onward(strengths: Strengths, moment: int) -> Onward:
    """Where each variable leads at one moment, the strongest link first."""
    found: dict[int, list[tuple[int, float]]] = {}
    for (cause, effect), values in strengths.items():
        if values[moment] > 0.0:
            found.setdefault(cause, []).append((effect, float(values[moment])))
    return {cause: sorted(ends, key=lambda end: -end[1]) for cause, ends in found.items()}


def _from(start: int, onward: Onward, most: int) -> list[tuple[Loop, float]]:
    """Loops through a variable, by depth first along the strongest links."""
    found: list[tuple[Loop, float]] = []
    best: dict[int, float] = {}
    path, products = [start], [1.0]
    waiting = [iter(onward.get(start, ()))]
    visits = 0
    while waiting and visits < most:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            path.pop()
            products.pop()
            continue
        visits += 1
        variable, score = step[0], products[-1] * step[1]
        if variable == start:
            found.append((_turned(path), score))
        elif variable not in path and score >= best.get(variable, 0.0):
            best[variable] = score
            path.append(variable)
            products.append(score)
            waiting.append(iter(onward.get(variable, ())))
    return found
