"""Alphas for unitizing: against a count by their definition, and against alpha for fixed units."""

import math
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.coding.agreement.reliability import krippendorffs_alpha
from contention.coding.agreement.unitizing import GAP, CodedStretch, apart, unitizing

Coders = Sequence[Sequence[CodedStretch]]


def _places(units: Sequence[CodedStretch], length: int) -> list[tuple[str, object]]:
    """Value of each character of one coder, and what it must not be paired with."""
    found: list[tuple[str, object]] = [(GAP, place) for place in range(length)]
    for number, unit in enumerate(units):
        for place in range(unit.start, unit.end):
            found[place] = (unit.value, f"unit {number}")
    return found


def by_definition(coders: Coders, length: int, *, binary: bool) -> float:
    """Observed: pairs of coders at one character. Expected: any two characters of any coders.

    No character is paired within its own unit; one of a gap is only not paired with itself.
    """
    places = [
        (coder, place, value != GAP if binary else value, (coder, own))
        for coder, units in enumerate(coders)
        for place, (value, own) in enumerate(_places(units, length))
    ]
    unlike_here = here = unlike = pairs = 0
    for one, other in product(places, places):
        differs = one[2] != other[2]
        if one[0] != other[0] and one[1] == other[1]:
            here += 1
            unlike_here += differs
        if one[3] != other[3]:
            pairs += 1
            unlike += differs
    return 1 - (unlike_here / here) / (unlike / pairs) if unlike else float("nan")


@st.composite
def codings(draw: st.DrawFn) -> tuple[list[list[CodedStretch]], int]:
    length = draw(st.integers(4, 24))
    coders = []
    for _ in range(draw(st.integers(2, 4))):
        bounds = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
        pairs = zip(bounds[::2], bounds[1::2], strict=False)
        coders.append([CodedStretch(a, b, draw(st.sampled_from("+-"))) for a, b in pairs])
    return coders, length


@given(codings())
def test_alphas_are_those_of_the_definition(drawn: tuple[list[list[CodedStretch]], int]) -> None:
    coders, length = drawn
    found = unitizing(coders, length)
    expected = by_definition(coders, length, binary=False)
    assert found.valued == pytest.approx(expected, nan_ok=True, abs=1e-9)
    binary = by_definition(coders, length, binary=True)
    assert found.coded == pytest.approx(binary, nan_ok=True, abs=1e-9)


@pytest.mark.parametrize(
    ("coders", "alpha"),
    [(("0100000010", "1110010000"), 0.095), (("aabbdcccedda", "babbbccceddd"), 0.692)],
)
def test_units_of_one_character_are_the_fixed_units_of_2011(
    coders: tuple[str, ...], alpha: float
) -> None:
    """Krippendorff (2011), sections A and B: the same two coders, each value a unit of its own."""
    units = [[CodedStretch(n, n + 1, value) for n, value in enumerate(coder)] for coder in coders]
    found = unitizing(units, len(coders[0]))
    assert found.valued == pytest.approx(alpha, abs=0.0005)
    assert found.coding == pytest.approx(alpha, abs=0.0005)
    assert found.covered == 1
    gaps = [[unit for unit in each if unit.value != "0"] for each in units]
    if "0" in coders[0]:
        assert unitizing(gaps, len(coders[0])).coded == pytest.approx(alpha, abs=0.0005)


def test_the_same_stretches_agree_wholly_and_disjoint_ones_less_than_by_chance() -> None:
    one = [CodedStretch(0, 10, "+"), CodedStretch(20, 30, "-")]
    same = unitizing([one, one, one], 60)
    assert (same.coded, same.valued, same.coding) == (1, 1, 1)
    assert same.covered == pytest.approx(1 / 3)
    other = unitizing([one, [CodedStretch(40, 60, "+")]], 60)
    assert other.coded < 0
    assert math.isnan(other.coding)


def test_a_wrong_sign_costs_less_than_nothing_at_all() -> None:
    one = [CodedStretch(0, 10, "+"), CodedStretch(20, 30, "-"), CodedStretch(50, 60, "+")]
    turned = [CodedStretch(0, 10, "+"), CodedStretch(20, 30, "+"), CodedStretch(50, 60, "+")]
    found = unitizing([one, turned], 100)
    assert found.coded == 1
    assert found.valued < 1
    assert found.coding < found.valued
    values = [("+", "+")] * 10 + [("-", "+")] * 10 + [("+", "+")] * 10
    assert found.coding < 1
    assert krippendorffs_alpha(values) < 0.1


def test_nothing_coded_says_nothing() -> None:
    found = unitizing([[], []], 50)
    assert math.isnan(found.coded)
    assert math.isnan(found.valued)
    assert math.isnan(unitizing([[], []], 0).covered)


def test_overlapping_claims_are_cut_apart() -> None:
    units = [
        CodedStretch(5, 15, "-"),
        CodedStretch(0, 10, "+"),
        CodedStretch(15, 20, "-"),
        CodedStretch(30, 40, "+"),
    ]
    assert apart(units) == (
        CodedStretch(0, 5, "+"), CodedStretch(5, 10, "++-"), CodedStretch(10, 15, "-"),
        CodedStretch(15, 20, "-"), CodedStretch(30, 40, "+"),
    )  # fmt: skip
    assert apart([CodedStretch(0, 10, "+"), CodedStretch(3, 6, "+")]) == (CodedStretch(0, 10, "+"),)
