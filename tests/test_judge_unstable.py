"""Accounts that run away, and the verdicts that this qualifies."""

from dataclasses import replace
from typing import get_args

import pytest

from contention.judge.unstable import UNSTABLE, running_away
from contention.judge.verdict import Diagnostics, Needs, ReadingState
from contention.show.terminal.judgement_text import judgement_text
from contention.show.words.answers import answers
from contention.show.words.reading_words import runaway_words, unstable_words
from contention.show.words.verdict_words import cell_words, qualifiers
from tests.show_example import example_case, example_judgement, verdict

CIRCLE = ("fighting", "popularity")


def diagnostics(coded: float, *others: ReadingState) -> Diagnostics:
    loop = CIRCLE if coded > UNSTABLE else ()
    return Diagnostics("kremlin", coded, 0.1, 0.0, (), 1, 1, 0.0, 128, readings=others, loop=loop)


@pytest.mark.parametrize(
    ("coded", "wide", "found"),
    [(0.2, 0.2, []), (0.21, 0.2, ["coded"]), (0.0, 0.72, ["wide"]), (0.3, 0.7, ["coded", "wide"])],
)  # fmt: skip
def test_a_verdict_is_qualified_from_a_fifth_of_unstable_draws_on(
    coded: float, wide: float, found: list[str]
) -> None:
    states = running_away(
        verdict("aid_end_kills", "kremlin", 1.0),
        diagnostics(coded, ReadingState("shared", 0.1), ReadingState("wide", wide)),
    )
    assert [state.reading for state in states] == found


@pytest.mark.parametrize("needs", [*get_args(Needs), None])
def test_what_no_strength_decides_is_not_qualified(needs: Needs | None) -> None:
    found = replace(verdict("aid_end_kills", "kremlin", 1.0), needs=needs)
    qualified = bool(running_away(found, diagnostics(0.9)))
    assert qualified == (needs in ("strengths", "assumptions"))


def test_the_verdict_line_says_how_often_and_the_diagnostics_by_which_loop() -> None:
    case = example_case()
    found = replace(
        verdict("aid_end_kills", "kremlin", 1.0), unstable=(ReadingState("coded", 0.24, CIRCLE),)
    )
    assert qualifiers(case, found)[0] == "the account runs away in 24\u202f% of draws"
    assert cell_words(case, found).endswith("runs away")
    assert unstable_words(case, replace(found, unstable=())) == ""
    (said,) = runaway_words(case, diagnostics(0.24))
    assert said.startswith(
        "This account runs away in 24\u202f% of draws: “Intensity of fighting → Popularity of "
        "the regime → Intensity of fighting” feeds itself so strongly that it never settles."
    ), said
    assert list(runaway_words(case, diagnostics(UNSTABLE))) == []


def test_after_the_answers_one_sentence_names_the_accounts_that_run_away() -> None:
    case, judgement = example_case(), example_judgement()
    states = (ReadingState("coded", 0.24, CIRCLE),)
    away = tuple(
        replace(item, unstable=states) if item.account == "settlement" else item
        for item in judgement.verdicts
    )
    text = " ".join(judgement_text(case, replace(judgement, verdicts=away)).split())
    said = "For a settlement saves lives feedback may run away: in more than a fifth"
    assert text.count(said) == 1
    assert max(text.index(one.text) for one in answers(case, judgement)) < text.index(said)
    assert "feedback may run away" not in judgement_text(case, judgement)
