"""Which hinges are listed in full."""

from dataclasses import replace

from contention.analysis.quotation import Sentences
from contention.judge.hinges.knockouts import hinges_by_verdict, matters, overturns, sort_key
from contention.judge.verdict import Hinge
from contention.show.report.hinge_tables import carriers, hinge_groups
from contention.show.words.share_words import without_in_words
from tests.show_example import example_case, example_judgement, verdict

SUPPORTED = verdict("aid_end_kills", "authors_2024", 0.81)
NOISE = Hinge("aid_end_kills", "authors_2024", "evil", False, 0.79, -0.02, 0.0, 0.02, "undecided")


def test_another_word_within_the_error_overturns_nothing() -> None:
    assert not overturns(NOISE, SUPPORTED)
    assert overturns(replace(NOISE, change=-0.3, support_without=0.5), SUPPORTED)


def test_a_share_within_its_error_of_the_threshold_overturns_nothing() -> None:
    """However far it has moved: nobody can say on which side of the threshold it lies."""
    moved = replace(NOISE, change=-0.19, support_without=0.79)
    near = replace(moved, near_threshold_without=True)
    assert overturns(moved, SUPPORTED)
    assert not overturns(near, SUPPORTED)
    assert matters(near, SUPPORTED)
    assert "too near the threshold to call" in without_in_words(near, SUPPORTED)


def test_a_change_of_the_margin_matters_although_the_support_stands_still() -> None:
    still = replace(NOISE, change=0.0, verdict_without="supported")
    assert not matters(still, SUPPORTED)
    assert matters(replace(still, margin_change=-0.4), SUPPORTED)


def test_an_opposed_contention_is_carried_by_what_opposes_it() -> None:
    opposed = verdict("aid_end_kills", "settlement", 0.0)
    hinge = replace(NOISE, change=0.0, support_without=0.0, opposed_change=-0.6)
    assert matters(hinge, replace(opposed, verdict="opposed"))


def test_groups_put_overturning_premises_first() -> None:
    case, judgement = example_case(), example_judgement()
    (group,) = hinge_groups(case, judgement, Sentences(case), "aid_end_kills")
    assert [row.premise.id for row in group.rows] == ["aid_front", "front_killed", "fighting_kills"]
    assert [row.overturns for row in group.rows] == [True, True, False]
    assert (group.quiet, group.further, group.overturning) == (1, 0, 2)


def test_carriers_count_the_verdicts_that_turn() -> None:
    case, judgement = example_case(), example_judgement()
    found = carriers(case, judgement, Sentences(case))
    assert {item.premise.id: len(item.overturned) for item in found} == {
        "aid_front": 1, "fighting_kills": 1, "front_killed": 1, "pause_assault": 1,
    }  # fmt: skip
    assert next(item for item in found if item.premise.assumption).premise.id == "fighting_kills"


def test_a_change_of_opposition_counts_for_the_order() -> None:
    support = replace(NOISE, claim="a", change=-0.1, verdict_without="supported")
    reverse = replace(NOISE, claim="b", change=0.0, opposed_change=-0.9,
                      verdict_without="supported")  # fmt: skip
    assert sorted([support, reverse], key=lambda item: sort_key(item, SUPPORTED))[0] == reverse


def test_each_change_is_held_against_its_own_error() -> None:
    still = replace(NOISE, change=0.0, error=0.0, opposed_change=0.1, opposed_error=0.2)
    assert not overturns(still, SUPPORTED)
    assert overturns(replace(still, opposed_error=0.01), SUPPORTED)


def test_what_overturns_comes_before_what_only_moves_more() -> None:
    judgement = example_judgement()
    (first, *_) = judgement.hinges
    turning = replace(first, claim="z", change=-0.2, verdict_without="undecided")
    moving = replace(first, claim="a", change=-0.6, verdict_without="supported")
    found = hinges_by_verdict(replace(judgement, hinges=(moving, turning)), SUPPORTED)
    assert [item.claim for item in found] == ["z", "a"]
