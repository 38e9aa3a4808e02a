"""The kernel's arrays, from a program, a schedule and a request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from contention.models.program import (
    BoundColumn,
    Floats2d,
    Ints1d,
    Method,
    Program,
    Reducer,
    Schedule,
    StateColumn,
)
from contention.models.states import COUNT, STEP_TIME
from contention.runs.instructions import Table, TapeColumn
from contention.runs.layout import (
    ALIGNMENT,
    BLOCK,
    BlockTask,
    Discrete,
    EventColumn,
    Flags1d,
    Flags2d,
    Forcing,
    Integration,
    JumpColumn,
    JumpRowColumn,
    Look,
    PointColumn,
    ReducerCode,
    ReducerColumn,
    ReducerTable,
    RingColumn,
    RowPlaces,
)
from contention.runs.results import Recording
from contention.runs.steady import unchanged_until
from contention.runs.tape import Equations, Tapes, tapes

ORDERS: dict[Method, int] = {"euler": 1, "rk2": 2, "rk4": 4}
"""how often a method evaluates the program in a step"""

Column = TypeVar("Column", bound=IntEnum)


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
    watched = [each.row for each in request.reducers if _code(each) > ReducerCode.CHANGE]
    prepared = tapes(program, wanted, watched)
    forcing = _forcing(program, schedule)
    shared = BlockTask(
        first=request.first,
        last=request.last,
        equations=prepared.equations,
        integration=_integration(program, schedule, prepared),
        forcing=forcing,
        discrete=_discrete(program, schedule),
        reading=_reading(program, schedule, request),
        steady=_steady(program, forcing, prepared, wanted),
    )
    return shared, prepared


def _steady(program: Program, forcing: Forcing, prepared: Tapes, wanted: Sequence[int]) -> Ints1d:
    """How long all stays as it is from outside; what cannot be at rest changes at once."""
    if program.rings or program.method != "euler":
        return np.arange(forcing.values.shape[1])
    equations = prepared.equations
    used = np.concatenate(
        [equations.begin[:, TapeColumn.A :].ravel(), equations.list_rows, prepared.slopes, wanted]
    )
    return unchanged_until(forcing, np.isin(forcing.rows, used))


def _integration(program: Program, schedule: Schedule, prepared: Tapes) -> Integration:
    states = _continuous(program)
    held = _held(schedule, states.tolist())
    for event in program.events:
        # A held event ignores its causes: no hazard accumulates meanwhile.
        held[states == event.hazard_state] |= _held(schedule, [event.on])[0]
    return Integration(
        step=program.step,
        order=ORDERS[program.method],
        states=_integers(
            StateColumn, {StateColumn.STATE: states, StateColumn.DERIVATIVE: prepared.slopes}
        ),
        bounds=_bounds(program),
        held=held,
        acting=_acting(program, states, prepared.equations),
        goes_on=program.goes_on,
    )


def _acting(program: Program, states: Ints1d, equations: Equations) -> Flags1d:
    """1 for the states that equations or events read."""
    hazards = np.array([event.hazard_state for event in program.events], dtype=np.int64)
    read = [equations.drive[:, TapeColumn.A :].ravel(), equations.list_rows, hazards]
    return np.isin(states, np.concatenate(read)).astype(np.uint8)


def _continuous(program: Program) -> Ints1d:
    """The rows of the continuous states."""
    states = program.continuous.reshape(-1, len(StateColumn))[:, StateColumn.STATE]
    return states.astype(np.int64)


def _bounds(program: Program) -> Floats2d:
    return np.array(program.bounds, dtype=np.float64).reshape(-1, len(BoundColumn))


def _held(schedule: Schedule, rows: Sequence[int]) -> Flags2d:
    """(rows, grid points): 1 where a hold has a value for the row."""
    held = np.zeros((len(rows), schedule.inputs.shape[1]), dtype=np.uint8)
    for hold in schedule.holds:
        for place, row in enumerate(rows):
            if row == hold.state:
                held[place] |= ~np.isnan(hold.values)
    return held


def _forcing(program: Program, schedule: Schedule) -> Forcing:
    outputs = {ring.output for ring in program.rings}
    rows = [program.rows.first_input + k for k in range(len(program.rows.inputs))]
    given = [k for k, row in enumerate(rows) if row not in outputs]
    still = [program.rows.inputs[k] in (STEP_TIME, COUNT) for k in given]
    return Forcing(
        rows=np.array([rows[k] for k in given], dtype=np.int64),
        values=np.array(schedule.inputs[given], dtype=np.float64, order="C"),
        still=np.array(still, dtype=np.uint8),
        hold_rows=np.array([hold.state for hold in schedule.holds], dtype=np.int64),
        holds=_holds(schedule),
        jump_rows=_jump_rows(schedule),
        jumps=_jumps(program, schedule),
    )


def _holds(schedule: Schedule) -> Floats2d:
    values = [hold.values for hold in schedule.holds]
    return np.array(values, dtype=np.float64).reshape(-1, schedule.inputs.shape[1])


def _jump_rows(schedule: Schedule) -> Table:
    jumps = schedule.jumps
    return _integers(
        JumpRowColumn,
        {
            JumpRowColumn.ROW: [jump.state for jump in jumps],
            JumpRowColumn.POINT: [jump.index for jump in jumps],
        },
    )


def _jumps(program: Program, schedule: Schedule) -> Floats2d:
    limits = dict(zip(_continuous(program).tolist(), _bounds(program), strict=True))
    found = np.empty((len(schedule.jumps), len(JumpColumn)))
    for line, jump in zip(found, schedule.jumps, strict=True):
        line[JumpColumn.FACTOR], line[JumpColumn.ADDEND] = jump.factor, jump.add
        low, high = limits.get(jump.state, (-np.inf, np.inf))
        line[JumpColumn.LOW], line[JumpColumn.HIGH] = low, high
    return found


def _discrete(program: Program, schedule: Schedule) -> Discrete:
    events, rings = program.events, program.rings
    event_columns = {
        EventColumn.ON: [event.on for event in events],
        EventColumn.COUNT: [event.count for event in events],
        EventColumn.REMAINING: [event.remaining for event in events],
        EventColumn.HAZARD: [event.hazard_state for event in events],
        EventColumn.DURATION: [event.duration for event in events],
    }
    ring_columns = {
        RingColumn.FIRST: [ring.first for ring in rings],
        RingColumn.LENGTH: [ring.length for ring in rings],
        RingColumn.SOURCE: [ring.source for ring in rings],
        RingColumn.OUTPUT: [ring.output for ring in rings],
    }
    return Discrete(
        events=_integers(EventColumn, event_columns),
        thresholds=_filled([event.thresholds for event in events]),
        kicks=_filled([event.kicks for event in events]),
        held=_held(schedule, [event.on for event in events]),
        rings=_integers(RingColumn, ring_columns),
    )


def _reading(program: Program, schedule: Schedule, request: RunRequest) -> ReducerTable:
    windows = [_window(program, reducer, request) for reducer in request.reducers]
    codes = [_code(reducer) for reducer in request.reducers]
    points = _points(schedule.inputs.shape[1], request)
    for code, (first, last) in zip(codes, windows, strict=True):
        if code <= ReducerCode.CHANGE:
            ends = [point for point in (first, last) if point <= request.last]
            points[ends, PointColumn.READ] = Look.ALL
        else:
            window = points[first : last + 1, PointColumn.READ]
            np.maximum(window, Look.WATCHED, out=window)
    columns = {
        ReducerColumn.CODE: codes,
        ReducerColumn.ROW: [reducer.row for reducer in request.reducers],
        ReducerColumn.FIRST: [first for first, _ in windows],
        ReducerColumn.LAST: [last for _, last in windows],
    }
    return ReducerTable(
        reducers=_integers(ReducerColumn, columns),
        points=points,
        recorded=np.array(request.recording.rows, dtype=np.int64),
    )


def _code(reducer: Reducer) -> int:
    return ReducerCode[reducer.kind.upper()]


def _points(count: int, request: RunRequest) -> Table:
    """Which grid points are horizons or recorded."""
    horizons, recorded = np.full(count, -1), np.full(count, -1)
    horizons[list(request.horizons)] = np.arange(len(request.horizons))
    recorded[request.recording.points] = np.arange(len(request.recording.points))
    columns = {
        PointColumn.READ: np.where((horizons >= 0) | (recorded >= 0), Look.ALL, Look.NOTHING),
        PointColumn.HORIZON: horizons,
        PointColumn.RECORDED: recorded,
    }
    return _integers(PointColumn, columns)


def _window(program: Program, reducer: Reducer, request: RunRequest) -> tuple[int, int]:
    """Grid points of a reducer's window. Raises ValueError if the segment has missed some."""
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


def _integers(
    columns: type[Column], values: Mapping[Column, Sequence[int] | NDArray[Any]]
) -> Table:
    """A table (lines, columns) from its named columns."""
    return np.stack([np.asarray(values[name], dtype=np.int64) for name in columns], axis=1)


def _filled(lists: Sequence[Sequence[int]]) -> Table:
    """One line per list, filled up with -1."""
    longest = max((len(one) for one in lists), default=0)
    lines = [[*one, *[-1] * (longest - len(one))] for one in lists]
    return np.array(lines, dtype=np.int64).reshape(len(lists), longest)
