"""The grammar of expressions (LALR) and the building of syntax trees from it.

Precedence is that of XMILE 1.0, section 3.3.1: `^` (from the right), then signs, `* /`, `+ -`,
comparisons, `and`, `or`. Trees are built while parsing, so no recursion grows with the text.
"""

import re
from functools import cache
from typing import TypeVar, cast

from lark import Lark, Token, Transformer

from contention.language.dates import parse_date, years_in
from contention.language.functions import RESERVED
from contention.language.name_folding import fold
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

GRAMMAR = r"""
?start: expression
?expression: disjunction
    | IF expression THEN expression ELSE expression -> if_else
?disjunction: conjunction | disjunction OR conjunction -> binary
?conjunction: negation | conjunction AND negation -> binary
?negation: comparison
    | NOT negand -> unary
    | NOT negand (COMPARE | ADD | MULTIPLY | POWER) sum -> unclear_not
?negand: postfix | NOT negand -> unary
?comparison: sum
    | sum COMPARE sum -> binary
    | sum COMPARE sum (COMPARE sum)+ -> chain
?sum: product | sum ADD product -> binary
?product: signed | product MULTIPLY signed -> binary
?signed: power | ADD signed -> unary
?power: postfix | postfix POWER signed -> binary
?postfix: atom | atom (SCENARIO (NAME | QUOTED))+ -> in_scenario
?atom: NUMBER UNIT? -> number
    | DATE -> date
    | NAME -> name
    | QUOTED -> quoted
    | FUNCTION "(" [arguments] ")" -> call
    | AT "(" expression COMMA when ")" -> at
    | "(" expression ")"
arguments: positional [COMMA keywords]
positional: expression | positional COMMA expression
keywords: keyword | keywords COMMA keyword
keyword: KEYWORD when
?when: (DATE | MONTH) -> date
    | NUMBER UNIT? -> instant
    | PRESENT [ADD NUMBER NAME] -> present

IF.6: /if(?!\w)/i
THEN.6: /then(?!\w)/i
ELSE.6: /else(?!\w)/i
AND.6: /and(?!\w)/i
OR.6: /or(?!\w)/i
NOT.6: /not(?!\w)/i
KEYWORD.5: /(?:from|to)\s*=/i
PRESENT.5: /present(?!\w)/i
AT.5: /at(?=\s*\()/i
FUNCTION.4: /(?!(?:if|then|else|and|or|not)(?!\w))[^\W\d_]\w*(?=\s*\()/i
NAME.3: /(?!(?:if|then|else|and|or|not)(?!\w))[^\W\d_]\w*/i
DATE.5: /[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w.])/
MONTH.4: /[0-9]{4}-[0-9]{2}(?![\w.-])/
NUMBER.3: /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?/i
UNIT: /\{[^{}"]{0,80}\}/
QUOTED: /"(?:[^"\\\x00-\x1f]|\\["\\n])*"/
COMPARE: "<=" | ">=" | "<>" | "<" | ">" | "="
ADD: "+" | "-"
MULTIPLY: "*" | "/"
POWER: "^"
SCENARIO: "@"
COMMA: ","
%ignore /[ \t\r\n\xa0]+/
"""

LARGEST = 1e30
SMALLEST = 1e-30
NUMBER_LENGTH = 40

ESCAPES = {r"\"": '"', r"\\": "\\", r"\n": " "}

Parts = list[object]
T = TypeVar("T")


class FaultFound(Exception):  # noqa: N818 - only carries a fault out of the parser
    """Stops the parser at a fault."""

    def __init__(self, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(column, message, hint)


@cache
def parser() -> Lark:
    """The one parser of the process; building it takes some hundredths of a second."""
    return Lark(
        GRAMMAR, parser="lalr", lexer="contextual", maybe_placeholders=True, transformer=_Builder()
    )


def column_of(token: Token) -> int:
    """Where a token starts, in characters from 0."""
    return token.start_pos or 0


def _number(token: Token) -> float:
    value = float(token) if len(token) <= NUMBER_LENGTH else float("inf")
    if value > LARGEST:
        raise FaultFound(
            column_of(token),
            f"the number {_short(token)} is too large",
            f"numbers go up to {LARGEST:g} and have at most {NUMBER_LENGTH} characters",
        )
    if value < SMALLEST and re.match(r"[0.]*[1-9]", token):
        raise FaultFound(
            column_of(token),
            f"the number {_short(token)} is too small",
            f"numbers other than 0 start at {SMALLEST:g}",
        )
    return value


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


def _unit(token: Token | None) -> str | None:
    return " ".join(token[1:-1].split()) if token is not None else None


def _named(token: Token) -> str:
    """The folded id of a NAME or QUOTED token."""
    if token.type == "NAME":
        return fold(token)
    name = fold(re.sub(r"\\.", lambda match: ESCAPES[match[0]], token[1:-1]))
    if name in ("", "_"):
        raise FaultFound(column_of(token), "a name is empty", "put the name between the quotes")
    return name


class _Builder(Transformer[Token, Node]):
    """Turns each reduced rule into a node; lark calls these while it parses."""

    def if_else(self, parts: Parts) -> Node:
        word, test, _, then, _, otherwise = parts
        return IfElse(_node(test), _node(then), _node(otherwise), column_of(_token(word)))

    def binary(self, parts: Parts) -> Node:
        left, token, right = parts
        operator = _token(token)
        return Binary(operator.lower(), _node(left), _node(right), column_of(operator))

    def unary(self, parts: Parts) -> Node:
        sign, operand = _token(parts[0]), _node(parts[1])
        return operand if sign == "+" else Unary(sign.lower(), operand, column_of(sign))

    def chain(self, parts: Parts) -> Node:
        first, second = _token(parts[1]), _token(parts[3])
        raise FaultFound(
            column_of(second),
            f"comparisons do not chain: `{first}` is followed by `{second}`",
            f"write `a {first} b and b {second} c`",
        )

    def unclear_not(self, parts: Parts) -> Node:
        operator = _token(parts[2])
        raise FaultFound(
            column_of(_token(parts[0])),
            f"`not` is ambiguous: it could apply to the part before `{operator}` or to all of it",
            f"put brackets: `not (a {operator} b)`",
        )

    def in_scenario(self, parts: Parts) -> Node:
        inner, sign, scenario = _node(parts[0]), _token(parts[1]), _token(parts[2])
        if len(parts) > 3:
            raise FaultFound(
                column_of(_token(parts[3])),
                "a course is in one scenario, and here are two `@`",
                "keep one of them",
            )
        return InScenario(inner, _named(scenario), column_of(sign))

    def number(self, parts: Parts) -> Node:
        token = _token(parts[0])
        unit = _token(parts[1]) if len(parts) > 1 and parts[1] is not None else None
        return Number(_number(token), _unit(unit), column_of(token))

    def instant(self, parts: Parts) -> Node:
        node = self.number(parts)
        if isinstance(node, Number) and node.unit in (None, "date"):
            return Number(node.value, "date", node.column)
        raise FaultFound(
            column_of(_token(parts[0])),
            "a date has no unit",
            "write 2026-01-01, 2026, `present` or `present + 2 years`",
        )

    def date(self, parts: Parts) -> Node:
        token = _token(parts[0])
        value = parse_date(token)
        if value is None:
            raise FaultFound(
                column_of(token), f"there is no date {token}", "write year-month-day, 2026-03-01"
            )
        return Number(value, "date", column_of(token))

    def present(self, parts: Parts) -> Node:
        word = _token(parts[0])
        column = column_of(word)
        if parts[1] is None:
            return Call("present_plus", (Number(0.0, "year", column),), column=column)
        sign, number, name = (_token(part) for part in parts[1:])
        if sign != "+":
            raise FaultFound(
                column_of(sign), "scenarios begin at `present`", "write `present + 2 years`"
            )
        years = years_in(name)
        if years is None:
            raise FaultFound(
                column_of(name), f"`{name}` is not a unit of time", "days, weeks, months or years"
            )
        length = Number(_number(number) * years, "year", column_of(number))
        return Call("present_plus", (length,), column=column)

    def name(self, parts: Parts) -> Node:
        token = _token(parts[0])
        name = _named(token)
        if name == "pi":
            return Call("pi", (), column=column_of(token))
        if name in RESERVED and name not in ("time", "dt"):
            raise FaultFound(
                column_of(token), f"`{token}` is a word of the language", _reserved(name)
            )
        return Name(name, column_of(token))

    def quoted(self, parts: Parts) -> Node:
        token = _token(parts[0])
        return Name(_named(token), column_of(token))

    def positional(self, parts: Parts) -> Parts:
        if isinstance(parts[0], list):
            return [*parts[0], parts[2]]
        return parts

    def keywords(self, parts: Parts) -> Parts:
        if isinstance(parts[0], list):
            return [*parts[0], parts[2]]
        return parts

    def keyword(self, parts: Parts) -> tuple[str, Node]:
        return _token(parts[0]).rstrip("=").strip().lower(), _node(parts[1])

    def arguments(self, parts: Parts) -> Parts:
        return [parts[0], parts[2] if len(parts) > 2 and parts[2] is not None else []]

    def call(self, parts: Parts) -> Node:
        token = _token(parts[0])
        positional, keywords = cast(
            "tuple[list[Node], list[tuple[str, Node]]]", parts[1] or ([], [])
        )
        return Call(fold(token), tuple(positional), tuple(keywords), column_of(token))

    def at(self, parts: Parts) -> Node:
        token = _token(parts[0])
        return Call("at", (_node(parts[1]), _node(parts[3])), column=column_of(token))


def _reserved(name: str) -> str:
    if name == "present":
        return "use it only after from= and to= and in at(); elsewhere write the year as a number"
    if name == "mod":
        return "the remainder of a / b is `a - b * int(a / b)`"
    return f'a factor of that name is written "{name}", in quotes'


def _node(part: object) -> Node:
    return cast("Node", part)


def _token(part: object) -> Token:
    return cast("Token", part)
