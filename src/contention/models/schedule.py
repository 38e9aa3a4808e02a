"""What drives a run: inputs over the whole grid, dated events of the past, interventions."""

from collections.abc import Mapping

import numpy as np

from contention.case.model import Case, RemoveAction, Scenario, SetAction
from contention.models.dynamics import DYNAMICS
from contention.models.link_terms import timing_name
from contention.models.model import Model
from contention.models.program import Program, Schedule
from contention.models.removals import removal_mask, removal_stages
from contention.models.schedule_builder import ScheduleBuilder
from contention.models.states import HAZARDS, STEP_TIME, TIME, StateName, StateRole
from contention.models.time_grid import grid

HISTORY = ""
"""Key of the schedule that runs up to present."""


def schedules(case: Case, model: Model, program: Program) -> Mapping[str, Schedule]:
    """One schedule per scenario, and one for history under the key of `HISTORY`."""
    history = _history(model, program)
    found = {HISTORY: Schedule(HISTORY, history.inputs, (), tuple(history.jumps))}
    for scenario in case.scenarios.values():
        found[scenario.id] = _scenario(scenario, model, history)
    return found


def _history(model: Model, program: Program) -> ScheduleBuilder:
    """Inputs as the case gives them; dated events of the past as jumps."""
    times = grid(program)
    inputs = np.zeros((len(program.rows.inputs), len(times)))
    builder = ScheduleBuilder(program, model.references, _traces(model), inputs)
    for name in (TIME, STEP_TIME):
        clock = builder.input(name)
        if clock is not None:
            clock[:] = times
    for item in model.equations:
        DYNAMICS[item.factor.kind].history(builder, item.factor)
    return builder


def _traces(model: Model) -> Mapping[str, tuple[StateName, ...]]:
    """Cause → the traces that its links keep of each occurrence."""
    traces: dict[str, tuple[StateName, ...]] = {}
    for item in model.equations:
        for link in item.incoming:
            named = (timing_name(link, timing) for timing in range(len(link.timings)))
            found = tuple(StateName(StateRole.FADE, name) for name in named)
            traces[link.cause] = traces.get(link.cause, ()) + found
    return traces


def _scenario(scenario: Scenario, model: Model, history: ScheduleBuilder) -> Schedule:
    """History plus the actions of a scenario, in the order of their dates; hazards on."""
    builder = ScheduleBuilder(
        history.program,
        history.references,
        history.traces,
        history.inputs.copy(),
        list(history.jumps),
    )
    hazards = builder.input(HAZARDS)
    assert hazards is not None
    hazards[:] = 1.0
    factors = {item.factor.id: item.factor for item in model.equations}
    for action in sorted(scenario.actions, key=lambda action: action.at):
        if isinstance(action, RemoveAction) or action.factor not in factors:
            continue
        factor = factors[action.factor]
        if isinstance(action, SetAction):
            DYNAMICS[factor.kind].set(builder, factor, action)
        else:
            DYNAMICS[factor.kind].shock(builder, factor, action)
    _remove(scenario, model, builder)
    return Schedule(scenario.id, builder.inputs, tuple(builder.holds), tuple(builder.jumps))


def _remove(scenario: Scenario, model: Model, builder: ScheduleBuilder) -> None:
    """Raise, for every link that loses claims, the mask of what is gone at each time."""
    removals = {
        action.claim: action.at for action in scenario.actions if isinstance(action, RemoveAction)
    }
    for link in (link for item in model.equations for link in item.incoming):
        for stage in removal_stages(link.claims, removals):
            mask = builder.input(removal_mask(stage.removed))
            if mask is not None:
                end = None if stage.end is None else builder.index(stage.end)
                mask[builder.index(stage.start) : end] = 1.0
