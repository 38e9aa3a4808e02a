"""How many verdicts a choice turns, on accounts where that is known."""

from dataclasses import replace

import pytest
from benchmarks.flips import CHOICES, THRESHOLDS, flip, flips, followed, words_at
from benchmarks.simulated import LEVER, OUTCOME, Said, account_of

from contention.case.model import Case, Factor, Lognormal, Rate, Thresholds

DRAWS = 256
STORM = Factor("storm", "A storm", "event", hazard=Rate(Lognormal(0.14)))
OFTEN = "final(storm @ on) > 0.5"


def turned(case: Case) -> dict[str, int]:
    before = followed(case, DRAWS)
    assert len(before) == 1
    found = list(flips(case, before, DRAWS))
    assert {item.choice for item in found} > set(CHOICES)
    return {item.choice: item.changed for item in found if item.changed}


def test_no_choice_turns_what_signs_settle() -> None:
    assert turned(account_of([Said("c", LEVER, "m", -1), Said("d", "m", OUTCOME)])) == {}


def test_a_threshold_on_an_event_turns_with_its_rate_and_the_horizon_and_never_with_the_step() -> (
    None
):
    """In six years 0.14 a year make 57 %, and with the rate halved 34 %."""
    found = turned(account_of([Said("c", LEVER, "storm", strength=0.01)], test=OFTEN,
                              factors=[STORM]))  # fmt: skip
    assert {"hazards × 0.5", "end 5 years earlier"} <= found.keys()
    assert found.keys() <= {"hazards × 0.5", "end 5 years earlier", "strengths × 0.5"}


def test_two_paths_that_pull_apart_turn_with_the_threshold() -> None:
    tug = [
        Said("for", LEVER, OUTCOME, strength=1.3),
        Said("to", LEVER, "m", strength=0.9),
        Said("against", "m", OUTCOME, -1, strength=0.3),
    ]
    (verdict,) = followed(account_of(tug), DRAWS).values()
    assert verdict.support is not None
    assert 0.76 < verdict.support < 0.92
    assert "threshold 95%" in turned(account_of(tug))


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_words_at_another_threshold_are_those_that_judge_gives_with_it(threshold: float) -> None:
    tug = [Said(str(n), LEVER, OUTCOME, 1 if n else -1, 0.35) for n in range(2)]
    case = account_of([*tug, Said("n", LEVER, "m"), Said("mo", "m", OUTCOME)])
    there = replace(case, thresholds=Thresholds(supported=threshold))
    expected = {key: item.verdict for key, item in followed(there, DRAWS).items()}
    assert words_at(followed(case, DRAWS), threshold) == expected


def test_a_reversal_is_told_apart_from_a_word_in_doubt() -> None:
    before = followed(account_of([Said("c", LEVER, OUTCOME)]), 32)
    (key,) = before
    assert flip("x", before, {key: "opposed"}).reversed == 1
    assert flip("x", before, {key: "undecided"}).reversed == 0
    assert flip("x", before, {}).changed == 1
