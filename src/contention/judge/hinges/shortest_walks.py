"""Shortest walks from a lever to an outcome in claims, not in factors."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from contention.judge.relevance import Bearing
from contention.judge.required_runs import Removal
from contention.maps.signs import POSSIBLE


class WalkEdge(NamedTuple):
    """An edge with what breaks it and what carries it."""

    cause: str
    effect: str
    breaks: Removal
    """claims to remove to break it; empty for a part of an equation, which no claim breaks"""
    carrier: str | None
    """the most credible claim behind it"""
    signs: frozenset[int]


@dataclass(frozen=True)
class Walk:
    """A walk that remains without some claims."""

    links: tuple[Removal, ...]
    """for each link (and a lever that is a claim), the claims to remove to break it"""
    carriers: tuple[str, ...]
    """one claim for each link: the most credible behind it"""


def shortest_walk(bearing: Bearing, gone: Removal, sign: int = 0) -> Walk | None:
    """The walk over fewest links without some claims; of one sign only if that is not 0."""
    onward = _onward(bearing, gone)
    starts = list(_starts(bearing, gone))
    came: dict[tuple[str, int], tuple[tuple[str, int], WalkEdge] | None] = {}
    for name, _ in starts:
        came.setdefault((name, 1 if sign else 0), None)
    waiting = deque(came)
    while waiting:
        here = waiting.popleft()
        if here[0] in bearing.outcomes and here[1] == sign:
            return _walk(here, came, dict(reversed(starts)))
        for edge in onward.get(here[0], ()):
            for turn in edge.signs if sign else (0,):
                there = (edge.effect, here[1] * turn)
                if there not in came:
                    came[there] = here, edge
                    waiting.append(there)
    return None


def _starts(bearing: Bearing, gone: Removal) -> Iterator[tuple[str, str | None]]:
    """Factors at which a lever enters, with the claim that it is, if it is one."""
    for lever in bearing.levers:
        if lever.claim is None or lever.claim not in gone:
            yield from ((source, lever.claim) for source in lever.sources)


def _onward(bearing: Bearing, gone: Removal) -> dict[str, list[WalkEdge]]:
    found: dict[str, list[WalkEdge]] = {}
    kept: dict[str, tuple[str, ...]] = {}
    for link in bearing.map.links:
        left = tuple(claim for claim in link.claims if claim not in gone)
        if left:
            kept[link.id] = left
            edge = WalkEdge(link.cause, link.effect, frozenset(left), left[0], POSSIBLE[link.sign])
            found.setdefault(link.cause, []).append(edge)
    for each in bearing.map.dependencies:
        if each.link is None or each.link in kept:
            left = kept.get(each.link or "", ())
            carrier = left[0] if left else None
            edge = WalkEdge(each.cause, each.effect, frozenset(left), carrier, POSSIBLE[each.sign])
            found.setdefault(each.cause, []).append(edge)
    return found


def _walk(
    end: tuple[str, int],
    came: dict[tuple[str, int], tuple[tuple[str, int], WalkEdge] | None],
    starts: dict[str, str | None],
) -> Walk:
    edges: list[WalkEdge] = []
    here = end
    while (step := came[here]) is not None:
        here, edge = step
        edges.append(edge)
    lever = starts[here[0]]
    edges.reverse()
    links = [edge.breaks for edge in edges]
    carriers = [edge.carrier for edge in edges if edge.carrier is not None]
    if lever is not None:
        links.insert(0, frozenset({lever}))
        carriers.insert(0, lever)
    return Walk(tuple(links), tuple(dict.fromkeys(carriers)))
