"""Reasons in sentences and in two words."""

from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.titles import lever_title
from contention.judge.judge import judge
from contention.judge.verdict import DeniedEffect, Gap, SetOutcome
from contention.show.words.reasons import gap_sentence, reason_in_words, short_reason
from tests.show_example import example_case, silent

AID, DEAD = ("western_aid",), ("civilians_killed",)
DENIED = (DeniedEffect("western_aid", "fighting", ("aid_calms",)),)


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        (Gap("nothing asked", AID), "The test looks at no factor."),
        (Gap("nothing differs"), "The scenarios compared do not differ."),
        (Gap("nothing differs", several=False),
         "Nothing acts in the scenario between the dates looked at."),
        (Gap("lever absent", AID, DEAD),
         "The scenarios differ in “Western military aid”, which this account does not have."),
        (Gap("lever absent", (*AID, "ceasefire"), DEAD, several=False),
         "What acts in the scenario is “Western military aid” and “Ceasefire in place”, "
         "none of which it has."),
        (Gap("outcome absent", AID, (*DEAD, "popularity")),
         "This account says nothing about “Civilians killed” or “Popularity of the regime”."),
        (Gap("no path", AID, DEAD, DENIED),
         "In this account no path leads from “Western military aid” to “Civilians killed”: the "
         "account denies that “Western military aid” acts on “Intensity of fighting”."),
    ],
)  # fmt: skip
def test_a_gap_is_said_in_titles(gap: Gap, sentence: str) -> None:
    assert gap_sentence(example_case(), gap) == sentence


def test_two_words_tell_a_gap_unless_there_is_a_denial_or_more_than_one() -> None:
    case = example_case()
    absent = Gap("lever absent", AID, DEAD)
    assert short_reason(case, silent("aid_end_kills", "kremlin", absent)) == "lever absent"
    denied = Gap("lever absent", AID, DEAD, DENIED)
    whole = short_reason(case, silent("aid_end_kills", "kremlin", denied))
    assert whole == gap_sentence(case, denied)


def test_a_claim_that_a_scenario_takes_out_is_named_by_its_ends() -> None:
    assert lever_title(example_case(), "aid_front") == "Western military aid → The front holds"


def test_what_scenarios_set_is_said_before_the_gaps() -> None:
    said = reason_in_words(
        example_case(), [Gap("nothing differs")], [SetOutcome("aid_ends", ("popularity",))]
    )
    assert said == (
        "The scenario “Western aid is withdrawn” sets “Popularity of the regime” itself. "
        "The scenarios compared do not differ."
    )


def test_the_kinds_are_those_that_the_judge_gives(small_case: Path) -> None:
    case, problems = load_case(small_case)
    assert case is not None, problems
    judgement = judge(case, draws=16, hinge_draws=16, hinges=False)
    silents = [item for item in judgement.verdicts if item.verdict == "does not follow"]
    assert {short_reason(case, item) for item in silents} == {"lever absent", "outcome absent"}


def test_the_page_on_judging_explains_every_kind() -> None:
    page = Path("docs/judging.md").read_text(encoding="utf-8").lower()
    for kind in ("nothing asked", "nothing differs", "lever absent", "outcome absent", "no path"):
        assert f"*{kind}*" in page
