"""One draw of a contention, step by step: its strengths, courses and result."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from contention.case.model import Case, Times
from contention.judge.evaluation import HOLDS, LOG, REVERSE, evaluate
from contention.judge.presence import speaking
from contention.judge.question import Question
from contention.judge.required_runs import Docket, docket
from contention.maps.causal_map import MapLink
from contention.models.model import Coefficient, Ranged
from contention.runs.inclusion import inclusion, inclusion_draws
from contention.runs.plan import Plan, numbers, prepare, recompiled
from contention.runs.results import Course
from contention.runs.simulate import replay, run_measures

AFTER = (0.0, 1.0, 3.0)
"""years after the present at which values are shown, in addition to the end"""


PARTS = (0.125, 0.375)
"""of the run of a model, likewise"""


@dataclass(frozen=True)
class DrawnLink:
    """A link in one draw."""

    link: MapLink
    elasticity: float
    """with its sign as drawn; 0 if the link is not in the draw"""

    @property
    def included(self) -> bool:
        """Whether any claim behind it is in the draw."""
        return self.elasticity != 0.0


@dataclass(frozen=True)
class DrawnNumber:
    """An uncertain parameter of a model file in one draw."""

    factor: str
    value: float


@dataclass(frozen=True)
class DrawnCourse:
    """A factor in one scenario of one draw."""

    factor: str
    scenario: str
    values: tuple[float, ...]
    """at the years of the replay"""


@dataclass(frozen=True)
class ReplayedDraw:
    """One draw."""

    draw: int
    seed: int
    outcome: Literal["holds", "is reversed", "is undecided"]
    margin: float | None
    """log-ratio or difference at the end; None if there is none"""
    links: tuple[DrawnLink, ...]
    years: tuple[float, ...]
    courses: tuple[DrawnCourse, ...]
    numbers: tuple[DrawnNumber, ...] = ()
    """of an account that is a model file"""


def replayed_draw(
    case: Case,
    account: str,
    asked: Question,
    links: Sequence[MapLink],
    factors: Sequence[str],
    span: tuple[int, int],
) -> ReplayedDraw:
    """Replay one draw; `span` is its seed and its number."""
    seed, draw = span
    sheet = docket(case, account, [asked], hinges=False)
    plan = prepare(case, account, sheet.measures())
    known = {item.factor.id for item in plan.model.equations}
    watched = tuple(name for name in factors if name in known)
    full = recompiled(plan, watched)
    outcome, margin = _decision(case, plan, sheet, seed, draw)
    years = _years(case.times)
    return ReplayedDraw(
        draw,
        seed,
        outcome,
        margin,
        _drawn(full, links, seed, draw),
        years,
        _courses(full, asked, watched, span, years),
        _parameters(plan, seed, draw),
    )


def _decision(
    case: Case, plan: Plan, sheet: Docket, seed: int, draw: int
) -> tuple[Literal["holds", "is reversed", "is undecided"], float | None]:
    run = run_measures(plan, seed=seed, first=draw, count=1)
    values = {measure: array[-1] for measure, array in run.values.items()}
    ((id_, asked),) = sheet.questions.items()
    held = inclusion(plan.map, inclusion_draws(plan.map, seed=seed, first=draw, count=1))
    spoken = [speaking(bearing, held) for bearing in sheet.followings[id_].bearings]
    found = evaluate(asked, values, case.thresholds, spoken, case.times.end)
    truth = int(found.truth[0])
    margin = float(found.margin[LOG][0])
    word: Literal["holds", "is reversed", "is undecided"] = "is undecided"
    if truth == HOLDS:
        word = "holds"
    elif truth == REVERSE:
        word = "is reversed"
    return word, margin if math.isfinite(margin) else None


def _drawn(plan: Plan, links: Sequence[MapLink], seed: int, draw: int) -> tuple[DrawnLink, ...]:
    """The drawn coefficient of every link in the compiled model."""
    rows = numbers(plan, seed=seed, first=draw, count=1).rows
    found: dict[str, float] = {}
    for number, parameter in enumerate(plan.parameters):
        if isinstance(parameter, Coefficient) and not parameter.without:
            known = found.get(parameter.link.id, 0.0)
            found[parameter.link.id] = max(known, float(rows[number, 0]), key=abs)
    return tuple(DrawnLink(link, found[link.id]) for link in links if link.id in found)


def _parameters(plan: Plan, seed: int, draw: int) -> tuple[DrawnNumber, ...]:
    rows = numbers(plan, seed=seed, first=draw, count=1).rows[:, 0]
    return tuple(
        DrawnNumber(parameter.factor, float(value))
        for parameter, value in zip(plan.parameters, rows, strict=True)
        if isinstance(parameter, Ranged) and parameter.low < parameter.high
    )


def _courses(
    plan: Plan,
    asked: Question,
    factors: Sequence[str],
    span: tuple[int, int],
    years: Sequence[float],
) -> tuple[DrawnCourse, ...]:
    seed, draw = span
    courses = []
    for scenario in dict.fromkeys(measure.scenario for measure in asked.measures):
        course = replay(plan, scenario, seed=seed, draw=draw)
        found = (name for name in factors if name in course.values)
        courses += [DrawnCourse(name, scenario, _at(course, name, years)) for name in found]
    return tuple(sorted(courses, key=lambda item: factors.index(item.factor)))


def _at(course: Course, factor: str, years: Sequence[float]) -> tuple[float, ...]:
    values = course.values[factor][:, 0]
    nearest = (int(np.abs(course.times - year).argmin()) for year in years)
    return tuple(float(values[index]) for index in nearest)


def _years(times: Times) -> tuple[float, ...]:
    """The present, one and three years later if the run lasts that long, and the end.

    Of a model, whose unit may be a day or a century, two times that divide the run.
    """
    if times.unit is not None:
        span = times.end - times.present
        return (times.present, *(times.present + span * part for part in PARTS), times.end)
    after = [times.present + years for years in AFTER if times.present + years < times.end - 0.5]
    return (*after, times.end)
