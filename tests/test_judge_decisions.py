"""The rules of decisions at their boundaries: shares, words, sizes, sides, horizons."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from contention.case.model import Contention, Factor, Scenario, Thresholds, Times
from contention.judge.evaluation import LOG, SCALED
from contention.judge.presence import conditions
from contention.judge.question import question
from contention.judge.shares import Share, difference_error, frequency, share_among
from contention.judge.sides import (
    change_error,
    interval_of,
    share_change,
    share_of,
    share_without,
    side_of,
)
from contention.judge.sizes import size_of, size_word, stated_sizes
from contention.judge.tally import Tally, near_threshold, put, room_like, silent_like, word
from contention.judge.verdict import Hinge, Horizon, Verdict, VerdictWord
from contention.judge.verdicts import (
    horizon_years,
    horizons,
    margin_kind,
    margin_quantiles,
    margin_row,
    not_following,
    turning_year,
)
from contention.runs.inclusion import Inclusion
from tests.building import case_of, level, relation
from tests.test_judge_hinges import built

NAN = math.nan


def tally_of(final: list[int], **more: object) -> Tally:
    """A tally with one horizon in which every draw speaks, unless other fields are given."""
    every = np.ones(len(final), dtype=np.bool_)
    given: dict[str, object] = {
        "truth": np.array([final], dtype=np.int8), "margin": np.zeros((3, len(final))),
        "present": every, "denied": ~every, "idle": ~every[None], "lost": ~every, **more,
    }  # fmt: skip
    return Tally(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "low", "reaches"),
    [
        (0.8, 0.8, True), (0.9, 0.8, True), (0.9, 0.79, False), (0.79, 0.79, False),
        (1.0, 0.7, True), (0.99, 0.7, False),
    ],
)  # fmt: skip
def test_a_share_reaches_a_threshold_with_its_whole_interval_or_where_it_is_all(
    value: float, low: float, reaches: bool
) -> None:
    assert Share(value, low, 1.0).reaches(0.8) is reaches


@pytest.mark.parametrize(
    ("share", "near"),
    [
        (Share(0.75, 0.7, 0.8), True), (Share(0.75, 0.7, 0.79), False),
        (Share(0.85, 0.8, 0.9), False), (Share(0.85, 0.79, 0.9), True),
        (Share(1.0, 0.7, 1.0), False),
    ],
)  # fmt: skip
def test_a_share_is_near_a_threshold_inside_its_interval(share: Share, near: bool) -> None:
    assert share.near(0.8) is near


def test_everything_must_hold_for_a_threshold_of_one() -> None:
    assert word(tally_of([1] * 32), Thresholds(supported=1.0)) == "supported"
    assert word(tally_of([-1] * 32), Thresholds(supported=1.0)) == "opposed"
    assert word(tally_of([1] * 31 + [-1]), Thresholds(supported=1.0)) == "undecided"


def test_every_range_of_frequencies_begins_at_its_least_share() -> None:
    words = {
        0.95: "nearly all", 0.9499: "most", 0.8: "most", 0.7999: "more than half",
        0.6: "more than half", 0.5999: "about half", 0.4: "about half", 0.3999: "fewer than half",
        0.2: "fewer than half", 0.1999: "few", 0.05: "few", 0.0499: "hardly any",
        0.0: "hardly any", 1.0: "nearly all",
    }  # fmt: skip
    assert {share: frequency(share) for share in words} == words


def test_a_share_counts_only_the_draws_that_speak_and_leaves_out_silent_randomisations() -> None:
    """36 draws: two in each of 16 randomisations, three in the first four of them."""
    draw = np.arange(36)
    among = draw % 16 != 5
    hits = draw % 2 == 0
    found = share_among(hits, among)
    assert found is not None
    assert found.value == pytest.approx(18 / 34)
    means = np.array([float(n % 2 == 0) for n in range(16) if n != 5])
    reach = stats.t.ppf(0.975, 14) * means.std(ddof=1) / math.sqrt(15)
    assert found.low == pytest.approx(18 / 34 - reach)
    assert found.high == pytest.approx(18 / 34 + reach)
    assert share_among(hits, draw < 0) is None


def test_the_error_of_a_difference_is_that_of_paired_randomisations() -> None:
    """Of 20 draws the first four randomisations have two each; the last has none that counts."""
    every = np.ones(20, dtype=np.bool_)
    draw = np.arange(20)
    counts = draw != 15
    left, right = (draw < 8, counts), (np.zeros(20, dtype=np.bool_), every)
    means = np.array([0.5] * 4 + [1.0] * 4 + [0.0] * 8)
    assert difference_error(left, right) == pytest.approx(means.std(ddof=1) / 4)
    assert difference_error(left, left) == 0.0
    few = np.array([True, False, True])
    error = np.array([1.0, 0.0, 1.0]).std(ddof=1) / math.sqrt(3)
    assert difference_error((few, few | True), (few & False, few | True)) == pytest.approx(error)
    assert math.isnan(difference_error((few[:1], few[:1]), (few[:1], few[:1])))


def test_what_speaks_is_what_moves_or_is_denied() -> None:
    flags = np.array([[True, True, False, False], [True, False, True, True]])
    tally = tally_of(
        [1, 1, -1, 0],
        present=np.array([True, True, False, False]),
        denied=np.array([False, False, True, False]),
        truth=np.array([[0, 0, 0, 0], [1, 1, -1, 0]], dtype=np.int8),
        idle=flags,
        lost=np.array([True, False, False, False]),
    )
    assert tally.moving.tolist() == [False, True, False, False]
    assert tally.speaking().tolist() == [False, True, True, False]
    assert tally.speaking(0).tolist() == [False, False, True, False]
    assert tally.final.tolist() == [1, 1, -1, 0]
    assert tally.kept().present.tolist() == [False, True, False, False]
    assert tally.kept().denied.tolist() == [False, False, True, False]
    assert tally.first(2).final.tolist() == [1, 1]
    held = tally.holding(1)
    assert held is not None
    assert held.value == 0.5
    lost = replace(tally, lost=np.array([False, False, True, False]))
    assert lost.kept().denied.tolist() == [False] * 4
    room = room_like(tally, 6)
    for first in (0, 2):
        put(room, first, tally)
    assert room.final.tolist() == [1, 1, 1, 1, -1, 0]
    assert room.truth.shape == room.idle.shape == (2, 6)
    assert not any(array.any() for array in silent_like(tally).arrays)


def test_silence_follows_from_nothing_and_stillness_is_undecided() -> None:
    every, thresholds = np.ones(32, dtype=np.bool_), Thresholds()
    silent = tally_of([0] * 32, present=~every)
    still = tally_of([0] * 32, idle=every[None])
    assert word(silent, thresholds) == "does not follow"
    assert word(still, thresholds) == "undecided"
    assert not near_threshold(silent, thresholds)
    assert not near_threshold(still, thresholds)
    assert word(replace(silent, denied=every, truth=-every[None].astype(np.int8)),
                thresholds) == "opposed"  # fmt: skip


def test_only_what_is_undecided_is_near_the_threshold_on_either_side() -> None:
    draw = np.arange(320)
    most = np.where((7 * draw + draw // 16) % 5 == 0, -1, 1)
    half = np.where(draw // 16 % 2 == 0, -1, 1)
    thresholds = Thresholds(supported=0.8)
    assert near_threshold(tally_of(most.tolist()), thresholds)
    assert near_threshold(tally_of((-most).tolist()), thresholds)
    assert not near_threshold(tally_of(half.tolist()), thresholds)
    assert not near_threshold(tally_of([1] * 320), thresholds)


@pytest.mark.parametrize(
    ("present", "end", "years"),
    [
        (2022.0, 2026.0, [2023, 2024, 2025, 2026]),
        (2021.89, 2026.11, [2022, 2023, 2024, 2025, 2026, 2026.11]),
        (2021.91, 2026.09, [2023, 2024, 2025, 2026.09]),
        (2022.0, 2022.5, [2022.5]),
        (2020.0, 2032.0, [*range(2021, 2033)]),
        (2020.0, 2033.0, [2020 + n for n in range(1, 14, 2)]),
        (2020.0, 2050.0, [2023, 2026, 2029, 2032, 2035, 2038, 2041, 2044, 2047, 2050]),
    ],
)
def test_horizons_are_first_of_januaries_and_the_end(
    present: float, end: float, years: list[float]
) -> None:
    case = case_of([], [], times=Times(2000.0, present, end, 0.1))
    assert horizon_years(case) == pytest.approx(years)


def test_the_verdict_at_a_horizon_begins_once_all_windows_are_open_and_ends_with_the_last() -> None:
    case = case_of(
        [level("out")],
        [],
        contentions=[
            Contention("mean", "", "mean(out @ rest, from=2023, to=2024) > 1"),
            Contention("at", "", "at(out @ rest, 2024) > 1"),
        ],
    )
    years = (2023.0, 2024.0, 2025.0, 2026.0)
    truth = np.array([[1] * 32, [1] * 32, [-1] * 32, [-1] * 32], dtype=np.int8)
    tally = tally_of([1] * 32, truth=truth, idle=np.zeros((4, 32), dtype=np.bool_))
    for id_ in ("mean", "at"):
        found = horizons(question(case, case.contentions[id_]), tally, years, Thresholds())
        assert [(item.year, item.support, item.opposed, item.verdict) for item in found] == [
            (2024.0, 1.0, 0.0, "supported")
        ]


def course(*words: str) -> list[Horizon]:
    return [Horizon(2023.0 + n, 1.0, 0.0, word) for n, word in enumerate(words)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        (("supported", "supported"), None),
        (("undecided", "supported"), None),
        (("supported", "opposed", "opposed"), 2024.0),
        (("supported", "opposed", "supported"), 2025.0),
        (("supported", "supported", "undecided"), 2025.0),
        (("opposed", "undecided", "supported"), 2024.0),
        (("undecided", "undecided"), None),
        ((), None),
    ],
)
def test_a_verdict_turns_after_the_last_other_decided_one(
    words: tuple[str, ...], turns: float | None
) -> None:
    assert turning_year(course(*words)) == turns


def test_margins_are_logs_where_every_draw_with_a_margin_has_one() -> None:
    margin = np.array([[0.1, NAN, 0.3], [0.1, NAN, 0.2], [0.0, 0.0, 0.0]])
    assert margin_row(margin) == LOG
    margin[SCALED, 1] = 0.5
    assert margin_row(margin) == SCALED
    assert margin_quantiles(np.array([NAN, NAN])) is None
    assert margin_quantiles(np.array([NAN, *range(101)])) == pytest.approx((5.0, 50.0, 95.0))


def test_the_kind_of_a_margin_is_that_of_its_comparisons() -> None:
    case = built()
    ratio = "final(deaths @ cut) > final(deaths @ rest)"
    asked = question(case, Contention("k", "", ratio))
    assert margin_kind(asked, LOG) == "log-ratio"
    assert margin_kind(asked, SCALED) == "scaled difference"


BARE = not_following(question(built(), built().contentions["k0"]), "account", ())


def said(
    found: VerdictWord,
    support: float | None,
    opposed: float | None,
    margin: tuple[float, float, float] | None = None,
) -> Verdict:
    """A verdict with one interval for each side."""
    given = replace(BARE, verdict=found, support=support, opposed=opposed, margin=margin)
    return replace(given, interval=(0.1, 0.2), opposed_interval=(0.7, 0.8))


def hinge(**more: object) -> Hinge:
    given: dict[str, object] = {
        "contention": "k0", "account": "account", "claim": "c0", "assumption": False,
        "support_without": 0.4, "change": 0.0, "margin_change": 0.0, "error": 0.0,
        "verdict_without": "supported", "opposed_without": 0.6, **more,
    }  # fmt: skip
    return Hinge(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdict", "side"),
    [
        (said("supported", 0.9, 0.1), "holds"), (said("opposed", 0.1, 0.9), "reverse"),
        (said("undecided", 0.4, 0.6), "reverse"), (said("undecided", 0.5, 0.5), "holds"),
        (said("undecided", 0.6, 0.4), "holds"), (said("undecided", None, 0.3), "reverse"),
        (said("does not follow", None, None), "holds"), (said("undecided", 0.3, None), "holds"),
        (said("undecided", None, None), "holds"), (said("undecided", 0.0, 0.5), "reverse"),
        (said("true by construction", 1.0, 0.0), "holds"), (said("supported", 0.1, 0.9), "holds"),
    ],
)  # fmt: skip
def test_the_side_of_a_verdict_is_what_its_word_is_about(verdict: Verdict, side: str) -> None:
    assert side_of(verdict) == side
    there = side == "reverse"
    assert share_of(verdict) == (verdict.opposed if there else verdict.support)
    assert interval_of(verdict) == ((0.7, 0.8) if there else (0.1, 0.2))
    one = hinge(change=0.2, error=0.01, opposed_change=-0.3, opposed_error=0.02)
    assert share_without(one, side_of(verdict)) == (0.6 if there else 0.4)
    assert share_change(one, side_of(verdict)) == (-0.3 if there else 0.2)
    assert change_error(one, side_of(verdict)) == (0.02 if there else 0.01)


def test_the_words_for_sizes_begin_at_their_thresholds() -> None:
    exact = Thresholds(
        tolerance=float(np.expm1(0.1)), clear=float(np.expm1(0.2)), large=float(np.expm1(0.3))
    )
    sizes = (0.0999, 0.1, 0.1999, -0.2, 0.2999, 0.3, -5.0)
    assert [size_word(size, exact) for size in sizes] == [
        "negligible", "slight", "slight", "clear", "clear", "large", "large",
    ]  # fmt: skip


def test_the_size_of_some_draws_has_quantiles_and_the_mean_of_the_worst_twentieth() -> None:
    draws = np.array([NAN, math.inf, *range(40)])
    found = size_of(np.random.default_rng(1).permutation(draws), Thresholds(), "stated")
    assert found is not None
    assert (found.low, found.median, found.high) == pytest.approx((1.95, 19.5, 37.05))
    assert found.worst == 0.5
    assert (found.word, found.stated) == ("large", "stated")
    few = size_of(np.array([0.3, -0.2, 0.0]), Thresholds(), "not stated")
    assert few is not None
    assert few.worst == -0.2
    assert size_of(np.array([NAN, math.inf]), Thresholds(), "stated") is None


def test_sizes_are_stated_if_every_claim_has_a_strength_of_its_own() -> None:
    case = case_of(
        [level(name) for name in "ab"],
        [relation("a", "b"), relation("a", "b", strength_word=None)],
    )
    found = [stated_sizes(case, ids) for ids in (["c0"], ["c1"], ["c0", "c1"], ["gone"], [])]
    assert found == ["stated", "not stated", "partly stated", "not stated", "not stated"]


def test_conditions_are_claims_whose_absence_costs_a_tenth_of_the_connection() -> None:
    draw = np.arange(100)
    held = draw < 50
    claims = {"much": held, "little": held, "always": draw >= 0, "never": draw < 0}

    def found(present: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[str, ...]:
        return conditions(["little", "much", "always", "never", "gone"], present, inclusion)

    inclusion = Inclusion(100, {}, claims, {})
    assert found((draw < 50) | (draw >= 56)) == ("little", "much")  # 100 % with, 88 % without
    assert found((draw < 50) | (draw >= 54)) == ()
    assert found(draw >= 50) == ()
    claims["much"] = (draw % 2 == 0) | (draw < 25)
    assert found((draw % 2 == 0) | (draw < 25)) == ("much", "little")


def test_comparisons_of_two_kinds_have_a_mixed_margin() -> None:
    case = case_of(
        [level("output"), Factor("approval", "Approval", "share", baseline=0.5)],
        [],
        scenarios=[Scenario("a", "A"), Scenario("b", "B")],
    )
    ratio = "final(output @ a) > final(output @ b)"
    difference = "final(approval @ a) > final(approval @ b)"
    kinds = {
        test: margin_kind(question(case, Contention("c", "C", test)), LOG)
        for test in (ratio, difference, f"{ratio} and {difference}")
    }
    assert tuple(kinds.values()) == ("log-ratio", "difference", "mixed")
