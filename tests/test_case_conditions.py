"""Conditions that no run could hold are refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.problem import Problem, errors

Change = Callable[[str, str, str], tuple[int, int]]
CONDITION = "{factor: repairs, is: low}"


def only_error(folder: Path) -> Problem:
    _, problems = load_case(folder)
    found = errors(problems)
    assert len(found) == 1, found
    return found[0]


SIDES = ["is: low", "is: high", "below: 5", "above: 5"]


@pytest.mark.parametrize("side", SIDES)
def test_a_gate_on_a_stock_that_is_0_is_refused(
    small_case: Path, change: Change, side: str
) -> None:
    change("factors.yaml", "baseline: 10", "baseline: 0")
    line, column = change("claims/letter.yaml", CONDITION, f"{{factor: rebuilt, {side}}}")
    problem = only_error(small_case)
    assert (problem.place.line, problem.place.column) == (line, column + len("{factor: "))
    assert "`rebuilt` is 0 at present" in problem.message
    assert "a baseline above 0" in problem.hint


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "shape", ["constant: 0", "baseline: 0, step: {at: 2019, to: 2}", "step: {at: 2019, to: -1}"]
)
def test_a_gate_on_an_input_that_is_not_positive_is_refused(
    small_case: Path, change: Change, side: str, shape: str
) -> None:
    change(
        "factors.yaml", "gossip: {", f"noise: {{title: Noise, kind: input, {shape}}}\ngossip: {{"
    )
    line, column = change("claims/letter.yaml", CONDITION, f"{{factor: noise, {side}}}")
    problem = only_error(small_case)
    assert (problem.place.line, problem.place.column) == (line, column + len("{factor: "))
    assert "the input `noise` is not above 0 throughout" in problem.message
    assert "positive values" in problem.hint


def test_what_an_event_waits_for_is_checked_too(small_case: Path, change: Change) -> None:
    change("factors.yaml", "baseline: 10", "baseline: 0")
    line, column = change(
        "factors.yaml", "only_while: {factor: rain", "only_while: {factor: rebuilt"
    )
    problem = only_error(small_case)
    assert (problem.place.line, problem.place.column) == (line, column + 21)
    assert "`rebuilt` is 0 at present" in problem.message


def test_assumptions_are_checked_too(small_case: Path, change: Change) -> None:
    change("factors.yaml", "baseline: 10", "baseline: 0")
    gate = "    condition: {factor: rebuilt, is: none}\n"
    line, _ = change("assumptions.yaml", "    strength: strong\n", gate)
    assert str(only_error(small_case).place) == f"assumptions.yaml:{line}:25"


@pytest.mark.parametrize(
    ("side", "message", "hint"),
    [
        ("is: high", "`trust` is never `high`: that is above 1.2", "`above:` with a value below 1"),
        ("above: 1", "a share is never at 1", "0.001 to 0.999"),
        ("below: 0", "a share is never at 0", "0.001 to 0.999"),
        ("above: 0.9995", "a share is never at 0.9995", "0.001 to 0.999"),
        ("below: 60", "a share is never at 60", "0.001 to 0.999"),
    ],
)
def test_a_share_has_no_thresholds_outside_0_and_1(
    small_case: Path, change: Change, side: str, message: str, hint: str
) -> None:
    line, column = change("claims/letter.yaml", CONDITION, f"{{factor: trust, {side}}}")
    problem = only_error(small_case)
    at = len("{factor: trust, ") + side.index(" ") + 1
    assert (problem.place.line, problem.place.column) == (line, column + at)
    assert problem.message == message
    assert hint in problem.hint


@pytest.mark.parametrize("value", ["0", "-1"])
@pytest.mark.parametrize("factor", ["repairs", "ruined", "homeless", "rain"])
def test_thresholds_are_above_0(small_case: Path, change: Change, factor: str, value: str) -> None:
    change("claims/letter.yaml", CONDITION, f"{{factor: {factor}, above: {value}}}")
    problem = only_error(small_case)
    assert f"is never at {value}" in problem.message
    assert "above 0" in problem.hint


@pytest.mark.parametrize("condition", [
    "{factor: trust, is: low}", "{factor: trust, above: 0.9}", "{factor: ruined, is: high}",
    "{factor: rain, above: 1.5}", "{factor: flood, is: on}", "{factor: dam, is: off}",
])  # fmt: skip
def test_what_can_be_held_is_sound(small_case: Path, change: Change, condition: str) -> None:
    change("claims/letter.yaml", CONDITION, condition)
    case, problems = load_case(small_case)
    assert case is not None, problems
