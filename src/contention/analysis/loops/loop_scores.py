"""Loop scores: the product of the link scores round a loop, and each loop's share of them all.

The relative score of a loop is its score over the sum of the absolute scores of the loops among
variables that act on each other (Schoenberg, Davidsen and Eberlein 2020); its sign says whether the
loop reinforces or balances. Where nothing moves all are 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from contention.analysis.loops.link_graph import LinkGraph
from contention.analysis.loops.link_scores import Link, Scores
from contention.analysis.loops.loop_search import (
    FoundLoops,
    Loop,
    all_loops,
    groups,
    moments,
    strongest_loops,
)
from contention.models.program import Floats2d, Floats3d

MOST_WAYS = 64
"""ways through hidden variables between two others that are told apart"""

Ways = Mapping[Link, tuple[tuple[Link, ...], ...]]
"""two variables that are not hidden → the ways from one to the other through hidden ones only"""


@dataclass(frozen=True)
class LoopScores:
    """Loops of variables that act on each other, with their relative scores."""

    group: frozenset[int]
    found: FoundLoops
    relative: Floats3d
    """(loops, steps, draws); absolute values add up to 1 where anything moves"""


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


def find_loops(scores: Scores, group: frozenset[int]) -> FoundLoops:
    """All loops of a group, or the strongest ones in the first draw where they are too many."""
    inside = {link: values for link, values in scores.items() if group.issuperset(link)}
    found = all_loops(inside)
    if found.complete:
        return found
    steps = moments(len(next(iter(inside.values()))))
    strengths = {link: np.abs(values[steps, 0]) for link, values in inside.items()}
    return strongest_loops(strengths, len(steps))


def groups_of(scores: Scores) -> tuple[frozenset[int], ...]:
    """Variables that act on each other."""
    return groups(scores)


def loop_scores(scores: Scores, group: frozenset[int], found: FoundLoops) -> LoopScores:
    """The relative scores of the loops of a group in every draw."""
    if not found.loops:
        shape = next(iter(scores.values())).shape
        return LoopScores(group, found, np.zeros((0, *shape)))
    with np.errstate(divide="ignore"):
        sizes = {link: np.log(np.abs(scores[link])) for link in _links(found.loops)}
    signs = {link: np.sign(scores[link]) for link in sizes}
    size = np.array([sum(sizes[link] for link in round_of(loop)) for loop in found.loops])
    sign = np.array([np.prod([signs[link] for link in round_of(loop)], axis=0)
                     for loop in found.loops])  # fmt: skip
    return LoopScores(group, found, sign * _shares(size))


def _shares(size: Floats3d) -> Floats3d:
    """From logarithms of absolute scores to shares of their sum."""
    most = size.max(axis=0)
    still = ~np.isfinite(most)
    weights = np.exp(size - np.where(still, 0.0, most))
    weights[:, still] = 0.0
    return np.asarray(weights / np.where(still, 1.0, weights.sum(axis=0)))


def round_of(loop: Loop) -> tuple[Link, ...]:
    """The links of a loop."""
    return tuple(zip(loop, loop[1:] + loop[:1], strict=True))


def _links(loops: Sequence[Loop]) -> list[Link]:
    return list(dict.fromkeys(link for loop in loops for link in round_of(loop)))
