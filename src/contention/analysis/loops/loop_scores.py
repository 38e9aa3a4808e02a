"""Loop scores: the product of the link scores round a loop, and each loop's share of them all.

The relative score of a loop is its score over the sum of the absolute scores of the loops among
variables that act on each other (Schoenberg, Davidsen and Eberlein 2020); its sign says whether the
loop reinforces or balances. Where nothing moves all are 0.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from contention.analysis.loops.link_graph import LinkGraph
from contention.analysis.loops.link_scores import Link, Scores
from contention.analysis.loops.loop_search import (
    FoundLoops,
    Loop,
    all_loops,
    strongest_loops,
)
from contention.models.program import Floats2d, Floats3d

SEARCHES = 24
"""moments, over all draws given, at which the strongest loops are sought"""
MOST_WAYS = 64
"""ways through hidden variables between two others that are told apart"""

Ways = Mapping[Link, tuple[tuple[Link, ...], ...]]
"""two variables that are not hidden → the ways from one to the other through hidden ones only"""


def ways(graph: LinkGraph) -> Ways:
    """Links between variables that are not hidden, direct or through hidden ones."""
    onward: dict[int, list[int]] = {}
    for cause, effect in graph.links:
        onward.setdefault(cause, []).append(effect)
    found: dict[Link, list[tuple[Link, ...]]] = {}
    for start in (number for number in onward if not graph.variables[number].hidden):
        waiting: list[tuple[int, ...]] = [(start,)]
        while waiting:
            path = waiting.pop()
            for effect in onward.get(path[-1], ()):
                if not graph.variables[effect].hidden:
                    way = tuple(pairwise((*path, effect)))
                    found.setdefault((start, effect), []).append(way)
                elif effect not in path:
                    waiting.append((*path, effect))
    return {link: tuple(several[:MOST_WAYS]) for link, several in found.items()}


def seen_scores(found: Ways, scores: Scores) -> Scores:
    """Scores of links between variables that are not hidden.

    Of several ways the one with the largest product counts at each time (Schoenberg and Eberlein
    2020, Seamlessly integrating Loops That Matter, on macros).
    """
    return {link: _largest([_product(way, scores) for way in each]) for link, each in found.items()}


def _product(way: Sequence[Link], scores: Scores) -> Floats2d:
    result = scores[way[0]]
    for link in way[1:]:
        result = result * scores[link]
    return result


def _largest(several: Sequence[Floats2d]) -> Floats2d:
    result = several[0]
    for other in several[1:]:
        result = np.where(np.abs(other) > np.abs(result), other, result)
    return result


def find_loops(scores: Scores, group: frozenset[int], starts: Collection[int]) -> FoundLoops:
    """All loops of a group; where they are too many, the strongest ones in the draws given.

    `starts` are variables of the group that every loop passes, such as its states.
    """
    inside = {link: values for link, values in scores.items() if group.issuperset(link)}
    found = all_loops(inside)
    if found.complete:
        return found
    steps, draws = next(iter(inside.values())).shape
    spread = np.linspace(0, steps - 1, min(steps, max(3, SEARCHES // draws))).round().astype(int)
    strengths = {link: np.abs(values[spread]).reshape(-1) for link, values in inside.items()}
    return strongest_loops(strengths, starts)


def relative_scores(scores: Scores, loops: Sequence[Loop]) -> Floats3d:
    """Relative scores of loops that share their variables, (loops, steps, draws).

    Where anything moves their absolute values add up to 1.
    """
    if not loops:
        return np.zeros((0, *next(iter(scores.values())).shape))
    links = list(dict.fromkeys(link for loop in loops for link in round_of(loop)))
    shape = scores[links[0]].shape
    values = np.array([scores[link].reshape(-1) for link in links])
    passes = _passes(loops, links)
    with np.errstate(divide="ignore"):
        size = passes @ np.log(np.abs(values))
    negative = passes @ (values < 0.0).astype(np.float64)
    sign = 1.0 - 2.0 * (negative % 2.0)
    return np.asarray((sign * _shares(size)).reshape(len(loops), *shape))


def _passes(loops: Sequence[Loop], links: Sequence[Link]) -> sparse.csr_array:
    """1 where a loop passes a link, (loops, links)."""
    numbers = {link: number for number, link in enumerate(links)}
    columns = [[numbers[link] for link in round_of(loop)] for loop in loops]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.concatenate(columns)
    return sparse.csr_array((np.ones(len(flat)), flat, starts), (len(loops), len(links)))


def _shares(size: Floats2d) -> Floats2d:
    """From logarithms of absolute scores to shares of their sum."""
    most = size.max(axis=0)
    still = ~np.isfinite(most)
    weights = np.exp(size - np.where(still, 0.0, most))
    weights[:, still] = 0.0
    return np.asarray(weights / np.where(still, 1.0, weights.sum(axis=0)))


def round_of(loop: Loop) -> tuple[Link, ...]:
    """The links of a loop."""
    return tuple(zip(loop, loop[1:] + loop[:1], strict=True))
