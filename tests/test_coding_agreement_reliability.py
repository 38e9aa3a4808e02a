"""Kappa and alpha against the examples that their authors published."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.coding.agreement.reliability import (
    alpha_interval,
    cohens_kappa,
    krippendorffs_alpha,
    observed_agreement,
)

COHEN_1968 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
"""The shares of the example in Weighted kappa (1968), times its 200 judgements."""
FLEISS_1969 = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]
"""The example of Fleiss, Cohen and Everitt, Large sample standard errors of kappa (1969)."""

MEG, OWEN = "0100000010", "1110010000"
BEN, GERRY = "aabbdcccedda", "babbbccceddd"
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "1233244125 1.".replace(" ", ""))


def _units(*coders: str) -> list[list[str | None]]:
    rows = zip(*coders, strict=True)
    return [[None if value == "." else value for value in unit] for unit in rows]


@pytest.mark.parametrize(("table", "kappa"), [(COHEN_1968, 0.492), (FLEISS_1969, 0.429)])
def test_cohens_kappa_of_published_examples(table: list[list[int]], kappa: float) -> None:
    pairs = [
        (one, other)
        for one, row in enumerate(table)
        for other, count in enumerate(row)
        for _ in range(count)
    ]
    assert observed_agreement(pairs) == pytest.approx(0.70)
    assert cohens_kappa(pairs) == pytest.approx(kappa, abs=0.0005)


@pytest.mark.parametrize(
    ("coders", "alpha"), [((MEG, OWEN), 0.095), ((BEN, GERRY), 0.692), (FOUR, 0.743)]
)
def test_krippendorffs_alpha_of_krippendorffs_examples(
    coders: tuple[str, ...], alpha: float
) -> None:
    assert krippendorffs_alpha(_units(*coders)) == pytest.approx(alpha, abs=0.0005)


def test_ordinal_alpha_of_krippendorffs_example() -> None:
    """The four observers of sections C and D (2011), whose ordinal alpha is 0.815."""
    units = [[None if v is None else int(v) for v in unit] for unit in _units(*FOUR)]
    assert krippendorffs_alpha(units, "ordinal") == pytest.approx(0.815, abs=0.0005)


def test_only_the_order_of_ordinal_values_counts() -> None:
    units = [[1, 2], [2, 2], [3, 1], [3, 3], [1, 1]]
    stretched = [[value**5 for value in unit] for unit in units]
    assert krippendorffs_alpha(units, "ordinal") == krippendorffs_alpha(stretched, "ordinal")
    far = [[1, 3], [1, 1], [2, 2], [3, 3], [2, 2]]
    near = [[1, 2], [1, 1], [2, 2], [3, 3], [2, 3]]
    assert krippendorffs_alpha(far, "nominal") > krippendorffs_alpha(near, "nominal")
    assert krippendorffs_alpha(far, "ordinal") < krippendorffs_alpha(near, "ordinal")


def test_units_coded_by_nobody_change_nothing() -> None:
    units = _units(*FOUR)
    assert krippendorffs_alpha([*units, [None] * 4]) == krippendorffs_alpha(units)
    assert observed_agreement([*units, [None] * 4]) == observed_agreement(units)


def test_the_interval_covers_alpha_and_narrows_with_more_units() -> None:
    units = _units(*FOUR)
    few, many = alpha_interval(units), alpha_interval(units * 20)
    assert few is not None
    assert many is not None
    assert few[0] < krippendorffs_alpha(units) < few[1]
    assert many[1] - many[0] < (few[1] - few[0]) / 3
    assert alpha_interval(units) == few


def test_the_interval_is_that_of_resampling_by_hand() -> None:
    """Alpha of each resample, computed one by one by the definition, has the same percentiles."""
    units = _units(BEN, GERRY)
    generator = np.random.default_rng(5)
    picks = generator.integers(len(units), size=(3_000, len(units)))
    alphas = [krippendorffs_alpha([units[n] for n in pick]) for pick in picks]
    interval = alpha_interval(units)
    assert interval is not None
    assert interval == pytest.approx(np.percentile(alphas, [2.5, 97.5]), abs=0.04)


def test_without_variation_there_is_no_interval() -> None:
    assert alpha_interval([["a", "a"]] * 9) is None
    assert alpha_interval([["a", "a"]] * 30 + [["b", "b"]]) is None
    assert alpha_interval([]) is None


def test_perfect_agreement_is_one_and_opposition_is_negative() -> None:
    assert cohens_kappa([("a", "a"), ("b", "b")]) == krippendorffs_alpha(["aa", "bb"]) == 1
    assert cohens_kappa([("a", "b"), ("b", "a")]) == -1
    assert krippendorffs_alpha(["ab", "ba"]) < 0


@pytest.mark.parametrize("pairs", [[], [("a", "a")] * 5])
def test_nothing_can_be_said_without_variation(pairs: list[tuple[str, str]]) -> None:
    assert math.isnan(cohens_kappa(pairs))
    assert math.isnan(krippendorffs_alpha(pairs))


PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30)


@given(PAIRS)
def test_the_order_of_coders_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    turned = [(other, one) for one, other in pairs]
    assert cohens_kappa(pairs) == pytest.approx(cohens_kappa(turned), nan_ok=True)
    assert krippendorffs_alpha(pairs) == pytest.approx(krippendorffs_alpha(turned), nan_ok=True)


@given(PAIRS)
def test_units_that_one_coder_saw_say_nothing(pairs: list[tuple[str, str]]) -> None:
    with_alone = [*pairs, ("a", None), (None, None)]
    assert krippendorffs_alpha(with_alone) == pytest.approx(krippendorffs_alpha(pairs), nan_ok=True)
