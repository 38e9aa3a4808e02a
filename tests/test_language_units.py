"""Units: what texts name them, and what fits together."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.language.parsing import parse
from contention.language.syntax import Fault, Node
from contention.language.units import (
    DIMENSIONLESS,
    YEAR,
    Unit,
    dimension_faults,
    parse_unit,
    unit_of,
)
from contention.language.vocabulary import vocabulary


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit), found
    return found


def tree(text: str) -> Node:
    node = parse(text, contention=True)
    assert not isinstance(node, Fault), node
    return node


UNITS = {
    "dead": unit("person"),
    "births": unit("person/year"),
    "monthly": unit("person/month"),
    "share": unit(""),
    "front": unit("km"),
}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("person", "people"),
        ("person", "Persons"),
        ("deaths", "death"),
        ("countries", "country"),
        ("person/year", "people per year"),
        ("person/year", "person / years"),
        ("km^2", "km**2"),
        ("km^2", "km km"),
        ("km²", "km*km"),
        ("a_thing/(b_thing*year)", "a_thing/b_thing/year"),
        ("1/year", "person/year/person"),
        ("relative", ""),
        ("dmnl", "1"),
        ("$/year", "dollars per year"),
        ("Year", "year"),
    ],
)
def test_texts_that_name_the_same_unit(text: str, same: str) -> None:
    assert unit(text).same(unit(same))


@pytest.mark.parametrize(
    ("text", "other"),
    [("year", "month"), ("%", ""), ("thousand person", "person"), ("km", "m"), ("week", "day")],
)
def test_units_of_one_dimension_and_two_scales(text: str, other: str) -> None:
    assert unit(text).same_dimension(unit(other))
    assert not unit(text).same(unit(other))


def test_other_words_are_units_of_their_own() -> None:
    assert unit("person").powers == (("person", Fraction(1)),)
    assert not unit("person").same_dimension(unit("soldier"))


EVERYDAY = vocabulary(
    """
    bus fare camp unit point bar barrel pound stone yard chain link hand rod cup byte_sized degree
    knot gray ev pa toe are at pint peck perch slug span cable league block pole head team tram case
    count mine ship dam farm cat train plan seat pub home firm strike vote
    """
)


@pytest.mark.parametrize("word", sorted(EVERYDAY))
def test_everyday_words_are_counted_units_of_their_own(word: str) -> None:
    (power,) = unit(word).powers
    assert power[1] == 1
    assert unit(word).log_scale == 0
    assert power[0] not in ("meter", "gram", "second", "ampere", "kelvin", "bit", "mole")
    for prefix in ("kilo", "milli", "p", "m", "k", "c", "f"):
        assert not unit(prefix + word).same_dimension(unit(word)) or prefix + word == word


@pytest.mark.parametrize(
    ("one", "many"),
    [("bus", "buses"), ("fare", "fares"), ("gas", "gases"), ("campus", "campuses"),
     ("glass", "glasses"), ("box", "boxes"), ("party", "parties"), ("crisis", "crises"),
     ("house", "houses"), ("cause", "causes"), ("hero", "heroes"), ("shoe", "shoes"),
     ("child", "children"), ("life", "lives"), ("series", "series"), ("virus", "viruses"),
     ("tie", "ties"), ("church", "churches"), ("lens", "lenses"), ("woman", "women")],
)  # fmt: skip
def test_one_and_many_are_the_same_unit(one: str, many: str) -> None:
    assert unit(one).same(unit(many))


@pytest.mark.parametrize(
    ("text", "scale", "of"),
    [("quarter", 1 / 4, "year"), ("decade", 10, "year"), ("century", 100, "year"),
     ("kWh", 3.6, "MJ"), ("kwh", 1, "kilowatt_hour"), ("TWh", 1e9, "kWh"), ("Mt", 1e9, "kg"),
     ("megatonnes", 1, "Mt"), ("kilometres", 1_000, "m"), ("µg", 1e-6, "g"), ("ug", 1, "µg"),
     ("km/h", 1, "kph"), ("MW", 1e9, "mW"), ("hectare", 0.01, "km^2"),
     ("acre", 4046.8564224, "m^2"),
     ("litre", 1e-3, "m^3"), ("hPa", 1, "mbar"), ("N", 1, "kg*m/s^2"), ("W", 1, "J/s"),
     ("V", 1, "W/A"), ("ohm", 1, "V/A"), ("Pa", 1, "N/m^2"), ("mile", 1609.344, "m"),
     ("lb", 0.45359237, "kg"), ("fortnight", 2, "week"), ("million EUR", 1e6, "€"),
     ("GB", 8e6, "kilobit"), ("Mtoe", 41.868, "PJ"), ("tons", 1, "tonne")],
)  # fmt: skip
def test_physical_units_have_their_scale(text: str, scale: float, of: str) -> None:
    assert unit(text).same_dimension(unit(of))
    ratio = unit(text).log_scale - unit(of).log_scale
    assert ratio == pytest.approx(math.log(scale), abs=1e-9)


def test_a_rate_a_decade_starts_at_zero() -> None:
    assert unit("person/decade").same_dimension(unit("person/year"))


def test_the_year_is_that_of_time() -> None:
    assert unit("year").same(YEAR)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a;b", "`;` cannot be part"),
        ("__import__('os')", "`'` cannot be part"),
        ("person + 1", "`+` cannot be part"),
        ("2.5", "`.` cannot be part"),
        ("5 km", "no number but 1"),
        ("person^9", "from 1 to 6"),
        ("person^person", "from 1 to 6"),
        ("person^" + "9" * 60, "from 1 to 6"),
        ("(person", "never closed"),
        ("person)", "one too many"),
        ("person/", "a word is missing"),
        ("^2", "a word is missing"),
        ("degC", "does not start at zero"),
        ("dB", "does not start at zero"),
        ("x" * 81, "at most 80"),
        ("(" * 41, "a word is missing"),
    ],
)
def test_texts_that_are_no_unit(text: str, message: str) -> None:
    found = parse_unit(text)
    assert isinstance(found, str)
    assert message in found


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=30), st.text("ampyer()*/^ 16%$²km", max_size=30)))
def test_no_text_makes_the_reading_of_units_raise(text: str) -> None:
    found = parse_unit(text)
    assert isinstance(found, Unit) or found


FITTING = [
    ("dead + 5", "person"),
    ("2 * dead / 3", "person"),
    ("dead + births * 1 {year}", "person"),
    ("dead / births", "year"),
    ("exp(dead / 10 {person})", ""),
    ("share ^ share", ""),
    ("sqrt(dead ^ 2) + dead", "person"),
    ("front ^ 0.5 * front ^ 1.5", "km^2"),
    ("time - 2026-01-01", "year"),
    ("dt", "year"),
    ("if dead > 5 and share then dead else 0", "person"),
    ("not dead", ""),
    ("-dead", "person"),
    ("min(dead, 5 {people})", "person"),
    ("step(dead, 2026)", "person"),
    ("pulse(dead, 2026, 1 {year})", "person/year"),
    ("ramp(births, 2026, 2028-01-01)", "person"),
    ("smth1(dead, 0.5 {year}, 0)", "person"),
    ("delay3(births, dead / births)", "person/year"),
    ("lookup(dead, 0, 0, 10 {person}, 1 {km})", "km"),
    ("lookup(dead, 0, 0, 10, 1) * dead", "person"),
    ("pi * share", ""),
    ("final(dead @ a)", "person"),
    ("integral(births @ a)", "person"),
    ("first_time(dead @ a > 5)", "year"),
    ("duration_above(dead @ a, 5 {person})", "year"),
    ("at(share @ a, 2026)", ""),
]


@pytest.mark.parametrize(("text", "expected"), FITTING)
def test_what_fits_has_a_unit(text: str, expected: str) -> None:
    node = tree(text)
    found = unit_of(node, UNITS)
    assert found is not None
    assert found.same(unit(expected))
    assert dimension_faults(node, UNITS, unit(expected)) == ()


MISFITTING = [
    ("dead + births", 5, "`+` joins person and person/year", "same unit"),
    ("dead + share", 5, "`+` joins person and no unit", "same unit"),
    ("births + monthly", 7, "`+` joins person/year and person/month", "is 12 person/year"),
    ("dead > births", 5, "`>` joins", "same unit"),
    ("5 {%} + share", 6, "`+` joins % and no unit", "1 is 100 %"),
    ("exp(dead)", 4, "`exp` takes a pure number", "reference value"),
    ("dead ^ share", 5, "raised to a power", "reference value"),
    ("2 ^ dead", 4, "an exponent is in person, and no unit is needed", "same unit"),
    ("smth1(dead, 6 {months})", 12, "a time of `smth1` is in months", "0.0833333 year"),
    ("step(1, dead)", 8, "a time of `step` is in person", "same unit"),
    ("smth1(dead, 1, births)", 0, "`smth1` joins", "same unit"),
    ("if share then dead else births", 0, "`then … else` joins", "same unit"),
    ("min(dead, front)", 0, "`min` joins person and km", "same unit"),
    ("lookup(dead, 0, 0, 1 {km}, 1)", 0, "`lookup` joins", "same unit"),
    ("5 {person + 1}", 0, "`{person + 1}` is not a unit", "5 {person/year}"),
    ("duration_above(dead @ a, share @ a)", 0, "`duration_above` joins", "same unit"),
    ("final(dead @ a) > final(births @ a)", 16, "`>` joins", "same unit"),
]


@pytest.mark.parametrize(("text", "column", "message", "hint"), MISFITTING)
def test_what_does_not_fit_is_told_where_and_how(
    text: str, column: int, message: str, hint: str
) -> None:
    (fault,) = dimension_faults(tree(text), UNITS)
    assert fault.column == column
    assert message in fault.message
    assert hint in fault.hint


def test_the_whole_must_have_the_expected_unit() -> None:
    (fault,) = dimension_faults(tree("dead * 2"), UNITS, unit("person/year"))
    assert "is in person, and person/year is needed" in fault.message
    assert dimension_faults(tree("2 + 3"), UNITS, unit("person/year")) == ()


def test_unknown_names_fit_anything_and_hide_nothing_else() -> None:
    assert dimension_faults(tree("other + dead * other"), UNITS, DIMENSIONLESS) == ()
    assert unit_of(tree("other * dead"), UNITS) is None
    assert len(dimension_faults(tree("other + (dead + births)"), UNITS)) == 1


def test_one_mistake_is_one_fault() -> None:
    assert len(dimension_faults(tree("(dead + births) * 2 + front > 1 {km}"), UNITS)) == 1


def test_no_power_of_a_unit_overflows() -> None:
    node = tree("((((year ^ 1e9) ^ 1e9) ^ 1e9) ^ 1e9) + 1")
    assert dimension_faults(node, {"year": YEAR}) == ()
