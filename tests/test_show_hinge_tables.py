"""Which hinges are listed in full."""

from dataclasses import replace

from contention.judge.values import Hinge
from contention.show.hinge_tables import carriers, hinge_groups, matters, overturns
from contention.show.sentences import Sentences
from tests.show_example import example_case, example_judgement, verdict

SUPPORTED = verdict("aid_end_kills", "authors_2024", 0.81)
NOISE = Hinge("aid_end_kills", "authors_2024", "evil", False, 0.79, -0.02, 0.0, 0.02, "undecided")


def test_another_word_within_the_error_overturns_nothing() -> None:
    assert not overturns(NOISE, SUPPORTED)
    assert overturns(replace(NOISE, change=-0.3, support_without=0.5), SUPPORTED)


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
    assert [premise.id for premise in group.quiet] == ["evil"]


def test_carriers_count_the_verdicts_that_turn() -> None:
    case, judgement = example_case(), example_judgement()
    found = carriers(case, judgement, Sentences(case))
    assert {item.premise.id: len(item.overturned) for item in found} == {
        "aid_front": 1, "fighting_kills": 1, "front_killed": 1, "pause_assault": 1,
    }  # fmt: skip
    assert next(item for item in found if item.premise.assumption).premise.id == "fighting_kills"
