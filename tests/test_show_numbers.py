"""Numbers as a reader wants them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.articles import THIN
from contention.case.model import Figure
from contention.show.words.numbers import (
    as_stated,
    first_of,
    listed,
    percent,
    percent_range,
    powers,
    quantity,
    signed,
    ticks,
    year,
    years,
)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "–"),
        (0.0, "0 %"),
        (0.0003, "<1 %"),
        (0.004, "<1 %"),
        (0.005, "<1 %"),
        (0.0051, "1 %"),
        (0.9949, "99 %"),
        (0.995, ">99 %"),
        (0.426, "43 %"),
        (0.9999, ">99 %"),
        (1.0, "100 %"),
    ],
)
def test_percent_never_rounds_to_certainty(share: float | None, words: str) -> None:
    assert percent(share).replace(THIN, " ") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (12345.6, "12 300"), (3.2e9, "3.2 bn"), (-0.0123, "−0.0123"), (float("nan"), "–")],
)
def test_quantities_have_three_digits(value: float, words: str) -> None:
    assert quantity(value).replace(THIN, " ") == words


def test_intervals_are_rounded_outwards() -> None:
    assert percent_range((0.9985, 1.0)) == "99–100\u202f%"
    assert percent_range((0.57, 0.6201)) == "57–63\u202f%"
    assert percent_range((0.0, 0.0)) == "0–0\u202f%"


def test_a_sign_is_written_out_but_not_on_zero() -> None:
    assert [signed(0.5), signed(-0.5), signed(-0.001)] == ["+0.50", "−0.50", "0.00"]


def test_dates_and_durations() -> None:
    assert [year(2024.0), year(2024.15), year(2024.999999999)] == ["2024", "February 2024", "2025"]
    assert [years(1), years(0.25), years(0.01)] == ["1 year", "3 months", "3.7 days"]


def test_lists_are_joined_by_a_word() -> None:
    assert [listed(["a"]), listed(["a", "b", "c"])] == ["a", "a, b and c"]


def test_of_many_only_the_first_are_listed() -> None:
    letters = list("abcdefghij")
    assert [first_of(letters[:3], 2), first_of(letters[:4], 2)] == ["a, b and c", "a, b and 2 more"]
    assert first_of([*letters] * 200) == "a, b, c, d, e, f, g, h and 1\u202f992 more"


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_lie_inside_and_are_even(low: float, span: float) -> None:
    high = low + span
    found = ticks(low, high)
    assert 2 <= len(found) <= 7
    slack = 1e-6 * span
    assert all(low - slack <= tick <= high + slack for tick in found)
    gaps = [two - one for one, two in itertools.pairwise(found)]
    assert max(gaps) - min(gaps) <= 1e-6 * span


def test_a_short_logarithmic_axis_has_powers_of_two() -> None:
    assert powers(0.01, 10) == (0.01, 0.1, 1.0, 10.0)
    assert powers(0.6, 5) == (1.0, 2.0, 4.0)


@pytest.mark.parametrize(
    ("value", "comparator", "unit", "text"),
    [
        (2014, "exactly", "year", "2014 year"),
        (18500, "over", "person", "over 18 500 person"),
        (1980, "exactly", "person", "1980 person"),
        (6_300_000, "about", "person", "about 6 300 000 person"),
        (0.93, "under", "", "under 0.93"),
    ],
)
def test_figures_are_shown_as_the_text_states_them(
    value: float, comparator: str, unit: str, text: str
) -> None:
    figure = Figure("f", "text", "subject", value, unit, comparator)
    assert as_stated(figure).replace(THIN, " ") == text
