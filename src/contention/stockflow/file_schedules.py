"""What drives an account that is a model file: the clocks, and what scenarios do to variables."""

from collections.abc import Mapping

import numpy as np

from contention.case.model import Action, Case, SetAction, ShockAction
from contention.models.program import Floats2d, Program, Schedule
from contention.models.schedule import HISTORY
from contention.models.schedule_builder import ScheduleBuilder
from contention.models.states import (
    COUNT,
    STEP_TIME,
    TIME,
    InputName,
    InputRole,
    StateName,
    StateRole,
)
from contention.models.time_grid import grid


def file_schedules(
    case: Case, program: Program, labels: Mapping[str, str], stocks: frozenset[str]
) -> dict[str, Schedule]:
    """One schedule per scenario, and one up to the present under the key of `HISTORY`."""
    of_stocks = frozenset(id_ for id_, label in labels.items() if label in stocks)
    found = {HISTORY: Schedule(HISTORY, clocks(program))}
    for scenario in case.scenarios.values():
        builder = ScheduleBuilder(program, {}, {}, clocks(program))
        actions = sorted(scenario.actions, key=lambda action: action.at)
        for action in actions:
            _act(builder, action, of_stocks)
        found[scenario.id] = Schedule(
            scenario.id, builder.inputs, tuple(builder.holds), tuple(builder.jumps)
        )
    return found


def clocks(program: Program) -> Floats2d:
    """The inputs of a program with the clocks running, all others 0."""
    times = grid(program)
    running = {TIME: times, STEP_TIME: times, COUNT: np.arange(len(times), dtype=np.float64)}
    inputs = np.zeros((len(program.rows.inputs), len(times)))
    for number, name in enumerate(program.rows.inputs):
        if name in running:
            inputs[number] = running[name]
    return inputs


def _act(builder: ScheduleBuilder, action: Action, stocks: frozenset[str]) -> None:
    if isinstance(action, ShockAction):
        state = StateName(StateRole.STOCK, action.factor)
        builder.jump(state, builder.index(action.at), action.add or 0.0, factor=1.0)
    elif isinstance(action, SetAction) and action.factor in stocks:
        state = StateName(StateRole.STOCK, action.factor)
        builder.hold(state, builder.course(action, action.to, action.to))
    elif isinstance(action, SetAction):
        _set(builder, action)


def _set(builder: ScheduleBuilder, action: SetAction) -> None:
    """How much of a variable is what is given, and what that is."""
    held = builder.input(InputName(InputRole.HELD, action.factor))
    given = builder.input(InputName(InputRole.GIVEN, action.factor))
    if held is None or given is None:
        return
    begin = builder.index(action.at)
    # Half steps see the mean of two grid points: what is given does not change where it counts.
    given[begin if held.any() else 0 :] = action.to
    part = builder.course(action, 0.0, 1.0)
    held[~np.isnan(part)] = part[~np.isnan(part)]
