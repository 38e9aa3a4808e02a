"""In which draws an account connects lever and outcome, and in which it denies that they connect.

A draw may leave out what is doubtful: hedged claims, reported claims that are included, claims of
low credibility. So the connection itself is uncertain, apart from its direction and its size.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.judge.relevance import Bearing
from contention.runs.inclusion import Inclusion, from_bits

Booleans = NDArray[np.bool_]
Bits = int
"""a set of draws: bit n stands for draw n"""


@dataclass(frozen=True)
class Speaking:
    """What an account says about one comparison, by draw; both are False where it is silent."""

    present: Booleans
    """shape (draws,): a path leads from a lever to an outcome"""
    denied: Booleans
    """shape (draws,): none does, but one would if what the account denies held"""


def speaking(bearing: Bearing, inclusion: Inclusion) -> Speaking:
    """Whether an account connects what a comparison asks for, in every draw of `inclusion`."""
    none = np.zeros(inclusion.draws, dtype=np.bool_)
    if not bearing.outcomes:
        return Speaking(none, none)
    present = _reached(bearing, inclusion, _pulled(bearing, inclusion), {})
    if not bearing.denials or present == inclusion.every:
        return Speaking(from_bits(present, inclusion.draws), none)
    denied: dict[str, list[tuple[str, Bits]]] = {}
    for item in bearing.denials:
        when = inclusion.denied_bits.get((item.cause, item.effect), inclusion.every)
        denied.setdefault(item.cause, []).append((item.effect, when))
    starts = dict.fromkeys(bearing.origins, inclusion.every)
    as_if = _reached(bearing, inclusion, starts, denied)
    return Speaking(
        from_bits(present, inclusion.draws), from_bits(as_if & ~present, inclusion.draws)
    )


def _pulled(bearing: Bearing, inclusion: Inclusion) -> dict[str, Bits]:
    """Where levers enter; taking a claim out moves something only in draws that have the claim."""
    found: dict[str, Bits] = {}
    for lever in bearing.levers:
        when = inclusion.every
        if lever.claim is not None:
            when = inclusion.claim_bits.get(lever.claim, when)
        for source in lever.sources:
            found[source] = found.get(source, 0) | when
    return found


def _reached(
    bearing: Bearing,
    inclusion: Inclusion,
    starts: Mapping[str, Bits],
    denied: Mapping[str, Sequence[tuple[str, Bits]]],
) -> Bits:
    """The draws in which a walk over acting edges leads from a start to an outcome.

    With `denied`, as if these effects acted, too, in the draws given.
    """
    reached, waiting = dict(starts), deque(starts)
    while waiting:
        cause = waiting.popleft()
        here = reached[cause]
        onward = [
            (effect, inclusion.every if link is None else inclusion.link_bits.get(link, -1))
            for effect, link in bearing.onward.get(cause, ())
        ]
        for effect, when in (*onward, *denied.get(cause, ())):
            before = reached.get(effect, 0)
            after = before | (here & when)
            if after == before:
                continue
            if after == inclusion.every and effect in bearing.outcomes:
                return after
            reached[effect] = after
            waiting.append(effect)
    found = 0
    for name in bearing.outcomes:
        found |= reached.get(name, 0)
    return found


MATTERS = 0.1
"""a claim is a condition of the connection where its absence costs at least this share of draws"""


def conditions(claims: Sequence[str], present: Booleans, inclusion: Inclusion) -> tuple[str, ...]:
    """The doubtful claims among `claims` on which the connection depends, most needed first."""
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
