"""Tests of which an account can answer only a part, over generated cases."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.analysis.explanation import ExplanationSettings, explain
from contention.case.model import (
    AccountSpec,
    Case,
    Contention,
    Factor,
    Lognormal,
    Rate,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
)
from contention.judge.judge import judge
from contention.judge.verdict import Judgement, Verdict
from contention.show.report.materials import gathered
from contention.show.report.report import report_html
from tests.building import case_of, claim, level, relation

KNOWN = "final(front @ cut) < final(front @ rest)"
UNKNOWN = "final(mood @ cut) > final(mood @ rest)"
CUT = Scenario(
    "cut",
    "Aid is cut",
    (SetAction("aid", 0.05, at=2022.0), ShockAction("mood", at=2022.5, times=2.0)),
)


def divided(tests: list[str]) -> Case:
    """Two accounts: one links aid to the front, the other the mood to the news, and no more."""
    case = case_of(
        [
            level("aid", title="Aid"),
            level("front", title="The front"),
            level("mood", title="The mood"),
            level("news", title="The news"),
            Factor("riot", "A riot", "event", hazard=Rate(Lognormal(0.1, 2.0))),
            Factor("sum", "News and mood", "equation", equation="news + mood"),
        ],
        [relation("aid", "front", strength=Lognormal(0.7, 2.0))],
        scenarios=[
            CUT,
            Scenario("mute", "No word of the news", (RemoveAction("other", at=2022.0),)),
            Scenario("rebuke", "The news is scolded", (SetAction("news", 0.5, at=2022.0),)),
        ],
        contentions=[Contention(f"k{n}", f"Contention {n}", t) for n, t in enumerate(tests)],
    )
    other = claim("other", relation("mood", "news"), holder="rival", stance="reported")
    return replace(
        case,
        claims={**case.claims, "other": other},
        accounts={**case.accounts, "rival": AccountSpec("rival", "The rival", ("rival",))},
    )


def of_account(judgement: Judgement, account: str = "account") -> Iterator[Verdict]:
    return (item for item in judgement.verdicts if item.account == account)


@pytest.mark.parametrize(
    ("test", "word"),
    [
        (f"{KNOWN} and {UNKNOWN}", "undecided"),
        (f"{UNKNOWN} and {KNOWN}", "undecided"),
        (f"{KNOWN} or {UNKNOWN}", "supported"),
        (f"not ({KNOWN}) and {UNKNOWN}", "opposed"),
        (f"not ({KNOWN}) or {UNKNOWN}", "undecided"),
        (f"{KNOWN} and not ({UNKNOWN})", "undecided"),
        (f"not ({KNOWN} or {UNKNOWN})", "opposed"),
        (f"({KNOWN} or {UNKNOWN}) and {KNOWN}", "supported"),
        (f"{KNOWN} and final(front @ cut) / final(mood @ cut) < 2", "undecided"),
        (UNKNOWN, "does not follow"),
        (f"not ({UNKNOWN}) or {UNKNOWN}", "does not follow"),
    ],
)
def test_a_part_that_the_account_says_nothing_of_is_undecided(test: str, word: str) -> None:
    (found,) = of_account(judge(divided([test]), draws=64))
    assert found.verdict == word


def test_the_reason_names_the_part_that_is_undecided() -> None:
    case = divided([f"{KNOWN} or {UNKNOWN}"])
    (found,) = of_account(judge(case, draws=64))
    assert [gap.kind for gap in found.gaps] == ["outcome absent"]
    assert found.gaps[0].outcomes == ("mood",)


def test_what_the_case_lacks_is_a_key_error_with_a_guess() -> None:
    case = divided([KNOWN])
    with pytest.raises(KeyError, match="no account “acount” — did you mean “account”"):
        judge(case, accounts=["acount"])
    with pytest.raises(KeyError, match="no contention “nope” — it has k0"):
        judge(case, contentions=["nope"])


@pytest.mark.parametrize("asked", [{"draws": 15}, {"hinge_draws": 15}, {"draws": 0}])
def test_too_few_draws_are_refused(asked: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be at least 16"):
        judge(divided([KNOWN]), **asked)  # type: ignore[arg-type]


def test_a_part_of_constants_alone_is_judged_beside_one_that_has_draws() -> None:
    (found,) = of_account(judge(divided([f"{KNOWN} and 2 > 1"]), draws=64))
    assert found.verdict == "supported"


measures = st.builds(
    lambda kind, name, scenario: f"{kind}({name} @ {scenario})",
    st.sampled_from(["final", "mean", "change", "max"]),
    st.sampled_from(["aid", "front", "mood", "news", "riot", "sum"]),
    st.sampled_from(["rest", "cut", "mute", "rebuke"]),
)
comparisons = st.builds(
    lambda left, sign, right: f"({left} {sign} {right})",
    measures,
    st.sampled_from(["<", ">", "<=", ">=", "=", "<>"]),
    st.one_of(measures, st.sampled_from(["0.9", "1", "0"])),
)
combined = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds(lambda one, word, two: f"({one} {word} {two})", inner,
                  st.sampled_from(["and", "or"]), inner),
        st.builds(lambda one: f"(not {one})", inner),
    ),
    max_leaves=5,
)  # fmt: skip


tests_of_a_case = st.lists(combined, min_size=1, max_size=3)


@settings(max_examples=20, derandomize=True)
@given(tests_of_a_case)
def test_generated_tests_are_judged_and_explained(tests: list[str]) -> None:
    case = divided(tests)
    judgement = judge(case, draws=16, hinge_draws=16)
    assert len(judgement.verdicts) == 2 * len(tests)
    for found in judgement.verdicts:
        assert (found.support is None) == (found.verdict == "does not follow")
    first = judgement.verdicts[0]
    explained = explain(case, first.contention, first.account, ExplanationSettings(16, 16, 1, 0))
    assert explained.verdict.verdict == first.verdict


@settings(max_examples=4, derandomize=True)
@given(tests_of_a_case)
def test_generated_tests_are_reported(tests: list[str]) -> None:
    case = divided(tests)
    judgement = judge(case, draws=16, hinge_draws=16)
    materials = gathered(case, judgement, course_draws=16, workers=1, progress=lambda *_: None)
    assert "<main>" in report_html(materials)
