"""From a program, a schedule and what is asked to the kernel's arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contention.models.program import (
    Floats1d,
    Floats2d,
    Ints1d,
    Program,
    Reducer,
    Schedule,
)
from contention.models.states import STEP_TIME
from contention.runs.instructions import Table
from contention.runs.layout import (
    ALIGNMENT,
    BLOCK,
    BlockTask,
    Discrete,
    Driving,
    Flags2d,
    Motion,
    ReducerTable,
    RowPlaces,
)
from contention.runs.results import Recording
from contention.runs.tape import Tapes, tapes

KINDS = ("initial", "final", "at", "change", "min", "max", "mean", "integral", "duration_above",
         "first_time")  # fmt: skip
"""Reducers in the kernel's order, see `readings`."""


@dataclass(frozen=True)
class RunRequest:
    """What is asked of a segment; horizons and points ascending, each once."""

    first: int
    last: int
    reducers: tuple[Reducer, ...]
    horizons: tuple[int, ...]
    recording: Recording


def grid_point(program: Program, time: float) -> int:
    """The grid point nearest to a time in decimal years."""
    return round((time - program.start) / program.step)


def task(program: Program, schedule: Schedule, request: RunRequest) -> tuple[BlockTask, Tapes]:
    """What all blocks of a segment share."""
    wanted = [*(reducer.row for reducer in request.reducers), *request.recording.rows]
    prepared = tapes(program, wanted)
    shared = BlockTask(
        first=request.first,
        last=request.last,
        equations=prepared.equations,
        motion=_motion(program, schedule, prepared.slopes),
        driving=_driving(program, schedule),
        discrete=_discrete(program, schedule),
        reading=_reading(program, schedule, request),
    )
    return shared, prepared


def _motion(program: Program, schedule: Schedule, slopes: Ints1d) -> Motion:
    states = program.continuous.reshape(-1, 2)[:, 0].astype(np.int64)
    held = _held(schedule, states.tolist())
    for event in program.events:
        # A held event does not listen to its causes: no hazard gathers meanwhile.
        held[states == event.hazard_state] |= _held(schedule, [event.on])[0]
    return Motion(
        step=program.step,
        order=4 if program.method == "rk4" else 1,
        states=np.stack([states, slopes], axis=1),
        bounds=_floats(program.bounds, 2),
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
    states = program.continuous.reshape(-1, 2)[:, 0].tolist()
    limits = dict(zip(states, program.bounds.reshape(-1, 2).tolist(), strict=True))
    free = [-np.inf, np.inf]
    return Driving(
        rows=np.array([rows[k] for k in given], dtype=np.int64),
        values=np.array(schedule.inputs[given], dtype=np.float64, order="C"),
        still=np.array(
            [[program.rows.inputs[k] == STEP_TIME] for k in given], dtype=np.uint8
        ).reshape(-1, 1),
        hold_rows=np.array([hold.state for hold in schedule.holds], dtype=np.int64),
        holds=_floats([hold.values for hold in schedule.holds], schedule.inputs.shape[1]),
        jump_rows=_integers([[jump.state, jump.index] for jump in schedule.jumps], 2),
        jumps=_floats([[j.factor, j.add, *limits.get(j.state, free)] for j in schedule.jumps], 4),
    )


def _discrete(program: Program, schedule: Schedule) -> Discrete:
    events = program.events
    rows = [[e.on, e.count, e.remaining, e.hazard_state, e.duration] for e in events]
    rings = [[r.first, r.length, r.source, r.output] for r in program.rings]
    return Discrete(
        events=_integers(rows, 5),
        thresholds=_filled([event.thresholds for event in events]),
        kicks=_filled([event.kicks for event in events]),
        held=_held(schedule, [event.on for event in events]),
        rings=_integers(rings, 4),
    )


def _reading(program: Program, schedule: Schedule, request: RunRequest) -> ReducerTable:
    windows = [_window(program, reducer, request) for reducer in request.reducers]
    points = np.full((schedule.inputs.shape[1], 3), -1, dtype=np.int64)
    points[list(request.horizons), 1] = np.arange(len(request.horizons))
    points[request.recording.points, 2] = np.arange(len(request.recording.points))
    points[:, 0] = (points[:, 1] >= 0) | (points[:, 2] >= 0)
    for reducer, (first, last) in zip(request.reducers, windows, strict=True):
        if reducer.kind in ("initial", "final", "at", "change"):
            points[[point for point in (first, last) if point <= request.last], 0] = 1
        else:
            points[first : last + 1, 0] = 1
    table = [
        [KINDS.index(reducer.kind), reducer.row, *window]
        for reducer, window in zip(request.reducers, windows, strict=True)
    ]
    recorded = np.array(request.recording.rows, dtype=np.int64)
    return ReducerTable(reducers=_integers(table, 4), points=points, recorded=recorded)


def _window(program: Program, reducer: Reducer, request: RunRequest) -> tuple[int, int]:
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


def places(program: Program, prepared: Tapes, request: RunRequest) -> RowPlaces:
    """Where the kernel's rows begin, after the program's."""
    moving, events, kinds = len(prepared.slopes), len(program.events), len(request.reducers)
    points = len(request.recording.points) * len(request.recording.rows)
    states = len(program.rows.states)
    sizes = [1, moving, moving, events, events, 1, 1, 1, 1, 1, kinds, kinds, kinds, states,
             len(request.horizons) * kinds, points]  # fmt: skip
    starts = np.cumsum([prepared.rows, *sizes]).tolist()
    return RowPlaces(program.rows.first_state, states, *starts)


def block(program: Program, at: RowPlaces) -> Floats2d:
    """A row file that begins at a cache line: constants filled in, all else 0."""
    memory = np.zeros(at.end * BLOCK + ALIGNMENT // 8)
    offset = (-memory.ctypes.data % ALIGNMENT) // 8
    rows = memory[offset : offset + at.end * BLOCK].reshape(at.end, BLOCK)
    rows[: program.rows.first_parameter] = program.rows.constants[:, None]
    rows[at.nothing] = -0.0
    rows[at.failed_at] = -1.0
    return rows


def _integers(values: Sequence[Sequence[int]], columns: int) -> Table:
    return np.array(values, dtype=np.int64).reshape(-1, columns)


def _floats(values: Sequence[Sequence[float] | Floats1d] | Floats2d, columns: int) -> Floats2d:
    return np.array(values, dtype=np.float64).reshape(-1, columns)


def _filled(lists: Sequence[Sequence[int]]) -> Table:
    """One line per list, filled up with -1."""
    longest = max((len(one) for one in lists), default=0)
    lines = [[*one, *[-1] * (longest - len(one))] for one in lists]
    return np.array(lines, dtype=np.int64).reshape(len(lists), longest)
