"""What drives a run: inputs over the whole grid, dated events of the past, interventions."""

import math
from collections.abc import Mapping

import numpy as np

from contention.case.inputs import input_value
from contention.case.model import (
    Case,
    DatedEvent,
    Factor,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
)
from contention.models.builder import BOUND, FLOOR, logit
from contention.models.link_terms import timing_name
from contention.models.model import Model
from contention.models.program import (
    Floats1d,
    Floats2d,
    Hold,
    Jump,
    Program,
    Schedule,
)
from contention.models.removals import removal_mask, removal_stages
from contention.models.states import (
    HAZARDS,
    STEP_TIME,
    TIME,
    InputName,
    InputRole,
    StateName,
    StateRole,
)

HISTORY = ""
"""Key of the schedule that runs up to present."""
CERTAIN = 50.0
"""Cumulative hazard of an event that a scenario brings about: a probability of one."""


def grid(program: Program) -> Floats1d:
    """Decimal years of all grid points, start … end."""
    points = round((program.end - program.start) / program.step)
    return np.asarray(program.start + program.step * np.arange(points + 1))


def index_of(program: Program, time: float) -> int:
    """The grid point nearest to a time, held inside the grid."""
    points = round((program.end - program.start) / program.step)
    return min(max(round((time - program.start) / program.step), 0), points)


def schedules(case: Case, model: Model, program: Program) -> Mapping[str, Schedule]:
    """One schedule per scenario, and one for history under the key of `HISTORY`."""
    builder = _Builder(model, program)
    history = builder.history()
    found = {HISTORY: history}
    for scenario in case.scenarios.values():
        found[scenario.id] = builder.scenario(scenario, history)
    return found


class _Builder:
    """Turns actions into rows of one program; factors that it lacks are passed over."""

    def __init__(self, model: Model, program: Program) -> None:
        self.program = program
        self.times = grid(program)
        self.factors = {item.factor.id: item.factor for item in model.equations}
        self.references = model.references
        self.links = [link for item in model.equations for link in item.incoming]
        rows = program.rows
        self.input_number = {name: number for number, name in enumerate(rows.inputs)}
        self.state_row = {
            name: rows.first_state + number for number, name in enumerate(rows.states)
        }

    def history(self) -> Schedule:
        """Inputs as the case gives them; dated events of the past as jumps."""
        inputs = np.zeros((len(self.input_number), len(self.times)))
        for name in (TIME, STEP_TIME):
            if name in self.input_number:
                inputs[self.input_number[name]] = self.times
        for factor in self.factors.values():
            if factor.kind == "input":
                self._write(inputs, factor, self._natural(factor))
        jumps = [
            jump
            for factor in self.factors.values()
            for span in self._spans(factor)
            for jump in self._occurrence(factor, span)
        ]
        return Schedule(HISTORY, inputs, (), tuple(jumps))

    def _natural(self, factor: Factor) -> Floats1d:
        return np.array([input_value(factor, time) for time in self.times])

    def _write(self, inputs: Floats2d, factor: Factor, values: Floats1d) -> None:
        """Fill the value row of an input and the row of its deviation from the reference."""
        value = self.input_number.get(InputName(InputRole.VALUE, factor.id))
        deviation = self.input_number.get(InputName(InputRole.DEVIATION, factor.id))
        if value is not None:
            inputs[value] = values
        if deviation is not None:
            reference = self.references[factor.id]
            if factor.dated:
                z = values - reference
            else:
                z = np.log(np.maximum(values / reference, FLOOR))
            inputs[deviation] = z

    def _spans(self, factor: Factor) -> tuple[DatedEvent, ...]:
        if factor.dated and factor.shape is not None:
            return factor.shape.events
        return factor.occurred

    def _occurrence(self, factor: Factor, span: DatedEvent) -> list[Jump]:
        """The jumps that begin a dated event: its state, and the traces that fade from it."""
        begin = max(span.start, self.program.start)
        lasting = math.inf if span.until is None else span.until - begin
        if begin > self.program.end or lasting <= 0.0:
            return []
        index = index_of(self.program, begin)
        pairs = {
            StateName(StateRole.ON, factor.id): 1.0,
            StateName(StateRole.REMAINING, factor.id): lasting,
        }
        if span.start >= self.program.start:
            pairs |= dict.fromkeys(self._traces(factor.id), 1.0)
        return [
            Jump(self.state_row[name], index, 0.0, value)
            for name, value in pairs.items()
            if name in self.state_row
        ]

    def _traces(self, factor: str) -> list[StateName]:
        return [
            StateName(StateRole.FADE, timing_name(link, timing))
            for link in self.links
            if link.cause == factor
            for timing in range(len(link.timings))
        ]

    def scenario(self, scenario: Scenario, history: Schedule) -> Schedule:
        """History plus the actions of a scenario, in the order of their dates; hazards on."""
        inputs = history.inputs.copy()
        inputs[self.input_number[HAZARDS]] = 1.0
        driven: dict[str, Floats1d] = {}
        holds: list[Hold] = []
        jumps: list[Jump] = list(history.jumps)
        for action in sorted(scenario.actions, key=lambda action: action.at):
            if isinstance(action, RemoveAction) or action.factor not in self.factors:
                continue
            if self.factors[action.factor].kind == "input":
                self._drive(action, driven, inputs, jumps)
            elif isinstance(action, SetAction):
                self._set(action, inputs, holds)
            else:
                self._shock(action, jumps)
        self._remove(scenario, inputs)
        return Schedule(scenario.id, inputs, tuple(holds), tuple(jumps))

    def _drive(
        self,
        action: SetAction | ShockAction,
        driven: dict[str, Floats1d],
        inputs: Floats2d,
        jumps: list[Jump],
    ) -> None:
        """An action on an input: on top of `driven`, what earlier actions have made of inputs."""
        factor = self.factors[action.factor]
        values = driven.setdefault(factor.id, self._natural(factor))
        if isinstance(action, ShockAction):
            index = index_of(self.program, action.at)
            values[index:] = values[index:] * (action.times or 1.0) + (action.add or 0.0)
        else:
            reference = self.references[factor.id]
            target = action.to if factor.dated else action.to * reference
            course = self._course(action, reference, target)
            if factor.dated and action.to > 0.0 and not values[self._begin(action) - 1]:
                self._leave_traces(action, jumps)
            values[:] = np.where(np.isnan(course), values, course)
        self._write(inputs, factor, values)

    def _begin(self, action: SetAction) -> int:
        return index_of(self.program, action.at)

    def _course(self, action: SetAction, reference: float, target: float) -> Floats1d:
        """Target values while the action lasts, NaN elsewhere; a ramp starts at the reference."""
        begin, last = self._window(action.at, action.until)
        course = np.full(len(self.times), np.nan)
        passed = np.ones(len(self.times))
        if action.over > 0.0:
            passed = np.clip((self.times - self.times[begin]) / action.over, 0.0, 1.0)
        course[begin:last] = (reference + passed * (target - reference))[begin:last]
        return course

    def _window(self, at: float, until: float | None) -> tuple[int, int]:
        begin = index_of(self.program, at)
        last = len(self.times) if until is None else index_of(self.program, until)
        return begin, last

    def _set(self, action: SetAction, inputs: Floats2d, holds: list[Hold]) -> None:
        factor = self.factors[action.factor]
        reference = self.references[factor.id]
        if factor.kind == "event":
            self._set_event(action, inputs, holds)
        elif factor.kind == "equation":
            course = self._course(action, reference, action.to)
            self._set_equation(factor.id, course, inputs)
        elif factor.kind == "stock":
            stock = StateName(StateRole.STOCK, factor.id)
            self._hold(stock, self._course(action, reference, action.to), holds)
        else:
            deviation = StateName(StateRole.DEVIATION, factor.id)
            target = self._deviation(factor, action.to)
            self._hold(deviation, self._course(action, 0.0, target), holds)

    def _deviation(self, factor: Factor, to: float) -> float:
        if factor.kind == "share":
            return logit(to) - logit(factor.baseline)
        return math.log(min(max(to, FLOOR), math.exp(BOUND)))

    def _hold(self, state: StateName, course: Floats1d, holds: list[Hold]) -> None:
        if state in self.state_row:
            holds.append(Hold(self.state_row[state], course))

    def _leave_traces(self, action: SetAction, jumps: list[Jump]) -> None:
        index = index_of(self.program, action.at)
        jumps.extend(
            Jump(self.state_row[name], index, 0.0, 1.0)
            for name in self._traces(action.factor)
            if name in self.state_row
        )

    def _set_event(self, action: SetAction, inputs: Floats2d, holds: list[Hold]) -> None:
        """Held on or off. Held off, its hazard rests; held on, it has happened for certain."""
        name = action.factor
        on = self._course(action, action.to, action.to)
        self._hold(StateName(StateRole.ON, name), on, holds)
        barred = self.input_number.get(InputName(InputRole.BARRED, name))
        if action.to > 0.0:
            certain = np.where(np.isnan(on), np.nan, CERTAIN)
            self._hold(StateName(StateRole.TOTAL, name), certain, holds)
        elif barred is not None:
            inputs[barred, ~np.isnan(on)] = 1.0

    def _set_equation(self, name: str, course: Floats1d, inputs: Floats2d) -> None:
        """The given values go on at both ends of the hold, so that half steps are right there."""
        number = self.input_number.get(InputName(InputRole.HELD, name))
        if number is not None:
            now = ~np.isnan(course)
            points = np.arange(len(course))
            held = inputs[number]
            held[now] = 1.0
            given = inputs[self.input_number[InputName(InputRole.GIVEN, name)]]
            spread = np.interp(points, points[now], course[now])
            given[:] = np.where(held * ~now, given, spread)

    def _shock(self, action: ShockAction, jumps: list[Jump]) -> None:
        factor = self.factors[action.factor]
        index = index_of(self.program, action.at)
        role, times = StateRole.DEVIATION, 1.0
        if factor.kind == "stock":
            role, times, add = StateRole.STOCK, action.times or 1.0, action.add or 0.0
        elif factor.kind == "share":
            moved = min(max(factor.baseline + (action.add or 0.0), FLOOR), 1.0 - FLOOR)
            add = logit(moved) - logit(factor.baseline)
        else:
            add = math.log(max(action.times or 1.0, FLOOR))
        row = self.state_row.get(StateName(role, factor.id))
        if row is not None:
            jumps.append(Jump(row, index, times, add))

    def _remove(self, scenario: Scenario, inputs: Floats2d) -> None:
        """Raise, for every link that loses claims, the mask of what is gone at each time."""
        removals = {
            action.claim: action.at
            for action in scenario.actions
            if isinstance(action, RemoveAction)
        }
        for link in self.links:
            for stage in removal_stages(link.claims, removals):
                number = self.input_number.get(removal_mask(stage.removed))
                if number is not None:
                    begin = index_of(self.program, stage.start)
                    end = len(self.times)
                    if stage.end is not None:
                        end = index_of(self.program, stage.end)
                    inputs[number, begin:end] = 1.0
