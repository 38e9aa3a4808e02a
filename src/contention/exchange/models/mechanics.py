"""A plan and one draw on the way to a stock and flow model: names, settings and inputs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from contention.exchange.models.courses import Courses
from contention.exchange.models.documentation import factor_words
from contention.exchange.models.equations import Auxiliary, Expression, Name, Number, Stock
from contention.exchange.models.naming import Names
from contention.models.program import Floats1d, Program
from contention.models.schedule import HISTORY
from contention.models.states import HAZARDS, STEP_TIME, TIME, InputName
from contention.models.time_grid import grid, index_of
from contention.runs.run_inputs import Plan

FOREVER = 1e30
"""stands for infinity, which no tool writes"""


@dataclass
class Mechanics:
    """A plan and one draw on the way to a model."""

    plan: Plan
    numbers: Floats1d
    """parameter rows of the draw"""
    scenarios: tuple[str, ...]
    names: Names = field(default_factory=Names)
    stocks: list[Stock] = field(default_factory=list)
    auxiliaries: list[Auxiliary] = field(default_factory=list)

    @property
    def program(self) -> Program:
        """The compiled account."""
        return self.plan.program

    @cached_property
    def factor_names(self) -> Mapping[str, str]:
        """Factor id → name of its variable; taken before any other name."""
        return {id_: self.names.of(id_) for id_ in self.program.outputs}

    @cached_property
    def scenario(self) -> Name:
        """The variable that chooses a scenario."""
        return Name(self.names.of("scenario"))

    @cached_property
    def steps(self) -> Name:
        """The number of steps that have passed."""
        return Name(self.names.of("steps passed"))

    @cached_property
    def clock(self) -> Name:
        """The time of the grid point: other tools add up steps, and their rounding with them."""
        return Name(self.names.of("time of step"))

    @cached_property
    def step(self) -> Name:
        """The step as a variable: PySD 3.14.3 does not know XMILE's `DT`."""
        return Name(self.names.of("step of integration"))

    @property
    def settings(self) -> tuple[Name, ...]:
        """The variables of the run itself."""
        return (self.scenario, self.step, self.steps, self.clock)

    @cached_property
    def courses(self) -> Courses:
        """Writes values over the grid."""
        return Courses(
            np.asarray(grid(self.program)),
            self.scenario,
            self.steps,
            self.clock,
            self.variable,
        )

    @cached_property
    def present(self) -> int:
        """Grid point at which scenarios begin."""
        return index_of(self.program, self.program.present)

    def variable(self, wanted: str, expression: Expression, documentation: str = "") -> Name:
        """A variable with this expression."""
        name = self.names.of(wanted)
        self.auxiliaries.append(Auxiliary(name, expression, documentation))
        return Name(name)

    def factor(self, id_: str, expression: Expression) -> Name:
        """The variable of a factor's value in its own unit."""
        factor, name = self.plan.case.factors[id_], self.factor_names[id_]
        self.auxiliaries.append(
            Auxiliary(name, expression, factor_words(factor), factor.unit, factor=id_)
        )
        return Name(name)

    def input(self, number: int, name: InputName) -> Expression:
        """An exogenous input over time, history first."""
        if name in (TIME, STEP_TIME):
            return self.clock
        history = self.plan.schedules[HISTORY].inputs[number]
        found = []
        for scenario in self.scenarios:
            values = self.plan.schedules[scenario].inputs[number].copy()
            values[: self.present] = history[: self.present]
            found.append(values)
        made = self.courses.by_scenario(found, str(name))
        simple = isinstance(made, Number) or name == HAZARDS
        return made if simple else self.variable(f"input {name}", made)


def words_of(name: str) -> str:
    """A key of a program as words."""
    return name.replace(">", " on ").replace(":", " ").replace("+", "positive")
