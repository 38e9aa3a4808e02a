"""A contention's test, taken apart: comparisons of terms whose leaves are measures of runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from contention.case.convert.clock import from_years
from contention.case.model import Case, Contention, Factor, Times
from contention.judge.measurement_scale import Scale, combined, scale_of
from contention.language.contentions import COMPARISONS, reducer_calls
from contention.language.dates import years_in
from contention.language.functions import is_reducer
from contention.language.parsing import names, parse
from contention.language.printing import expression_text
from contention.language.syntax import (
    Binary,
    Call,
    Fault,
    IfElse,
    Name,
    Node,
    Number,
    Unary,
)
from contention.models.model import Measure
from contention.models.program import ReducerKind

REDUCERS: Mapping[str, ReducerKind] = {
    "initial": "initial", "final": "final", "mean": "mean", "min": "min", "max": "max",
    "integral": "integral", "change": "change", "at": "at", "first_time": "first_time",
    "duration_above": "duration_above",
}  # fmt: skip

Yardstick = Literal["ratio", "difference", "hazard"]


@dataclass(frozen=True)
class QuestionLeaf:
    """One number per draw that a run measures."""

    measure: Measure
    scale: Scale
    factors: tuple[str, ...]
    """ids of the factors in it"""


@dataclass(frozen=True)
class Constant:
    """A number as written."""

    value: float
    scale: Scale = "number"


@dataclass(frozen=True)
class Arithmetic:
    """An operator or a function of terms."""

    operator: str
    operands: tuple["Term", ...]
    scale: Scale


@dataclass(frozen=True)
class Comparison:
    """`left operator right`, and what the distance between the two is measured in."""

    operator: str
    left: "Term"
    right: "Term"
    yardstick: Yardstick


@dataclass(frozen=True)
class Junction:
    """Tests joined by `and` or `or`."""

    operator: Literal["and", "or"]
    parts: tuple["Test", ...]


Term = QuestionLeaf | Constant | Arithmetic
Test = Comparison | Junction

OPPOSITE = {">": "<=", "<=": ">", "<": ">=", ">=": "<", "=": "<>", "<>": "="}
"""the operator of a negated comparison"""


@dataclass(frozen=True)
class Question:
    """A contention with its test taken apart."""

    contention: Contention
    test: Test

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """All comparisons in the test, from left to right."""
        return tuple(_comparisons(self.test))

    @property
    def leaves(self) -> tuple[QuestionLeaf, ...]:
        """All leaves, from left to right, repetitions included."""
        return tuple(leaf for comparison in self.comparisons for leaf in leaves(comparison))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What has to be measured, each once."""
        return tuple(dict.fromkeys(leaf.measure for leaf in self.leaves))

    @property
    def yardsticks(self) -> frozenset[Yardstick]:
        """What its comparisons are measured in."""
        return frozenset(comparison.yardstick for comparison in self.comparisons)


def leaves(part: Term | Comparison) -> tuple[QuestionLeaf, ...]:
    """The leaves of a term or of both sides of a comparison."""
    match part:
        case QuestionLeaf():
            return (part,)
        case Arithmetic(operands=operands):
            return tuple(leaf for operand in operands for leaf in leaves(operand))
        case Comparison(left=left, right=right):
            return leaves(left) + leaves(right)
        case Constant():
            return ()


def question(case: Case, contention: Contention) -> Question:
    """Take a contention's test apart; the case stage has already checked that it is one."""
    node = parse(contention.test, contention=True)
    if isinstance(node, Fault):
        raise ValueError(f"{contention.id}: {node.message} (column {node.column + 1})")
    return Question(contention, _Reader(case.factors, case.times).test(node))


def negated(test: Test) -> Test:
    """The test that holds exactly when this one does not, with no `not` left in it (De Morgan)."""
    match test:
        case Comparison():
            return replace(test, operator=OPPOSITE[test.operator])
        case Junction(operator=operator, parts=parts):
            other: Literal["and", "or"] = "or" if operator == "and" else "and"
            return Junction(other, tuple(negated(part) for part in parts))


def _comparisons(test: Test) -> Iterator[Comparison]:
    match test:
        case Comparison():
            yield test
        case Junction(parts=parts):
            for part in parts:
                yield from _comparisons(part)


@dataclass(frozen=True)
class _Reader:
    """Turns a sound test (`contention.language.contentions`) into comparisons of terms."""

    factors: Mapping[str, Factor]
    times: Times

    def test(self, node: Node) -> Test:
        match node:
            case Unary(operator="not", operand=operand):
                return negated(self.test(operand))
            case Binary(operator="and", left=left, right=right):
                return Junction("and", (self.test(left), self.test(right)))
            case Binary(operator="or", left=left, right=right):
                return Junction("or", (self.test(left), self.test(right)))
            case IfElse(test=test, then=then, otherwise=otherwise):
                condition = self.test(test)
                yes = Junction("and", (condition, self.test(then)))
                no = Junction("and", (negated(condition), self.test(otherwise)))
                return Junction("or", (yes, no))
            case Binary(operator=operator, left=left, right=right) if operator in COMPARISONS:
                return _comparison(operator, self.term(left), self.term(right))
            case _:
                raise ValueError(f"{expression_text(node)} is neither true nor false")

    def term(self, node: Node) -> Term:
        match node:
            case Number(value=value):
                return Constant(value)  # units are checked with the case, never converted
            case Call() if is_reducer(node):
                return self._leaf(node)
            case Call(function=function, arguments=arguments):
                return self._arithmetic(function, arguments)
            case Unary(operator="-", operand=operand):
                return self._arithmetic("negate", (operand,))
            case Binary(operator=operator, left=left, right=right) if operator in "+-*/^":
                return self._arithmetic(operator, (left, right))
            case _:
                raise ValueError(f"{expression_text(node)} is not a number")

    def _arithmetic(self, operator: str, nodes: tuple[Node, ...]) -> Arithmetic:
        operands = tuple(self.term(node) for node in nodes)
        scale = combined(operator, tuple(operand.scale for operand in operands))
        return Arithmetic(operator, operands, scale)

    def _leaf(self, node: Call) -> QuestionLeaf:
        (found,) = reducer_calls(node)
        kind = REDUCERS[found.kind]
        start = self._date(found.start, self.times.present)
        end = min(self._date(found.end, self.times.end), self.times.end)
        measure = Measure(
            scenario=found.scenario,
            kind=kind,
            inner=found.inner,
            start=min(start, end) if kind == "at" else start,
            end=end,
            key=expression_text(found.inner),
        )
        used = tuple(name for name in names(found.inner) if name in self.factors)
        scale = scale_of(kind, found.inner, self.factors)
        return QuestionLeaf(measure, scale, tuple(dict.fromkeys(used)))

    def _date(self, node: Node | None, default: float) -> float:
        match node:
            case None:
                return default
            case Number(value=value):
                return value
            case Name(id="present"):
                return self.times.present
            case Call(function="present_plus", arguments=(Number(value=value, unit=unit),)):
                return self.times.present + (from_years(self.times, _in_years(value, unit)) or 0.0)
            case _:
                raise ValueError(f"{expression_text(node)} is not a valid date")


def _comparison(operator: str, left: Term, right: Term) -> Comparison:
    if _zero(right):
        left, right = _apart(left, right)
    elif _zero(left):
        right, left = _apart(right, left)
    return Comparison(operator, left, right, yardstick(left.scale, right.scale))


def yardstick(left: Scale, right: Scale) -> Yardstick:
    """What the distance between terms of two scales is measured in."""
    scales = {left, right}
    if "share" in scales:
        return "difference"
    if "probability" in scales:
        return "hazard" if scales <= {"probability", "number"} else "difference"
    return "ratio"


def _in_years(value: float, unit: str | None) -> float:
    scale = None if unit is None else years_in(unit.strip())
    return value if scale is None else value * scale


def _zero(term: Term) -> bool:
    return isinstance(term, Constant) and term.value == 0.0


def _apart(term: Term, zero: Term) -> tuple[Term, Term]:
    """`a - b > 0` as `a > b`, `change(x) > 0` as `final(x) > initial(x)`.

    Whether a difference is large can only be judged relative to the two numbers in it.
    """
    if isinstance(term, Arithmetic) and term.operator == "-":
        return term.operands[0], term.operands[1]
    if isinstance(term, QuestionLeaf) and term.measure.kind == "change" and term.scale == "ratio":
        final = replace(term, measure=replace(term.measure, kind="final"))
        initial = replace(term, measure=replace(term.measure, kind="initial"))
        return final, initial
    return term, zero
