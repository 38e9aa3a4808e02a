"""How an outcome itself moves between two scenarios, in words."""

import math
from dataclasses import replace

import pytest

from contention.case.model import Contention
from contention.show.words.numbers import ratio
from contention.show.words.outcome_words import change_in_outcome
from tests.show_example import example_case, verdict

ENDS, GOES_ON = "“Western aid is withdrawn”", "“Aid goes on”"


def told(test: str, *margin: float, kind: str = "log-ratio") -> str:
    low, middle, high = margin
    asked = Contention("k", "K", test, "authors")
    found = replace(
        verdict("k", "authors_2024", 1.0),
        margin=(low, middle, high),
        margin_kind=kind,  # type: ignore[arg-type]
    )
    return change_in_outcome(example_case(), asked, found)


def test_what_rises_and_what_falls_is_given_as_the_change_of_the_outcome() -> None:
    logs = [math.log(value) for value in (1.1, 1.3, 2.0)]
    more = "final(fighting @ aid_ends) > final(fighting @ aid_continues)"
    assert told(more, *logs) == (
        "“Intensity of fighting” at the end: ×1.30 (×1.10 to ×2.00) "
        f"in {ENDS} compared with {GOES_ON}"
    )
    fewer = more.replace(">", "<")
    assert "at the end: ×0.77 (×0.50 to ×0.91) in" in told(fewer, *logs)


def test_shares_differ_by_points_and_events_by_hazards() -> None:
    share = "final(popularity @ aid_ends) < final(popularity @ aid_continues)"
    assert "at the end: −5 points (−9 points to +1 points) in" in told(
        share, -0.01, 0.05, 0.09, kind="difference"
    )
    event = "final(new_assault @ aid_ends) > final(new_assault @ aid_continues)"
    assert "at the end, as a ratio of hazards: ×2.00 (×1.00 to ×4.00) in" in told(
        event, 0.0, math.log(2), math.log(4), kind="log hazard ratio"
    )


@pytest.mark.parametrize(
    "test",
    [
        "final(fighting @ aid_ends) > 1.2 * final(fighting @ aid_continues)",
        "final(fighting @ aid_ends) > final(popularity @ aid_continues)",
        "change(fighting @ aid_ends) > 0",
        "final(fighting @ aid_ends) = final(fighting @ aid_continues)",
        "final(fighting @ aid_ends) > final(fighting @ aid_continues) and 2 > 1",
    ],
)  # fmt: skip
def test_any_other_test_has_a_margin_with_its_direction(test: str) -> None:
    assert told(test, 0.0, math.log(2), math.log(4)) == (
        "margin, in the direction of the contention: ×2.00 (×1.00 to ×4.00)"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [(1.3, "×1.30"), (24.4, "×24"), (100.0, "×100"), (12_300, "more than ×100"),
     (0.02, "×0.02"), (0.001, "less than ×0.01")],
)  # fmt: skip
def test_ratios_are_numbers_up_to_a_hundred(value: float, words: str) -> None:
    assert ratio(math.log(value)) == words
    assert ratio(math.inf) == "more than ×100"


def test_nothing_is_said_without_numbers() -> None:
    found = replace(verdict("aid_end_kills", "authors_2024", 1.0), margin=None)
    assert change_in_outcome(example_case(), Contention("k", "K", "1 > 0", "authors"), found) == ""
