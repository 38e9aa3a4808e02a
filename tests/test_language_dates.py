"""Dates as decimal years and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.language.dates import date_fault, date_text, decimal_year, parse_date, years_in


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024.0),
        ("2024-01", 2024.0),
        ("2024-01-01", 2024.0),
        ("2024-07-02", 2024 + 183 / 366),
        ("2023-12-31", 2023 + 364 / 365),
        (" 2024-2-9 ", 2024 + 39 / 366),
    ],
)
def test_dates_are_decimal_years(text: str, year: float) -> None:
    assert parse_date(text) == year


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2023-02-29", "2024-01-01T00", "present", "２０２４", "0000"]
)
def test_other_texts_are_no_dates(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_day_comes_back_from_its_decimal_year(day: date) -> None:
    assert date_text(decimal_year(day)) == day.isoformat()


@given(st.dates(date(1800, 1, 1), date(2200, 1, 1)), st.floats(1e-6, 0.9))
def test_a_moment_inside_a_day_is_no_date(day: date, part: float) -> None:
    assert date_text(decimal_year(day) + part / 366) is None


@pytest.mark.parametrize(
    ("word", "years"),
    [("years", 1.0), ("Month", 1 / 12), ("weeks", 7 / 365.25), ("day", 1 / 365.25)],
)
def test_words_for_lengths_of_time(word: str, years: float) -> None:
    assert years_in(word) == years


def test_other_words_are_no_length_of_time() -> None:
    assert years_in("decades") is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2026-02-30", "does not exist: February 2026 has 28 days"),
        ("2024-02-30", "does not exist: February 2024 has 29 days"),
        ("2026-00", "does not exist: months are 01 to 12"),
        ("2026-13-01", "does not exist: months are 01 to 12"),
        ("2026-04-31", "does not exist: April 2026 has 30 days"),
        ("30 February", "is not a date"),
        ("2026-02-28", ""),
    ],
)
def test_what_is_wrong_with_a_date_is_said(text: str, fault: str) -> None:
    assert date_fault(text) == fault
    assert (parse_date(text) is None) == bool(fault)
