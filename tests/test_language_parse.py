"""Reading expressions: shapes of trees, limits, a fault with place and hint for each mistake."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.language.functions import FUNCTIONS, REDUCERS
from contention.language.parsing import DEEPEST, DEEPEST_BRACKETS, LONGEST, fold, names, parse
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
from contention.language.tree_walking import depth, without_scenarios
from contention.language.units import dimension_faults


def tree(text: str, *, contention: bool = False) -> Node:
    node = parse(text, contention=contention)
    assert not isinstance(node, Fault), node
    return node


def fault(text: str, *, contention: bool = False) -> Fault:
    found = parse(text, contention=contention)
    assert isinstance(found, Fault), found
    return found


def test_a_product_binds_tighter_than_a_sum() -> None:
    assert tree("a + b*2") == Binary(
        "+", Name("a", 0), Binary("*", Name("b", 4), Number(2.0, None, 6), 5), 2
    )


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("-2^2", "-(2^2)"),
        ("2^-3^2", "2^(-(3^2))"),
        ("a^b^c", "a^(b^c)"),
        ("a - b - c", "(a - b) - c"),
        ("a / b * c", "(a / b) * c"),
        ("a < b + 1", "a < (b + 1)"),
        ("a or b and c", "a or (b and c)"),
        ("not a and b", "(not a) and b"),
        ("-a * b", "(-a) * b"),
        ("+a", "a"),
        ("if a then b else if c then d else e", "if a then b else (if c then d else e)"),
        ("IF a THEN MAX(b, 1) ELSE Pi", "if a then max(b, 1) else pi"),
        ("a > 1 AND NOT b", "(a > 1) and (not b)"),
    ],
)
def test_precedence_is_that_of_xmile(text: str, same: str) -> None:
    assert shape(tree(text)) == shape(tree(same))


def shape(node: Node) -> object:
    """A tree without columns."""
    match node:
        case Number():
            return node.value, node.unit
        case Name():
            return node.id
        case Unary():
            return node.operator, shape(node.operand)
        case Binary():
            return node.operator, shape(node.left), shape(node.right)
        case IfElse():
            return shape(node.test), shape(node.then), shape(node.otherwise)
        case Call():
            return node.function, [shape(argument) for argument in node.arguments], node.keywords
        case InScenario():
            return shape(node.inner), node.scenario


@pytest.mark.parametrize(
    "text",
    ["regime_popularity", "Regime_Popularity", '"regime popularity"', '"REGIME  _ Popularity "'],
)
def test_case_spaces_and_underscores_do_not_tell_names_apart(text: str) -> None:
    assert names(tree(text)) == ("regime_popularity",)


def test_quoted_names_may_hold_anything() -> None:
    assert names(tree(r'"a \"b\" \\ (c" + "if"')) == (r'a_"b"_\_(c', "if")


def test_names_stand_once_in_order_without_functions_scenarios_and_time() -> None:
    node = tree("final((b + a * time / dt) @ s) > max(final(b @ t), 1)", contention=True)
    assert names(node) == ("b", "a")


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_numbers_have_units_in_braces() -> None:
    assert tree("5 { person  / year}") == Number(5.0, "person / year", 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [("14.", 14.0), (".375", 0.375), ("6E5", 6e5), ("1e-3", 0.001), ("0", 0.0), ("0.0e9", 0.0)],
)
def test_numbers_are_written_as_in_xmile(text: str, value: float) -> None:
    assert tree(text) == Number(value)


def test_a_date_is_a_decimal_year() -> None:
    assert tree("time > 2026-07-02") == Binary(
        ">", Name("time", 0), Number(2026 + 182 / 365, "date", 7), 5
    )


def test_a_month_is_a_date_only_where_a_date_is_wanted() -> None:
    assert shape(tree("2026-03")) == ("-", (2026.0, None), (3.0, None))
    at = tree("at(x @ s, 2026-03) > 1", contention=True)
    assert isinstance(at, Binary)
    assert isinstance(at.left, Call)
    assert at.left.arguments[1] == Number(2026 + 59 / 365, "date", 10)


def test_windows_hold_dates_and_lengths_after_the_present() -> None:
    node = tree("mean(x @ s, from=2026, to=present + 18 months) > 1", contention=True)
    assert isinstance(node, Binary)
    assert node.left == Call(
        "mean",
        (InScenario(Name("x", 5), "s", 7),),
        (
            ("from", Number(2026.0, "date", 17)),
            ("to", Call("present_plus", (Number(1.5, "year", 36),), (), 26)),
        ),
        0,
    )


def test_the_present_alone_is_present_plus_nothing() -> None:
    node = tree("at(x @ s, present) > 1", contention=True)
    assert isinstance(node, Binary)
    assert isinstance(node.left, Call)
    assert node.left.arguments[1] == Call("present_plus", (Number(0.0, "year", 10),), (), 10)


def test_one_argument_makes_min_a_reducer_and_two_a_function() -> None:
    node = tree("min(x @ s) > min(final(x @ s), 1)", contention=True)
    assert [len(call.arguments) for call in (node.left, node.right)] == [1, 2]  # type: ignore[union-attr]


FAULTS = [
    ("", 0, "empty", "write a number"),
    ("   ", 0, "empty", "write a number"),
    ("a < b < c", 6, "do not chain", "a < b and b < c"),
    ("a = b = c", 6, "do not chain", "a = b and b = c"),
    ("1 + (not a > b)", 5, "`not` is ambiguous", "not (a > b)"),
    ("not x + 1", 0, "`not` is ambiguous", "not (a + b)"),
    ("regime popularity", 7, "unexpected `popularity`", '"first second"'),
    ("10,000 + x", 2, "unexpected `,`", "10000"),
    ("max(a, 10,000)", 0, "does not take 3 arguments", "max(x, y)"),
    ("2x", 1, "unexpected `x`", "* x"),
    ("5 years", 2, "unexpected `years`", "{years}"),
    ("5 %", 2, "`%` is not an operator", "0.05"),
    ("a == b", 2, "not a comparison", "`=`"),
    ("a != b", 2, "not a comparison", "`<>`"),
    ("a => b", 2, "not a comparison", "`>=`"),
    ("a ≤ b", 2, "not a comparison", "`<=`"),
    ("a ** 2", 2, "`**`", "`^`"),
    ("a && b", 2, "`&`", "`and`"),
    ("a | b", 2, "`|`", "`or`"),
    ("! a", 0, "`!`", "`not`"),
    ("a − b", 2, "dash", "`-`"),
    ("a × b", 2, "not an operator", "`*`"),
    ("(a + b", 0, "never closed", "add the missing"),
    ("a + b)", 5, "never opened", "take out"),
    ('"abc', 0, "not closed", "end it"),
    ('"" + 1', 0, "empty", "between the quotes"),
    ("“a” + 1", 0, "quotes", "straight"),
    ("a + ", 3, "too early", "a name or a number"),
    ("if a", 4, "too early", "`then` is missing"),
    ("if a then b", 11, "too early", "`else` is missing"),
    ("if a, b, c", 4, "unexpected `,`", "commas"),
    ("1 + if a then b else c", 4, "unexpected `if`", "in brackets"),
    ("x + and", 4, "unexpected `and`", "missing before it"),
    ("a mod b", 2, "unexpected `mod`", "a - b * int(a / b)"),
    ("mod(a, b)", 0, "no function `mod`", "a - b * int(a / b)"),
    ("a [1]", 2, "no arrays", "one factor"),
    ("{note} a", 0, "braces", "5 {years}"),
    ("x ; y", 2, "means nothing", "take it out"),
    ("x ☃", 2, "means nothing", "take it out"),
    ("_x", 0, "cannot start with `_`", "letter"),
    ("3 3", 2, "unexpected `3`", "operator is missing"),
    ("1.2.3", 3, "unexpected `.3`", "operator is missing"),
    ("aid (x)", 0, "no function `aid`", "name * (…)"),
    ("maxx(a, b)", 0, "no function `maxx`", "`max`"),
    ("time()", 0, "no function `time`", "without brackets"),
    ("exp()", 0, "does not take 0 arguments", "exp(x)"),
    ("exp(a, b)", 0, "does not take 2 arguments", "exp(x)"),
    ("min(a, b, c)", 0, "does not take 3 arguments", "nested"),
    ("min(a)", 0, "reducer", "min(x, y)"),
    ("1 + final(x)", 4, "reducer", "one moment"),
    ("at(x, 2026)", 0, "reducer", "one moment"),
    ("x @ s", 2, "only contentions", "take out `@ s`"),
    ("step(1, 2026, from=2026)", 0, "no from=", "reducers"),
    ("to + 1", 0, "word of the language", '"to"'),
    ("1 + present", 4, "word of the language", "write the year as a number"),
    ("lookup(x, 0, 0, 1)", 0, "does not take 4 arguments", "lookup(x, x1, y1"),
    ("lookup(x, 0, 0, 1, 1, 2)", 0, "not in pairs", "lookup(x, x1, y1"),
    ("lookup(x, 0, a, 1, 1)", 13, "are numbers", "write each"),
    ("lookup(x, 0, 0, -1, 1)", 16, "do not ascend", "sort"),
    ("lookup(x, 0, 0, 0, 1)", 16, "do not ascend", "sort"),
    ("smth1(x, 0)", 9, "must be above 0", "years"),
    ("delay(x, y)", 9, "fixed", "delay3"),
    ("pulse(1, 2026, 0)", 15, "interval", "single pulse"),
    ("delay(x, -1)", 9, "must be above 0", "years"),
    ("1 + 1e400", 4, "too large", "1e+30"),
    ("2e30", 0, "too large", "1e+30"),
    ("1e-31", 0, "too small", "1e-30"),
    ("0" * 41, 0, "too large", "40 characters"),
    ("time > 2026-13-01", 7, "no date 2026-13-01", "2026-03-01"),
    ("time > 2025-02-29", 7, "no date 2025-02-29", "2026-03-01"),
]


@pytest.mark.parametrize(("text", "column", "message", "hint"), FAULTS)
def test_every_mistake_has_a_place_and_a_way_to_mend_it(
    text: str, column: int, message: str, hint: str
) -> None:
    found = fault(text)
    assert found.column == column
    assert message in found.message
    assert hint in found.hint


CONTENTION_FAULTS = [
    ("mean(x @ a @ b) > 1", 11, "two `@`", "keep one"),
    ("mean(x @ a, from=2026, from=2027) > 1", 0, "given twice", "keep one"),
    ("mean(x @ a, until=2026) > 1", 0, "does not take 2 arguments", "mean(x @ scenario)"),
    ("mean(x @ a, from=y) > 1", 17, "unexpected `y`", "a date"),
    ("mean(x @ a, from=2 {years}) > 1", 17, "no unit", "2026-01-01"),
    ("mean(x @ a, from=present - 2 years) > 1", 25, "begin at `present`", "present + 2 years"),
    ("mean(x @ a, from=present + 2 apples) > 1", 29, "not a unit of time", "months"),
    ("mean(from=2026) > 1", 5, "word of the language", '"from"'),
    ("at(x @ a) > 1", 8, "unexpected `)`", "a date"),
    ("final(x @ 3) > 1", 10, "unexpected `3`", "the id of a scenario"),
    ("medium(x @ a) > 1", 0, "no function `medium`", "change(x @ scenario)"),
]


@pytest.mark.parametrize(("text", "column", "message", "hint"), CONTENTION_FAULTS)
def test_every_mistake_in_a_contention_has_a_place_and_a_way_to_mend_it(
    text: str, column: int, message: str, hint: str
) -> None:
    found = fault(text, contention=True)
    assert found.column == column
    assert message in found.message
    assert hint in found.hint


BOMBS = {
    "brackets": "(" * 5000 + "a" + ")" * 4999,
    "calls": "exp(" * 2000 + "a" + ")" * 2000,
    "signs": "-" * 9999 + "a",
    "denials": "not " * 2400 + "a",
    "powers": "a^" * 4999 + "a",
    "a long sum": "+".join(["a"] * 5000),
    "choices": "if a then b else " * 580 + "c",
    "length": "a" * (LONGEST + 1),
    "digits": "9" * LONGEST,
    "spaces": "a" + " " * 9900 + "a",
    "quotes": '"' * 9999,
    "braces": "5" + "{" * 9000,
    "backslashes": '"' + "\\" * 9000,
    "scenarios": "a" + " @ s" * 2000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_fault_and_not_a_crash(name: str) -> None:
    found = fault(BOMBS[name])
    assert found.message
    assert len(found.message) < 200
    assert 0 <= found.column <= LONGEST


def test_brackets_may_stand_as_deep_as_the_limit() -> None:
    deep, deeper = DEEPEST_BRACKETS, DEEPEST_BRACKETS + 1
    assert tree("(" * deep + "a" + ")" * deep) == Name("a", deep)
    assert "deep" in fault("(" * deeper + "a" + ")" * deeper).message


def test_trees_may_be_as_deep_as_the_limit() -> None:
    assert depth(tree("+".join(["a"] * DEEPEST))) == DEEPEST
    assert "levels deep" in fault("+".join(["a"] * (DEEPEST + 1))).message


CHAINS = [
    "a + " * 98 + "a",
    "if a then b else " * 98 + "c",
    "-" * 98 + "a",
    "exp(" * 49 + "a" + ")" * 49,
]


@pytest.mark.parametrize("text", CHAINS)
def test_the_deepest_trees_leave_room_on_the_stack(text: str) -> None:
    node = tree(text)
    assert shape(tree(expression_text(node))) == shape(node)
    assert dimension_faults(node, {}) == ()
    assert without_scenarios(node) == node
    assert hash(node) == hash(tree(text))


def test_a_quoted_bracket_is_no_bracket() -> None:
    assert names(tree('"a (b" + c')) == ("a_(b", "c")


KEYWORDS = [
    "if",
    "then",
    "else",
    "and",
    "or",
    "not",
    "from=",
    "to=",
    "present",
    "2026-01-01",
    "1e9",
    "<=",
    "<>",
]
CHARACTERS = list("abx()@,+-*/^<>={}\"' .0123456789é²\n\x00")
WORDS = st.sampled_from([*FUNCTIONS, *REDUCERS, *KEYWORDS, *CHARACTERS])


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=25).map(" ".join)), st.booleans())
def test_no_text_makes_the_parser_raise(text: str, contention: bool) -> None:
    found = parse(text, contention=contention)
    if isinstance(found, Fault):
        assert 0 <= found.column <= len(text)
        assert found.message
        assert found.hint
    else:
        assert depth(found) <= DEEPEST
