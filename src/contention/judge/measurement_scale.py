"""Measurement scale of a number, inferred from the kinds of the factors in it."""

from collections.abc import Mapping
from typing import Literal

from contention.case.factor_kinds import traits
from contention.case.model import Factor
from contention.language.contentions import COMPARISONS
from contention.language.parsing import parse
from contention.language.syntax import Binary, Call, Fault, IfElse, Name, Node, Number, Unary
from contention.models.program import ReducerKind

Scale = Literal["ratio", "share", "probability", "time", "number"]
"""`share`: between 0 and 1, or a difference of such; `number`: as written, fits any scale"""

TRUE_OR_FALSE = COMPARISONS | {"and", "or"}
SAME = frozenset({"min", "max", "abs"})
"""functions whose value has the scale of their arguments"""


def scale_of(kind: ReducerKind, inner: Node, factors: Mapping[str, Factor]) -> Scale:
    """The scale of a reduced course."""
    if kind in ("first_time", "duration_above"):
        return "time"
    if kind == "integral":
        return "ratio"
    scale = expression_scale(inner, factors)
    if kind == "change" and scale == "probability":
        return "share"
    return scale


def expression_scale(
    node: Node, factors: Mapping[str, Factor], within: frozenset[str] = frozenset()
) -> Scale:
    """The scale of an expression over factors; `within` are the equations being looked into."""
    match node:
        case Number():
            return "number"
        case Name(id=identifier):
            return _factor_scale(identifier, factors, within)
        case Unary(operator="not"):
            return "share"
        case Unary(operand=operand):
            return combined("negate", (expression_scale(operand, factors, within),))
        case Binary(operator=operator, left=left, right=right):
            sides = tuple(expression_scale(side, factors, within) for side in (left, right))
            return "share" if operator in TRUE_OR_FALSE else combined(operator, sides)
        case IfElse(then=then, otherwise=otherwise):
            sides = tuple(expression_scale(side, factors, within) for side in (then, otherwise))
            return combined("max", sides)
        case Call(function=function, arguments=arguments):
            parts = tuple(expression_scale(part, factors, within) for part in arguments)
            return combined(function, parts)
        case _:
            return "ratio"


def combined(operator: str, scales: tuple[Scale, ...]) -> Scale:
    """The scale of an operator or function applied to operands of these scales."""
    kinds = set(scales) - {"number"}
    if not kinds:
        return "number"
    if operator in SAME:
        return kinds.pop() if len(kinds) == 1 else "share" if "share" in kinds else "ratio"
    if operator in ("+", "-", "negate"):
        return _sum_scale(kinds)
    if operator == "*":
        return _product_scale(kinds, len(scales) - list(scales).count("number"))
    if operator == "/" and scales[1] == "number":
        return _product_scale(kinds, 1)
    return "ratio"


def _sum_scale(kinds: set[Scale]) -> Scale:
    if kinds <= {"share", "probability"}:
        return "share"
    return "time" if kinds == {"time"} else "ratio"


def _product_scale(kinds: set[Scale], factors: int) -> Scale:
    if kinds == {"probability"}:
        return "probability" if factors > 1 else "share"
    if kinds <= {"share", "probability"}:
        return "share"
    return "time" if kinds == {"time"} and factors == 1 else "ratio"


def _factor_scale(identifier: str, factors: Mapping[str, Factor], within: frozenset[str]) -> Scale:
    factor = factors.get(identifier)
    if factor is None or identifier in within:
        return "ratio"
    if factor.dated:
        return "share"
    if traits(factor).computed and factor.equation is not None:
        node = parse(factor.equation)
        if not isinstance(node, Fault):
            found = expression_scale(node, factors, within | {identifier})
            return "ratio" if found == "number" else found
    return traits(factor).scale
