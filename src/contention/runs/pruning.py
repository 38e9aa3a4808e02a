"""The part of a program that some of its rows depend on.

What is measured in one scenario often depends on half of the states of an account. A program
without the others gives the same numbers for it, to the last bit; it says nothing of whether the
others ran into a bound or out of numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from contention.models.program import BoundColumn, EventRows, Program, Ring, StateColumn
from contention.runs.instructions import rows_read
from contention.runs.tape import Identity


def pruned(program: Program, wanted: Iterable[int]) -> Program:
    """The same rows and instructions; states, events and delays only if a wanted row needs them."""
    return _pruned(Identity(program), frozenset(wanted))


@lru_cache(maxsize=256)
def _pruned(identity: Identity, wanted: frozenset[int]) -> Program:
    program = identity.program
    needed = _needed(_sources(program), wanted)
    continuous = program.continuous.reshape(-1, len(StateColumn))
    kept = [number for number, (state, _) in enumerate(continuous.tolist()) if state in needed]
    return replace(
        program,
        continuous=continuous[kept],
        bounds=program.bounds.reshape(-1, len(BoundColumn))[kept],
        events=tuple(event for event in program.events if event.on in needed),
        rings=tuple(ring for ring in program.rings if ring.first in needed),
        measures={key: row for key, row in program.measures.items() if row in wanted},
    )


def _needed(sources: "_Sources", wanted: frozenset[int]) -> frozenset[int]:
    needed, waiting = set(wanted), list(wanted)
    while waiting:
        fresh = set(sources.of(waiting.pop())) - needed
        needed |= fresh
        waiting += fresh
    return frozenset(needed)


@dataclass(frozen=True)
class _Sources:
    """What rows are computed from, or moved by."""

    operands: Mapping[int, tuple[int, ...]]
    slopes: Mapping[int, int]
    events: Mapping[int, tuple[EventRows, ...]]
    """row of an event, or one that it kicks → the events"""
    rings: Mapping[int, Ring]
    """slot or output → the delay"""

    def of(self, row: int) -> Iterator[int]:
        """The rows without which this one cannot be known."""
        yield from self.operands.get(row, ())
        if row in self.slopes:
            yield self.slopes[row]
        for event in self.events.get(row, ()):
            yield from (event.on, event.count, event.remaining, event.hazard_state)
            yield from (event.duration, *event.thresholds)
        if row in self.rings:
            ring = self.rings[row]
            yield from (ring.source, ring.output, *range(ring.first, ring.first + ring.length))


def _sources(program: Program) -> _Sources:
    operands = {
        out: rows_read(program, op, *operands)
        for op, out, *operands in program.instructions.tolist()
    }
    events: dict[int, tuple[EventRows, ...]] = {}
    for event in program.events:
        own = (event.on, event.count, event.remaining, event.hazard_state)
        for row in dict.fromkeys((*own, *event.kicks)):
            events[row] = (*events.get(row, ()), event)
    rings = {
        row: ring
        for ring in program.rings
        for row in (ring.output, *range(ring.first, ring.first + ring.length))
    }
    slopes = program.continuous.reshape(-1, len(StateColumn))
    moved = dict(zip(slopes[:, 0].tolist(), slopes[:, 1].tolist(), strict=True))
    return _Sources(operands, moved, events, rings)
