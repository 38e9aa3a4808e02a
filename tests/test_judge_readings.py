"""What becomes of a verdict under other readings of the words for strengths."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from contention.analysis.explanation import ExplanationSettings, explain
from contention.case.convert.scales import WordTables
from contention.case.model import (
    Case,
    Contention,
    Lognormal,
    Relation,
    Scenario,
    SetAction,
    Thresholds,
)
from contention.case.strength_reading import WordReading
from contention.case.strength_readings import default_readings
from contention.judge.judge import judge
from contention.judge.verdict import Judgement, ReadingVerdict, Verdict
from contention.runs.plan import prepare, reread
from contention.show.judgement_json import judgement_json
from contention.show.report.report import Materials, report_html
from contention.show.terminal.explanation_text import explanation_text
from contention.show.terminal.judgement_text import judgement_text
from contention.show.words.answers import answers
from contention.show.words.numbers import percent
from contention.show.words.reading_words import cell_reading, reading_words
from tests.building import CERTAIN_TIME, case_of, level, relation

UNQUALIFIED: dict[str, Any] = {"strength": Lognormal(0.3, 2.5), "strength_word": None}
LIFT = Scenario("lift", "Lift", (SetAction("a", 2.0, at=2022.0),))
RISES = Contention("rises", "It rises", "final(out @ lift) > final(out @ rest)")
READINGS = default_readings(WordTables())
ALIKE = WordReading("alike", "alike", "For tests.", READINGS["coded"].strength)


def account(*said: Relation, readings: dict[str, WordReading] | None = None) -> Case:
    names = dict.fromkeys(end for item in said for end in (item.cause, item.effect))
    case = case_of([level(name) for name in names], said, scenarios=[LIFT], contentions=[RISES])
    return replace(case, readings=READINGS if readings is None else readings)


def pulled_apart() -> Case:
    """One link straight to the outcome, and a way round in three steps that works against it.

    Before saturation the straight one is stronger if a standard normal number lies above
    2 ln 0.3 / (2 ln 2.5), in 91 % of draws; in half of them if the median is 1, and in 74 % if
    every spread is squared (58 % and 79 % after four years: the way round takes longer). Sharing
    scales both links onto the outcome alike.
    """
    case = account(
        relation("a", "out", **UNQUALIFIED),
        relation("a", "by", **UNQUALIFIED),
        relation("by", "on", **UNQUALIFIED),
        relation("on", "out", "-", **UNQUALIFIED),
    )
    return replace(case, thresholds=Thresholds(supported=0.85))


def judged(case: Case, **more: Any) -> Judgement:
    return judge(case, **{"draws": 1024, "hinges": False, **more})


def words(verdict: Verdict) -> dict[str, str]:
    return {item.reading: item.verdict for item in verdict.readings}


@pytest.mark.parametrize("steps", [1, 2, 4])
@pytest.mark.parametrize("sign", ["+", "-"])
def test_what_signs_settle_holds_in_all_readings(steps: int, sign: str) -> None:
    names = ["a", *(f"m{number}" for number in range(steps - 1)), "out"]
    signs = [sign, *["+"] * (steps - 1)]
    chain = [
        relation(one, two, each, **UNQUALIFIED)
        for (one, two), each in zip(pairwise(names), signs, strict=True)
    ]
    (verdict,) = judged(account(*chain)).verdicts
    expected = "supported" if sign == "+" else "opposed"
    assert words(verdict) == dict.fromkeys(READINGS, expected)
    assert verdict.holds_in_all
    assert verdict.needs == "signs"


def test_length_of_a_chain_does_not_shrink_the_median_of_the_length_neutral_reading() -> None:
    """Levels saturate at four times the reference, so that even 1 loses some of a doubling."""
    sizes: dict[str, list[float]] = {"coded": [], "length_neutral": []}
    for steps in (1, 3):
        names = ["a", *(f"m{number}" for number in range(steps - 1)), "out"]
        chain = [relation(one, two, **UNQUALIFIED) for one, two in pairwise(names)]
        (verdict,) = judged(account(*chain)).verdicts
        for item in verdict.readings:
            if item.reading in sizes and item.size is not None:
                sizes[item.reading].append(item.size.median)
    assert sizes["coded"][1] < 0.15 * sizes["coded"][0]
    assert sizes["length_neutral"][1] > 0.5 * sizes["length_neutral"][0]


def test_paths_that_pull_apart_depend_on_the_reading() -> None:
    (verdict,) = judged(pulled_apart()).verdicts
    assert words(verdict) == {
        "coded": "supported", "length_neutral": "undecided", "shared": "supported",
        "wide": "undecided",
    }  # fmt: skip
    assert not verdict.holds_in_all
    assert [item.reading for item in verdict.differing] == ["length_neutral", "wide"]
    assert verdict.verdict == "supported"


def test_the_verdict_itself_and_its_hinges_are_those_of_the_coded_reading() -> None:
    case = pulled_apart()
    with_others, alone = judged(case, hinges=True), judged(case, hinges=True, reading_draws=0)
    assert with_others.hinges == alone.hinges
    assert tuple(replace(item, readings=()) for item in with_others.verdicts) == alone.verdicts
    assert alone.verdicts[0].readings == ()
    assert not alone.verdicts[0].holds_in_all
    assert (with_others.reading_draws, alone.reading_draws) == (1000, 0)


def test_all_readings_use_the_same_draws() -> None:
    """A reading with the table of the case gives the very verdict of the case."""
    case = replace(pulled_apart(), readings={"coded": READINGS["coded"], "alike": ALIKE})
    (verdict,) = judged(case, reading_draws=1024).verdicts
    first, second = verdict.readings
    assert replace(second, reading="coded") == first
    assert first.support == verdict.support


def test_draws_are_run_in_pieces_without_a_seam() -> None:
    case = replace(pulled_apart(), readings={"coded": READINGS["coded"], "alike": ALIKE})
    (verdict,) = judged(case, draws=2500, reading_draws=2500).verdicts
    assert verdict.readings[1].support == verdict.support


def test_workers_change_no_number() -> None:
    one, two = (judged(pulled_apart(), workers=workers) for workers in (1, 2))
    assert one == two


def test_too_few_draws_for_readings_are_refused() -> None:
    with pytest.raises(ValueError, match="reading_draws is 15"):
        judged(pulled_apart(), reading_draws=15)


def test_an_account_that_cannot_say_has_no_readings() -> None:
    case = account(relation("a", "b", **UNQUALIFIED), relation("c", "out", **UNQUALIFIED))
    (verdict,) = judged(case).verdicts
    assert (verdict.verdict, verdict.readings) == ("does not follow", ())


def test_a_denial_holds_in_all_readings() -> None:
    (verdict,) = judged(account(relation("a", "out", "0", **UNQUALIFIED))).verdicts
    assert verdict.by_denial
    assert verdict.holds_in_all
    assert words(verdict) == dict.fromkeys(READINGS, "opposed")


def seen(coded: tuple[str, float, bool], other: tuple[str, float, bool]) -> bool:
    """Whether two (word, support, near the threshold) count as different."""
    (verdict,) = judged(pulled_apart(), draws=16).verdicts
    found = [
        ReadingVerdict(id_, word, support, 1.0 - support, near)  # type: ignore[arg-type]
        for id_, (word, support, near) in (("coded", coded), ("wide", other))
    ]
    return bool(replace(verdict, readings=tuple(found)).differing)


def test_a_difference_within_the_error_of_the_draws_is_none() -> None:
    assert seen(("supported", 0.9, False), ("undecided", 0.7, False))
    assert seen(("supported", 0.9, False), ("opposed", 0.1, False))
    assert seen(("opposed", 0.1, False), ("undecided", 0.8, True))
    assert not seen(("supported", 0.82, False), ("undecided", 0.8, True))
    assert not seen(("undecided", 0.8, True), ("supported", 0.82, False))
    assert not seen(("opposed", 0.17, False), ("undecided", 0.2, True))


FIERCE = WordReading(
    "fierce", "fierce", "For tests.", {**READINGS["coded"].strength, "unqualified": 3.0}
)


def runaway() -> Case:
    """Two loops: one that is faint, and one of two unqualified links that raise each other."""
    said = [
        relation("a", "out", **UNQUALIFIED),
        relation("out", "by", **UNQUALIFIED), relation("by", "out", **UNQUALIFIED),
        relation("out", "aside", "+", 0.01), relation("aside", "out", "+", 0.01),
    ]  # fmt: skip
    return account(*said, readings={**READINGS, "fierce": FIERCE})


def test_a_reading_that_makes_an_account_run_away_is_told_with_the_loop() -> None:
    case = runaway()
    found = judged(case)
    (diagnostics,) = found.diagnostics
    states = {item.reading: item for item in diagnostics.readings}
    assert states["fierce"].unstable_share > 0.9
    assert set(states["fierce"].loop) == {"out", "by"}
    assert states["length_neutral"].unstable_share == 0.0
    assert states["length_neutral"].loop == ()
    text = " ".join(judgement_text(case, found).split())
    share = percent(states["fierce"].unstable_share).replace("\u202f", " ")
    assert f"runs away in {share} of draws if fierce: “out → by → out” feeds itself" in text
    printed: Any = judgement_json(case, found)
    shown = printed["diagnostics"]["account"]["readings"]["fierce"]
    assert shown["loop"] == list(states["fierce"].loop)


def test_a_reading_that_euler_steps_cannot_follow_is_integrated_with_runge_kutta() -> None:
    """Strong feedback through a fast factor: as coded Euler steps do, five times as strong not."""
    said = [
        relation("a", "out", **UNQUALIFIED), relation("out", "by", **UNQUALIFIED),
        relation("by", "out", "-", **UNQUALIFIED),
    ]  # fmt: skip
    case = account(*said)
    quick = {name: replace(item, adjustment=CERTAIN_TIME) for name, item in case.factors.items()}
    quick["by"] = replace(quick["by"], adjustment=Lognormal(0.01))
    quick["out"] = replace(quick["out"], adjustment=Lognormal(0.01))
    case = replace(case, factors=quick)
    plan = prepare(case, "account", outputs=["out"])
    assert plan.program.method == "euler"
    (found, calm) = reread(plan, [FIERCE, READINGS["shared"]])
    assert (found.plan.program.method, found.unstable_share) == ("rk4", 0.0)
    assert calm.plan.program.method == "euler"


def test_words_for_readings() -> None:
    case = pulled_apart()
    found = judged(case)
    (verdict,) = found.verdicts
    said = "depends on the reading: undecided if length-neutral or wide"
    assert reading_words(case, verdict) == (said,)
    assert cell_reading(verdict) == "depends on the reading"
    text = judgement_text(case, found)
    assert said in " ".join(text.split())
    assert "~ the verdict changes under some reading" in text
    assert "#~" in text
    assert "other readings with 1000" in text
    same = replace(verdict, readings=(verdict.readings[0], verdict.readings[2]))
    assert reading_words(case, same) == ("holds in both readings",)
    assert cell_reading(same) == ""
    near = replace(verdict.readings[3], near_threshold=True)
    almost = replace(verdict, readings=(verdict.readings[0], near))
    (told,) = reading_words(case, almost)
    assert told == "holds in both readings, within the error of these draws"
    assert reading_words(case, replace(verdict, readings=())) == ()


def test_answers_and_report_say_in_how_many_readings() -> None:
    case = pulled_apart()
    found = judged(case)
    answer = answers(case, found)[0].text
    assert "in two of four readings only" in answer
    page = report_html(Materials(case, found))
    assert "depends on the reading" in page
    assert "Depends on the reading" in page or "; depends on the reading: undecided if" in page
    assert "weak 0.333; unqualified 1; strong 1.5; decisive 2; within a loop" in page
    alone = judged(case, reading_draws=0)
    assert "readings" not in answers(case, alone)[0].text
    assert "Readings of the words" not in report_html(Materials(case, alone))


def test_an_open_answer_says_where_it_is_decided() -> None:
    case = pulled_apart()
    case = replace(case, thresholds=Thresholds(supported=0.95))
    bold = WordReading("bold", "bold", "For tests.", READINGS["coded"].strength, spread=0.2)
    found = judged(replace(case, readings={"coded": READINGS["coded"], "bold": bold}))
    text = answers(replace(case, readings={"bold": bold}), found)[0].text
    assert "of the draws, and is decided in one of two readings)" in text


def test_what_is_undecided_in_all_readings_says_so() -> None:
    case = account(relation("a", "out", **UNQUALIFIED), relation("a", "out", "-", **UNQUALIFIED))
    found = judged(case)
    (verdict,) = found.verdicts
    assert reading_words(case, verdict) == ("undecided in all four readings",)
    assert "~" not in judgement_text(case, found)


def test_readings_as_json_and_explained() -> None:
    case = pulled_apart()
    printed: Any = judgement_json(case, judged(case))
    assert [item["id"] for item in printed["readings"]] == list(READINGS)
    assert printed["reading_draws"] == 1000
    (verdict,) = printed["verdicts"]
    assert verdict["holds_in_all_readings"] is False
    assert [item["reading"] for item in verdict["readings"] if item["differs"]] == [
        "length_neutral", "wide",
    ]  # fmt: skip
    alone: Any = judgement_json(case, judged(case, reading_draws=0))
    assert alone["verdicts"][0]["holds_in_all_readings"] is None
    explained = explain(case, "rises", "account", ExplanationSettings(draws=256, draw=0))
    lines = explanation_text(case, explained).splitlines()
    assert any(line.strip().startswith("length-neutral  ◆ undecided: holds") for line in lines)
