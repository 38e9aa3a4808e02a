"""Windows that hold nothing of a run are refused, whatever way their dates are written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.problem import Problem, errors

Change = Callable[[str, str, str], tuple[int, int]]
OLD = "mean(care @ repairs_stop, from=2021-01-01)"


def only_error(folder: Path) -> Problem:
    _, problems = load_case(folder)
    found = errors(problems)
    assert len(found) == 1, found
    return found[0]


def refused(folder: Path, change: Change, window: str, message: str, hint: str) -> None:
    line, column = change("contentions.yaml", OLD, f"mean(care @ repairs_stop, {window})")
    problem = only_error(folder)
    place = problem.place
    assert (place.path, place.line, place.column) == ("contentions.yaml", line, column)
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    "window",
    ["from=2022-01-01, to=present + 1 year", "from=present + 2 years, to=2021-06-01",
     "from=2021-01-01, to=present", "from=present + 1 year, to=present",
     "from=2022-01-01, to=2021-01-01", "from=present + 2 years, to=present + 6 months",
     "from=present, to=present", "from=present + 12 months, to=2021-01-01"],
)  # fmt: skip
def test_a_window_that_ends_before_it_begins_is_refused(
    small_case: Path, change: Change, window: str
) -> None:
    refused(small_case, change, window, "the window ends before it begins", "exchange")


@pytest.mark.parametrize("window", ["from=2030-01-01", "to=present", "from=present + 10 years"])
def test_a_window_without_any_time_is_refused(
    small_case: Path, change: Change, window: str
) -> None:
    refused(small_case, change, window, "the window ends where it begins", "at(x @ scenario, date)")


@pytest.mark.parametrize(
    "window", ["from=2021-01-01, to=2021-01-10", "to=present + 2 weeks", "from=2029-12-20"]
)
def test_a_window_shorter_than_a_step_is_refused(
    small_case: Path, change: Change, window: str
) -> None:
    refused(small_case, change, window, "a step of the run is 0.05 years", "at least 19 days")


@pytest.mark.parametrize(
    "window",
    ["from=2021-01-01, to=present + 2 years", "from=present + 1 month, to=2021", "to=2021",
     "from=present", "from=present, to=present + 3 weeks"],
)  # fmt: skip
def test_a_window_that_holds_some_time_is_sound(
    small_case: Path, change: Change, window: str
) -> None:
    change("contentions.yaml", OLD, f"mean(care @ repairs_stop, {window})")
    case, problems = load_case(small_case)
    assert case is not None, problems
