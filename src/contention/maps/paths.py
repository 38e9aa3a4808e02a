"""Paths from one factor to another."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, pairwise

import networkx as nx

from contention.case.model import Sign
from contention.maps.causal_map import CausalMap, Dependency, MapLink, neighbours
from contention.maps.signs import combined, edges, product

MOST_TRIED = 2_000
"""beginnings of walks that are tried, besides one for each factor and walk"""


@dataclass(frozen=True)
class Step:
    """From one factor of a path to the next: every link and dependency between the two."""

    cause: str
    effect: str
    sign: Sign
    """`?` if the links disagree or one is unclear"""
    links: tuple[MapLink, ...]
    dependencies: tuple[Dependency, ...] = ()


@dataclass(frozen=True)
class Path:
    """A walk that visits no factor twice."""

    steps: tuple[Step, ...]
    sign: Sign
    """product of its steps"""

    def __repr__(self) -> str:
        return f"<Path {' → '.join(self.factors)} ({self.sign})>"

    @property
    def factors(self) -> tuple[str, ...]:
        """From source to target."""
        return (self.steps[0].cause, *(step.effect for step in self.steps))

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims and assumptions behind it, without duplicates."""
        links = (link for step in self.steps for link in step.links)
        return tuple(dict.fromkeys(claim for link in links for claim in link.claims))


@dataclass(frozen=True)
class PathList:
    """Paths, shortest first."""

    paths: tuple[Path, ...]
    bounded: bool
    """True if there are more than listed"""

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def paths(causal_map: CausalMap, source: str, target: str, limit: int = 50) -> PathList:
    """Simple paths from source to target, shortest first, at most `limit` of them.

    Paths of no steps (source = target) are none.
    """
    index = {name: number for number, name in enumerate(causal_map.factors)}
    if source == target or source not in index or target not in index:
        return PathList((), bounded=False)
    found = _walks(causal_map, index[source], index[target], limit + 1)
    steps = steps_by_pair(causal_map)
    listed = [_path(causal_map, walk, steps) for walk in found[:limit]]
    return PathList(tuple(listed), bounded=len(found) > limit)


def _walks(causal_map: CausalMap, source: int, target: int, most: int) -> list[Sequence[int]]:
    """The shortest walks that visit nothing twice, as numbers of factors.

    Beginnings of walks are continued in the order of how short a walk from them can be at best.
    Where loops close off so many beginnings that this would take long, Yen's algorithm
    (Management Science 17, 1971) as networkx has it takes over: it meets no dead end.
    """
    graph = digraph(causal_map)
    onward = {number: sorted(graph.successors(number)) for number in graph}
    left = nx.single_source_shortest_path_length(graph.reverse(copy=False), target)
    if source not in left:
        return []
    found: list[Sequence[int]] = []
    waiting: list[tuple[int, tuple[int, ...]]] = [(left[source], (source,))]
    for _ in range(MOST_TRIED + most * len(left)):
        if not waiting or len(found) == most:
            return found
        _, walk = heappop(waiting)
        if walk[-1] == target:
            found.append(walk)
            continue
        for further in onward[walk[-1]]:
            if further in left and further not in walk:
                heappush(waiting, (len(walk) + left[further], (*walk, further)))
    return list(islice(nx.shortest_simple_paths(graph, source, target), most))


def shortest_chain(causal_map: CausalMap, source: str, target: str) -> tuple[str, ...]:
    """The factors of the shortest path of at least two steps; empty if there is none.

    Of equally short ones the first in the order of the map's factors and edges. Takes time in
    proportion to the edges.
    """
    onward = _onward(edges(causal_map))
    before: dict[str, str] = {}
    waiting = [name for name in onward.get(source, ()) if name != target]
    before.update(dict.fromkeys(waiting, source))
    for name in waiting:  # grows during the loop: breadth-first search
        for further in onward.get(name, ()):
            if further == target:
                return _walked(before, source, name, target)
            if further not in before and further != source:
                before[further] = name
                waiting.append(further)
    return ()


def _walked(before: dict[str, str], source: str, last: str, target: str) -> tuple[str, ...]:
    walk = [target, last]
    while walk[-1] != source:
        walk.append(before[walk[-1]])
    return tuple(reversed(walk))


def _onward(found: Iterable[MapLink | Dependency]) -> dict[str, list[str]]:
    onward: dict[str, dict[str, None]] = {}
    for edge in found:
        onward.setdefault(edge.cause, {})[edge.effect] = None
    return {name: list(further) for name, further in onward.items()}


def reachable(causal_map: CausalMap, sources: Iterable[str]) -> frozenset[str]:
    """Factors that a change of the sources can affect, including the sources."""
    return _reached(sources, causal_map.onward)


def reaching(causal_map: CausalMap, targets: Iterable[str]) -> frozenset[str]:
    """Factors whose change can affect the targets, including the targets."""
    return _reached(targets, causal_map.backward)


def reachable_from_each(causal_map: CausalMap) -> dict[str, int]:
    """For every factor the factors that it can affect, including itself, as a bit set.

    Bit n stands for the n-th factor of the map. Factors on a loop reach the same factors, so each
    strongly connected component is processed once, after everything it leads to.
    """
    graph = digraph(causal_map)
    loops = nx.condensation(graph)
    reached: dict[int, int] = {}
    for loop in reversed(list(nx.topological_sort(loops))):
        bits = sum(1 << number for number in loops.nodes[loop]["members"])
        for onward in loops.successors(loop):
            bits |= reached[onward]
        reached[loop] = bits
    where = loops.graph["mapping"]
    return {name: reached[where[number]] for number, name in enumerate(causal_map.factors)}


def links_on_path(
    causal_map: CausalMap, levers: Iterable[str], outcomes: Iterable[str]
) -> tuple[MapLink, ...]:
    """Links on some walk from a lever to an outcome, through their cause or their gate."""
    moved = reachable(causal_map, levers)
    needed = reaching(causal_map, outcomes)
    return tuple(
        link for link in causal_map.links
        if link.effect in needed and not moved.isdisjoint(_inlets(link))
    )  # fmt: skip


def on_path(
    causal_map: CausalMap, levers: Iterable[str], outcomes: Iterable[str]
) -> tuple[str, ...]:
    """Ids of the claims and assumptions behind links on some walk from lever to outcome."""
    links = links_on_path(causal_map, levers, outcomes)
    return tuple(dict.fromkeys(claim for link in links for claim in link.claims))


class Walks:
    """Walks over pairs of cause and effect, which are sorted once for many pairs of ends."""

    def __init__(self, pairs: Collection[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._ahead: dict[str, frozenset[str]] = {}
        self._onward = neighbours(pairs)
        self._backward = neighbours((effect, cause) for cause, effect in pairs)

    def between(self, source: str, target: str) -> set[tuple[str, str]]:
        """The pairs that are on a walk from source to target."""
        ahead, behind = self._reached(source), _reached([target], self._backward)
        return {
            (cause, effect) for cause, effect in self._pairs if cause in ahead and effect in behind
        }

    def any_between(self, source: str, target: str) -> bool:
        """Whether any pair is on a walk from source to target."""
        if source == target:
            return bool(self.between(source, target))
        return target in self._reached(source)

    def _reached(self, source: str) -> frozenset[str]:
        if source not in self._ahead:
            self._ahead[source] = _reached([source], self._onward)
        return self._ahead[source]


def digraph(causal_map: CausalMap) -> "nx.DiGraph[int]":
    """The map as a directed graph whose nodes are the indices of its factors.

    Indices, because networkx keeps nodes in sets, and the order of a set of strings changes between
    runs of Python.
    """
    index = {name: number for number, name in enumerate(causal_map.factors)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(index.values())
    graph.add_edges_from(sorted({(index[e.cause], index[e.effect]) for e in edges(causal_map)}))
    return graph


def steps_by_pair(causal_map: CausalMap) -> dict[tuple[str, str], Step]:
    """All edges between each pair of adjacent factors."""
    links: dict[tuple[str, str], list[MapLink]] = {}
    others: dict[tuple[str, str], list[Dependency]] = {}
    for link in causal_map.links:
        links.setdefault((link.cause, link.effect), []).append(link)
    for edge in causal_map.dependencies:
        others.setdefault((edge.cause, edge.effect), []).append(edge)
    return {
        pair: _step(pair, links.get(pair, []), others.get(pair, []))
        for pair in dict.fromkeys([*links, *others])
    }


def _step(pair: tuple[str, str], links: Sequence[MapLink], others: Sequence[Dependency]) -> Step:
    sign = combined([*links, *others])
    return Step(*pair, sign, tuple(links), tuple(others))


def _path(causal_map: CausalMap, walk: Sequence[int], steps: dict[tuple[str, str], Step]) -> Path:
    names = [causal_map.factors[number] for number in walk]
    chain = tuple(steps[pair] for pair in pairwise(names))
    return Path(chain, product(step.sign for step in chain))


def _inlets(link: MapLink) -> set[str]:
    condition = link.relation.condition
    return {link.cause} if condition is None else {link.cause, condition.factor}


def _reached(sources: Iterable[str], onward: dict[str, list[str]]) -> frozenset[str]:
    seen = set(sources)
    waiting = list(seen)
    while waiting:
        new = [name for name in onward.get(waiting.pop(), ()) if name not in seen]
        seen.update(new)
        waiting += new
    return frozenset(seen)
