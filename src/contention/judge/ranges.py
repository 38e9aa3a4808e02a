"""Between which values a term of a test can lie, whatever the claims are."""

import math
from collections.abc import Mapping

from contention.case.factor_kinds import ANY, Interval, traits
from contention.case.model import Factor
from contention.judge.question import OPPOSITE, Arithmetic, Comparison, Constant, QuestionLeaf, Term
from contention.language.syntax import Name

INSIDE = frozenset({"initial", "final", "mean", "min", "max", "at"})
"""reducers whose value lies where the course lies"""


def always(comparison: Comparison, factors: Mapping[str, Factor]) -> bool | None:
    """True or False if a comparison is settled whatever the claims are; None if they decide.

    Comparisons for equality are never settled: they hold within a tolerance.
    """
    left, right = (range_of(side, factors) for side in (comparison.left, comparison.right))
    if comparison.operator in ("=", "<>"):
        return None
    if _certain(comparison.operator, left, right):
        return True
    return False if _certain(OPPOSITE[comparison.operator], left, right) else None


def _certain(operator: str, left: Interval, right: Interval) -> bool:
    if operator in ("<", "<="):
        operator, left, right = operator.replace("<", ">"), right, left
    if left.low != right.high:
        return left.low > right.high
    return operator == ">=" or left.low_open or right.high_open


def range_of(term: Term, factors: Mapping[str, Factor]) -> Interval:
    """Where a term lies, from the kinds of its factors and its arithmetic; wide where unsure."""
    match term:
        case Constant(value=value):
            return Interval(value, value)
        case QuestionLeaf():
            return _of_leaf(term, factors)
        case Arithmetic(operator=operator, operands=operands):
            return _of_arithmetic(operator, [range_of(one, factors) for one in operands])


def _of_leaf(leaf: QuestionLeaf, factors: Mapping[str, Factor]) -> Interval:
    measure = leaf.measure
    if measure.kind in ("first_time", "duration_above"):
        most = measure.end - measure.start if measure.kind == "duration_above" else math.inf
        return Interval(0.0, most)
    if not isinstance(measure.inner, Name) or measure.inner.id not in factors:
        return ANY
    inside = traits(factors[measure.inner.id]).values
    if measure.kind in INSIDE:
        return inside
    if measure.kind == "integral" and inside.low == 0.0 and measure.end > measure.start:
        high = inside.high * (measure.end - measure.start)
        return Interval(inside.low, high, inside.low_open, inside.high_open)
    if measure.kind == "change" and inside.high == 1.0:
        return Interval(-1.0, 1.0, inside.low_open, inside.high_open)
    return ANY


def _of_arithmetic(operator: str, operands: list[Interval]) -> Interval:
    if operator == "negate":
        return _negated(operands[0])
    if operator not in ("+", "-", "*") or len(operands) != 2:
        return ANY
    left, right = operands
    if operator == "-":
        right = _negated(right)
    if operator == "*":
        return _product(left, right)
    return Interval(
        left.low + right.low,
        left.high + right.high,
        left.low_open or right.low_open,
        left.high_open or right.high_open,
    )


def _negated(found: Interval) -> Interval:
    return Interval(-found.high, -found.low, found.high_open, found.low_open)


def _product(left: Interval, right: Interval) -> Interval:
    """The bounds for two ranges that never fall below zero; unbounded for others."""
    if min(left.low, right.low) < 0.0:
        return ANY
    low, high = left.low * right.low, _times(left.high, right.high)
    reached = low == 0.0 and (_reaches_zero(left) or _reaches_zero(right))
    low_open = (left.low_open or right.low_open) and not reached
    high_open = (left.high_open or right.high_open) and high != 0.0
    return Interval(low, high, low_open, high_open)


def _reaches_zero(found: Interval) -> bool:
    return found.low == 0.0 and not found.low_open


def _times(one: float, other: float) -> float:
    return one * other if one and other else 0.0
