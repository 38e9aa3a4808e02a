"""Edges that are no links, with the signs that their form settles."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp
from operator import add, mul, sub, truediv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.model import Assumption, Condition, Factor, InputShape, Lognormal, Rate
from contention.language.parsing import parse
from contention.language.syntax import Fault
from contention.maps.account_map import build_map
from contention.maps.causal_map import CausalMap
from contention.maps.monotone import moves
from tests.building import case_of, level, relation


def edges(causal_map: CausalMap) -> set[tuple[str, str, str, str]]:
    return {(one.cause, one.effect, one.why, one.sign) for one in causal_map.dependencies}


def test_an_equation_comes_in_with_any_factor_that_it_names() -> None:
    total = Factor("total", "Total", "equation", equation="a - 2 * b")
    apart = Factor("apart", "Apart", "equation", equation="y")
    case = case_of([level("a"), level("b"), level("x"), level("y"), total, apart],
                   [relation("x", "a")])  # fmt: skip
    built = build_map(case, "account")
    assert built.factors == ("a", "b", "x", "total")
    assert edges(built) == {("a", "total", "equation", "+"), ("b", "total", "equation", "-")}


def test_an_assumption_can_hang_on_a_computed_factor() -> None:
    total = Factor("total", "Total", "equation", equation="a")
    premise = Assumption("p", relation("total", "z"), "needed", "x")
    case = case_of([level("a"), level("x"), level("z"), total], [relation("x", "a")],
                   assumptions=[premise])  # fmt: skip
    assert build_map(case, "account").links[-1].claims == ("p",)


def test_flow_expressions_turn_with_the_flow() -> None:
    stock = Factor("s", "S", "stock", inflow="a", outflow="b * s + c", unit="person")
    both = Factor("t", "T", "stock", inflow="a", outflow="a")
    case = case_of([level(name) for name in "abc"] + [stock, both], [relation("c", "a")])
    assert edges(build_map(case, "account")) == {
        ("a", "s", "flow", "+"),
        ("b", "s", "flow", "-"),
        ("s", "s", "flow", "-"),
        ("c", "s", "flow", "-"),
        ("a", "t", "flow", "?"),
    }


@pytest.mark.parametrize(
    ("side", "sign", "found"),
    [("below", "+", "-"), ("above", "+", "+"), ("off", "-", "+"), ("on", "?", "?")],
)
def test_a_gate_moves_the_effect_as_its_link_does_when_it_opens(
    side: str, sign: str, found: str
) -> None:
    gate = Condition("c", side, 0.1)  # type: ignore[arg-type]
    switch = Factor("a", "A", "event")
    case = case_of([switch, level("b"), level("c")], [relation("a", "b", sign, condition=gate)])
    (edge,) = build_map(case, "account").dependencies
    assert (edge.cause, edge.effect, edge.why, edge.sign) == ("c", "b", "condition", found)
    assert edge.link == build_map(case, "account").links[0].id


def test_a_gate_has_the_sign_of_its_link_whatever_the_kind_of_the_cause() -> None:
    """A level that is almost absent does almost nothing, never the reverse."""
    said = relation("a", "b", condition=Condition("c", "above", 1.0))
    dated = Factor("a", "A", "input", shape=InputShape("events"))
    for cause in (level("a"), dated, Factor("a", "A", "share", baseline=0.5)):
        case = case_of([cause, level("b"), level("c")], [said])
        (edge,) = build_map(case, "account").dependencies
        assert edge.sign == "+"


def test_an_event_waits_for_its_gate_only_where_the_account_has_the_event() -> None:
    event = Factor("e", "E", "event", hazard=Rate(Lognormal(0.1)),
                   only_while=Condition("g", "off"))  # fmt: skip
    case = case_of([*(level(name) for name in "abg"), event], [relation("a", "e")])
    assert edges(build_map(case, "account")) == {("g", "e", "only while", "-")}
    silent = replace(case, claims={})
    assert build_map(silent, "account").factors == ()
    gate_only = case_of([*(level(name) for name in "abg"), event], [relation("a", "g")])
    assert build_map(gate_only, "account").factors == ("a", "g")


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("x + y", {1}),
        ("y - x", {-1}),
        ("-x", {-1}),
        ("2 * x / y", {1}),
        ("y / x", {-1}),
        ("x - x * 0.5", {1, -1}),
        ("exp(x) + min(x, y)", {1}),
        ("-2 * x", {-1}),
        ("(y - 1) * x", {1, -1}),
        ("if x > 1 then y else 0", {1, -1}),
        ("x ^ 2", {1, -1}),
        ("smth1(x, y)", {1}),
        ("smth1(y, x)", {1, -1}),
        ("ln(x) * y", {1}),
        ("y * 3", set()),
    ],
)
def test_the_form_of_an_expression_settles_signs(text: str, signs: set[int]) -> None:
    tree = parse(text)
    assert not isinstance(tree, Fault)
    assert moves(tree, "x") == signs


@dataclass(frozen=True)
class Formula:
    """An expression as text and as a function of x and y."""

    text: str
    at: Callable[[float, float], float]


COMBINE: dict[str, Callable[[float, float], float]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    "min": min,
}


def pair(parts: tuple[Formula, str, Formula]) -> Formula:
    left, operator, right = parts
    combine = COMBINE[operator]
    text = f"({left.text} {operator} {right.text})"
    if operator == "min":
        text = f"min({left.text}, {right.text})"
    return Formula(text, lambda x, y: combine(left.at(x, y), right.at(x, y)))


def falling(inner: Formula) -> Formula:
    return Formula(f"exp(0 - {inner.text} / 100)", lambda x, y: exp(-inner.at(x, y) / 100))


ATOMS = (
    Formula("x", lambda x, _: x),
    Formula("y", lambda _, y: y),
    Formula("2", lambda *_: 2.0),
    Formula("0.5", lambda *_: 0.5),
)
FORMULAS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(sorted(COMBINE)), inner).map(pair),
        inner.map(falling),
    ),
    max_leaves=7,
)


def test_a_divisor_that_may_change_its_sign_settles_nothing() -> None:
    for text in ("y / (y - x)", "y / (x - y)"):
        tree = parse(text)
        assert not isinstance(tree, Fault)
        assert moves(tree, "x") == {1, -1}
    tree = parse("y / (y + x)")
    assert not isinstance(tree, Fault)
    assert moves(tree, "x") == {-1}


@given(FORMULAS, st.floats(0.1, 5.0), st.floats(0.1, 5.0), st.floats(0.01, 1.0))
def test_no_expression_moves_against_its_settled_sign(
    formula: Formula, x: float, y: float, more: float
) -> None:
    tree = parse(formula.text)
    assert not isinstance(tree, Fault)
    try:
        before, after = formula.at(x, y), formula.at(x + more, y)
    except (ZeroDivisionError, OverflowError):
        return
    slack = 1e-9 * max(1.0, abs(before), abs(after))
    signs = moves(tree, "x")
    if -1 not in signs:
        assert after >= before - slack
    if 1 not in signs:
        assert after <= before + slack
