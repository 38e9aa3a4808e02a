"""Check that dates are compared with dates and durations with durations.

Both are in years, so their units agree, and comparing 2027-01-01 with the three years until
something happens would be wrong without any warning.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum

from contention.language.functions import is_reducer
from contention.language.quantities import YEAR, Unit, parse_unit
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
from contention.language.tree_walking import walk

COMPARISONS = frozenset({"<", "<=", ">", ">=", "=", "<>"})
SPANS = frozenset({"first_time", "duration_above"})
"""Reducers that count years."""
YEARS_AS_WRITTEN = range(1000, 10_000)
"""Whole numbers that most likely mean a year when combined with a duration."""


class Moment(Enum):
    """How an expression depends on time."""

    DATE = "a date"
    SPAN = "a length of time"
    NUMBER = "a number written without a unit"
    OTHER = "something else, or not known"


def moment_faults(node: Node, *, dated: bool = True) -> tuple[Fault, ...]:
    """Faults for dates combined with durations, and for either used in place of the other.

    Where time is not `dated`, in models that count it in a unit of their own, no number is taken
    for a year.
    """
    faults: list[Fault] = []
    for part in walk(node):
        if isinstance(part, Binary):
            faults.extend(_joined(part, dated))
        elif isinstance(part, IfElse):
            faults.extend(_beside("then … else", (part.then, part.otherwise), part.column, dated))
        elif isinstance(part, Call) and not is_reducer(part):
            if part.function in ("min", "max"):
                faults.extend(_beside(part.function, part.arguments, part.column, dated))
            faults.extend(_misplaced(part))
    return tuple(sorted(faults, key=lambda fault: fault.column))


def moment(node: Node) -> Moment:
    """Whether an expression is a date or a length of time."""
    match node:
        case Number():
            return _number(node)
        case Name(id="time"):
            return Moment.DATE
        case Name(id="dt"):
            return Moment.SPAN
        case Unary(operator="-", operand=operand):
            found = moment(operand)
            return Moment.OTHER if found is Moment.DATE else found
        case Binary(operator=operator, left=left, right=right):
            rule = _RULES.get(operator)
            return Moment.OTHER if rule is None else rule(moment(left), moment(right))
        case IfElse(then=then, otherwise=otherwise):
            return _common((moment(then), moment(otherwise)))
        case InScenario(inner=inner):
            return moment(inner)
        case Call():
            return _call(node)
        case _:
            return Moment.OTHER


def _number(node: Number) -> Moment:
    if node.unit is None:
        return Moment.NUMBER
    if node.unit == "date":
        return Moment.DATE
    unit = parse_unit(node.unit)
    timed = isinstance(unit, Unit) and unit.same_dimension(YEAR)
    return Moment.SPAN if timed else Moment.OTHER


def _call(call: Call) -> Moment:
    if is_reducer(call):
        if call.function in SPANS:
            return Moment.SPAN
        kept = call.function not in ("change", "integral")
        return moment(call.arguments[0]) if kept else Moment.OTHER
    if call.function in ("min", "max"):
        return _common([moment(argument) for argument in call.arguments])
    if call.function in ("abs", "int"):
        return moment(call.arguments[0])
    return Moment.OTHER


def _common(found: Sequence[Moment]) -> Moment:
    kinds = set(found) - {Moment.NUMBER}
    if not kinds:
        return Moment.NUMBER
    return kinds.pop() if len(kinds) == 1 else Moment.OTHER


def _sum(left: Moment, right: Moment) -> Moment:
    if Moment.DATE not in (left, right):
        return _common((left, right))
    near = {left, right} <= _NEAR and left is not right
    return Moment.DATE if near else Moment.OTHER


def _difference(left: Moment, right: Moment) -> Moment:
    if left is Moment.DATE and right is Moment.DATE:
        return Moment.SPAN
    if left is Moment.DATE and right in _NEAR:
        return Moment.DATE
    return Moment.OTHER if Moment.DATE in (left, right) else _common((left, right))


def _product(left: Moment, right: Moment) -> Moment:
    if {left, right} == {Moment.SPAN, Moment.NUMBER}:
        return Moment.SPAN
    return Moment.NUMBER if {left, right} == {Moment.NUMBER} else Moment.OTHER


def _quotient(left: Moment, right: Moment) -> Moment:
    return left if right is Moment.NUMBER and left is not Moment.DATE else Moment.OTHER


_NEAR = frozenset({Moment.DATE, Moment.SPAN, Moment.NUMBER})
_RULES: Mapping[str, Callable[[Moment, Moment], Moment]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
}


def _joined(node: Binary, dated: bool) -> Iterator[Fault]:
    found = moment(node.left), moment(node.right)
    if node.operator in COMPARISONS:
        yield from _beside(node.operator, (node.left, node.right), node.column, dated)
    elif node.operator == "+" and found == (Moment.DATE, Moment.DATE):
        yield Fault(node.column, "two dates have no sum", "add a length: 2026-03-01 + 2 {years}")
    elif node.operator == "-" and found == (Moment.SPAN, Moment.DATE):
        yield Fault(node.column, "a date is taken from a length of time", _HINT)
    elif node.operator == "-" and dated and _like_a_month(node):
        message = "this is a subtraction and looks like a month"
        yield Fault(node.left.column, message, "write the day too, 2026-03-01; or spaces: 2026 - 3")


def _beside(sign: str, nodes: Sequence[Node], column: int, dated: bool) -> Iterator[Fault]:
    """A fault where a date and a length of time are compared or chosen between."""
    found = [moment(node) for node in nodes]
    if Moment.SPAN not in found:
        return
    if Moment.DATE in found:
        yield Fault(column, f"`{sign}` joins a date and a length of time in years", _HINT)
    elif dated and any(_like_a_year(node) for node in nodes):
        message = f"`{sign}` joins a length of time and a number that looks like a year"
        yield Fault(column, message, f"{_HINT}; if it is meant, `{{years}}` after the number")


_HINT = (
    "write the length in years, `3`, or look at the date: at(x @ scenario, 2027-01-01) > 2; "
    "a date less a date is a length"
)


def _like_a_year(node: Node) -> bool:
    return isinstance(node, Number) and node.unit is None and node.value in YEARS_AS_WRITTEN


def _like_a_month(node: Binary) -> bool:
    """Whether a difference is written like 2026-03: closely, a year and a month."""
    left, right = node.left, node.right
    if not (_like_a_year(left) and isinstance(right, Number) and right.unit is None):
        return False
    close = (left.column + 4, node.column + 1) == (node.column, right.column)
    return close and right.value in range(1, 13)


def _misplaced(call: Call) -> Iterator[Fault]:
    """Functions of time: `step`, `ramp` and `pulse` take dates, lags and intervals are lengths."""
    dates, spans = _PLACES.get(call.function, ((), ()))
    for number, argument in enumerate(call.arguments):
        if number in dates and moment(argument) is Moment.SPAN:
            message = f"`{call.function}` needs a date here, and this is a length of time"
            yield Fault(_start(argument), message, "write 2026-03-01, or a date + a length")
        if number in spans and moment(argument) is Moment.DATE:
            message = f"`{call.function}` needs a length of time here, and this is a date"
            yield Fault(_start(argument), message, "write a number of years, 0.5 {years}")


_LAG = ((), (1,))
_PLACES: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    **dict.fromkeys(("delay", "delay1", "delay3", "smth1", "smth3"), _LAG),
    "step": ((1,), ()),
    "ramp": ((1, 2), ()),
    "pulse": ((1,), (2,)),
}
"""Function → which of its arguments are dates, and which are lengths of time."""


def _start(node: Node) -> int:
    return min(part.column for part in walk(node))
