"""From a program, a schedule and what is asked to the kernel's arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats1d, Floats2d, Ints1d, Program, Reducer, Schedule
from contention.runs.memory import (
    ALIGNMENT,
    BLOCK,
    Block,
    Discrete,
    Driving,
    Flags2d,
    Motion,
    Reading,
    Task,
)
from contention.runs.tape import Tapes, tapes
from contention.runs.values import Recording

KINDS = ("initial", "final", "at", "change", "min", "max", "mean", "integral", "duration_above",
         "first_time")  # fmt: skip
"""Reducers in the kernel's order, see `readings`."""


@dataclass(frozen=True)
class Request:
    """What is asked of a segment; horizons and points ascending, each once."""

    first: int
    last: int
    reducers: tuple[Reducer, ...]
    horizons: tuple[int, ...]
    recording: Recording


def grid_point(program: Program, time: float) -> int:
    """The grid point nearest to a time in decimal years."""
    return round((time - program.start) / program.step)


def task(program: Program, schedule: Schedule, request: Request) -> tuple[Task, Tapes]:
    """What all blocks of a segment share."""
    wanted = [*(reducer.row for reducer in request.reducers), *request.recording.rows]
    prepared = tapes(program, wanted)
    shared = Task(
        first=request.first,
        last=request.last,
        first_state=program.rows.first_state,
        equations=prepared.equations,
        motion=_motion(program, schedule, prepared.slopes),
        driving=_driving(program, schedule),
        discrete=_discrete(program, schedule),
        reading=_reading(program, schedule, request),
    )
    return shared, prepared


def _motion(program: Program, schedule: Schedule, slopes: Ints1d) -> Motion:
    states = program.continuous.reshape(-1, 2)[:, 0].astype(np.int64)
    bounds = program.bounds.reshape(-1, 2)
    held = _held(schedule, states.tolist())
    for event in program.events:
        # A held event does not listen to its causes: no hazard gathers meanwhile.
        held[states == event.hazard_state] |= _held(schedule, [event.on])[0]
    return Motion(
        step=program.step,
        order=4 if program.method == "rk4" else 1,
        states=states,
        slopes=slopes,
        low=np.array(bounds[:, 0], dtype=np.float64),
        high=np.array(bounds[:, 1], dtype=np.float64),
        held=held,
    )


def _held(schedule: Schedule, rows: Sequence[int]) -> Flags2d:
    """(rows, grid points): 1 where a hold has a value for the row."""
    held = np.zeros((len(rows), schedule.inputs.shape[1]), dtype=np.uint8)
    for hold in schedule.holds:
        for place, row in enumerate(rows):
            if row == hold.state:
                held[place] |= ~np.isnan(hold.values)
    return held


def _driving(program: Program, schedule: Schedule) -> Driving:
    outputs = {ring.output for ring in program.rings}
    rows = [program.rows.first_input + k for k in range(len(program.rows.inputs))]
    given = [k for k, row in enumerate(rows) if row not in outputs]
    points = schedule.inputs.shape[1]
    limits = dict(zip(program.continuous.reshape(-1, 2)[:, 0].tolist(),
                      program.bounds.reshape(-1, 2).tolist(), strict=True))  # fmt: skip
    free = [-np.inf, np.inf]
    jumps = [[j.factor, j.add, *limits.get(j.state, free)] for j in schedule.jumps]
    return Driving(
        rows=_integers([rows[k] for k in given]),
        values=np.array(schedule.inputs[given], dtype=np.float64, order="C"),
        hold_rows=_integers([hold.state for hold in schedule.holds]),
        hold_values=_table([hold.values for hold in schedule.holds], points),
        jump_rows=_integers([jump.state for jump in schedule.jumps]),
        jump_points=_integers([jump.index for jump in schedule.jumps]),
        jumps=_table(jumps, 4),
    )


def _discrete(program: Program, schedule: Schedule) -> Discrete:
    events = [[e.on, e.count, e.remaining, e.hazard_state, e.duration] for e in program.events]
    rings = [[r.first, r.length, r.source, r.output] for r in program.rings]
    threshold_first, thresholds = _joined([event.thresholds for event in program.events])
    kick_first, kicks = _joined([event.kicks for event in program.events])
    return Discrete(
        events=_integers(events).reshape(-1, 5),
        threshold_first=threshold_first,
        thresholds=thresholds,
        kick_first=kick_first,
        kicks=kicks,
        held=_held(schedule, [event.on for event in program.events]),
        rings=_integers(rings).reshape(-1, 4),
    )


def _reading(program: Program, schedule: Schedule, request: Request) -> Reading:
    points = schedule.inputs.shape[1]
    windows = [_window(program, reducer, request) for reducer in request.reducers]
    horizon, recording = np.full(points, -1), np.full(points, -1)
    horizon[list(request.horizons)] = np.arange(len(request.horizons))
    recording[request.recording.points] = np.arange(len(request.recording.points))
    look = (horizon >= 0) | (recording >= 0)
    for reducer, (first, last) in zip(request.reducers, windows, strict=True):
        if reducer.kind in ("initial", "final", "at", "change"):
            look[[point for point in (first, last) if point <= request.last]] = True
        else:
            look[first : last + 1] = True
    return Reading(
        kinds=_integers([KINDS.index(reducer.kind) for reducer in request.reducers]),
        rows=_integers([reducer.row for reducer in request.reducers]),
        first=_integers([first for first, _ in windows]),
        last=_integers([last for _, last in windows]),
        horizon=horizon.astype(np.int64),
        recording=recording.astype(np.int64),
        recorded_rows=_integers(request.recording.rows),
        look=look.astype(np.uint8),
    )


def _window(program: Program, reducer: Reducer, request: Request) -> tuple[int, int]:
    """Grid points of a reducer's window. Raises ValueError where the segment has missed some."""
    first, last = grid_point(program, reducer.start), grid_point(program, reducer.end)
    if reducer.kind == "at":
        first = last
    if first < request.first:
        msg = (
            f"{reducer.kind} of row {reducer.row} looks from {reducer.start:g}, before this "
            f"segment begins at {program.start + request.first * program.step:g}; "
            "ask the segment that holds that time"
        )
        raise ValueError(msg)
    return first, last


def block(program: Program, prepared: Tapes, request: Request, recorded: int) -> Block:
    """Memory for one block; `recorded`: how many points it has to keep in full."""
    moving, events = len(prepared.slopes), len(program.events)
    kinds, horizons = len(request.reducers), len(request.horizons)
    rows = _aligned(prepared.rows)
    rows[: program.rows.first_parameter] = program.rows.constants[:, None]
    return Block(
        rows=rows,
        begin=_aligned(moving),
        total=_aligned(moving),
        thresholds=_aligned(events),
        was_on=_aligned(events),
        probe=np.zeros(BLOCK),
        dead=np.zeros(BLOCK),
        clamped=np.zeros(BLOCK),
        failed_at=np.full(BLOCK, -1, dtype=np.int64),
        failed_row=np.full(BLOCK, -1, dtype=np.int64),
        final=_aligned(len(program.rows.states)),
        sums=_aligned(kinds),
        marks=_aligned(kinds),
        taints=_aligned(kinds),
        reduced=_aligned(horizons * kinds).reshape(horizons, kinds, BLOCK),
        recorded=np.empty((recorded, len(request.recording.rows), BLOCK)),
    )


def _aligned(count: int) -> Floats2d:
    """(count, BLOCK) zeros that begin at a cache line."""
    spare = ALIGNMENT // 8
    memory = np.zeros(count * BLOCK + spare)
    offset = (-memory.ctypes.data % ALIGNMENT) // 8
    return memory[offset : offset + count * BLOCK].reshape(count, BLOCK)


def _integers(values: Sequence[object]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _table(values: Sequence[Sequence[float] | Floats1d], columns: int) -> Floats2d:
    return np.array(values, dtype=np.float64).reshape(-1, columns)


def _joined(lists: Sequence[Sequence[int]]) -> tuple[Ints1d, Ints1d]:
    """Where each list begins (and the last one ends), and all of them end to end."""
    first = np.cumsum([0, *(len(one) for one in lists)], dtype=np.int64)
    return first, _integers([value for one in lists for value in one])
