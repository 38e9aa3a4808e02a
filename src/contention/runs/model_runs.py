"""Running a model of a file: its courses in every draw."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contention.models.program import Floats1d, Floats2d, Floats3d, Ints1d, Program, Schedule
from contention.models.states import COUNT, STEP_TIME, TIME
from contention.runs.draws import uniforms
from contention.runs.engine import run_segment
from contention.runs.layout import BLOCK
from contention.runs.results import Recording
from contention.stockflow.compiled_model import CompiledModel, Shown
from contention.stockflow.time_points import NEAR, TimePoints, points_to

ROOM = 1 << 26
"""bytes of recorded numbers that a block of draws holds at a time"""
MOST_NUMBERS = 1 << 28
"""that a result holds: 2 GiB"""
FIRST_STEPS = 512
MOST_STEPS = 10_000_000
"""of a run whose end moves"""


@dataclass(frozen=True)
class ModelRun:
    """Courses of a model: `values` is (variables, points, draws)."""

    labels: tuple[str, ...]
    times: Floats1d
    values: Floats3d
    given: Mapping[str, Floats1d]
    """uncertain constant → its value in each draw"""
    arguments: Mapping[str, float]
    """variable → first time at which an argument of a graphical function in it is not finite"""

    def course(self, label: str) -> Floats2d:
        """The course of a variable, (points, draws)."""
        return np.asarray(self.values[self.labels.index(label)])


def run_model(
    model: CompiledModel,
    *,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    draws: int = 1,
    seed: int = 0,
    shown: Sequence[Shown] | None = None,
    workers: int = 1,
) -> ModelRun:
    """Run all draws; uncertain constants are uniform within their ranges.

    `ranges` has every name of `model.uncertain`. Draw i of a seed has the same numbers whatever
    else is drawn. Raises as `run_parameters`.
    """
    parameters = _parameters(model, ranges or {}, draws, seed)
    return run_parameters(model, parameters, shown=shown, workers=workers)


def run_parameters(
    model: CompiledModel,
    parameters: Floats2d,
    *,
    shown: Sequence[Shown] | None = None,
    kept: Ints1d | None = None,
    workers: int = 1,
) -> ModelRun:
    """Run draws whose parameters are given, shape (uncertain constants and chances, draws).

    `kept` are the grid points that are recorded (default: those that the model saves). Raises
    ValueError for more numbers than memory should hold.
    """
    wanted = model.shown if shown is None else tuple(shown)
    points = _ended(model, parameters, workers)
    kept = points.saved if kept is None else kept
    watched = model.arguments
    numbers = (len(wanted) + len(watched)) * len(kept) * parameters.shape[1]
    if numbers > MOST_NUMBERS:
        msg = f"{numbers:,} numbers are asked for, more than {MOST_NUMBERS:,}: name fewer variables"
        raise ValueError(msg)
    shown_rows = (each.row for each in wanted)
    rows = tuple(dict.fromkeys((*shown_rows, *(row for _, row in watched))))
    recorded = _recorded(model, parameters, points, rows, kept, workers)
    places = {row: place for place, row in enumerate(rows)}
    values = recorded[[places[each.row] for each in wanted]]
    given = {name: parameters[number] for number, name in enumerate(model.uncertain)}
    labels = tuple(each.label for each in wanted)
    courses = {row: recorded[places[row]] for _, row in watched}
    arguments = _not_finite(model, parameters, points.times[kept], courses)
    return ModelRun(labels, points.times[kept], values, given, arguments)


def _not_finite(
    model: CompiledModel, parameters: Floats2d, times: Floats1d, courses: Mapping[int, Floats2d]
) -> dict[str, float]:
    """Variable → the first time at which an argument of a graphical function is not finite."""
    found: dict[str, float] = {}
    rows = tuple(dict.fromkeys(row for _, row in model.first_arguments))
    first = dict(zip(rows, _at_start(model, parameters, rows), strict=True))
    for label, row in model.first_arguments:
        if not np.isfinite(first[row]).all():
            found[label] = model.program.start
    for label, row in model.arguments:
        lost = ~np.isfinite(courses[row]).all(axis=1)
        if lost.any():
            time = float(times[int(np.argmax(lost))])
            found[label] = min(time, found.get(label, time))
    return found


def full_trace(model: CompiledModel, *, seed: int = 0) -> tuple[TimePoints, Mapping[int, Floats2d]]:
    """Row → course at every grid point, (points, 1), of all inputs and states in one draw.

    Parameters are (1, 1). Raises RunsOnError, and ValueError for more numbers than memory should
    hold.
    """
    parameters = _parameters(model, {}, 1, seed)
    points, rows = _ended(model, parameters, 1), model.program.rows
    wanted = tuple(range(rows.first_input, rows.first_temporary))
    numbers = len(wanted) * len(points.times)
    if numbers > MOST_NUMBERS:
        raise ValueError(f"the run has {numbers:,} numbers, more than {MOST_NUMBERS:,}")
    courses = _recorded(model, parameters, points, wanted, np.arange(len(points.times)), 1)
    drawn = {rows.first_parameter + number: row[None, :] for number, row in enumerate(parameters)}
    return points, {**dict(zip(wanted, courses, strict=True)), **drawn}


def _recorded(
    model: CompiledModel, parameters: Floats2d, points: TimePoints, rows: tuple[int, ...],
    kept: Ints1d, workers: int,
) -> Floats3d:  # fmt: skip
    """The courses of some rows, (rows, points kept, draws)."""
    state, done, draws = _initial(model, parameters), 0, parameters.shape[1]
    schedule = _schedule(model.program, points.times)
    found = np.empty((len(rows), len(kept), draws))
    for first, last, here in _stretches(kept, len(rows)):
        segment = run_segment(
            model.program, parameters, schedule, state, first, last,
            recording=Recording(rows, here, draws), workers=workers,
        )  # fmt: skip
        state = segment.final
        found[:, done : done + len(here)] = segment.recorded.transpose(1, 0, 2)
        done += len(here)
    return found


def _ended(model: CompiledModel, parameters: Floats2d, workers: int) -> TimePoints:
    """The grid; if the end of the run moves, up to the first step at which all draws have ended.

    Raises RunsOnError if that is not within `MOST_STEPS`.
    """
    start, step = model.program.start, model.program.step
    if model.stop is None:
        return TimePoints(start, step, model.times, model.saved, model.every)
    steps = FIRST_STEPS
    while steps <= MOST_STEPS:
        points = points_to(steps, start, step, model.every)
        every = np.arange(steps + 1)
        (stop,) = _recorded(model, parameters, points, (model.stop,), every, workers)
        over = points.times[:, None] + NEAR * step >= stop
        if over.any(axis=0).all():
            return points_to(int(over.argmax(axis=0).max()), start, step, model.every)
        steps *= 8
    raise RunsOnError(f"the run has not ended after {MOST_STEPS:,} steps")


class RunsOnError(Exception):
    """Raised for a model whose end moves away from it."""


def _stretches(kept: Ints1d, rows: int) -> list[tuple[int, int, Ints1d]]:
    """Parts of a run whose recorded points fit into the room for them: first, last, points."""
    size = max(1, ROOM // (8 * BLOCK * max(rows, 1)))
    parts = [kept[begin : begin + size] for begin in range(0, len(kept), size)]
    found, first = [], 0
    for number, here in enumerate(parts):
        # Segments share their last point, where nothing has moved yet; it is read in one of them.
        end = int(here[-1]) if number + 1 == len(parts) else int(parts[number + 1][0])
        found.append((first, end, here))
        first = end
    return found


def _parameters(
    model: CompiledModel, ranges: Mapping[str, tuple[float, float]], draws: int, seed: int
) -> Floats2d:
    """Uncertain constants, then the number that each random function begins with."""
    found = np.empty((len(model.uncertain) + len(model.chances), draws))
    shares = uniforms([f"model/{name}" for name in model.uncertain], seed, 0, draws)
    for number, name in enumerate(model.uncertain):
        low, high = ranges[name]
        found[number] = low + shares[number] * (high - low)
    for number, name in enumerate(model.chances, len(model.uncertain)):
        found[number] = _beginnings(name, seed, draws)
    return found


def _beginnings(name: str, seed: int, draws: int) -> Floats1d:
    """Numbers between 1 and 2 whose bits belong to the seed, the name and the draw."""
    digest = hashlib.blake2b(f"{seed}/chance/{name}".encode(), digest_size=8).digest()
    words = np.arange(1, draws + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    words += np.uint64(int.from_bytes(digest, "little"))
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(1.0 + (words >> np.uint64(12)).astype(np.float64) / 2.0**52)


def _initial(model: CompiledModel, parameters: Floats2d) -> Floats2d:
    """States at the start, (states, draws)."""
    rows = tuple(dict.fromkeys(model.starts.tolist()))
    places = {row: place for place, row in enumerate(rows)}
    found = _at_start(model, parameters, rows)
    return np.asarray(found[[places[row] for row in model.starts.tolist()]])


def _at_start(model: CompiledModel, parameters: Floats2d, rows: tuple[int, ...]) -> Floats2d:
    """Rows of what is evaluated once, (rows, draws)."""
    if not rows:
        return np.zeros((0, parameters.shape[1]))
    recording = Recording(rows, np.zeros(1, dtype=np.int64), parameters.shape[1])
    schedule = _schedule(model.setup, model.times[:1])
    nothing = np.zeros((0, parameters.shape[1]))
    segment = run_segment(model.setup, parameters, schedule, nothing, 0, 0, recording=recording)
    return np.asarray(segment.recorded[0])


def _schedule(program: Program, times: Floats1d) -> Schedule:
    """The clocks over the grid."""
    clocks = {TIME: times, STEP_TIME: times, COUNT: np.arange(len(times), dtype=np.float64)}
    inputs = np.zeros((len(program.rows.inputs), len(times)))
    for number, name in enumerate(program.rows.inputs):
        if name in clocks:
            inputs[number] = clocks[name]
    return Schedule("", inputs)
