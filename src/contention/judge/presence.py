"""In which draws an account connects lever and outcome, and in which it denies that they connect.

A draw leaves out what is doubtful: hedged claims, reported claims taken in, claims of little
credibility. So the connection itself is uncertain, apart from its direction and its size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.judge.relevance import Bearing
from contention.runs.inclusion import Inclusion

Booleans = NDArray[np.bool_]
Edge = tuple[str, str, Booleans | None]
"""cause, effect, and the draws in which it acts (None: in all)"""


@dataclass(frozen=True)
class Speaking:
    """What an account says of one comparison, draw by draw; False in both where it is silent."""

    present: Booleans
    """shape (draws,): a path leads from a lever to an outcome"""
    denied: Booleans
    """shape (draws,): none does, but one would if what the account denies were so"""


def speaking(bearing: Bearing, inclusion: Inclusion) -> Speaking:
    """Whether an account connects what a comparison asks for, in every draw of `inclusion`."""
    none = np.zeros(inclusion.draws, dtype=np.bool_)
    if not bearing.outcomes:
        return Speaking(none, none)
    acting = list(_acting(bearing, inclusion))
    present = _reached(acting, _pulled(bearing, inclusion), bearing.outcomes, inclusion.draws)
    if not bearing.denials or present.all():
        return Speaking(present, none)
    denied: list[Edge] = [
        (item.cause, item.effect, inclusion.denied.get((item.cause, item.effect)))
        for item in bearing.denials
    ]
    starts: list[Start] = [(name, None) for name in bearing.origins]
    as_if = _reached([*acting, *denied], starts, bearing.outcomes, inclusion.draws)
    return Speaking(present, as_if & ~present)


Start = tuple[str, Booleans | None]
"""a factor that a lever moves, and the draws in which it does (None: in all)"""


def _pulled(bearing: Bearing, inclusion: Inclusion) -> list[Start]:
    """Where levers enter; taking a claim out moves something only in draws that have the claim."""
    return [
        (source, None if lever.claim is None else inclusion.claims.get(lever.claim))
        for lever in bearing.levers
        for source in lever.sources
    ]


def _acting(bearing: Bearing, inclusion: Inclusion) -> Iterator[Edge]:
    for link in bearing.map.links:
        yield link.cause, link.effect, inclusion.links.get(link.id)
    for edge in bearing.map.dependencies:
        gated = None if edge.link is None else inclusion.links.get(edge.link)
        yield edge.cause, edge.effect, gated


def _reached(
    edges: Sequence[Edge], starts: Sequence[Start], targets: Sequence[str], draws: int
) -> Booleans:
    """The draws in which a walk over acting edges leads from a start to a target."""
    certain = _closure(
        {name for name, when in starts if when is None},
        [edge for edge in edges if edge[2] is None],
    )
    if not certain.isdisjoint(targets):
        return np.ones(draws, dtype=np.bool_)
    reached = {name: np.ones(draws, dtype=np.bool_) for name in certain}
    for name, when in starts:
        if when is not None:
            reached[name] = reached.get(name, np.zeros(draws, dtype=np.bool_)) | when
    _spread(reached, _between(edges, [name for name, _ in starts], targets))
    found = np.zeros(draws, dtype=np.bool_)
    for name in targets:
        if name in reached:
            found |= reached[name]
    return found


def _spread(reached: dict[str, Booleans], edges: Sequence[Edge]) -> None:
    """Carry what is reached along the edges until nothing is new."""
    changed = True
    while changed:
        changed = False
        for cause, effect, when in edges:
            if cause not in reached:
                continue
            carried = reached[cause] if when is None else reached[cause] & when
            before = reached.get(effect)
            if before is None:
                if carried.any():
                    reached[effect], changed = carried.copy(), True
            elif (carried & ~before).any():
                reached[effect], changed = before | carried, True


def _between(edges: Sequence[Edge], starts: Sequence[str], targets: Sequence[str]) -> list[Edge]:
    """The edges on some walk from a start to a target."""
    onward = _closure(set(starts), edges)
    back = _closure(set(targets), [(effect, cause, when) for cause, effect, when in edges])
    return [edge for edge in edges if edge[0] in onward and edge[1] in back]


def _closure(seen: set[str], edges: Sequence[Edge]) -> set[str]:
    onward: dict[str, list[str]] = {}
    for cause, effect, _ in edges:
        onward.setdefault(cause, []).append(effect)
    found, waiting = set(seen), list(seen)
    while waiting:
        for name in onward.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


MATTERS = 0.1
"""a claim is a condition of the connection where its absence costs at least this share of draws"""


def conditions(claims: Sequence[str], present: Booleans, inclusion: Inclusion) -> tuple[str, ...]:
    """The doubtful claims among `claims` on which the connection depends, the most needed first."""
    losses = {
        id_: _loss(present, inclusion.claims[id_]) for id_ in claims if id_ in inclusion.claims
    }
    needed = [id_ for id_, loss in losses.items() if loss >= MATTERS]
    return tuple(sorted(needed, key=lambda id_: (-round(losses[id_], 3), id_)))


def _loss(present: Booleans, held: Booleans) -> float:
    """How much rarer the connection is in the draws without a claim than in those with it."""
    if held.all() or not held.any():
        return 0.0
    return float(present[held].mean() - present[~held].mean())
