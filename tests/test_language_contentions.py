"""Which expressions are the test of a contention, and what their reducers look at."""

import pytest

from contention.language.contentions import check_contention, is_condition, reducer_calls
from contention.language.parsing import parse
from contention.language.printing import expression_text
from contention.language.syntax import Fault, Node


def tree(text: str) -> Node:
    node = parse(text, contention=True)
    assert not isinstance(node, Fault), node
    return node


SOUND = [
    "final(x @ a) > final(x @ b)",
    "final(x @ a) > 3 and not (change(y @ b, from=2026) < 0)",
    "mean((x - y) @ a) > 0.5 * mean((x - y) @ b) or 1 < max(x @ a)",
    "max(final(x @ a), 3) > exp(min(x @ b))",
    "first_time(x @ a > 0.5) < first_time(x @ b > 0.5)",
    "first_time((x > 2 and time > 2026) @ a) < 3 {years}",
    "duration_above(x @ a, 2 * y @ a) > 1",
    "at(x @ a, 2026) = at(x @ a, present + 2 years)",
    "mean((x > 3) @ a) > 0.5",
    "final(max(x, step(1, 2026)) @ a) > -2 ^ 2",
    "if final(x @ a) > 1 then final(x @ b) > 2 else final(x @ c) > 3",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_test_has_no_faults(text: str) -> None:
    assert check_contention(tree(text)) == ()


UNSOUND = [
    ("final(x @ a)", 0, "found a number", "compare it"),
    ("final(x @ a) > 1 and final(x @ b)", 21, "found a number", "compare it"),
    ("final(x) > 2", 6, "`x` is in no scenario", "x @ scenario"),
    ("final(x @ a - y) > 0", 14, "`y` is in no scenario", "y @ scenario"),
    ("x > 2", 0, "course over time", "final(x @ scenario)"),
    ("time > 2026", 0, "course over time", "final(time @ scenario)"),
    ("x @ a > 2", 2, "`@` is outside a reducer", "final(x @ a)"),
    ("(final(x @ a) > 3) @ b", 19, "`@` is outside a reducer", "final(x @ b)"),
    ("3 > 2", 0, "looks at no outcome", "final(x @ scenario)"),
    ("final(x @ a - x @ b) > 0", 16, "here are `a` and `b`", "final(x @ a) - final(x @ b)"),
    ("final((x @ a + y) @ a) > 0", 9, "inside `@ a` already", "one of the two"),
    ("final(change(x @ a)) > 0", 6, "reducers do not nest", "no course over time"),
    ("mean(smth1(x, 2) @ a) > 1", 5, "has a memory", "equation of a factor"),
    ("mean(delay(x, 2) @ a) > 1", 5, "has a memory", "equation of a factor"),
    ("first_time(x @ a) > 1", 0, "something that becomes true", "> 0.5"),
    ("final(time) > 1", 0, "looks at no factor", "final(x @ scenario)"),
    ("final(2 @ a) > 1", 8, "no factor before", "remove it"),
    ("mean(x @ a, from=2027, to=2026) > 1", 0, "ends before it begins", "exchange"),
    (
        "mean(x @ a, from=present + 3 years, to=present + 6 months) > 1",
        0,
        "ends before it begins",
        "exchange",
    ),
    ("step(1, 2026) > final(x @ a)", 0, "outside a reducer", "abs, cos"),
    ("smth1(final(x @ a), 1) > 1", 0, "outside a reducer", "abs, cos"),
    ("(if final(x @ a) > 1 then 1 else 2) > 1", 1, "`if` cannot choose", "min"),
    ("(final(x @ a) > 1) + 1 > 1", 14, "expected a number", "`and`"),
]


@pytest.mark.parametrize(("text", "column", "message", "hint"), UNSOUND)
def test_each_unsound_test_is_told_where_and_how(
    text: str, column: int, message: str, hint: str
) -> None:
    first = check_contention(tree(text))[0]
    assert first.column == column
    assert message in first.message
    assert hint in first.hint


def test_all_faults_come_at_once_in_order() -> None:
    faults = check_contention(tree("final(x) > mean(smth1(y, 1) @ a) + z"))
    assert [fault.column for fault in faults] == [6, 16, 35]


def test_reducers_are_found_with_scenario_window_and_bare_expression() -> None:
    text = "mean((x - y) @ a, from=2026) > 2 * at(x @ b, present + 1 years)"
    mean, at = reducer_calls(tree(text))
    assert (mean.kind, mean.scenario, mean.column) == ("mean", "a", 0)
    assert expression_text(mean.inner) == "x - y"
    assert mean.start is not None
    assert expression_text(mean.start) == "2026-01-01"
    assert mean.end is None
    assert (at.kind, at.scenario, at.column) == ("at", "b", 35)
    assert at.end is not None
    assert expression_text(at.end) == "present + 1 year"
    assert expression_text(at.call) == "at(x @ b, present + 1 year)"


def test_time_above_a_level_is_a_condition() -> None:
    (leaf,) = reducer_calls(tree("duration_above(x @ a, 2 * y @ a) > 1"))
    assert expression_text(leaf.inner) == "x > 2 * y"


def test_a_reducer_without_a_scenario_is_a_misuse() -> None:
    with pytest.raises(ValueError, match="no scenario"):
        reducer_calls(tree("final(x) > 1"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x > 1", True), ("not x", True), ("(x > 1) @ a", True), ("x + 1", False), ("x", False),
     ("if x then y > 1 else y > 2", True), ("if x then y else z", False)],
)  # fmt: skip
def test_conditions_are_told_from_numbers(text: str, expected: bool) -> None:
    assert is_condition(tree(text)) is expected
