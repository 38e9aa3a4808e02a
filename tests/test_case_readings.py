"""Readings of the words: four that are always there, and what a case adds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.convert.scales import STRENGTHS, WordTables
from contention.case.load import load_case
from contention.case.model import Case
from contention.case.problem import Problem, errors
from contention.case.strength_readings import default_readings

Change = Callable[[str, str, str], tuple[int, int]]
DEFAULT = ["coded", "length_neutral", "shared", "wide"]


def loaded(folder: Path) -> Case:
    case, problems = load_case(folder)
    assert case is not None, problems
    return case


def only(folder: Path) -> Problem:
    """The one error of a case."""
    case, problems = load_case(folder)
    assert case is None
    (problem,) = errors(problems)
    return problem


def written(change: Change, *lines: str) -> int:
    """Write `readings` into case.yaml; gives the line of its key."""
    text = "\n".join(["readings:", *lines, "common_ground:"])
    return change("case.yaml", "common_ground:", text)[0]


def test_a_case_that_says_nothing_of_readings_has_four(small_case: Path) -> None:
    readings = loaded(small_case).readings
    assert list(readings) == DEFAULT
    assert [item.scaling for item in readings.values()] == [
        "none", "stable loops", "shared", "none",
    ]  # fmt: skip
    assert [item.spread for item in readings.values()] == [1.0, 1.0, 1.0, 2.0]
    assert readings["coded"].strength == readings["shared"].strength == STRENGTHS
    neutral = {"weak": 1 / 3, "unqualified": 1.0, "strong": 1.5, "decisive": 2.0}
    assert readings["length_neutral"].strength == pytest.approx(neutral)
    assert all(item.title and item.reason for item in readings.values())


def test_words_that_a_case_adds_are_scaled_as_unqualified_is_and_keep_their_place() -> None:
    table = {**STRENGTHS, "unqualified": 0.4, "faint": 0.04, "moderate": 0.5, "crushing": 6.0}
    neutral = default_readings(WordTables(strength=table))["length_neutral"].strength
    assert neutral["faint"] == pytest.approx(0.1)
    assert neutral["moderate"] == pytest.approx(1.25)
    assert neutral["crushing"] == 10.0  # 15 lies beyond what a strength may be
    between = {**STRENGTHS, "firm": 0.6}
    firm = default_readings(WordTables(strength=between))["length_neutral"].strength["firm"]
    assert firm == 1.5  # not 2: it would pass `strong`


def test_a_case_adds_a_reading(small_case: Path, change: Change) -> None:
    written(
        change,
        "  bold:",
        "    title: bold",
        "    reason: Manifestos mean what they shout.",
        "    strength: {Strong: 0.9}",
        "    spread: 1.5",
        "    scaling: shared",
    )
    case = loaded(small_case)
    assert list(case.readings) == [*DEFAULT, "bold"]
    bold = case.readings["bold"]
    assert bold.strength == {**STRENGTHS, "strong": 0.9}
    assert (bold.spread, bold.scaling, bold.title) == (1.5, "shared", "bold")


def test_a_case_replaces_a_reading_by_its_id(small_case: Path, change: Change) -> None:
    written(change, "  wide:", "    {title: wider, reason: Who knows?, spread: 3}")
    case = loaded(small_case)
    assert list(case.readings) == DEFAULT
    assert (case.readings["wide"].title, case.readings["wide"].spread) == ("wider", 3.0)


def test_the_coded_reading_cannot_be_replaced(small_case: Path, change: Change) -> None:
    line = written(change, "  coded:", "    {title: mine, reason: Mine., spread: 3}")
    problem = only(small_case)
    assert (problem.place.line, problem.place.column) == (line + 1, 3)
    assert "`tables`" in problem.message
    assert "another id" in problem.hint


def test_an_unknown_word_is_refused_with_a_guess(small_case: Path, change: Change) -> None:
    line = written(
        change, "  bold:", "    title: bold", "    reason: Why not.", "    strength:",
        "      strng: 0.9",
    )  # fmt: skip
    problem = only(small_case)
    assert (problem.place.line, problem.place.column) == (line + 5, 7)
    assert "`strng`" in problem.message
    assert problem.hint == "did you mean `strong`?"


def test_a_word_has_one_number(small_case: Path, change: Change) -> None:
    written(change, "  odd: {title: odd, reason: Odd., strength: {Strong: 0.8, strong: 0.9}}")
    assert "`strong` has two numbers" in only(small_case).message


@pytest.mark.parametrize("key", ["title", "reason"])
def test_an_empty_title_or_reason_is_none(small_case: Path, change: Change, key: str) -> None:
    entry = {"title": "odd", "reason": "Odd.", "spread": "2", key: '" "'}
    lines = [f"    {name}: {value}" for name, value in entry.items()]
    written(change, "  odd:", *lines)
    assert f"`{key}`" in only(small_case).message


def test_a_reading_keeps_the_order_of_the_words(small_case: Path, change: Change) -> None:
    written(change, "  odd: {title: odd, reason: Odd., strength: {weak: 0.8}}")
    problem = only(small_case)
    assert "`unqualified` is weaker than `weak`" in problem.message


def test_words_may_move_together(small_case: Path, change: Change) -> None:
    written(change, "  flat: {title: flat, reason: All the same., "
            "strength: {weak: 0.5, unqualified: 0.5, strong: 0.5, decisive: 0.5}}")  # fmt: skip
    assert set(loaded(small_case).readings["flat"].strength.values()) == {0.5}


def test_a_reading_that_changes_nothing_is_a_warning(small_case: Path, change: Change) -> None:
    line = written(change, "  same: {title: same, reason: Copied., strength: {strong: 0.7}}")
    case, problems = load_case(small_case)
    assert case is not None
    (problem,) = [each for each in problems if "`same`" in each.message]
    assert problem.place.line == line + 1
    assert problem not in errors(problems)


def test_readings_are_counted(small_case: Path, change: Change) -> None:
    entries = [f"  r{n}: {{title: r{n}, reason: One more., spread: 1.5}}" for n in range(12)]
    written(change, *entries)
    assert len(loaded(small_case).readings) == 16
    change("case.yaml", "  r0:", "  r99: {title: r, reason: Too many., spread: 1.5}\n  r0:")
    assert "17 readings" in only(small_case).message


@pytest.mark.parametrize("key", ["title", "reason"])
def test_a_reading_has_a_title_and_a_reason(small_case: Path, change: Change, key: str) -> None:
    entry = {"title": "bold", "reason": "Because.", "spread": "2"}
    del entry[key]
    lines = [f"    {name}: {value}" for name, value in entry.items()]
    written(change, "  bold:", *lines)
    assert f"`{key}`" in only(small_case).message
