"""Feedback loops and their polarity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import networkx as nx

from contention.maps.causal_map import CausalMap
from contention.maps.paths import Step, digraph, steps_by_pair
from contention.maps.signs import product

Polarity = Literal["R", "B", "?"]
POLARITIES: dict[str, Polarity] = {"+": "R", "-": "B", "?": "?"}


@dataclass(frozen=True)
class Loop:
    """A closed chain of factors, starting at the one that the case lists first."""

    factors: tuple[str, ...]
    links: tuple[str, ...]
    """ids of the links on it; dependencies have none"""
    polarity: Polarity
    """R reinforces, B balances; `?` if a sign on it is unclear or two links disagree"""

    def __repr__(self) -> str:
        return f"<Loop {' → '.join((*self.factors, self.factors[0]))} ({self.polarity})>"


@dataclass(frozen=True)
class LoopList:
    """Loops, shortest first."""

    loops: tuple[Loop, ...]
    bounded: bool
    """True if there are more than listed"""
    complete_to: int | None = None
    """if bounded: all loops of up to this many factors are listed"""

    def __iter__(self) -> Iterator[Loop]:
        return iter(self.loops)

    def __len__(self) -> int:
        return len(self.loops)


def loops(causal_map: CausalMap, limit: int = 200) -> LoopList:
    """The loops of a map: all of them, or the shortest if there are more than `limit`.

    If bounded, all loops up to some length are listed, with the greatest length that fits.
    """
    graph = digraph(causal_map)
    found = list(islice(nx.simple_cycles(graph), limit + 1))
    bounded = len(found) > limit
    complete_to = None
    if bounded:
        found, complete_to = _shortest(graph, limit)
    steps = steps_by_pair(causal_map)
    cycles = sorted((_from_least(cycle) for cycle in found), key=lambda c: (len(c), c))
    listed = tuple(_loop(causal_map, cycle, steps) for cycle in cycles)
    return LoopList(listed, bounded, complete_to)


def _shortest(graph: "nx.DiGraph[int]", limit: int) -> tuple[list[list[int]], int]:
    """All cycles up to the greatest length with at most `limit` cycles."""
    kept: list[list[int]] = []
    length = 0
    while True:
        longer = nx.simple_cycles(graph, length_bound=length + 1)
        found = list(islice(longer, limit + 1))
        if len(found) > limit:
            return kept, length
        kept, length = found, length + 1


def _from_least(cycle: Sequence[int]) -> tuple[int, ...]:
    start = cycle.index(min(cycle))
    return (*cycle[start:], *cycle[:start])


def _loop(
    causal_map: CausalMap, cycle: tuple[int, ...], steps: dict[tuple[str, str], Step]
) -> Loop:
    names = tuple(causal_map.factors[number] for number in cycle)
    chain = [steps[pair] for pair in zip(names, names[1:] + names[:1], strict=True)]
    links = tuple(link.id for step in chain for link in step.links)
    return Loop(names, links, POLARITIES[product(step.sign for step in chain)])
