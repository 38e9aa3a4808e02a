"""Fair counting, against cases worked out by hand."""

import pytest
from benchmarks.fair import Counts, LabelledSpan, count

Spans = list[LabelledSpan]


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([], [], Counts()),
        ([("C", 0, 3)], [("C", 0, 3)], Counts(correct=1)),
        ([("C", 0, 3)], [], Counts(missed=1)),
        ([], [("C", 0, 3)], Counts(spurious=1)),
        ([("C", 0, 3)], [("E", 0, 3)], Counts(nearly=1)),
        ([("C", 0, 3)], [("C", 1, 3)], Counts(nearly=1)),
        ([("C", 0, 3)], [("E", 2, 5)], Counts(nearly=1)),
        ([("C", 0, 3)], [("C", 3, 5)], Counts(missed=1, spurious=1)),
    ],
)
def test_one_span_against_one(gold: Spans, predicted: Spans, expected: Counts) -> None:
    assert count(gold, predicted) == expected


def test_swapped_labels_are_two_near_misses() -> None:
    counts = count([("C", 0, 4), ("E", 5, 9)], [("E", 0, 4), ("C", 5, 9)])
    assert counts == Counts(nearly=2)


def test_both_boundaries_wrong_are_two_near_misses() -> None:
    counts = count([("C", 0, 4), ("E", 5, 9)], [("C", 0, 3), ("E", 6, 9)])
    assert counts == Counts(nearly=2)


def test_one_prediction_over_two_targets_of_its_label_is_two_near_misses() -> None:
    assert count([("S", 0, 2), ("S", 3, 5)], [("S", 0, 5)]) == Counts(nearly=2)


def test_two_predictions_inside_one_target_are_two_near_misses() -> None:
    assert count([("C", 0, 9)], [("C", 0, 3), ("C", 5, 9)]) == Counts(nearly=2)


def test_a_leftover_without_free_tokens_is_spurious() -> None:
    # The longer prediction uses up nothing that the shorter one, matched first, had not.
    assert count([("C", 2, 4)], [("C", 1, 4), ("C", 2, 5)]) == Counts(nearly=1, spurious=1)


def test_same_label_overlap_goes_before_another_label() -> None:
    # E(4,9) meets E(5,9) although C(0,5) also overlaps it; C meets C.
    counts = count([("C", 0, 4), ("E", 5, 9)], [("C", 0, 5), ("E", 4, 9)])
    assert counts == Counts(nearly=2)


def test_rates_count_near_misses_half() -> None:
    counts = Counts(correct=3, spurious=1, missed=2, nearly=2)
    assert counts.precision == pytest.approx(3 / 5)
    assert counts.recall == pytest.approx(3 / 6)
    assert counts.f1 == pytest.approx(6 / 11)


def test_nothing_at_all_scores_zero() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)
