"""Signs of links, edges and walks."""

from collections import deque
from collections.abc import Iterable

from contention.case.model import Sign
from contention.maps.causal_map import CausalMap, Dependency, MapLink

POSSIBLE: dict[Sign, frozenset[int]] = {
    "+": frozenset({1}),
    "-": frozenset({-1}),
    "?": frozenset({1, -1}),
    "0": frozenset(),
}
"""Directions in which an edge of each sign can carry a change."""


def edge_signs(edge: MapLink | Dependency) -> frozenset[int]:
    """Directions in which the effect can move when the cause rises.

    The sign of a claim refers to its effect, whichever flow it acts on. A necessary
    cause also opens the gate of its effect, or of the outflow that it acts on.
    """
    signs = POSSIBLE[edge.sign]
    if isinstance(edge, MapLink) and edge.relation.necessary:
        return signs | {-1 if edge.relation.flow == "outflow" else 1}
    return signs


def edges(causal_map: CausalMap) -> tuple[MapLink | Dependency, ...]:
    """Links first, then dependencies."""
    return causal_map.links + causal_map.dependencies


def signs_of_walks(causal_map: CausalMap, lever: str, outcome: str) -> frozenset[int]:
    """Signs of the walks from `lever` to `outcome`; empty if there is none.

    {1} or {-1} means that signs alone settle the direction. The empty walk counts if
    both are one factor.
    """
    onward: dict[str, list[tuple[str, int]]] = {}
    for edge in edges(causal_map):
        onward.setdefault(edge.cause, []).extend((edge.effect, s) for s in edge_signs(edge))
    seen = {(lever, 1)}
    queue = deque(seen)
    while queue:
        factor, sign = queue.popleft()
        for effect, turn in onward.get(factor, ()):
            if (effect, sign * turn) not in seen:
                seen.add((effect, sign * turn))
                queue.append((effect, sign * turn))
    return frozenset(sign for factor, sign in seen if factor == outcome)


def combined(between: Iterable[MapLink | Dependency]) -> Sign:
    """The sign of all edges between one pair: `?` if they differ or one is unclear."""
    signs = frozenset[int]().union(*(edge_signs(edge) for edge in between))
    if len(signs) != 1:
        return "?"
    return "+" if 1 in signs else "-"


def product(signs: Iterable[Sign]) -> Sign:
    """The sign of a chain."""
    result: Sign = "+"
    for sign in signs:
        if sign == "?":
            return "?"
        if sign == "-":
            result = "-" if result == "+" else "+"
    return result
