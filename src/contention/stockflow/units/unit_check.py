"""Whether the equations of a model keep the units that it states.

A number written in an equation takes any unit in comparisons, branches and arguments, and is a pure
number in sums (0 apart), products and powers. What has no unit, or one that cannot be read, matches
everything; a model whose variables have none is not looked at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from contention.case.articles import counted
from contention.case.problem import Place, Problem
from contention.language.quantities import DIMENSIONLESS, Unit
from contention.stockflow.names import key
from contention.stockflow.source import Equation, SourceModel, Stock, Variable
from contention.stockflow.syntax import (
    Binary,
    Call,
    Expression,
    IfElse,
    Number,
    Numbers,
    Reference,
    Unary,
)
from contention.stockflow.tables import Series, Table
from contention.stockflow.units.function_units import FUNCTION_UNITS, FunctionUnits
from contention.stockflow.units.unit_names import UnitNames

_SETTINGS = frozenset({"initial time", "final time", "time step", "saveper"})
"""variables of Vensim whose units say nothing about a model"""
COMPARING = ("<", "<=", ">", ">=", "=", "<>")


@dataclass(frozen=True)
class Measured:
    """The unit of an expression; None if it is not known."""

    unit: Unit | None
    literal: bool = False
    """whether it is made of written numbers alone"""
    zero: bool = False


UNKNOWN, PURE = Measured(None), Measured(DIMENSIONLESS)
LITERAL = Measured(DIMENSIONLESS, literal=True)


@dataclass(frozen=True)
class UnitReport:
    """What is wrong, and how much was looked at."""

    notes: tuple[Problem, ...]
    """in the order of the file; none of them keeps the model from running"""
    variables: int
    with_units: int
    """variables whose unit is stated and can be read"""
    unread: int = 0
    """variables whose unit cannot be read"""


def check_units(model: SourceModel) -> UnitReport:
    """Every place at which units do not match, with both of them."""
    names = UnitNames.of(model.unit_names)
    units = {key(each.name): names.read(each.units) for each in model.variables}
    check = _Check(model, names, units)
    if any(each.units.strip() for each in model.variables if key(each.name) not in _SETTINGS):
        for variable in model.variables:
            check.variable(variable)
    notes = tuple(sorted(set(check.notes)))
    known = sum(unit is not None for unit in units.values())
    stated = sum(bool(each.units.strip()) for each in model.variables)
    return UnitReport(notes, len(model.variables), known, stated - known)


@dataclass
class _Check:
    model: SourceModel
    names: UnitNames
    units: dict[str, Unit | None]
    notes: list[Problem] = field(default_factory=list)
    label: str = ""
    place: Place = field(default_factory=lambda: Place(""))

    def __post_init__(self) -> None:
        self.time = Measured(self.names.read(self.model.run.time_units))
        self.counted = {key(name) for each in self.model.ranges
                        for name in (each.name, *each.elements)}  # fmt: skip

    def variable(self, variable: Variable) -> None:
        """All equations of a variable."""
        self.label, self.place = variable.name, variable.place
        if variable.units.strip() and self.units[key(variable.name)] is None:
            self._note(None, f"the unit `{variable.units[:60]}` is not understood",
                       "write products and quotients of names, such as person/year")  # fmt: skip
        stated = Measured(self.units[key(variable.name)])
        for equation in variable.equations:
            self.place = equation.place
            self._equation(equation, stated)

    def _equation(self, equation: Equation, stated: Measured) -> None:
        body = equation.body
        if isinstance(body, Table | Series):
            return
        if isinstance(body, Stock):
            self._joined(stated, self._of(body.initial), equation.place, "its initial value")
            flow = self._divided(stated, self.time)
            for each in (body.net, *body.inflows, *body.outflows):
                if each is not None:
                    named = each.name if isinstance(each, Reference) else "what flows into it"
                    self._joined(flow, self._of(each), equation.place, f"a flow (`{named}`)")
            return
        self._joined(stated, self._of(body), equation.place, "its equation")

    def _of(self, expression: Expression) -> Measured:
        match expression:
            case Number(value=value):
                return Measured(DIMENSIONLESS, literal=True, zero=value == 0.0)
            case Numbers():
                return LITERAL
            case Reference():
                return self._reference(expression)
            case Unary(operator=operator, operand=operand):
                inner = self._of(operand)
                return inner if operator == "-" else PURE
            case Binary():
                return self._binary(expression)
            case IfElse(test=test, then=then, otherwise=otherwise):
                self._of(test)
                return self._joined(self._of(then), self._of(otherwise), expression.place,
                                    "the two branches")  # fmt: skip
            case Call():
                return self._call(expression)
        return UNKNOWN

    def _reference(self, reference: Reference) -> Measured:
        name = key(reference.name)
        if name in self.units:
            return Measured(self.units[name])
        return PURE if name in self.counted else UNKNOWN

    def _binary(self, expression: Binary) -> Measured:
        spine, operand = [expression], expression.left
        while isinstance(operand, Binary):
            spine.append(operand)
            operand = operand.left
        result = self._of(operand)
        for each in reversed(spine):
            result = self._combined(each, result, self._of(each.right))
        return result

    def _combined(self, expression: Binary, left: Measured, right: Measured) -> Measured:
        operator = expression.operator
        if operator in ("+", "-"):
            return self._sum(expression, left, right)
        if operator in COMPARING:
            self._joined(left, right, expression.place, "the two sides of a comparison")
            return PURE
        if operator == "*":
            return _times(left, right)
        if operator == "/":
            return self._divided(left, right)
        if operator == "^":
            return self._power(left, expression.right, right)
        return PURE

    def _sum(self, expression: Binary, left: Measured, right: Measured) -> Measured:
        """Numbers next to what has a unit have none, 0 apart."""
        if left.literal and right.literal:
            return LITERAL
        what = "the two sides of a sum or difference"
        plain = [Measured(each.unit) if each.literal and not each.zero else each
                 for each in (left, right)]  # fmt: skip
        return self._joined(plain[0], plain[1], expression.place, what)

    def _divided(self, left: Measured, right: Measured) -> Measured:
        if left.literal and right.literal:
            return LITERAL
        if left.unit is None or right.unit is None:
            return UNKNOWN
        return Measured(left.unit.per(right.unit))

    def _power(self, base: Measured, written: Expression, exponent: Measured) -> Measured:
        if base.literal and exponent.literal:
            return LITERAL
        value = _number(written)
        if base.unit is None or base.unit.dimensionless:
            return base
        if value is None or not exponent.literal:
            return UNKNOWN
        return Measured(base.unit.to_power(Fraction(value).limit_denominator(12)))

    def _call(self, call: Call) -> Measured:
        known = FUNCTION_UNITS.get(call.function)
        arguments = [self._of(each) for each in call.arguments]
        if known is None:
            return UNKNOWN
        alike = LITERAL
        for place, found in enumerate(arguments):
            letter = known.letter(place)
            where = f"argument {place + 1} of {call.written or call.function}"
            if letter == "a":
                alike = self._joined(alike, found, call.place, where)
            elif letter == "t":
                self._joined(self.time, found, call.place, where)
            elif letter == "1" and not found.literal:
                self._joined(PURE, found, call.place, where)
        return self._result(known, call, arguments, alike)

    def _result(
        self, known: FunctionUnits, call: Call, arguments: Sequence[Measured], alike: Measured
    ) -> Measured:
        match known.result:
            case "a":
                return alike
            case "1":
                return PURE
            case "t":
                return self.time
            case "a/t":
                return self._divided(alike, self.time)
            case "1/t":
                return self._divided(PURE, self.time)
            case "ramp":
                return UNKNOWN if arguments[0].literal else _times(arguments[0], self.time)
            case "quotient":
                return self._divided(*arguments[:2])
            case "root":
                return self._power(arguments[0], Number(0.5), LITERAL)
            case "power":
                return self._power(arguments[0], call.arguments[1], arguments[1])
        return arguments[0]  # of a table, the unit that the variable has

    def _joined(self, one: Measured, other: Measured, place: Place | None, what: str) -> Measured:
        """The unit of both; a note if they differ."""
        if one.literal or one.unit is None:
            return other if one.literal or not other.literal else one
        if other.literal or other.unit is None or one.unit.same(other.unit):
            return one
        message = f"{what}: `{other.unit.text[:60]}` where `{one.unit.text[:60]}` is expected"
        hint = "correct the equation or a unit"
        if one.unit.same_dimension(other.unit):
            hint = "they differ by a factor: multiply by a constant that has a unit"
        self._note(place, message, hint)
        return one

    def _note(self, place: Place | None, message: str, hint: str) -> None:
        at = place or self.place
        self.notes.append(Problem(at, f"units of `{self.label}`: {message}", hint, "note"))


def _times(left: Measured, right: Measured) -> Measured:
    if left.literal and right.literal:
        return LITERAL
    if left.unit is None or right.unit is None:
        return UNKNOWN
    return Measured(left.unit.times(right.unit))


def _number(expression: Expression) -> float | None:
    if isinstance(expression, Unary) and expression.operator == "-":
        value = _number(expression.operand)
        return None if value is None else -value
    return expression.value if isinstance(expression, Number) else None


def told(report: UnitReport) -> Iterator[str]:
    """The notes, then how much was looked at."""
    for each in report.notes:
        yield str(each)
    count = len(report.notes) - report.unread
    said = f"units do not match in {counted(count, 'place')}" if count else "all units match"
    unread = f"; {counted(report.unread, 'unit')} not understood" if report.unread else ""
    yield f"{report.with_units} of {report.variables} variables have a unit; {said}{unread}"
