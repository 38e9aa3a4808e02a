"""The measures of the shared task, against cases worked out by hand."""

import pytest
from benchmarks.corpus import GoldRelation, parse_tagged
from benchmarks.fair import Counts
from benchmarks.scoring import (
    count_sentence,
    layers,
    score_labels,
    score_relations,
    token_offsets,
)

TEXT = "Rain fell , so the river rose and houses flooded ."


def relation(tagged: str) -> GoldRelation:
    text, parsed = parse_tagged(tagged)
    assert text == TEXT
    return parsed


FIRST = relation(
    "<ARG0>Rain fell</ARG0> , <SIG0>so</SIG0> <ARG1>the river rose</ARG1> and houses flooded ."
)
SECOND = relation("Rain fell , so <ARG0>the river rose</ARG0> and <ARG1>houses flooded</ARG1> .")


def test_labels() -> None:
    scores = score_labels([True, True, False, False], [True, False, True, False])
    assert (scores.precision, scores.recall, scores.f1) == (0.5, 0.5, 0.5)


def test_perfect() -> None:
    assert count_sentence(TEXT, [FIRST, SECOND], [FIRST, SECOND]) == Counts(correct=5)


def test_order_of_predictions_does_not_matter() -> None:
    assert count_sentence(TEXT, [FIRST, SECOND], [SECOND, FIRST]) == Counts(correct=5)


def test_predictions_beyond_the_annotated_number_are_cut_not_chosen() -> None:
    # SECOND stands first and is the one kept: rain/river missed, its two spans are near or free.
    counts = count_sentence(TEXT, [FIRST], [SECOND, FIRST])
    # cause "the river rose" = the annotated effect (label error), "houses flooded" spurious,
    # "Rain fell" and "so" missed.
    assert counts == Counts(nearly=1, spurious=1, missed=2)


def test_missing_predictions_are_empty() -> None:
    assert count_sentence(TEXT, [FIRST, SECOND], [FIRST]) == Counts(correct=3, missed=2)


def test_effects_and_signals_are_never_compared() -> None:
    gold = GoldRelation((0, 9), (15, 29), ((12, 14),))
    guess = GoldRelation((0, 9), (12, 14), ((15, 29),))
    # "so" as effect is one word and runs on over the river: near. The signal is elsewhere.
    expected = Counts(correct=1, nearly=1, missed=1, spurious=1)
    assert count_sentence(TEXT, [gold], [guess]) == expected


def test_sentences_without_relations_do_not_count() -> None:
    scores = score_relations([(TEXT, [], [FIRST]), (TEXT, [FIRST], [FIRST])])
    assert scores.f1 == 1.0


def test_a_one_word_argument_runs_on_as_in_the_corpus_script() -> None:
    text = "Protests followed the killing ."
    _, parsed = parse_tagged("<ARG1>Protests</ARG1> followed <ARG0>the killing</ARG0> .")
    assert layers(token_offsets(text), parsed).arguments == (("E", 0, 2), ("C", 2, 4))


def test_precision_and_recall_over_sentences() -> None:
    boundary = GoldRelation((0, 9), (19, 29), ((12, 14),))
    scores = score_relations([(TEXT, [FIRST], [boundary]), (TEXT, [SECOND], [])])
    # Correct: cause, signal. Near: effect. Missed: two of SECOND.
    assert scores.precision == pytest.approx(2 / 2.5)
    assert scores.recall == pytest.approx(2 / 4.5)
