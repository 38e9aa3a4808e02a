"""Canonical text: whatever tree is printed reads back as the same tree."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.language.dates import parse_date
from contention.language.functions import FUNCTIONS, REDUCERS
from contention.language.parsing import fold, parse
from contention.language.printing import expression_text
from contention.language.syntax import (
    Binary,
    Call,
    Fault,
    IfElse,
    InScenario,
    Name,
    Node,
    Number,
    Unary,
)
from contention.language.tree_walking import children, with_children


def without_columns(node: Node) -> Node:
    bare = with_children(node, [without_columns(child) for child in children(node)])
    return replace(bare, column=0)


def call(name: str, *arguments: Node) -> Call:
    return Call(name, arguments)


NUMBERS = st.builds(
    Number,
    st.one_of(st.just(0.0), st.floats(1e-30, 1e30), st.integers(0, 10**6).map(float)),
    st.one_of(st.none(), st.sampled_from(["person", "person/year", "km^2", ""])),
)
DATES = st.one_of(
    st.dates().map(lambda day: Number(parse_date(day.isoformat()) or 0.0, "date")),
    st.floats(1900, 2100).map(lambda year: Number(year, "date")),
)
ODD_IDS = st.text(min_size=1, max_size=8).filter(str.isprintable).map(fold)
IDS = st.one_of(
    st.sampled_from(["a", "western_aid", "time", "dt", "min", "at", "final", "mean", "if", "to"]),
    ODD_IDS.filter(lambda name: name not in ("", "_")),
)
NAMES = IDS.map(Name)
BINARY = ["+", "-", "*", "/", "^", "<", "<=", ">", ">=", "=", "<>", "and", "or"]
POINTS = st.lists(st.integers(-50, 50), min_size=2, max_size=4, unique=True).map(sorted)


def signed(value: int) -> Node:
    return Number(float(value)) if value >= 0 else Unary("-", Number(float(-value)))


def lookup(x: Node, points: list[int]) -> Node:
    pairs = (signed(value) for point in points for value in (point, -point))
    return Call("lookup", (x, *pairs))


def calls(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    plain = [
        st.tuples(st.just(name), st.lists(inner, min_size=function.least, max_size=function.most))
        for name, function in FUNCTIONS.items()
        if name not in ("lookup", "pulse") and not function.stateful
    ]
    stateful = [name for name, function in FUNCTIONS.items() if function.stateful]
    return st.one_of(
        st.one_of(plain).map(lambda pair: Call(pair[0], tuple(pair[1]))),
        st.builds(call, st.sampled_from(stateful), inner, st.just(Number(0.5))),
        st.builds(call, st.just("pulse"), inner, inner, st.just(Number(0.5))),
        st.builds(lookup, inner, POINTS),
    )


def expressions(
    extra: st.SearchStrategy[Node] | None = None,
) -> st.SearchStrategy[Node]:
    leaves = st.one_of(NUMBERS, DATES, NAMES)
    return st.recursive(
        leaves if extra is None else st.one_of(leaves, extra),
        lambda inner: st.one_of(
            st.builds(Unary, st.sampled_from(["-", "not"]), inner),
            st.builds(Binary, st.sampled_from(BINARY), inner, inner),
            st.builds(IfElse, inner, inner, inner),
            calls(inner),
        ),
        max_leaves=12,
    )


EXPRESSIONS = expressions()
YEARS = st.one_of(st.just(0.0), st.floats(1e-6, 50.0))
INSTANTS = st.one_of(DATES, YEARS.map(lambda years: Call("present_plus", (Number(years, "year"),))))


@st.composite
def reducers(draw: st.DrawFn) -> Node:
    name = draw(st.sampled_from(sorted(REDUCERS)))
    inner = InScenario(draw(EXPRESSIONS), draw(IDS))
    if name == "at":
        return Call("at", (inner, draw(INSTANTS)))
    level = (draw(NAMES),) if name == "duration_above" else ()
    words = draw(st.lists(st.sampled_from(["from", "to"]), max_size=2, unique=True))
    return Call(name, (inner, *level), tuple((word, draw(INSTANTS)) for word in words))


@settings(max_examples=150, deadline=None)
@given(EXPRESSIONS)
def test_a_printed_expression_reads_back_as_itself(node: Node) -> None:
    found = parse(expression_text(node))
    assert not isinstance(found, Fault), (expression_text(node), found)
    assert without_columns(found) == node


@settings(max_examples=100, deadline=None)
@given(expressions(reducers()))
def test_a_printed_contention_reads_back_as_itself(node: Node) -> None:
    found = parse(expression_text(node), contention=True)
    assert not isinstance(found, Fault), (expression_text(node), found)
    assert without_columns(found) == node


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("((a))+(b*c)", "a + b * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a^b)^c", "(a ^ b) ^ c"),
        ("(-a)^2", "(-a) ^ 2"),
        ("-(a^2)", "-a ^ 2"),
        ("not(a>b)", "not (a > b)"),
        ("NOT a", "not a"),
        ('"western aid"*1.50', "western_aid * 1.5"),
        ('"to"', '"to"'),
        ("PI()", "pi"),
        ("5{ person }", "5 {person}"),
        ("time>2026-03-01", "time > 2026-03-01"),
        ("1+(if a then b else c)", "1 + (if a then b else c)"),
    ],
)
def test_texts_that_mean_the_same_print_alike(text: str, canonical: str) -> None:
    node = parse(text)
    assert not isinstance(node, Fault)
    assert expression_text(node) == canonical


def test_contentions_print_with_dates_and_scenarios() -> None:
    text = "mean((X - y)@s,from=2026,to=Present+18 months)>at(x@s,present)"
    node = parse(text, contention=True)
    assert not isinstance(node, Fault)
    assert expression_text(node) == (
        "mean((x - y) @ s, from=2026-01-01, to=present + 1.5 years) > at(x @ s, present)"
    )
