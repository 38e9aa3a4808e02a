"""What the charts of courses show: axes that fit, a short past, nothing where nothing moves."""

from dataclasses import replace

import numpy as np
import pytest

from contention.case.model import Series
from contention.models.program import Floats1d, Floats2d
from contention.runs.results import Course
from contention.show.report.course_sections import outcome_sections
from contention.show.report.fan_figures import fan_chart, fan_of, flat, shared_axis
from tests.show_example import example_case, example_courses

TIMES = np.linspace(2012.0, 2034.0, 111)
CASE = example_case()
LEVEL, SHARE = CASE.factors["front_holds"], CASE.factors["popularity"]


def course(values: Floats1d, spread: float = 0.0) -> Floats2d:
    draws = np.linspace(-1.0, 1.0, 40)
    late = np.clip(TIMES - 2024.15, 0.0, None)[:, None]
    return values[:, None] + spread * late * draws


def test_a_past_in_which_nothing_moves_is_cut_short() -> None:
    still = fan_of(TIMES, course(np.ones_like(TIMES), 0.01))
    axis = shared_axis([still], LEVEL, CASE.times)
    assert 2023.0 < axis.start < CASE.times.present
    moving = fan_of(TIMES, course(1.0 + (TIMES - 2012.0) * 0.02))
    assert shared_axis([still, moving], LEVEL, CASE.times).start == CASE.times.start
    observed = Series("x.csv", (2015.0,), (1.0,), ("2015",))
    assert shared_axis([still], LEVEL, CASE.times, observed).start == CASE.times.start


@pytest.mark.parametrize(
    ("low", "high", "bottom", "top"),
    [(0.90, 1.0, 0.85, 1.1), (0.2, 1.0, 0.0, 1.1), (0.70, 0.72, 0.69, 0.73)],
)
def test_an_axis_leaves_out_zero_where_that_would_hide_what_happens(
    low: float, high: float, bottom: float, top: float
) -> None:
    fan = fan_of(TIMES, course(np.linspace(low, high, len(TIMES))))
    axis = shared_axis([fan], LEVEL, CASE.times)
    assert bottom <= axis.low <= low
    assert high <= axis.high <= top
    assert axis.cut is (axis.low > 0)


def test_the_axis_of_a_share_stays_between_nought_and_one() -> None:
    fan = fan_of(TIMES, course(np.linspace(0.97, 1.0, len(TIMES))))
    axis = shared_axis([fan], SHARE, CASE.times)
    assert axis.high == 1.0
    assert axis.low > 0.9


def test_flat_is_what_all_draws_share() -> None:
    assert flat(fan_of(TIMES, course(np.ones_like(TIMES))))
    assert not flat(fan_of(TIMES, course(np.ones_like(TIMES), 0.01)))
    apart = np.ones((len(TIMES), 40)) * np.linspace(0.9, 1.1, 40)
    assert not flat(fan_of(TIMES, apart))
    assert flat(fan_of(TIMES, course(np.zeros_like(TIMES))))


def test_what_does_not_move_is_told_in_a_line_instead_of_drawn() -> None:
    courses = {account: dict(found) for account, found in example_courses().items()}
    first = next(iter(courses))
    for scenario, found in courses[first].items():
        values = {**found.values, "popularity": np.full((len(found.times), 60), 0.7)}
        courses[first][scenario] = Course(scenario, found.times, values)
    section = next(
        item for item in outcome_sections(CASE, courses) if item.factor.id == "popularity"
    )
    told, drawn = section.rows[0], section.rows[1]
    assert (told.panels, told.constant) == ((), "Stays at 0.7 in all scenarios.")
    assert drawn.panels
    assert drawn.constant == ""


def test_a_chart_begins_where_its_axis_does() -> None:
    fan = fan_of(TIMES, course(np.ones_like(TIMES), 0.01))
    axis = shared_axis([fan], LEVEL, CASE.times)
    whole = replace(axis, start=CASE.times.start)
    short, long = (fan_chart(fan, one, CASE.times, "label") for one in (axis, whole))
    assert ">2012<" in long
    assert ">2012<" not in short
