"""Names, and the arguments of functions, of models that files of other tools hold."""

import pytest

from contention.stockflow.functions import FUNCTIONS
from contention.stockflow.names import key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teacup Temperature", "teacup_temperature"),
        ("heat  loss\nto room", "Heat Loss\\nto Room"),
        ('"1/x rate"', "1/X rate"),
        ("a _ b", "A b"),
    ],
)
def test_names_that_differ_in_case_blanks_and_quotes_are_the_same(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_names_of_other_characters_differ() -> None:
    assert len({key(name) for name in ("a b", "ab", "a-b", "a b.", "ä b")}) == 5


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("pi", 0, 0), ("abs", 1, 1), ("ramp", 2, 3), ("impulse", 1, 3), ("pulse_train", 4, 4)],
)
def test_arguments_are_counted_as_documented(name: str, least: int, most: int) -> None:
    assert (FUNCTIONS[name].least, FUNCTIONS[name].most) == (least, most)


def test_the_least_of_many_takes_as_many_as_there_are() -> None:
    assert FUNCTIONS["min"].least == 1
    assert FUNCTIONS["min"].most > 100
