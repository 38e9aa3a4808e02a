"""Whether a contention holds in each draw, and by how much.

Whether it holds is a matter of direction: any difference beyond arithmetic noise counts, however
small. Margins give the size of the difference.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from contention.case.model import Thresholds
from contention.judge.presence import Speaking
from contention.judge.question import (
    Arithmetic,
    Comparison,
    Constant,
    Question,
    QuestionLeaf,
    Term,
    Test,
    leaves,
)
from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d

HAZARD_FLOOR = 1e-6
"""floor of cumulative hazards, so that margins stay finite"""

NOISE = 1e-12
"""relative differences below this are rounding errors and count as zero"""
MOST_SCALED = 0.999
"""cap on scaled differences, so that sizes stay finite"""
TWIN = 0.5
"""used for every outcome if an account denies that scenarios differ in it at all"""

HOLDS, UNDECIDED, REVERSE = 1, 0, -1
LOG, SCALED, SIZE = 0, 1, 2
"""rows of margins: in the unit of the comparison (NaN if it does not apply), as a scaled
difference, and as a log-ratio that is comparable across quantities, shares and events"""


@dataclass(frozen=True)
class ContentionOutcome:
    """A test in every draw."""

    truth: NDArray[np.int8]
    """shape (draws,): 1 it holds, -1 it fails, 0 nothing differs or the account is silent"""
    margin: Floats2d
    """shape (3, draws): rows LOG, SCALED and SIZE"""
    speaking: Speaking
    """the draws in which the account connects or denies what any comparison asks for"""
    idle: NDArray[np.bool_]
    """shape (draws,): the account connects the two, but nothing differs beyond rounding"""


@dataclass(frozen=True)
class _Amount:
    """A term in every draw; `capped` has the end of the window in place of "never"."""

    value: Floats1d
    capped: Floats1d


def evaluate(
    question: Question,
    values: Mapping[Measure, Floats1d],
    thresholds: Thresholds,
    speaking: Sequence[Speaking],
    horizon: float = np.inf,
) -> ContentionOutcome:
    """Judge a contention draw by draw, with windows cut at `horizon` (decimal year).

    `values` holds one number per draw; infinity for a first time that never came, NaN in a draw
    that failed, which is then undecided. `speaking` holds one item for each comparison of the
    question, in its order. A comparison of which the account is silent is undecided; where the
    account denies the connection its outcomes are taken to be equal in all scenarios.
    """
    by_comparison = dict(zip(question.comparisons, speaking, strict=True))
    with np.errstate(all="ignore"):
        return _test(question.test, _Look(values, thresholds, horizon, by_comparison))


def lost(
    question: Question, values: Mapping[Measure, Floats1d], thresholds: Thresholds
) -> tuple[tuple[QuestionLeaf, NDArray[np.bool_]], ...]:
    """Draws in which arithmetic over outcomes with numbers gives none (0 / 0).

    For each operation: the outcome to report (for a quotient, one of the denominator) and the
    draws.
    """
    look = _Look(values, thresholds, np.inf, {})
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
    speaking: Mapping[Comparison, Speaking]
    twin: bool = False
    """whether outcomes that were not measured are taken to be equal, rather than unknown"""

    def measured(self, measure: Measure) -> Floats1d:
        """One number per draw; NaN for what was not measured, unless that is denied."""
        draws = next(iter(self.values.values()), np.zeros(1))
        missing = TWIN if self.twin else np.nan
        return self.values.get(measure, np.full_like(draws, missing))


def _test(test: Test, look: _Look) -> ContentionOutcome:
    if isinstance(test, Comparison):
        return _compare(test, look)
    pick = np.minimum if test.operator == "and" else np.maximum
    outcomes = [_test(part, look) for part in test.parts]
    truth = reduce(pick, [outcome.truth for outcome in outcomes])
    margin = reduce(pick, [outcome.margin for outcome in outcomes])
    present = reduce(np.logical_or, [outcome.speaking.present for outcome in outcomes])
    denied = reduce(np.logical_or, [outcome.speaking.denied for outcome in outcomes])
    return ContentionOutcome(
        truth.astype(np.int8),
        np.asarray(margin, dtype=np.float64),
        Speaking(present, denied & ~present),
        (truth == UNDECIDED) & reduce(np.logical_or, [outcome.idle for outcome in outcomes]),
    )


def _compare(comparison: Comparison, look: _Look) -> ContentionOutcome:
    speaking = look.speaking[comparison]
    look = replace(look, twin=bool(speaking.denied.any()) and _compares_twins(comparison))
    left, right = _term(comparison.left, look), _term(comparison.right, look)
    margin = MARGINS[comparison.yardstick](left.capped, right.capped)
    size = _log_distance(comparison, left.capped, right.capped, margin)
    truth, rows = _decided(comparison, left, right, np.stack([*margin, size]), look.thresholds)
    shape = speaking.present.shape
    truth = np.broadcast_to(truth, shape)
    alike = (truth == UNDECIDED) & _known(left, right)
    truth = np.where(alike & speaking.denied, REVERSE, truth)
    if leaves(comparison):  # a comparison of numbers alone needs no account
        truth = np.where(speaking.present | speaking.denied, truth, UNDECIDED)
    rows = np.broadcast_to(rows, (3, *shape)).astype(np.float64)
    return ContentionOutcome(truth.astype(np.int8), rows, speaking, alike & speaking.present)


def _compares_twins(comparison: Comparison) -> bool:
    """Whether it compares the same outcomes in several scenarios: no effect means equality."""
    looked = leaves(comparison)
    scenarios = {leaf.measure.scenario for leaf in looked}
    return len(scenarios) > 1 and len({leaf.factors for leaf in looked}) == 1


def _decided(
    comparison: Comparison, left: _Amount, right: _Amount, rows: Floats2d, thresholds: Thresholds
) -> tuple[NDArray[np.float64], Floats2d]:
    """Truth and margins under the operator: a margin above 0 speaks for the contention."""
    operator = comparison.operator
    if operator in ("=", "<>"):
        truth, rows = _equality(left, right, rows, comparison, thresholds)
        return (truth, rows) if operator == "=" else (-truth, -rows)
    side = _side(left, right)
    if operator in ("<", "<="):
        side, rows = -side, -rows
    if operator in ("<=", ">="):
        side = np.where((side == 0) & _known(left, right), 1.0, side)
    return side, rows


def _known(left: _Amount, right: _Amount) -> NDArray[np.bool_]:
    """Where both sides have numbers that can be compared."""
    return ~(np.isnan(left.value - right.value) | _beyond(left, right))


def _side(left: _Amount, right: _Amount) -> NDArray[np.float64]:
    """1 where left is greater, -1 where right is, 0 where they are alike or cannot be compared."""
    difference = left.value - right.value
    noise = NOISE * (np.abs(left.value) + np.abs(right.value))
    never = np.isinf(left.value) ^ np.isinf(right.value)
    side = np.where((np.abs(difference) > noise) | never, np.sign(difference), 0.0)
    return np.where(_known(left, right), side, 0.0)


def _beyond(left: _Amount, right: _Amount) -> NDArray[np.bool_]:
    """True if "not by the end" meets a time after the end: either may come first."""
    hidden_left = np.isinf(left.value) & np.isfinite(right.value) & (right.value > left.capped)
    hidden_right = np.isinf(right.value) & np.isfinite(left.value) & (left.value > right.capped)
    return np.asarray(hidden_left | hidden_right)


def _equality(
    left: _Amount,
    right: _Amount,
    rows: Floats2d,
    comparison: Comparison,
    thresholds: Thresholds,
) -> tuple[NDArray[np.float64], Floats2d]:
    """Equal means within the tolerance; the margin is what is left of the tolerance."""
    gap = np.abs(left.capped - right.capped)
    if comparison.yardstick == "ratio":
        relative = thresholds.tolerance
        near = np.abs(rows[SCALED]) < relative / (2 + relative)
        rows = np.stack([
            np.log1p(relative) - np.abs(rows[LOG]),
            relative / (2 + relative) - np.abs(rows[SCALED]),
            -np.abs(rows[SIZE]),
        ])  # fmt: skip
    else:
        near = gap < thresholds.tolerance_share
        left_over = thresholds.tolerance_share - gap
        rows = np.stack([left_over, left_over, -np.abs(rows[SIZE])])
    never = np.isinf(left.value) ^ np.isinf(right.value)
    truth = np.where(near & ~never, 1.0, -1.0)
    return np.where(_known(left, right), truth, 0.0), rows


Margins = tuple[Floats1d, Floats1d]
"""rows LOG and SCALED"""


def _ratio(left: Floats1d, right: Floats1d) -> Margins:
    size = np.abs(left) + np.abs(right)
    both = (left > 0) & (right > 0)
    log = np.where(both, np.log(left) - np.log(right), np.where(size == 0, 0.0, np.nan))
    return log, _scaled(left, right)


def _scaled(left: Floats1d, right: Floats1d) -> Floats1d:
    size = np.abs(left) + np.abs(right)
    return np.where(size > 0, (left - right) / np.where(size > 0, size, 1.0), left - right)


def _difference(left: Floats1d, right: Floats1d) -> Margins:
    return left - right, left - right


def _hazard(left: Floats1d, right: Floats1d) -> Margins:
    ratio = np.log(_cumulative(left)) - np.log(_cumulative(right))
    return ratio, ratio


def _log_distance(
    comparison: Comparison, left: Floats1d, right: Floats1d, margin: Margins
) -> Floats1d:
    """How far apart two sides are as a log-ratio: of amounts, of odds, of cumulative hazards.

    So one claim has one size, whether its effect is a quantity, a share near 0 or a rare event. If
    there is no such ratio (a side that is not positive), the scaled difference `s` counts as the
    log-ratio `2 artanh(s)` that positive numbers would have with it.
    """
    if comparison.yardstick == "hazard":
        return margin[LOG]
    scaled = np.clip(_scaled(left, right), -MOST_SCALED, MOST_SCALED)
    ratio = 2.0 * np.arctanh(scaled)
    if comparison.yardstick == "ratio":
        return np.where(np.isnan(margin[LOG]), ratio, margin[LOG])
    within = (left > 0) & (left < 1) & (right > 0) & (right < 1)
    odds = logit(np.where(within, left, 0.5)) - logit(np.where(within, right, 0.5))
    return np.where(within, odds, ratio)


def _cumulative(probability: Floats1d) -> Floats1d:
    """H = -ln(1 - p), kept between its floor and what a float can distinguish from certainty."""
    within = np.clip(probability, 0.0, 1.0 - 1e-15)
    return np.maximum(-np.log1p(-within), HAZARD_FLOOR)


MARGINS: Mapping[str, Callable[[Floats1d, Floats1d], Margins]] = {
    "ratio": _ratio,
    "difference": _difference,
    "hazard": _hazard,
}


def _term(term: Term, look: _Look) -> _Amount:
    match term:
        case Constant(value=value):
            written = np.array([value], dtype=np.float64)
            return _Amount(written, written)
        case QuestionLeaf(measure=measure):
            measured = look.measured(measure)
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
    """An operator over draws; undefined results (division by zero) become NaN."""
    if operator in ("min", "max"):
        result = reduce(np.minimum if operator == "min" else np.maximum, operands)
    elif operator in FUNCTIONS:
        result = FUNCTIONS[operator](*operands)
    else:
        raise ValueError(f"{operator} cannot be computed over the outcomes of runs")
    endless = reduce(np.logical_or, [np.isinf(operand) for operand in operands])
    return np.asarray(np.where(np.isfinite(result) | endless, result, np.nan))
