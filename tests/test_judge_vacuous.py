"""Contentions that no claim can decide are told by a check; sound ones are left alone."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.case.load import load_case
from contention.case.model import (
    Action,
    Case,
    Contention,
    Factor,
    Figure,
    InputShape,
    Lognormal,
    Rate,
    Scenario,
    SetAction,
    ShockAction,
)
from contention.case.problem import Problem
from contention.cli.main import main
from contention.judge.question import question
from contention.judge.ranges import always
from contention.judge.vacuous_tests import vacuous
from contention.language.parsing import parse
from contention.language.syntax import Binary, Fault, Node, Number, Unary
from tests.building import case_of, level, relation

CASES = Path(__file__).parent.parent / "cases"
ON, OFF = SetAction("lever", 2.0, at=2022.0), SetAction("lever", 0.5, at=2022.0)


def built(test: str, *, actions: tuple[Action, ...] = (ON,), note: str = "a doubling") -> Case:
    return case_of(
        [
            level("lever"),
            level("out"),
            level("apart"),
            Factor("part", "Part", kind="share", baseline=0.3),
            Factor("flood", "Flood", kind="event", hazard=Rate(Lognormal(0.1))),
            Factor("dead", "Dead", kind="stock", inflow=Rate(Lognormal(3.0))),
        ],
        [relation("lever", "out"), relation("lever", "part"), relation("lever", "flood")],
        scenarios=[
            Scenario("on", "On", actions, note=note),
            Scenario("off", "Off", (OFF,), note="half of it"),
            Scenario("again", "On again", actions, note="the same"),
            Scenario("late", "Late", (*actions, SetAction("apart", 3.0, at=2025.0)), note="late"),
        ],
        contentions=[Contention("k", "It is so", test)],
    )


def said(test: str) -> list[str]:
    return [problem.message for problem in vacuous(built(test))]


@pytest.mark.parametrize(
    ("test", "what"),
    [
        # the lever compared with itself
        ("final(lever @ on) > final(lever @ off)", "set `lever` themselves"),
        ("not (final(lever @ on) <= final(lever @ off))", "set `lever` themselves"),
        ("final(lever @ on) > 1.5", "set `lever` themselves"),
        ("final(lever @ on) > final(lever @ rest)", "set `lever` themselves"),
        # ranges
        ("final(out @ on) > 0", "always true"),
        ("min(out @ on) >= 0", "always true"),
        ("2 * final(out @ on) + 1 > 1", "always true"),
        ("final(part @ on) <= 1", "always true"),
        ("final(part @ on) - final(part @ rest) < 1", "always true"),
        ("change(part @ on) > -1", "always true"),
        ("final(flood @ on) >= 0", "always true"),
        ("integral(out @ on) > 0", "always true"),
        ("duration_above(out @ on, 2) <= 4", "always true"),
        ("final(part @ on) > 1", "never true"),
        ("final(flood @ on) > 1", "never true"),
        ("final(out @ on) < 0", "never true"),
        ("final(out @ on) > final(out @ rest) or final(out @ on) < 0", "never true"),
        # scenarios
        ("final(out @ on) > final(out @ on)", "both sides of a comparison are the same"),
        ("final(out @ on) + 1 = final(out @ on) + 1", "both sides of a comparison are the same"),
        ("final(out @ on) > final(out @ again)", "`on` and `again` do not differ"),
        ("at(out @ on, 2024) < at(out @ late, 2024)", "`on` and `late` do not differ"),
    ],
)  # fmt: skip
def test_a_test_that_no_claim_decides_is_told(test: str, what: str) -> None:
    (message,) = said(test)
    assert what in message
    assert "`k`" in message


@pytest.mark.parametrize(
    "test",
    [
        "final(out @ on) > final(out @ rest)",
        "final(out @ on) > final(out @ late)",
        "at(out @ on, 2026) > at(out @ late, 2026)",
        "final(out @ on) > final(lever @ on)",
        "final(lever @ on) > final(out @ off)",
        "final(out @ on) > final(apart @ again)",
        "final(out @ on) > 0.5 * final(out @ rest)",
        "final(part @ on) > 0.9",
        "final(part @ on) - final(part @ rest) > 0",
        "final(flood @ on) > 0.5",
        "final(flood @ on) > 0",
        "final(dead @ on) > 0",
        "change(out @ on) > 0",
        "mean(out @ on) > final(out @ on)",
        "first_time(out @ on > 1.2) < 2024",
        "final(out @ on) / final(out @ rest) > 0.01",
        "abs(final(out @ on) / final(out @ rest) - 1) < 0.1",
        "final(out @ on) = final(out @ rest)",
        "duration_above(out @ on, 1.2) > 1",
    ],
)
def test_a_test_that_claims_decide_is_left_alone(test: str) -> None:
    assert said(test) == []


def test_a_factor_that_claims_act_on_may_be_compared_where_one_scenario_sets_it() -> None:
    case = built("final(lever @ on) > final(lever @ rest)")
    feedback = replace(case.claims["c0"], id="back", relation=relation("out", "lever"))
    assert vacuous(replace(case, claims={**case.claims, "back": feedback})) == ()
    proposed = replace(feedback, status="proposed")
    assert len(vacuous(replace(case, claims={**case.claims, "back": proposed}))) == 1


def sized(
    action: Action, note: str = "", test: str = "final(out @ on) > final(out @ rest)"
) -> Case:
    return built(test, actions=(action,), note=note)


def test_a_size_without_a_reason_is_told_once_for_each_action() -> None:
    (problem,) = vacuous(sized(ON))
    assert "setting `lever` to 2 in scenario `on`" in problem.message
    assert "`note:`" in problem.hint
    shock = ShockAction("lever", 2022.0, times=1.5)
    (problem,) = vacuous(sized(shock))
    assert "multiplying `lever` by 1.5" in problem.message
    case = sized(SetAction("tax", 1.4, at=2022.0))
    tax = Factor("tax", "Tax", kind="input", shape=InputShape("constant", value=1.0))
    (problem,) = vacuous(replace(case, factors={**case.factors, "tax": tax}))
    assert "setting `tax` to 1.4" in problem.message


def test_what_needs_no_reason_is_not_asked_for_one() -> None:
    figure = Figure("f", "text", "lever", 2.0, "", factor="lever")
    plain = sized(ON)
    assert vacuous(replace(plain, figures={"f": figure})) == ()
    assert len(vacuous(replace(plain, figures={"f": replace(figure, status="proposed")}))) == 1
    assert vacuous(sized(ON, note="as in the text")) == ()
    assert len(vacuous(sized(ON, note="  "))) == 1
    assert vacuous(sized(SetAction("lever", 1.0, at=2022.0))) == ()
    assert vacuous(sized(SetAction("lever", 0.001, at=2022.0))) == ()
    assert vacuous(sized(SetAction("flood", 1.0, at=2022.0))) == ()
    assert vacuous(sized(ON, test="final(out @ off) < final(out @ rest)")) == ()


@pytest.mark.parametrize("name", ["congestion-charge", "war-against-war"])
def test_the_worked_cases_have_reasons_for_what_they_ask(name: str) -> None:
    case, _ = load_case(CASES / name)
    assert case is not None
    assert vacuous(case) == ()


def test_check_tells_it_with_line_column_and_hint(
    small_case: Path, change: Callable[[str, str, str], tuple[int, int]]
) -> None:
    before = json.loads(CliRunner().invoke(main, ["check", str(small_case), "--json"]).output)
    test = "final(flood @ repairs_go_on) >= final(flood @ repairs_go_on)"
    old = next(
        line.strip()
        for line in (small_case / "contentions.yaml").read_text("utf-8").splitlines()
        if line.strip().startswith("test:")
    )
    line, column = change("contentions.yaml", old, f"test: {test}")
    result = CliRunner().invoke(main, ["check", str(small_case), "--json"])
    assert result.exit_code == 0
    after = json.loads(result.output)
    (new,) = [item for item in after["problems"] if item not in before["problems"]]
    assert (new["path"], new["line"]) == ("contentions.yaml", line)
    assert new["column"] == column + len("test: ")
    assert new["severity"] == "warning"
    assert "both sides of a comparison are the same" in new["message"]
    assert new["hint"]


NUMBERS = st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0])
TERMS = st.recursive(
    st.one_of(
        NUMBERS.map(lambda number: f"({number:g})"),
        st.sampled_from(["final(out @ on)", "final(part @ on)", "final(flood @ on)"]),
    ),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
        lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
    ),
    max_leaves=4,
)


@given(TERMS, st.sampled_from([">", ">=", "<", "<="]), TERMS)
@settings(max_examples=250, deadline=None)
def test_what_is_called_certain_holds_for_values_anywhere_in_their_ranges(
    left: str, operator: str, right: str
) -> None:
    case = built("final(out @ on) > 1")
    asked = replace(case.contentions["k"], test=f"{left} {operator} {right}")
    (comparison,) = question(case, asked).comparisons
    settled = always(comparison, case.factors)
    if settled is None:
        return
    for out in (1e-9, 0.3, 1.0, 7.0, 1e6):
        for part in (1e-9, 0.4, 1 - 1e-9):
            for flood in (0.0, 0.2, 1.0):
                given = {"out": out, "part": part, "flood": flood}
                text = f"{left} {operator} {right}"
                for name, value in given.items():
                    text = text.replace(f"final({name} @ on)", f"({value!r})")
                a, b = (_value(side) for side in text.split(f" {operator} ", 1))
                assert _compared(a, operator, b) is settled, text


def _value(text: str) -> Fraction:
    """The exact value of sums and products in brackets: 1 + 1e-18 is more than 1."""

    def value(node: Node) -> Fraction:
        match node:
            case Number(value=number):
                return Fraction(number)
            case Unary(operand=operand):
                return -value(operand)
            case Binary(operator="+", left=one, right=other):
                return value(one) + value(other)
            case Binary(operator="-", left=one, right=other):
                return value(one) - value(other)
            case Binary(left=one, right=other):
                return value(one) * value(other)
        raise AssertionError(node)

    tree = parse(text)
    assert not isinstance(tree, Fault), tree
    return value(tree)


def _compared(left: Fraction, operator: str, right: Fraction) -> bool:
    return bool({">": left > right, ">=": left >= right, "<": left < right,
                 "<=": left <= right}[operator])  # fmt: skip


def test_problems_come_once() -> None:
    twice = "final(out @ on) > 0 and final(out @ on) > 0"
    found: tuple[Problem, ...] = vacuous(built(twice))
    assert len(found) == 1
