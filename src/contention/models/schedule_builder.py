"""A schedule under construction: what factors write their history and the actions on them into."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from contention.case.model import DatedEvent, SetAction
from contention.models.program import Floats1d, Floats2d, Hold, Jump, Program
from contention.models.states import InputName, StateName, StateRole
from contention.models.time_grid import grid, index_of


@dataclass
class ScheduleBuilder:
    """Inputs, holds and jumps of one program; a row that the program lacks is passed over."""

    program: Program
    references: Mapping[str, float]
    """factor id → its value at the reference"""
    traces: Mapping[str, tuple[StateName, ...]]
    """factor id → traces that fade from each of its occurrences"""
    inputs: Floats2d
    """shape (inputs, grid points)"""
    jumps: list[Jump] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    driven: dict[str, Floats1d] = field(default_factory=dict)
    """input → its course after the actions so far"""

    def __post_init__(self) -> None:
        rows = self.program.rows
        self.times = grid(self.program)
        self._input_number = {name: number for number, name in enumerate(rows.inputs)}
        self._state_row = {name: rows.first_state + n for n, name in enumerate(rows.states)}

    def input(self, name: InputName) -> Floats1d | None:
        """The values of an input over the grid, to be written into."""
        number = self._input_number.get(name)
        return None if number is None else self.inputs[number]

    def index(self, time: float) -> int:
        """The grid point nearest to a time."""
        return index_of(self.program, time)

    def course(self, action: SetAction, reference: float, target: float) -> Floats1d:
        """Target values while the action lasts, NaN elsewhere; a ramp starts at the reference."""
        begin = self.index(action.at)
        last = len(self.times) if action.until is None else self.index(action.until)
        course = np.full(len(self.times), np.nan)
        passed = np.ones(len(self.times))
        if action.over > 0.0:
            passed = np.clip((self.times - self.times[begin]) / action.over, 0.0, 1.0)
        course[begin:last] = (reference + passed * (target - reference))[begin:last]
        return course

    def hold(self, state: StateName, course: Floats1d) -> None:
        """Hold a state at the values of a course, and leave it free where they are NaN."""
        if state in self._state_row:
            self.holds.append(Hold(self._state_row[state], course))

    def jump(self, state: StateName, index: int, add: float, *, factor: float = 0.0) -> None:
        """At a grid point a state becomes `factor` times what it was, plus `add`."""
        if state in self._state_row:
            self.jumps.append(Jump(self._state_row[state], index, factor, add))

    def leave_traces(self, factor: str, index: int) -> None:
        """Start the traces that fade from an occurrence."""
        for trace in self.traces.get(factor, ()):
            self.jump(trace, index, 1.0)

    def occur(self, factor: str, span: DatedEvent) -> None:
        """A dated occurrence: its state, and its traces unless it began before the run."""
        begin = max(span.start, self.program.start)
        lasting = math.inf if span.until is None else span.until - begin
        if begin > self.program.end or lasting <= 0.0:
            return
        index = self.index(begin)
        self.jump(StateName(StateRole.ON, factor), index, 1.0)
        self.jump(StateName(StateRole.REMAINING, factor), index, lasting)
        if span.start >= self.program.start:
            self.leave_traces(factor, index)
