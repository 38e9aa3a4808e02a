"""Dates and lengths of time are told apart, though both are in years."""

import pytest

from contention.language.moments import Moment, moment, moment_faults
from contention.language.parsing import parse
from contention.language.quantities import Unit, parse_unit
from contention.language.syntax import Fault, Node
from contention.language.units import dimension_faults


def tree(text: str, *, contention: bool = True) -> Node:
    node = parse(text, contention=contention)
    assert not isinstance(node, Fault), node
    return node


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", Moment.DATE),
        ("time", Moment.DATE),
        ("time + 2", Moment.DATE),
        ("2 {years} + 2026-03-01", Moment.DATE),
        ("max(time, 2026-03-01 - 2)", Moment.DATE),
        ("if x then time else 2026-03-01", Moment.DATE),
        ("time - 2026-03-01", Moment.SPAN),
        ("dt", Moment.SPAN),
        ("18 {months}", Moment.SPAN),
        ("-2 * dt", Moment.SPAN),
        ("2 {years} / 3 + 1", Moment.SPAN),
        ("first_time(x @ a > 1)", Moment.SPAN),
        ("abs(first_time(x @ a > 1) - first_time(x @ b > 1))", Moment.SPAN),
        ("duration_above(x @ a, 2)", Moment.SPAN),
        ("2 + 3", Moment.NUMBER),
        ("x", Moment.OTHER),
        ("3 {person}", Moment.OTHER),
        ("2 * time", Moment.OTHER),
        ("final(x @ a)", Moment.OTHER),
    ],
)
def test_what_an_expression_tells_of_time(text: str, expected: Moment) -> None:
    assert moment(tree(text)) is expected


SOUND = [
    "first_time(x @ a > 1.5) < 3",
    "first_time(x @ a > 1.5) < 3 {years}",
    "first_time(x @ a > 1.5) < first_time(x @ b > 1.5) - 1",
    "first_time((x > 1 and time > 2026-03-01) @ a) < 3",
    "duration_above(x @ a, 2000) > 1500 {years}",
    "at(x @ a, 2027-01-01) > 1.5",
    "mean(x @ a, from=2026-03) > at(x @ a, 2027-01)",
    "mean(x @ a, from=2026, to=2027-01-01) > 2027",
    "first_time(x @ a > 2027) < 3",
]


@pytest.mark.parametrize("text", SOUND)
def test_dates_beside_dates_and_lengths_beside_lengths_are_sound(text: str) -> None:
    assert moment_faults(tree(text)) == ()


@pytest.mark.parametrize(
    "text",
    ["time >= 2026-03-01", "time > 2026", "step(1, 2026-03-01 + 2 {years})", "ramp(1, 2026, 2028)",
     "pulse(20, 2026-01-01, 0.5 {years})", "smth1(x, dt * 8)", "sin(2 * pi * time)",
     "if time - 2026-03-01 > 2 then x else y"],
)  # fmt: skip
def test_sound_equations(text: str) -> None:
    assert moment_faults(tree(text, contention=False)) == ()


UNSOUND = [
    ("first_time(y @ s > 1.5) < 2027-01-01", 24, "a date and a length", "at(x @ scenario"),
    ("2027-01-01 >= first_time(y @ s > 1.5)", 11, "a date and a length", "at(x @ scenario"),
    ("first_time(y @ s > 1.5) + 1 < 2027-01-01", 28, "a date and a length", "at(x @ scenario"),
    ("duration_above(y @ s, 1) > 2027-01-01", 25, "a date and a length", "years, `3`"),
    ("max(first_time(y @ s > 1), 2027-01-01) > 2", 0, "a date and a length", "at(x @ scenario"),
    ("first_time(y @ s > 1.5) - 2027-01-01 > 0", 24, "taken from a length", "at(x @ scenario"),
    ("first_time(y @ s > 1.5) < 2027", 24, "looks like a year", "`{years}` after the number"),
    ("first_time((time > 3 {years} and y > 1) @ s) < 2", 17, "a date and a length", "date less"),
    ("final((if y > 1 then time else dt) @ s) > 2", 7, "a date and a length", "date less"),
    ("mean((y + step(1, 3 {years})) @ s) > 2", 18, "`step` needs a date", "2026-03-01"),
    ("mean((y + ramp(1, 2026, 2 * dt)) @ s) > 2", 24, "`ramp` needs a date", "2026-03-01"),
    ("mean((y + pulse(1, dt)) @ s) > 2", 19, "`pulse` needs a date", "2026-03-01"),
    ("mean((y + pulse(1, 2026, 2027-01-01)) @ s) > 2", 25, "a length of time here", "years}"),
    ("mean((y * (time + 2026-03-01)) @ s) > 2", 16, "two dates have no sum", "2 {years}"),
]


@pytest.mark.parametrize(("text", "column", "message", "hint"), UNSOUND)
def test_a_date_beside_a_length_is_told_where_and_how(
    text: str, column: int, message: str, hint: str
) -> None:
    (fault,) = dimension_faults(tree(text), {})
    assert fault.column == column
    assert message in fault.message
    assert hint in fault.hint


@pytest.mark.parametrize(
    ("text", "column"), [("time > 2026-03", 7), ("step(1, 2026-12)", 8), ("x * (2026-3)", 5)]
)
def test_a_month_that_would_be_a_subtraction_is_refused(text: str, column: int) -> None:
    (fault,) = dimension_faults(tree(text, contention=False), {})
    assert fault.column == column
    assert "looks like a month" in fault.message
    assert "2026-03-01" in fault.hint


@pytest.mark.parametrize("text", ["time > 2026 - 3", "x > 2026-13", "x - 3", "2026-x > 1"])
def test_other_subtractions_are_sound(text: str) -> None:
    assert dimension_faults(tree(text, contention=False), {}) == ()


def test_a_lag_cannot_be_a_date() -> None:
    (fault,) = moment_faults(tree("smth1(x, 2026-03-01)", contention=False))
    assert (fault.column, fault.message) == (
        9, "`smth1` needs a length of time here, and this is a date",
    )  # fmt: skip


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit), found
    return found


UNITS = {"wait": unit("month"), "dead": unit("person"), "share": unit(""), "aid": unit("USD/month")}


@pytest.mark.parametrize(
    "text",
    ["final(wait @ a) > 18 {month}", "final(wait @ a) > 18 {months}",
     "final(dead @ a) > 5 {people}",
     "final(aid @ a) > 5 {USD/month}", "final(share @ a) > 0.5 {share}",
     "first_time(wait @ a > 18 {month}) < 3 {years}"],
)  # fmt: skip
def test_numbers_in_the_unit_of_what_they_stand_beside_are_taken_as_written(text: str) -> None:
    assert dimension_faults(tree(text), UNITS) == ()


@pytest.mark.parametrize(
    "text",
    ["final(wait @ a) > 1.5 {years}", "final(dead @ a) > 5 {thousand person}",
     "final(aid @ a) > 5 {USD/year}", "final(share @ a) > 50 {%}",
     "final(dead @ a) > 50 {%} * final(dead @ b)", "final(dead @ a) / final(dead @ b) > 50 {%}",
     "first_time(wait @ a > 1) < 18 {months}", "duration_above(share @ a, 5 {%}) > 1",
     "final(share @ a) ^ 5 {%} > 1", "exp(final(share @ a) - 5 {%}) > 1", "exp(5 {%}) > 1"],
)  # fmt: skip
def test_numbers_in_another_unit_are_refused_on_every_scale(text: str) -> None:
    assert len(dimension_faults(tree(text), UNITS)) >= 1
