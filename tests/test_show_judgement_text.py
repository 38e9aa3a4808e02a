"""A judgement as text for a terminal."""

from dataclasses import replace

from contention.judge.values import FailedDraw
from contention.show.judgement_text import judgement_text
from tests.show_example import example_case, example_judgement


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
    assert "never left out" in said
    commands = [line.strip() for line in lines if "contention run" in line and "kremlin" in line]
    start = f"contention run {case.folder} --account kremlin"
    assert commands == [
        f"{start} --draw 3 --seed 1",
        f"{start} --scenario aid_ends --draw 4 --seed 1",
        f"{start} --scenario aid_ends --draw 5 --seed 1",
    ]
