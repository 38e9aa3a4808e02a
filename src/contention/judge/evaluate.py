"""Whether a contention holds in each draw, and by how much."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from contention.case.values import Thresholds
from contention.judge.question import (
    Arithmetic,
    Comparison,
    Constant,
    Junction,
    Leaf,
    Negation,
    Question,
    Term,
    Test,
    leaves,
)
from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d

HAZARD_FLOOR = 1e-6
"""cumulative hazards below one in a million count as that, so that margins stay finite"""

HOLDS, UNDECIDED, REVERSE = 1, 0, -1
LOG, SCALED = 0, 1
"""rows of margins: log-ratios (NaN where an operand is not positive), scaled differences"""


@dataclass(frozen=True)
class Outcome:
    """A test in every draw."""

    truth: NDArray[np.int8]
    """shape (draws,): 1 it holds, -1 its reverse does, 0 undecided"""
    margin: Floats2d
    """shape (2, draws): rows LOG and SCALED, the same where ratios play no part"""


@dataclass(frozen=True)
class _Amount:
    """A term in every draw; `capped` has the end of the window in place of "never"."""

    value: Floats1d
    capped: Floats1d


def evaluate(
    question: Question,
    values: Mapping[Measure, Floats1d],
    thresholds: Thresholds,
    horizon: float = np.inf,
) -> Outcome:
    """Judge a contention draw by draw, with windows cut at `horizon` (decimal year).

    `values` holds one number per draw; infinity for a first time that never came, NaN in a draw
    that failed, which leaves the draw undecided. A measure that is missing, because the account
    says nothing of a factor in it, leaves its comparison undecided in every draw.
    """
    with np.errstate(all="ignore"):
        return _test(question.test, _Look(values, thresholds, horizon))


def lost(
    question: Question, values: Mapping[Measure, Floats1d], thresholds: Thresholds
) -> tuple[tuple[Leaf, NDArray[np.bool_]], ...]:
    """Where arithmetic over outcomes has no number though each of them has one (0 / 0).

    For each operation the outcome to look at (of a quotient one below the line) and the draws.
    """
    look = _Look(values, thresholds, np.inf)
    found = []
    with np.errstate(all="ignore"):
        for operation in _operations(question):
            parts = [_term(operand, look).capped for operand in operation.operands]
            missing = np.logical_or.reduce(np.broadcast_arrays(*map(np.isnan, parts)))
            draws = np.isnan(_term(operation, look).capped) & ~missing
            if leaves(operation) and draws.any():
                found.append(((leaves(operation.operands[-1]) or leaves(operation))[0], draws))
    return tuple(found)


def _operations(question: Question) -> Iterator[Arithmetic]:
    waiting = [side for each in question.comparisons for side in (each.left, each.right)]
    while waiting:
        term = waiting.pop(0)
        if isinstance(term, Arithmetic):
            yield term
            waiting += term.operands


@dataclass(frozen=True)
class _Look:
    values: Mapping[Measure, Floats1d]
    thresholds: Thresholds
    horizon: float

    @property
    def unknown(self) -> Floats1d:
        """A measure that was not taken: no number in any draw."""
        return np.full_like(next(iter(self.values.values()), np.zeros(1)), np.nan)


def _test(test: Test, look: _Look) -> Outcome:
    match test:
        case Negation(part=part):
            inner = _test(part, look)
            return Outcome(np.asarray(-inner.truth, dtype=np.int8), -inner.margin)
        case Junction(operator=operator, parts=parts):
            pick = np.minimum if operator == "and" else np.maximum
            outcomes = [_test(part, look) for part in parts]
            truth = reduce(pick, [outcome.truth for outcome in outcomes])
            margin = reduce(pick, [outcome.margin for outcome in outcomes])
            return Outcome(truth.astype(np.int8), np.asarray(margin, dtype=np.float64))
        case Comparison():
            return _compare(test, look)


def _compare(comparison: Comparison, look: _Look) -> Outcome:
    left, right = _term(comparison.left, look), _term(comparison.right, look)
    shape = np.broadcast_shapes(left.value.shape, right.value.shape, (1,))
    margin, near = MARGINS[comparison.yardstick](left.capped, right.capped, look.thresholds)
    truth = _side(left, right, near)
    if comparison.operator in ("=", "<>"):
        truth, margin = _equality(left, right, near, margin, comparison, look.thresholds)
    if comparison.operator in ("<", "<=", "<>"):
        truth, margin = -truth, -margin
    sides = np.broadcast_to(truth, shape).astype(np.int8)
    return Outcome(sides, np.broadcast_to(margin, (2, *shape)).astype(np.float64))


def _side(left: _Amount, right: _Amount, near: NDArray[np.bool_]) -> NDArray[np.float64]:
    """1 where left is clearly greater, -1 where right is, 0 where it cannot be said."""
    difference = np.sign(left.value - right.value)
    never = np.isinf(left.value) ^ np.isinf(right.value)
    side = np.where(near & ~never, 0.0, difference)
    return np.where(np.isnan(difference) | _beyond(left, right), 0.0, side)


def _beyond(left: _Amount, right: _Amount) -> NDArray[np.bool_]:
    """True where "not by the end" meets a time after the end: either may come first."""
    hidden_left = np.isinf(left.value) & np.isfinite(right.value) & (right.value > left.capped)
    hidden_right = np.isinf(right.value) & np.isfinite(left.value) & (left.value > right.capped)
    return np.asarray(hidden_left | hidden_right)


def _equality(
    left: _Amount,
    right: _Amount,
    near: NDArray[np.bool_],
    margin: Floats2d,
    comparison: Comparison,
    thresholds: Thresholds,
) -> tuple[NDArray[np.float64], Floats2d]:
    """Equal means within the tolerance; the margin is what is left of the tolerance."""
    if comparison.yardstick == "ratio":
        relative = thresholds.tolerance
        widths = np.array([[np.log1p(relative)], [relative / (2 + relative)]])
    else:
        margin = np.stack([np.broadcast_to(left.capped - right.capped, near.shape)] * 2)
        widths = np.full((2, 1), thresholds.tolerance_share)
    unknown = np.isnan(left.value - right.value) | _beyond(left, right)
    never = np.isinf(left.value) ^ np.isinf(right.value)
    truth = np.where(unknown, 0.0, np.where(near & ~never, 1.0, -1.0))
    return truth, widths - np.abs(margin)


Margins = tuple[Floats2d, NDArray[np.bool_]]


def _ratio(left: Floats1d, right: Floats1d, thresholds: Thresholds) -> Margins:
    size = np.abs(left) + np.abs(right)
    scaled = np.where(size > 0, (left - right) / np.where(size > 0, size, 1.0), left - right)
    both = (left > 0) & (right > 0)
    log = np.where(both, np.log(left) - np.log(right), np.where(size == 0, 0.0, np.nan))
    near = np.abs(scaled) < thresholds.tolerance / (2 + thresholds.tolerance)
    return np.stack([log, scaled]), near


def _difference(left: Floats1d, right: Floats1d, thresholds: Thresholds) -> Margins:
    gap = left - right
    return np.stack([gap, gap]), np.abs(gap) < thresholds.tolerance_share


def _hazard(left: Floats1d, right: Floats1d, thresholds: Thresholds) -> Margins:
    ratio = np.log(_cumulative(left)) - np.log(_cumulative(right))
    return np.stack([ratio, ratio]), np.abs(left - right) < thresholds.tolerance_share


def _cumulative(probability: Floats1d) -> Floats1d:
    """H = -ln(1 - p), kept between its floor and what a float can tell from certainty."""
    within = np.clip(probability, 0.0, 1.0 - 1e-15)
    return np.maximum(-np.log1p(-within), HAZARD_FLOOR)


MARGINS: Mapping[str, Callable[[Floats1d, Floats1d, Thresholds], Margins]] = {
    "ratio": _ratio,
    "difference": _difference,
    "hazard": _hazard,
}


def _term(term: Term, look: _Look) -> _Amount:
    match term:
        case Constant(value=value):
            written = np.array([value], dtype=np.float64)
            return _Amount(written, written)
        case Leaf(measure=measure):
            measured = look.values.get(measure, look.unknown)
            if measure.kind != "first_time":
                finite = np.where(np.isfinite(measured), measured, np.nan)
                return _Amount(finite, finite)
            limit = max(0.0, min(measure.end, look.horizon) - measure.start)
            return _Amount(measured, np.where(np.isposinf(measured), limit, measured))
        case Arithmetic(operator=operator, operands=operands):
            parts = [_term(operand, look) for operand in operands]
            return _Amount(
                _apply(operator, [part.value for part in parts]),
                _apply(operator, [part.capped for part in parts]),
            )


FUNCTIONS: Mapping[str, Callable[..., Floats1d]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power,
    "negate": np.negative, "abs": np.abs, "exp": np.exp, "ln": np.log, "log10": np.log10,
    "sqrt": np.sqrt, "sin": np.sin, "cos": np.cos, "int": np.floor,
}  # fmt: skip


def _apply(operator: str, operands: list[Floats1d]) -> Floats1d:
    """An operator over draws; what is no number (a division by nothing) becomes NaN."""
    if operator in ("min", "max"):
        result = reduce(np.minimum if operator == "min" else np.maximum, operands)
    elif operator in FUNCTIONS:
        result = FUNCTIONS[operator](*operands)
    else:
        raise ValueError(f"{operator} cannot be computed over the outcomes of runs")
    endless = reduce(np.logical_or, [np.isinf(operand) for operand in operands])
    return np.asarray(np.where(np.isfinite(result) | endless, result, np.nan))
