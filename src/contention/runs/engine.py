"""Runs a program: many draws at a time, reducers inside, memory only for what is asked.

Inputs act from their grid point on; Runge and Kutta's half steps take the mean of the two grid
points around them (of `time` too, which is exact). Dates are taken to the nearest grid point.
Draws run in blocks of fixed boundaries, and no operation mixes two draws: the numbers are the
same to the last bit whatever the number of workers, and for one draw alone.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from contention.models.program import Floats1d, Floats2d, Floats3d, Program, Reducer, Schedule
from contention.runs.kernel_arrays import RunRequest, block, grid_point, places, task
from contention.runs.layout import BLOCK, BlockTask, RowPlaces
from contention.runs.results import Failure, Recording, Segment

__all__ = ["enter_present", "grid_point", "initial_state", "run_segment"]

NOTHING = Recording(rows=(), points=np.zeros(0, dtype=np.int64), draws=0)


def initial_state(program: Program, parameters: Floats2d) -> Floats2d:
    """States at `start`, (states, draws); `parameters` is (parameters, draws)."""
    state = np.zeros((len(program.rows.states), parameters.shape[1]))
    return _overwritten(program, parameters, state, program.initial)


def enter_present(program: Program, parameters: Floats2d, state: Floats2d) -> Floats2d:
    """States at the end of history, those that restart at `present` set to their value there."""
    return _overwritten(program, parameters, state.copy(), program.at_present)


def _overwritten(
    program: Program, parameters: Floats2d, state: Floats2d, given: Mapping[int, int]
) -> Floats2d:
    first_parameter, first_state = program.rows.first_parameter, program.rows.first_state
    for row, source in given.items():
        constant = source < first_parameter
        value = program.rows.constants[source] if constant else parameters[source - first_parameter]
        state[row - first_state] = value
    return state


def run_segment(
    program: Program,
    parameters: Floats2d,
    schedule: Schedule,
    state: Floats2d,
    first: int,
    last: int,
    *,
    reducers: Sequence[Reducer] = (),
    horizons: Sequence[int] = (),
    recording: Recording | None = None,
    workers: int = 1,
) -> Segment:
    """Run all draws from grid point `first` to `last`; both are evaluated and read.

    `parameters` is (parameters, draws), `state` (states, draws) at `first`, before anything arrives
    there; `final` is the same at `last`, so that segments join without a seam. Each horizon ends
    the reducers' windows; the default is one, at `last`. A draw that fails is NaN in `final`, and
    in every number that depends on it after the failure. Raises ValueError if the arguments do not
    fit together.
    """
    horizons = tuple(horizons) or (last,)
    recording = NOTHING if recording is None else recording
    request = RunRequest(
        first=first,
        last=last,
        reducers=tuple(reducers),
        horizons=tuple(sorted(set(horizons))),
        recording=Recording(recording.rows, np.unique(recording.points), recording.draws),
    )
    _check(program, parameters, schedule, state, request)
    segment = _run(program, parameters, schedule, state, request, workers)
    return _in_order(segment, request, horizons, recording)


def _check(
    program: Program, parameters: Floats2d, schedule: Schedule, state: Floats2d, request: RunRequest
) -> None:
    rows, points = program.rows, schedule.inputs.shape[1]
    draws = parameters.shape[1]
    looked_at = (*request.horizons, *request.recording.points.tolist())
    looked_for = (*request.recording.rows, *(reducer.row for reducer in request.reducers))
    shapes = {
        "parameters": (parameters.shape, (len(rows.parameters), draws)),
        "state": (state.shape, (len(rows.states), draws)),
        "inputs of the schedule": (schedule.inputs.shape, (len(rows.inputs), points)),
    }
    for name, (shape, expected) in shapes.items():
        if shape != expected:
            msg = f"{name} have shape {shape}; this program and these draws need {expected}"
            raise ValueError(msg)
    if not 0 <= request.first <= request.last < points:
        msg = f"segment {request.first} to {request.last} leaves the grid of {points} points"
        raise ValueError(msg)
    if any(not request.first <= point <= request.last for point in looked_at):
        msg = f"horizons and recorded points must lie in {request.first} to {request.last}"
        raise ValueError(msg)
    if any(not 0 <= row < rows.rows for row in looked_for):
        msg = f"rows to read must be among the program's {rows.rows}"
        raise ValueError(msg)


def _run(
    program: Program,
    parameters: Floats2d,
    schedule: Schedule,
    state: Floats2d,
    request: RunRequest,
    workers: int,
) -> Segment:
    draws = parameters.shape[1]
    shared, prepared = task(program, schedule, request)
    points, kept = len(request.recording.points), min(request.recording.draws, draws)
    result = Segment(
        final=np.empty_like(state),
        reduced=np.empty((len(request.horizons), len(request.reducers), draws)),
        recorded=np.empty((points, len(request.recording.rows), kept)),
        stopped=np.zeros(draws, dtype=np.int64),
        failures=(),
    )
    at = places(program, prepared, request)
    run = partial(_run_block, program, parameters, state, shared, at, result)
    starts = range(0, draws, BLOCK)
    if workers > 1 and len(starts) > 1:
        with ThreadPoolExecutor(max_workers=workers) as pool:
            failures = list(pool.map(run, starts))
    else:
        failures = [run(start) for start in starts]
    joined = tuple(failure for part in failures for failure in part)
    return Segment(result.final, result.reduced, result.recorded, result.stopped, joined)


def _run_block(
    program: Program,
    parameters: Floats2d,
    state: Floats2d,
    shared: BlockTask,
    at: RowPlaces,
    result: Segment,
    start: int,
) -> list[Failure]:
    """Run the draws from `start` on and write them into the result."""
    from contention.runs.kernel import run_block

    names = program.rows
    stop = min(start + BLOCK, parameters.shape[1])
    rows = block(program, at)
    given = (names.first_parameter, names.first_input, parameters), (
        names.first_state, names.first_temporary, state)  # fmt: skip
    for first, end, values in given:
        rows[first:end, : stop - start] = values[:, start:stop]
        # A short last block is filled up with copies of its last draw.
        rows[first:end, stop - start :] = values[:, stop - 1 : stop]
    run_block(rows, at, shared)
    rows = rows[:, : stop - start]
    result.final[:, start:stop] = rows[at.final : at.reduced]
    result.reduced[:, :, start:stop] = _shaped(rows[at.reduced : at.recorded], result.reduced)
    kept = result.recorded[:, :, start:stop]
    kept[:] = _shaped(rows[at.recorded : at.end], result.recorded)[:, :, : kept.shape[2]]
    result.stopped[start:stop] = rows[at.clamped].astype(np.int64)
    return _failures(program, rows[at.failed_at], rows[at.failed_row], start)


def _shaped(rows: Floats2d, like: Floats3d) -> Floats3d:
    return rows.reshape(like.shape[0], like.shape[1], rows.shape[1])


def _failures(program: Program, points: Floats1d, rows: Floats1d, start: int) -> list[Failure]:
    return [
        Failure(start + i, program.start + int(points[i]) * program.step, int(rows[i]))
        for i in np.flatnonzero(points >= 0.0).tolist()
    ]


def _in_order(
    segment: Segment, request: RunRequest, horizons: Sequence[int], recording: Recording
) -> Segment:
    """Horizons and recorded points as they were asked for: in any order, repeated if asked."""
    if horizons == request.horizons and len(recording.points) == len(request.recording.points):
        return segment
    at = np.searchsorted(request.horizons, horizons)
    points = np.searchsorted(request.recording.points, recording.points)
    return Segment(
        segment.final,
        segment.reduced[at],
        segment.recorded[points],
        segment.stopped,
        segment.failures,
    )
