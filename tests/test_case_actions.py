"""Actions of one scenario that undo each other are refused, and so are impossible moves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.problem import Problem, errors

Change = Callable[[str, str, str], tuple[int, int]]
OLD = "      - set: rain\n        to: 1.2\n"
"""the last action of the scenario `unlucky`"""


def problems_of(folder: Path) -> tuple[Problem, ...]:
    _, problems = load_case(folder)
    return errors(problems)


def only_error(folder: Path) -> Problem:
    found = problems_of(folder)
    assert len(found) == 1, found
    return found[0]


def actions(*lines: str) -> str:
    return "".join(f"      - {line}\n" for line in lines)


def refused(folder: Path, change: Change, *lines: str, at: str, message: str, hint: str) -> None:
    """The one problem stands in the last of the lines, at the text `at`."""
    line, _ = change("scenarios.yaml", OLD, actions(*lines))
    problem = only_error(folder)
    assert (problem.place.path, problem.place.line) == (
        "scenarios.yaml", line + len(lines) - 1,
    )  # fmt: skip
    assert problem.place.column == 9 + lines[-1].index(at)
    assert message in problem.message
    assert hint in problem.hint


OVERLAPS = [
    ("{set: rain, to: 2}", "{set: rain, to: 3}"),
    ("{set: rain, to: 2}", "{set: rain, to: 3, at: 2025}"),
    ("{set: rain, to: 3, at: 2025}", "{set: rain, to: 2}"),
    ("{set: rain, to: 2, until: 2025}", "{set: rain, to: 3, at: 2024, until: 2026}"),
    ("{set: rain, to: 2, at: 2022, until: 2023}", "{set: rain, to: 3, at: 2021, until: 2026}"),
    ("{set: rain, to: 2, until: 2025-03-01}", "{set: rain, to: 3, at: 2025-02-01}"),
    ("{set: gossip, to: 2}", "{set: rain, to: 1, until: 2025}", "{set: rain, to: 3, at: 2024}"),
]


@pytest.mark.parametrize("lines", OVERLAPS)
def test_a_factor_that_is_held_twice_at_once_is_refused(
    small_case: Path, change: Change, lines: tuple[str, ...]
) -> None:
    message, hint = "`rain` is held at this time already, at scenarios.yaml:", "`until:`"
    refused(small_case, change, *lines, at="rain", message=message, hint=hint)


APART = [
    ("{set: rain, to: 2, until: 2025}", "{set: rain, to: 3, at: 2025}"),
    ("{set: rain, to: 3, at: 2025}", "{set: rain, to: 2, until: 2025}"),
    ("{set: rain, to: 3, at: 2025}", "{set: rain, to: 2, until: present + 2 years}"),
    ("{set: rain, to: 3}", "{set: gossip, to: 2}"),
    ("{set: rain, to: 2, until: 2022}", "{set: rain, to: 3, at: 2022, until: 2025}",
     "{set: rain, to: 4, at: 2027}"),
]  # fmt: skip


@pytest.mark.parametrize("lines", APART)
def test_holds_back_to_back_are_sound_in_any_order(
    small_case: Path, change: Change, lines: tuple[str, ...]
) -> None:
    change("scenarios.yaml", OLD, actions(*lines))
    assert problems_of(small_case) == ()


HELD = "is held at this time, at scenarios.yaml:"


@pytest.mark.parametrize("at", ["present", "2021-06-01", "2022-12-01"])
def test_a_shock_of_what_is_held_is_refused(small_case: Path, change: Change, at: str) -> None:
    hold = "{set: repairs, to: 2, until: 2023}"
    shock = f"{{shock: repairs, times: 2, at: {at}}}"
    refused(small_case, change, hold, shock, at="repairs", message=HELD, hint="end the hold")


@pytest.mark.parametrize("at", ["2021-01-01", "2023-01-01", "2024"])
def test_a_shock_before_or_after_a_hold_is_sound(small_case: Path, change: Change, at: str) -> None:
    hold = "{set: repairs, to: 2, at: 2022, until: 2023}"
    shock = f"{{shock: repairs, times: 2, at: {at}}}"
    change("scenarios.yaml", OLD, actions(hold, shock))
    assert problems_of(small_case) == ()


def test_a_claim_is_removed_once(small_case: Path, change: Change) -> None:
    once, again = "{remove: trust_money, at: 2022}", "{remove: trust_money, at: 2025}"
    message, hint = "`trust_money` is removed already, at scenarios.yaml:", "keep the earlier"
    refused(small_case, change, once, again, at="trust_money", message=message, hint=hint)


@pytest.mark.parametrize("add", ["0.4", "0.5", "-0.6", "-0.5999", "-2"])
def test_a_shock_that_leads_out_of_the_shares_is_refused(
    small_case: Path, change: Change, add: str
) -> None:
    line, column = change("scenarios.yaml", "add: -0.2", f"add: {add}")
    problem = only_error(small_case)
    assert (problem.place.line, problem.place.column) == (line, column + 5)
    assert problem.message == f"a share that is 0.6 at present cannot move by {float(add):g}"
    assert problem.hint == "shares lie between 0 and 1: from -0.599 to 0.399"


@pytest.mark.parametrize("add", ["0.399", "-0.599", "0.2"])
def test_a_shock_within_the_shares_is_sound(small_case: Path, change: Change, add: str) -> None:
    change("scenarios.yaml", "add: -0.2", f"add: {add}")
    assert problems_of(small_case) == ()


@pytest.mark.parametrize("times", ["0.0009", "1001"])
def test_a_shock_beyond_what_a_level_can_be_is_refused(
    small_case: Path, change: Change, times: str
) -> None:
    line, column = change("scenarios.yaml", "times: 1.5", f"times: {times}")
    problem = only_error(small_case)
    assert (problem.place.line, problem.place.column) == (line, column + 7)
    assert problem.message == f"a quantity cannot be multiplied by {times}"
    assert "0.001 to 1000" in problem.hint


def test_a_level_set_beyond_what_it_can_be_is_refused(small_case: Path, change: Change) -> None:
    line, column = change("scenarios.yaml", "to: 0.05", "to: 1001")
    problem = only_error(small_case)
    assert (problem.place.line, problem.place.column) == (line, column + 4)
    assert problem.message == "a quantity cannot be set to 1001"
    assert "0.001 to 1000" in problem.hint
