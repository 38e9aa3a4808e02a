"""A system dynamics model as named equations, before it is written in any tool's language."""

from dataclasses import dataclass
from typing import Literal

Function = Literal[
    "add", "subtract", "multiply", "divide", "negate", "power", "exp", "ln", "abs", "sqrt", "min",
    "max", "less", "less_equal", "equal", "and", "or", "not", "if", "sin", "cos",
    "int",
]  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True)
class Name:
    """A variable of the model, by name; `TIME` is the run's own."""

    name: str


@dataclass(frozen=True)
class Call:
    """An operation; comparisons and logic are conditions, which only `if` may hold.

    `int` is taken of positive numbers only: for others, tools differ.
    """

    function: Function
    arguments: "tuple[Expression, ...]"


@dataclass(frozen=True)
class Lookup:
    """A graphical function, linear between its points and constant outside, at an argument.

    It is the whole of an auxiliary's equation: pysimlin 0.8.5 panics at one that stands alone.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    argument: "Expression"


Expression = Number | Name | Call | Lookup

TIME = Name("TIME")
"""the time of the run, in years"""
ZERO, ONE = Number(0.0), Number(1.0)


@dataclass(frozen=True)
class Auxiliary:
    """A variable that is computed at each point in time."""

    name: str
    expression: Expression
    documentation: str = ""
    units: str = ""
    factor: str = ""
    """id of the factor whose value it is"""


@dataclass(frozen=True)
class Stock:
    """A variable that is integrated: `initial + sum of flow times step`."""

    name: str
    initial: float
    flow: Expression
    documentation: str = ""


@dataclass(frozen=True)
class StockFlowModel:
    """Everything that a tool needs to run it; names are ASCII words joined by underscores."""

    title: str
    start: float
    stop: float
    step: float
    stocks: tuple[Stock, ...]
    auxiliaries: tuple[Auxiliary, ...]
    settings: tuple[str, ...] = ()
    """variables that say which scenario is run, and where in time the run is"""


def call(function: Function, *arguments: Expression) -> Expression:
    """An operation, folded where its arguments are constants that make it simple."""
    numbers = [each.value for each in arguments if isinstance(each, Number)]
    if function in ("add", "subtract") and arguments[1] == ZERO:
        return arguments[0]
    if function == "add" and arguments[0] == ZERO:
        return arguments[1]
    if function == "multiply" and ZERO in arguments:
        return ZERO
    if function == "multiply" and ONE in arguments:
        return arguments[1] if arguments[0] == ONE else arguments[0]
    if function == "negate" and numbers:
        return Number(-numbers[0])
    return Call(function, arguments)


def choose(condition: Expression, then: Expression, otherwise: Expression) -> Expression:
    """`if`, unless both sides are the same."""
    return then if then == otherwise else Call("if", (condition, then, otherwise))


def names_in(expression: Expression) -> set[str]:
    """Variables that an expression names."""
    if isinstance(expression, Name):
        return {expression.name}
    if isinstance(expression, Lookup):
        return names_in(expression.argument)
    if isinstance(expression, Call):
        return set().union(*(names_in(each) for each in expression.arguments))
    return set()


def needs(model: StockFlowModel) -> dict[str, set[str]]:
    """Variable → variables of the model in its equation or flow, itself left out."""
    expressions = {each.name: each.expression for each in model.auxiliaries}
    expressions |= {each.name: each.flow for each in model.stocks}
    return {
        name: names_in(made) & expressions.keys() - {name} for name, made in expressions.items()
    }
