"""Spans of time that the step would miss or stretch, and spans that overlap, are refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.checks.grid import has_point, nearest, shorter_than_step, step_hint
from contention.case.load import load_case
from contention.case.model import Times
from contention.case.problem import Problem, errors

Change = Callable[[str, str, str], tuple[int, int]]
TIMES = Times(2010.0, 2020.0, 2030.0, 0.05)


def only_error(folder: Path) -> Problem:
    _, problems = load_case(folder)
    found = errors(problems)
    assert len(found) == 1, found
    return found[0]


def sound(folder: Path) -> bool:
    case, problems = load_case(folder)
    assert not errors(problems), problems
    return case is not None


def test_the_grid_is_that_of_the_run() -> None:
    assert nearest(TIMES, 2010.07) == 1
    assert nearest(TIMES, 2050.0) == 400
    assert has_point(TIMES, 2010.0, 2010.01)
    assert not has_point(TIMES, 2010.01, 2010.04)
    assert has_point(TIMES, 2000.0, 2010.01)
    assert not has_point(TIMES, 2000.0, 2010.0)
    assert has_point(TIMES, 2029.99, 2040.0)
    assert not has_point(TIMES, 2030.01, 2040.0)
    assert shorter_than_step(TIMES, 2020.0, 2020.049)
    assert not shorter_than_step(
        Times(2010.0, 2020.0, 2030.0, 14 / 365.25), 2020.0, 2020 + 14 / 366
    )


def test_a_smaller_step_is_offered_only_where_the_case_may_have_it() -> None:
    assert step_hint(TIMES, 2020.0, 2020.02) == (
        "let it last at least 19 days, or make `step` in case.yaml at most 0.01 years"
    )
    assert step_hint(TIMES, 2020.0, 2020.002) == "let it last at least 19 days"


@pytest.mark.parametrize(
    ("path", "old", "new", "at"),
    [
        ("scenarios.yaml", "until: 2021-02-01", "until: 2021-01-10", 7),
        ("scenarios.yaml", "at: present + 3 months\n        over: 6 months", "at: 2030-01-01", 4),
        ("factors.yaml", "until: 2013-07-01", "until: 2013-06-03", 7),
        ("factors.yaml", "events: [{from: 2015-01-01}]",
         "events: [{from: 2015-01-03, until: 2015-01-05}]", 35),
        ("factors.yaml", "step: {at: 2019-06-01, to: 1.5}",
         "pulse: {from: 2019-06-01, until: 2019-06-12, to: 1.5}", 33),
    ],
    ids=["set", "set at the end", "occurred", "events", "pulse"],
)  # fmt: skip
def test_what_is_shorter_than_a_step_is_refused(
    small_case: Path, change: Change, path: str, old: str, new: str, at: int
) -> None:
    line, column = change(path, old, new)
    problem = only_error(small_case)
    place = problem.place
    assert (place.path, place.line, place.column) == (path, line, column + at)
    assert "a step of the run is 0.05 years" in problem.message
    assert "let it last at least 19 days" in problem.hint


def test_a_set_that_starts_and_ends_at_one_grid_point_is_refused(
    small_case: Path, change: Change
) -> None:
    change("case.yaml", "step: 0.05", "step: 0.1")
    change("factors.yaml", "until: 2013-07-01", "until: 2013-08-01")
    change("scenarios.yaml", "at: 2021-01-01\n        until: 2021-02-01",
           "at: 2021-01-20\n        until: 2021-02-24")  # fmt: skip
    assert "lasts 0.0959 years" in only_error(small_case).message


@pytest.mark.parametrize(
    "events",
    ["[{from: 2001-01-01, until: 2003-01-01}, {from: 2015-01-01}]", "[{from: 2031-01-01}]"],
)
def test_dated_events_outside_the_run_are_refused(
    small_case: Path, change: Change, events: str
) -> None:
    line, column = change("factors.yaml", "[{from: 2015-01-01}]", events)
    problem = only_error(small_case)
    assert (problem.place.line, problem.place.column) == (line, column + 8)
    assert problem.message == "this lies outside what is run (2010.00 to 2030.00)"
    assert "leave it out" in problem.hint


def test_dated_events_that_begin_before_the_run_are_sound(small_case: Path, change: Change) -> None:
    change("factors.yaml", "[{from: 2015-01-01}]", "[{from: 2001-01-01, until: 2012-01-01}]")
    assert sound(small_case)


FIRST = "{from: 2013-06-01, until: 2013-07-01}"


@pytest.mark.parametrize(
    "second",
    [
        "{from: 2013-06-15, until: 2013-09-01}",
        "{from: 2013-01-01, until: 2013-06-15}",
        "{from: 2013-01-01}",
        FIRST,
    ],
)
@pytest.mark.parametrize(
    ("factor", "old"), [("flood", FIRST), ("dam", "{from: 2015-01-01}")], ids=["occurred", "events"]
)
def test_spans_that_overlap_are_refused(
    small_case: Path, change: Change, factor: str, old: str, second: str
) -> None:
    line, column = change("factors.yaml", f"[{old}]", f"[{FIRST}, {second}]")
    problem = only_error(small_case)
    at = len(f"[{FIRST}, {{from: ")
    assert (problem.place.line, problem.place.column) == (line, column + at)
    assert problem.message == (
        f"`{factor}` is on at this time already, at factors.yaml:{line}:{column + 1}"
    )
    assert "make one span of the two" in problem.hint


@pytest.mark.parametrize(
    "second", ["{from: 2013-07-01, until: 2013-09-01}", "{from: 2013-01-01, until: 2013-06-01}"]
)
def test_spans_back_to_back_are_sound_in_any_order(
    small_case: Path, change: Change, second: str
) -> None:
    change("factors.yaml", "until: 2013-07-01}]", f"until: 2013-07-01}}, {second}]")
    assert sound(small_case)
