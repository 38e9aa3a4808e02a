import math
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.convert.scales import UnreadableError, WordTables, amount, moment
from contention.case.model import Lognormal
from contention.case.schema.case import TablesEntry


@pytest.mark.parametrize(
    ("text", "years"),
    [("18 months", 1.5), ("2 years", 2.0), ("10 days", 10 / 365.25), ("1 week", 7 / 365.25),
     ("1.5 decades", 15.0), ("2years", 2.0), (".5 year", 0.5)],
)  # fmt: skip
def test_amounts(text: str, years: float) -> None:
    assert amount(text) == pytest.approx(years)


@pytest.mark.parametrize("text", ["months", "2", "two years", "-2 years", "2 parsecs", "1e3 days"])
def test_what_is_no_amount(text: str) -> None:
    assert amount(text) is None


def test_words_of_the_table_and_amounts_are_durations_with_one_spread() -> None:
    words = WordTables()
    assert words.duration("a generation") == Lognormal(25.0, 2.0)
    assert words.duration("A  Year") == Lognormal(1.0, 2.0)
    assert words.duration("6 months") == Lognormal(0.5, 2.0)


def test_tables_of_a_case_go_over_the_default_ones() -> None:
    tables = TablesEntry.model_validate(
        {
            "strength": {"strong": 0.8, "overwhelming": 2.0},
            "strength_spread": {"stated": 1.5},
            "time": {"A while": 0.5},
            "time_spread": 3.0,
        }
    )
    words = WordTables.of(tables)
    assert words.elasticity("strong") == Lognormal(0.8, 1.5)
    assert words.elasticity("Overwhelming") == Lognormal(2.0, 1.5)
    assert words.elasticity("weak") == Lognormal(0.1, 1.5)
    assert words.elasticity(None) == Lognormal(0.3, 2.5)
    assert words.elasticity("unqualified") == Lognormal(0.3, 2.5)
    assert words.elasticity(0.45) == Lognormal(0.45, 1.5)
    assert words.duration("a while") == Lognormal(0.5, 3.0)


@pytest.mark.parametrize("given", [0, -1, 11, "storng", math.nan])
def test_strengths_that_are_none(given: float | str) -> None:
    with pytest.raises(UnreadableError):
        WordTables().elasticity(given)


@pytest.mark.parametrize(
    ("text", "year"),
    [("2024", 2024.0), ("2024-07-01", 2024 + 182 / 366), ("2023-12-31", 2023 + 364 / 365),
     ("2024-02", 2024 + 31 / 366), ("present", 2020.5), ("present + 18 months", 2022.0),
     ("Present - 1 year", 2019.5), ("present+6 months", 2021.0)],
)  # fmt: skip
def test_dates(text: str, year: float) -> None:
    assert moment(text, 2020.5) == pytest.approx(year)


@pytest.mark.parametrize(
    "text", ["2024-13-01", "24", "yesterday", "present + 2", "present + months", "presently", ""]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        moment(text, 2020.0)
    assert raised.value.hint


def test_the_present_cannot_depend_on_itself() -> None:
    with pytest.raises(UnreadableError, match="cannot depend"):
        moment("present + 1 year", None)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_unreadable(text: str) -> None:
    converters: list[Callable[[], float]] = [
        lambda: WordTables().years(text),
        lambda: WordTables().elasticity(text).median,
        lambda: moment(text, 2020.0),
    ]
    for convert in converters:
        with suppress(UnreadableError):
            assert math.isfinite(convert())
