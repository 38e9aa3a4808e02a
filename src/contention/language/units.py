"""Whether the units in an expression fit together.

Units are checked and never converted: mixing months and years is a fault, because the number that
runs is the number that is written. Time runs in years, or in the unit of a model. A number without
a unit takes the unit of what it is added to or compared with.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from contention.language.functions import is_reducer
from contention.language.moments import moment_faults
from contention.language.quantities import DIMENSIONLESS, YEAR, Unit, parse_unit
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
from contention.language.tree_walking import literal

__all__ = ["DIMENSIONLESS", "YEAR", "Unit", "dimension_faults", "parse_unit", "unit_of"]

COMPARISONS = frozenset({"<", "<=", ">", ">=", "=", "<>"})


class Free(Enum):
    """What has no unit of its own."""

    NUMBER = "a number written without a unit: takes any where it is added or compared"
    UNKNOWN = "a name whose unit is not known: fits anywhere, and so does all that it is part of"


Found = Unit | Free


def unit_of(node: Node, units: Mapping[str, Unit]) -> Unit | None:
    """The unit of an expression; None if it would fit any (numbers without a unit)."""
    found = _Checker(units).unit(node)
    return found if isinstance(found, Unit) else None


def dimension_faults(
    node: Node,
    units: Mapping[str, Unit],
    expected: Unit | None = None,
    clock: Unit | None = None,
) -> tuple[Fault, ...]:
    """Everything in an expression whose units do not fit together, dates and lengths included.

    `units` gives those of the factors; a name that it lacks fits anything. `expected` is the unit
    that the whole must have, where it must have one. `clock` is the unit in which a model counts
    time; without it time is in years.
    """
    checker = _Checker(units, clock or YEAR)
    found = checker.unit(node)
    if expected is not None:
        checker.need(node, found, expected, "the expression")
    faults = (*checker.faults, *moment_faults(node, dated=clock is None))
    return tuple(sorted(faults, key=lambda fault: fault.column))


@dataclass
class _Checker:
    """Works out units from the leaves up and collects faults on the way."""

    units: Mapping[str, Unit]
    clock: Unit = YEAR
    faults: list[Fault] = field(default_factory=list)

    def unit(self, node: Node) -> Found:
        match node:
            case Number():
                return self._number(node)
            case Name(id="time" | "dt"):
                return self.clock
            case Name(id=name):
                return self.units.get(name, Free.UNKNOWN)
            case Unary():
                found = self.unit(node.operand)
                return DIMENSIONLESS if node.operator == "not" else found
            case Binary():
                return self._binary(node)
            case IfElse():
                self.unit(node.test)
                return self.alike("then … else", (node.then, node.otherwise), node.column)
            case InScenario():
                return self.unit(node.inner)
            case Call():
                return self._call(node)

    def need(self, node: Node, found: Found, expected: Unit, what: str) -> None:
        """A fault unless `found` is the expected unit or free."""
        if isinstance(found, Free) or found.same(expected):
            return
        message = f"{what} is in {_shown(found)}, and {_shown(expected)} is needed"
        self.faults.append(Fault(node.column, message, _hint(found, expected)))

    def alike(self, sign: str, nodes: Sequence[Node], column: int) -> Found:
        """The one unit of several parts; a fault where they differ."""
        common: Found = Free.NUMBER
        for found in [self.unit(node) for node in nodes]:
            if isinstance(common, Unit) and isinstance(found, Unit) and not common.same(found):
                message = f"`{sign}` joins {_shown(common)} and {_shown(found)}"
                self.faults.append(Fault(column, message, _hint(found, common)))
                return Free.UNKNOWN
            if isinstance(common, Free) and found is not Free.NUMBER:
                common = found
        return common

    def _number(self, node: Number) -> Found:
        if node.unit is None:
            return Free.NUMBER
        if node.unit == "date":
            return self.clock
        unit = parse_unit(node.unit)
        if isinstance(unit, Unit):
            return unit
        message = f"`{{{node.unit}}}` is not a unit: {unit}"
        self.faults.append(Fault(node.column, message, "for example 5 {person/year}"))
        return Free.UNKNOWN

    def _binary(self, node: Binary) -> Found:
        if node.operator in ("*", "/"):
            left, right = self.unit(node.left), self.unit(node.right)
            return _product(node.operator, left, right)
        if node.operator == "^":
            return self._power(node)
        if node.operator in ("and", "or"):
            self.unit(node.left)
            self.unit(node.right)
            return DIMENSIONLESS
        found = self.alike(node.operator, (node.left, node.right), node.column)
        return DIMENSIONLESS if node.operator in COMPARISONS else found

    def _power(self, node: Binary) -> Found:
        base = self.unit(node.left)
        self.need(node.right, self.unit(node.right), DIMENSIONLESS, "an exponent")
        if isinstance(base, Free) or base.same(DIMENSIONLESS):
            return base
        exponent = literal(node.right)
        if exponent is None:
            self.faults.append(
                Fault(
                    node.column,
                    f"{_shown(base)} is raised to a power that may vary",
                    "divide by a reference value first, so that the base is a pure number",
                )
            )
            return Free.UNKNOWN
        return base.to_power(Fraction(exponent).limit_denominator(1000))

    def _call(self, call: Call) -> Found:
        if is_reducer(call):
            return self._reducer(call)
        return RULES.get(call.function, _unknown)(self, call)

    def _reducer(self, call: Call) -> Found:
        if call.function == "duration_above":
            self.alike(call.function, call.arguments, call.column)
            return self.clock
        found = self.unit(call.arguments[0])
        if call.function == "first_time":
            return self.clock
        return _product("*", found, self.clock) if call.function == "integral" else found


Rule = Callable[[_Checker, Call], Found]


def _product(operator: str, left: Found, right: Found) -> Found:
    if Free.UNKNOWN in (left, right):
        return Free.UNKNOWN
    if left is Free.NUMBER and right is Free.NUMBER:
        return Free.NUMBER
    first = left if isinstance(left, Unit) else DIMENSIONLESS
    second = right if isinstance(right, Unit) else DIMENSIONLESS
    return first.times(second) if operator == "*" else first.per(second)


def _unknown(checker: _Checker, call: Call) -> Found:
    for argument in call.arguments:
        checker.unit(argument)
    return Free.UNKNOWN


def _same(checker: _Checker, call: Call) -> Found:
    """min, max, abs, int: all arguments alike, and so is the result."""
    return checker.alike(call.function, call.arguments, call.column)


def _pure(checker: _Checker, call: Call) -> Found:
    """exp, ln and the like take and give pure numbers."""
    argument = call.arguments[0]
    found = checker.unit(argument)
    if isinstance(found, Unit) and not found.same(DIMENSIONLESS):
        message = f"`{call.function}` takes a pure number, and this is in {_shown(found)}"
        hint = "divide by a reference value in the same unit"
        checker.faults.append(Fault(argument.column, message, hint))
    return DIMENSIONLESS


def _root(checker: _Checker, call: Call) -> Found:
    found = checker.unit(call.arguments[0])
    return found.to_power(Fraction(1, 2)) if isinstance(found, Unit) else found


def _times(checker: _Checker, call: Call, first: int, last: int) -> None:
    for argument in call.arguments[first:last]:
        found = checker.unit(argument)
        checker.need(argument, found, checker.clock, f"a time of `{call.function}`")


def _smoothing(checker: _Checker, call: Call) -> Found:
    _times(checker, call, 1, 2)
    return checker.alike(call.function, (call.arguments[0], *call.arguments[2:]), call.column)


def _step(checker: _Checker, call: Call) -> Found:
    _times(checker, call, 1, 2)
    return checker.unit(call.arguments[0])


def _pulse(checker: _Checker, call: Call) -> Found:
    _times(checker, call, 1, 3)
    return _product("/", checker.unit(call.arguments[0]), checker.clock)


def _ramp(checker: _Checker, call: Call) -> Found:
    _times(checker, call, 1, 3)
    return _product("*", checker.unit(call.arguments[0]), checker.clock)


def _lookup(checker: _Checker, call: Call) -> Found:
    checker.alike("lookup", (call.arguments[0], *call.arguments[1::2]), call.column)
    return checker.alike("lookup", call.arguments[2::2], call.column)


def _pi(_checker: _Checker, _call: Call) -> Found:
    return DIMENSIONLESS


RULES: Mapping[str, Rule] = {
    **dict.fromkeys(("abs", "int", "max", "min"), _same),
    **dict.fromkeys(("cos", "exp", "ln", "log10", "sin"), _pure),
    **dict.fromkeys(("delay", "delay1", "delay3", "smth1", "smth3"), _smoothing),
    "lookup": _lookup,
    "pi": _pi,
    "pulse": _pulse,
    "ramp": _ramp,
    "sqrt": _root,
    "step": _step,
}


def _shown(unit: Unit) -> str:
    return "no unit" if unit.text == "1" else unit.text


def _hint(found: Unit, expected: Unit) -> str:
    if not found.same_dimension(expected):
        return "give both the same unit, or multiply by a factor that carries the missing one"
    difference = found.log_scale - expected.log_scale
    if abs(difference) > 50:
        return "units are not converted: write the number in the other unit"
    ratio = math.exp(difference)
    one, other = (unit.text.removeprefix("1") for unit in (found, expected))
    return f"units are not converted: 1 {one} is {ratio:.6g} {other}".replace("  ", " ").rstrip()
