"""Decoding claims from scores, on windows made by hand."""

import numpy as np
import pytest

from contention.extraction.model.claim_decoding import (
    Floats,
    Layout,
    PairWeights,
    WindowScores,
    decode,
)
from contention.extraction.model.claim_layout import (
    ATTRIBUTES,
    CAUSE,
    EFFECT,
    HOLDER,
    PARTS,
    PLACES,
    POINTER,
    REGIONS,
    ROLES,
)
from contention.extraction.model.claim_pairs import pairs_of
from contention.extraction.model.claim_windows import LONGEST_WINDOW, packed

HIDDEN = 4


def scores(pieces: int, spans: dict[int, list[tuple[int, int]]]) -> WindowScores:
    """Only boundaries speak: 4 for those of the given spans, less for all others."""
    bounds = np.full((pieces, len(ROLES), 2), -20.0, np.float32)
    for role, places in spans.items():
        for first, last in places:
            bounds[first, role, 0] = bounds[last, role, 1] = 4.0
    empty = np.zeros((pieces, len(ROLES), 2), np.float32)
    return WindowScores(
        empty, empty, bounds, np.zeros((pieces, PARTS, HIDDEN), np.float32),
        np.zeros((pieces, 4, 2), np.float32), np.zeros((pieces, 2, HIDDEN), np.float32),
    )  # fmt: skip


def weights(**favoured: str) -> PairWeights:
    """Every pair is a likely claim, with the attributes named."""
    said = np.zeros(sum(map(len, ATTRIBUTES)), np.float32)
    named = dict(zip(("polarity", "stance", "strength", "holder"), ATTRIBUTES, strict=False))
    for name, value in favoured.items():
        before = sum(len(each) for each in ATTRIBUTES[: list(named).index(name)])
        said[before + named[name].index(value)] = 5.0

    def empty(*shape: int) -> Floats:
        return np.zeros(shape, np.float32)

    return PairWeights(
        empty(PLACES, HIDDEN), empty(HIDDEN, HIDDEN), empty(HIDDEN), empty(HIDDEN, 1),
        np.array([3.0], np.float32), empty(HIDDEN, HIDDEN), empty(HIDDEN), empty(REGIONS, HIDDEN),
        empty(2 * HIDDEN, HIDDEN), empty(HIDDEN), empty(HIDDEN, len(said)), said,
        (1.0, 0.0, 0.0, 0.0),
    )  # fmt: skip


def layout(*bounds: int) -> Layout:
    every = np.ones(bounds[-1] + 1, np.bool_)
    return Layout(bounds, every, every)


def test_a_likely_pair_is_a_claim_with_its_attributes() -> None:
    given = scores(9, {CAUSE: [(1, 2)], EFFECT: [(5, 7)], HOLDER: [(3, 4)]})
    said = weights(polarity="-", stance="denied", holder="named")
    [claim] = decode(given, layout(1, 8), said, 0.5)
    assert (claim.cause, claim.effect, claim.holder) == ((1, 2), (5, 7), (3, 4))
    assert (claim.polarity, claim.stance, claim.condition) == ("-", "denied", None)
    assert claim.confidence == pytest.approx(1 / (1 + np.exp(-3)))
    assert decode(given, layout(1, 8), said, 0.99) == []


def test_a_span_stays_within_its_sentence() -> None:
    given = scores(9, {CAUSE: [(1, 4)], EFFECT: [(6, 7)]})
    assert decode(given, layout(1, 4, 8), weights(), 0.5) == []


def test_what_points_elsewhere_gives_way_to_what_it_points_to() -> None:
    given = scores(12, {CAUSE: [(1, 2), (5, 5)], EFFECT: [(8, 9)], POINTER: [(5, 5)]})
    [claim] = decode(given, layout(1, 4, 11), weights(), 0.5)
    assert (claim.cause, claim.effect, claim.sentence) == ((1, 2), (8, 9), 1)


def test_pairs_that_overlap_or_stand_far_apart_are_none() -> None:
    spans = np.array([[1, 3], [5, 6], [20, 21]])
    pairs = pairs_of(spans, spans[1:], np.array([0, 0, 4]), np.array([0, 4]))
    assert [(c, e) for c, e in zip(pairs.causes, pairs.effects, strict=True)] == [(0, 0)]
    assert pairs.between.tolist() == [[4, 5]]


@pytest.mark.parametrize("lengths", [[], [5], [30] * 40, [190, 3, 400, 60, 60, 60], [1] * 700])
def test_each_sentence_is_new_in_one_window(lengths: list[int]) -> None:
    windows = packed(lengths)
    assert [n for each in windows for n in range(each.new, each.stop)] == list(range(len(lengths)))
    for each in windows:
        own = lengths[each.first : each.stop]
        assert sum(own) + 2 <= LONGEST_WINDOW + 64 or each.stop == each.new + 1
        assert each.new - each.first <= 2
