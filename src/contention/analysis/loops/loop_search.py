"""Loops in a graph of variables: all of them, or the strongest if there are too many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import networkx as nx
import numpy as np

from contention.models.program import Floats1d

Loop = tuple[int, ...]
"""numbers of variables in the direction of the links, beginning at the smallest"""
Strengths = Mapping[tuple[int, int], Floats1d]
"""link → absolute scores at the times at which loops are sought"""

MOST_LOOPS = 1000
"""loops up to which all of them are listed"""
SEARCHES = 24
"""times at which the strongest loops are sought where there are more"""
VISITS = 20_000
"""steps that one search from one variable may take"""


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


def strongest_loops(strengths: Strengths, times: int, most: int = MOST_LOOPS) -> FoundLoops:
    """Loops on the strongest paths at `times` moments (Eberlein and Schoenberg 2020).

    From every variable links are followed, the strongest first; a path is given up where an earlier
    one reached the same variable with a larger product of scores. Of more than `most` loops those
    with the largest scores are kept. Some strong loops can be missed, as the method's authors say.
    """
    found: dict[Loop, float] = {}
    for time in range(times):
        onward = _onward(strengths, time)
        for start in sorted(onward):
            for loop, score in _from(start, onward):
                found[loop] = max(score, found.get(loop, 0.0))
    kept = sorted(found, key=lambda loop: (-found[loop], _by_length(loop)))[:most]
    return FoundLoops(tuple(sorted(kept, key=_by_length)), complete=False)


def _by_length(loop: Loop) -> tuple[int, Loop]:
    return len(loop), loop


def _turned(cycle: Sequence[int]) -> Loop:
    start = cycle.index(min(cycle))
    return (*cycle[start:], *cycle[:start])


Onward = Mapping[int, Sequence[tuple[int, float]]]


def _onward(strengths: Strengths, time: int) -> Onward:
    """Where each variable leads at one time, the strongest link first."""
    found: dict[int, list[tuple[int, float]]] = {}
    for (cause, effect), values in strengths.items():
        if values[time] > 0.0:
            found.setdefault(cause, []).append((effect, float(values[time])))
    return {cause: sorted(ends, key=lambda end: -end[1]) for cause, ends in found.items()}


def _from(start: int, onward: Onward) -> list[tuple[Loop, float]]:
    """Loops through a variable, by depth first along the strongest links."""
    found: list[tuple[Loop, float]] = []
    best: dict[int, float] = {}
    path, products = [start], [1.0]
    waiting = [iter(onward.get(start, ()))]
    visits = 0
    while waiting and visits < VISITS:
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


def moments(steps: int, most: int = SEARCHES) -> list[int]:
    """Steps at which the strongest loops are sought, spread evenly."""
    spread = np.linspace(0, steps - 1, min(steps, most)).round().astype(int)
    return [int(each) for each in np.unique(spread)]
