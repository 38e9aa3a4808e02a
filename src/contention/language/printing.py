"""Canonical text of a syntax tree: the same tree always reads the same, and parses to itself."""

import re

from contention.language.dates import date_text
from contention.language.functions import RESERVED
from contention.language.syntax import (
    Binary,
    Call,
    IfElse,
    InScenario,
    Name,
    Node,
    Number,
    Unary,
)

CONDITIONAL, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGNED, POWER, POSTFIX, ATOM = range(11)

PLAIN_NAME = re.compile(r"[^\W\d_]\w*")

# operator: own level, least level of the left operand, least level of the right operand
BINARY = {
    "or": (OR, OR, AND),
    "and": (AND, AND, NOT),
    **dict.fromkeys(("<", "<=", ">", ">=", "=", "<>"), (COMPARISON, SUM, SUM)),
    **dict.fromkeys("+-", (SUM, SUM, PRODUCT)),
    **dict.fromkeys("*/", (PRODUCT, PRODUCT, SIGNED)),
    "^": (POWER, POSTFIX, SIGNED),
}


def expression_text(node: Node) -> str:
    """The canonical text of an expression: fewest brackets, one space around operators."""
    return _text(node, CONDITIONAL)


def name_text(name: str) -> str:
    """A name as written in an expression, quoted if necessary."""
    if PLAIN_NAME.fullmatch(name) and (name not in RESERVED or name in ("time", "dt")):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def number_text(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return repr(float(value)).removesuffix(".0")


def _text(node: Node, least: int) -> str:
    level, text = _levelled(node)
    return text if level >= least else f"({text})"


def _levelled(node: Node) -> tuple[int, str]:
    match node:
        case Number():
            return (ATOM if node.value >= 0 else SIGNED), _number(node)
        case Name():
            return ATOM, name_text(node.id)
        case Unary(operator="not"):
            nested = isinstance(node.operand, Unary) and node.operand.operator == "not"
            return NOT, "not " + _text(node.operand, NOT if nested else POSTFIX)
        case Unary():
            return SIGNED, node.operator + _text(node.operand, SIGNED)
        case Binary():
            level, left, right = BINARY[node.operator]
            return level, f"{_text(node.left, left)} {node.operator} {_text(node.right, right)}"
        case IfElse():
            test, then, otherwise = map(expression_text, (node.test, node.then, node.otherwise))
            return CONDITIONAL, f"if {test} then {then} else {otherwise}"
        case Call():
            return ATOM, _call(node)
        case InScenario():
            return POSTFIX, f"{_text(node.inner, ATOM)} @ {name_text(node.scenario)}"


def _number(node: Number) -> str:
    if node.unit == "date":
        day = date_text(node.value)
        if day is not None:
            return day
    text = number_text(node.value)
    return text if node.unit is None else f"{text} {{{node.unit}}}"


def _call(node: Call) -> str:
    if node.function == "pi":
        return "pi"
    if node.function == "present_plus":
        years = node.arguments[0]
        return _present(years.value) if isinstance(years, Number) else "present"
    arguments = [expression_text(argument) for argument in node.arguments]
    arguments += [f"{word}={expression_text(value)}" for word, value in node.keywords]
    return f"{node.function}({', '.join(arguments)})"


def _present(years: float) -> str:
    if not years:
        return "present"
    return f"present + {number_text(years)} year{'' if years == 1 else 's'}"
