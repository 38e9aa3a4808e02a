"""Running small cases and looking at their courses."""

import math

import numpy as np

from contention.case.model import (
    Case,
    DatedEvent,
    Factor,
    InputShape,
    Lognormal,
    Rate,
    Scenario,
    SetAction,
    Times,
)
from contention.runs.plan import prepare
from contention.runs.results import Course
from contention.runs.simulate import run_courses

STEP = 0.02
TIMES = Times(2020.0, 2022.0, 2030.0, STEP)
SATURATION = math.log(4.0)


def saturated(z: float) -> float:
    return SATURATION * math.tanh(z / SATURATION)


def run(case: Case, scenario: str = "rest", draws: int = 1, **more: object) -> Course:
    plan = prepare(case, "account")
    found = run_courses(plan, [scenario], seed=1, draws=draws, points=100_000, **more)  # type: ignore[arg-type]
    return found[scenario]


def at(course: Course, factor: str, time: float) -> np.ndarray:
    return np.asarray(course.values[factor][int(np.argmin(np.abs(course.times - time)))])


def hold(factor: str, to: float, **more: object) -> Scenario:
    given: dict[str, object] = {"at": 2022.0, **more}
    return Scenario("s", "s", (SetAction(factor, to, **given),))  # type: ignore[arg-type]


def dated(name: str, start: float, until: float | None) -> Factor:
    shape = InputShape("events", events=(DatedEvent(start, until),))
    return Factor(name, name, kind="input", shape=shape)


def event(name: str = "e", rate: float = 0.5, **more: object) -> Factor:
    given: dict[str, object] = {"hazard": Rate(Lognormal(rate)), **more}
    return Factor(name, name, kind="event", **given)  # type: ignore[arg-type]
