"""A judgement as text for a terminal."""

import math
import re
from collections import Counter
from dataclasses import replace

import pytest

from contention.judge.sizes import Size
from contention.judge.verdict import FailedDraw, Judgement, Verdict
from contention.show.terminal.judgement_text import judgement_text
from contention.show.words.answers import answers
from contention.show.words.cell_words import columns
from contention.show.words.verdict_words import relative, size_words
from tests.show_example import example_case, example_judgement, verdict


def test_what_an_undecided_verdict_takes_is_not_called_a_need() -> None:
    case, judgement = example_case(), example_judgement()
    lines = judgement_text(case, judgement, 500).splitlines()
    undecided = [line for line in lines if line.startswith("  ◆")]
    supported = [line for line in lines if line.startswith("  ▲")]
    assert undecided
    assert supported
    assert all("rests on the strengths" in line and "needs" not in line for line in undecided)
    assert all("needs the strengths" in line for line in supported)


def test_a_case_without_contentions_says_so() -> None:
    case = replace(example_case(), contentions={})
    nothing = replace(example_judgement(), verdicts=(), hinges=())
    assert judgement_text(case, nothing).startswith("The case has no contentions")


def test_failed_draws_are_summed_up_with_commands_that_replay_them() -> None:
    judgement = example_judgement()
    failed = (
        FailedDraw("kremlin", "", 3, 2012.5, ""),
        *(FailedDraw("kremlin", "aid_ends", draw, 2027.35, "fighting") for draw in range(4, 16)),
    )
    found = tuple(
        replace(item, failed=failed) if item.account == "kremlin" else item
        for item in judgement.diagnostics
    )
    case = example_case()
    lines = judgement_text(case, replace(judgement, draws=16, diagnostics=found), 500).splitlines()
    (said,) = [line for line in lines if "13 of 16 draws failed" in line]
    assert "most (12) at “Intensity of fighting” in scenario “Western aid is withdrawn”" in said
    assert "count as undecided" in said
    assert "never dropped" in said
    commands = [line.strip() for line in lines if "contention run" in line and "kremlin" in line]
    start = f"contention run {case.folder} --account kremlin"
    assert commands == [
        f"{start} --draw 3 --seed 1",
        f"{start} --scenario aid_ends --draw 4 --seed 1",
        f"{start} --scenario aid_ends --draw 5 --seed 1",
    ]


@pytest.mark.parametrize("width", [40, 72, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    case, judgement = example_case(), example_judgement()
    wide = replace(case.contentions["aid_end_kills"], title="援助の終了は多くの命を奪う " * 6)
    case = replace(case, contentions={**case.contentions, "aid_end_kills": wide})
    lines = judgement_text(case, judgement, width).splitlines()
    kept = [line for line in lines if "contention run" not in line]
    assert max(columns(line) for line in kept) <= width


def test_accounts_that_do_not_fit_beside_each_other_stand_below() -> None:
    case, judgement = example_case(), example_judgement()
    narrow = judgement_text(case, judgement, 60)
    assert narrow.count("▲  91% #") == judgement_text(case, judgement, 200).count("▲  91% #") == 1


def test_colour_changes_nothing_but_colour() -> None:
    case, judgement = example_case(), example_judgement()
    coloured = judgement_text(case, judgement, colour=True)
    assert "\x1b[34;1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == judgement_text(case, judgement)


def test_a_title_can_neither_colour_nor_break_a_line() -> None:
    case, judgement = example_case(), example_judgement()
    evil = replace(case.accounts["kremlin"], title="Red\x1b[31m\nnext\tline")
    case = replace(case, accounts={**case.accounts, "kremlin": evil})
    text = judgement_text(case, judgement)
    assert "\x1b" not in text
    assert "Red[31m next line" in text


def test_the_share_beside_a_word_is_the_one_that_it_is_about() -> None:
    case, judgement = example_case(), example_judgement()
    opposed = replace(verdict("aid_end_kills", "settlement", 0.03), opposed=0.97, verdict="opposed")
    own = tuple(item for item in judgement.diagnostics if item.account == "settlement")
    text = judgement_text(case, replace(judgement, verdicts=(opposed,), diagnostics=own), 200)
    assert "▼  97% #" in text
    assert "its reverse holds in 97\u202f% of draws" in text


def only(judgement: Judgement, *verdicts: Verdict) -> Judgement:
    """The judgement with these verdicts and their accounts alone."""
    accounts = {item.account for item in verdicts}
    kept = tuple(item for item in judgement.diagnostics if item.account in accounts)
    return replace(judgement, verdicts=verdicts, diagnostics=kept)


def test_answers_come_first_then_the_table_and_what_all_share_is_said_once() -> None:
    case, judgement = example_case(), example_judgement()
    text = " ".join(judgement_text(case, judgement, 200).split())
    said = [item.text for item in answers(case, judgement)]
    assert text.startswith("Conclusions of the authors - “Ending aid")
    assert max(text.index(one) for one in said) < text.index("1 The authors in 2024")
    assert Counter(text.count(one) for one in said) == {1: len(said)}
    about = replace(verdict("aid_end_kills", "settlement", 0.9), about="size", numbers=(0.7,))
    sized = only(judgement, about, replace(about, account="authors_2024"))
    lines = judgement_text(case, sized, 200).splitlines()
    assert sum("about size, not only direction" in line for line in lines) == 1


def test_accounts_that_cannot_say_for_one_reason_share_a_line() -> None:
    case, judgement = example_case(), example_judgement()
    mute = judgement.verdicts[3]
    same = only(judgement, replace(mute, account="settlement"), mute)
    lines = judgement_text(case, same, 300).splitlines()
    (line,) = [line for line in lines if line.startswith("  ○")]
    assert "A settlement saves lives; The Kremlin's hybrid war: does not follow." in line


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(1.0, "0 %"), (1.0001, "+<0.1 %"), (1.06, "+6.0 %"), (1 / 1.34, "−34 %"), (1.5, "×1.5"),
     (1 / 2.63, "÷2.63"), (99.0, "×99"), (1234.0, "more than ×100"),
     (1 / 12_300, "more than ÷100"), (math.inf, "more than ×100")],
)  # fmt: skip
def test_sizes_are_per_cent_up_to_a_half_and_factors_beyond(ratio: float, words: str) -> None:
    assert relative(math.log(ratio)).replace("\u202f", " ") == words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1.007, 1.062, 1.43), "slight, by 6.2 % (0.7 % to 43 %), strengths as stated"),
        ((1.0, 1.2, 1.8), "slight, by 20 % (0 % to a factor of 1.8), strengths as stated"),
        ((1 / 1.04, 1 / 1.018, 1.0),
         "slight, by 1.8 % the other way (0 % to 4.0 %), strengths as stated"),
        ((1 / 1.018, 1.062, 1.43),
         "slight, +6.2 % (−1.8 % to +43 %; + as the contention states), strengths as stated"),
        ((1 / 1.018, 1.062, 1.8),
         "slight, +6.2 % (−1.8 % to ×1.8; + or × as the contention states), strengths as stated"),
    ],
)  # fmt: skip
def test_sizes_have_signs_only_if_they_go_both_ways(
    numbers: tuple[float, float, float], words: str
) -> None:
    low, median, high = map(math.log, numbers)
    size = Size("slight", low, median, high, 0.0, "stated")
    assert size_words(size, "log-ratio").replace("\u202f", " ") == words


def test_the_worst_draws_are_named_if_they_go_the_other_way() -> None:
    size = Size("slight", math.log(1.01), math.log(1.05), math.log(1.2), -math.log(1.02), "stated")
    words = size_words(size, "log-ratio").replace("\u202f", " ")
    assert "(1.0 % to 20 %), 2.0 % the other way in the worst 5 % of draws" in words
