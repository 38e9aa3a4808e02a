"""Tests and actions in plain words."""

from pathlib import Path

import pytest

from contention.analysis.outcomes import charted, outcomes_of, scenarios_of
from contention.case.articles import THIN
from contention.case.load import load_case
from contention.case.model import Action, Case
from contention.language.parsing import parse
from contention.language.syntax import Fault
from contention.show.words.plain_words import action_in_words
from contention.show.words.plain_words import test_in_words as in_words


@pytest.fixture
def valley(small_case: Path) -> Case:
    case, problems = load_case(small_case)
    assert case is not None, problems
    return case


def said(test: str, case: Case) -> str:
    node = parse(test, contention=True)
    assert not isinstance(node, Fault), node
    return "".join(phrase.words for phrase in in_words(node, case)).replace(THIN, " ")


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (
            "final(ruined @ repairs_stop) > final(ruined @ repairs_go_on)",
            "Houses ruined since the present at the end in Repairs stop is greater than Houses "
            "ruined since the present at the end in Repairs go on",
        ),
        (
            "mean(care @ unlucky, from=2021-01-01) < 0.8",
            "the average of Carefulness from 2021 in A flood and a scandal is less than 0.8",
        ),
        (
            "duration_above(homeless @ repairs_stop, 50) >= 2",
            "the time during which Houses not rebuilt is above 50 in Repairs stop is at least 2",
        ),
        (
            "final(flood @ unlucky, to=present + 2 years) = 1 and not (final(trust @ unlucky) > 1)",
            "the probability of A flood by the present plus 2 years in A flood and a scandal "
            "equals 1, and it is not the case that Trust in the council at the end in A flood and "
            "a scandal is greater than 1",
        ),
    ],
)
def test_tests_read_as_sentences(valley: Case, test: str, words: str) -> None:
    assert said(test, valley) == words


def done(action: Action, case: Case) -> str:
    return action_in_words(action, case).replace(THIN, " ")


def test_factors_and_scenarios_are_marked(valley: Case) -> None:
    node = parse("final(trust @ unlucky) > 0.5", contention=True)
    assert not isinstance(node, Fault)
    roles = [(phrase.words, phrase.role) for phrase in in_words(node, valley) if phrase.role]
    assert roles == [("Trust in the council", "factor"), ("A flood and a scandal", "scenario")]


def test_actions_say_what_is_done(valley: Case) -> None:
    stop = valley.scenarios["repairs_stop"].actions
    assert [done(action, valley) for action in stop] == [
        "Money for repairs is held at 5 % of its present value from April 2020, reached over "
        "6 months"
    ]
    assert [done(action, valley) for action in valley.scenarios["unlucky"].actions] == [
        "A flood is on from 2021, until February 2021",
        "Trust in the council changes by −20 points in 2021, once",
        "Carefulness is multiplied by 1.5 in 2022, once",
        "from 2022 the claim dam_careless no longer acts",
        "Rain is held at 120 % of its present value from 2020",
    ]


def test_what_contentions_ask_about(valley: Case) -> None:
    asked = valley.contentions["no_care"]
    assert outcomes_of(valley, asked) == ("care",)
    assert scenarios_of(valley, asked) == ("repairs_stop", "repairs_go_on")
    assert charted(valley)["ruined"] == ("repairs_go_on", "repairs_stop")
