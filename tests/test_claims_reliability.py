"""Kappa and alpha against the examples that their authors published."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.claims.reliability import cohens_kappa, krippendorffs_alpha, observed_agreement

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
