"""Shares of a verdict, and what is left of it without a claim."""

from dataclasses import replace
from typing import Any

import pytest

from contention.judge.verdict import Hinge, Verdict, VerdictWord
from contention.show.report.verdict_figures import share_strip
from contention.show.terminal.judgement_text import judgement_text
from contention.show.words.share_words import (
    shares_in_words,
    short_shares,
    without_in_words,
    worded,
)
from contention.show.words.verdict_words import cell_words
from tests.show_example import example_case, example_judgement, verdict

SUPPORTED = replace(verdict("aid_end_kills", "authors_2024", 0.95), opposed=0.05, undecided=0.0)
OPPOSED = replace(SUPPORTED, verdict="opposed", support=0.05, opposed=0.95)
DENIED = replace(
    OPPOSED, support=0.0, opposed=1.0, presence=0.0, denied=1.0, denials=("aid_calms",), needs=None
)


def without(word: VerdictWord, support: float, opposed: float, **more: Any) -> Hinge:
    base = more.pop("base", SUPPORTED)
    return Hinge(
        "aid_end_kills", "authors_2024", "aid_front", False, support, support - base.support, 0.0,
        0.01, word, opposed, opposed - base.opposed, 0.01, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hinge", "words"),
    [
        (without("does not follow", 0.0, 0.0), "does not follow"),
        (without("supported", 0.95, 0.05), "still supported, in as many draws"),
        (
            without("supported", 0.88, 0.12),
            "still supported, holds in 88 % of draws (−7 ± 1 points)",
        ),
        (
            without("opposed", 0.1, 0.9),
            "opposed, its reverse holds in 90 % of draws (+85 ± 1 points)",
        ),
        (without("undecided", 0.5, 0.5), "undecided, holds in 50 % of draws (−45 ± 1 points)"),
    ],
)  # fmt: skip
def test_the_share_is_that_of_the_verdict_that_is_left(hinge: Hinge, words: str) -> None:
    assert without_in_words(hinge, SUPPORTED).replace("\u202f", " ") == words


def test_an_opposed_verdict_that_turns_is_not_said_to_have_no_reverse() -> None:
    hinge = without("supported", 1.0, 0.0, base=OPPOSED)
    said = without_in_words(hinge, OPPOSED).replace("\u202f", " ")
    assert said.startswith("supported, holds in 100 % of draws (+95")


def test_a_denial_has_neither_shares_nor_readings() -> None:
    case = example_case()
    assert shares_in_words(DENIED) == ""
    assert short_shares(DENIED) == "by denial"
    assert worded(DENIED) == "opposed (by denial)"
    assert cell_words(case, DENIED) == ""
    assert share_strip(DENIED, case.thresholds) == ""
    judgement = example_judgement()
    own = tuple(item for item in judgement.diagnostics if item.account == "authors_2024")
    text = judgement_text(case, replace(judgement, verdicts=(DENIED,), diagnostics=own, hinges=()))
    words = " ".join(text.split())
    assert "▼ The authors in 2024: opposed by denial of “Western military aid → " in words
    assert "100\u202f%" not in words
    assert "all four readings" not in words


@pytest.mark.parametrize(
    ("changes", "base", "words"),
    [
        ({"margin_change": -0.3}, SUPPORTED, ", but with a smaller effect"),
        ({"margin_change": 0.3}, SUPPORTED, ", but with a larger effect"),
        ({"margin_change": 0.3}, OPPOSED, ", but with a smaller effect"),
        ({"presence_change": -0.5}, SUPPORTED, "; the outcome moves less often (−50 points)"),
        ({"margin_change": 0.001}, SUPPORTED, ""),
    ],
)
def test_what_changes_apart_from_the_share_is_said(
    changes: dict[str, float], base: Verdict, words: str
) -> None:
    hinge = replace(without(base.verdict, base.support or 0.0, base.opposed or 0.0), **changes)  # type: ignore[arg-type]
    hinge = replace(hinge, change=0.0, opposed_change=0.0)
    assert without_in_words(hinge, base) == f"still {base.verdict}, in as many draws{words}"
