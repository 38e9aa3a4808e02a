"""Expressions of a stock-and-flow model, after its file's language has been resolved.

A reader (Vensim, XMILE) turns the text of an equation into these nodes. What the languages do
differently is already decided in them: precedence by the shape of the tree, rounding, pulses and
the like by the name of the function (`functions.py`). Names keep their spelling; two names are the
same if `names.key` says so.

Every node has a `place`, or None if the reader knows only that of the equation.
"""

from dataclasses import dataclass, field
from typing import Literal

from contention.case.problem import Place
from contention.stockflow.tables import Table

Arithmetic = Literal["+", "-", "*", "/", "^"]
Comparing = Literal["<", "<=", ">", ">=", "=", "<>"]
Logical = Literal["and", "or"]


@dataclass(frozen=True)
class Number:
    """A literal."""

    value: float
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Missing:
    """Vensim's `:NA:`: equal to itself, and -2^109 in arithmetic (Vensim Reference, "NA")."""

    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Numbers:
    """A list of literals on the right of an equation for arrays: `x[A, B] = 1, 2; 3, 4;`.

    Row-major over the subscripts on the left; as many as these have elements.
    """

    values: tuple[float, ...]
    place: Place | None = field(default=None, compare=False)
    written: str = field(default="", compare=False)
    """as the file has it, for messages"""


@dataclass(frozen=True)
class Named:
    """A subscript by name: an element, or a range (a dimension or a part of one).

    A range that the equation has on its left stands for the element at hand (through a mapping if
    it is another range). In an argument of an array function it may be any other range.
    """

    name: str


@dataclass(frozen=True)
class Every:
    """A subscript over which the function around it runs: Vensim's `range!`, XMILE's `*`.

    `range` is empty for `*`: all of the dimension in that place. With `first` and `last` only the
    elements from one to the other, both included (XMILE's `first:last`, names or numbers).
    """

    range: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Position:
    """XMILE's `@2`: the dimension on the left of the equation in that place, counted from 1."""

    number: int


@dataclass(frozen=True)
class Computed:
    """A subscript that is computed: the number of the element, from 1, as XMILE's `x[i + 1]`."""

    index: "Expression"


Subscript = Named | Every | Position | Computed


@dataclass(frozen=True)
class Reference:
    """A variable, or an element of an array; also a range or an element used as its number.

    Without subscripts it is a scalar or, as an argument of an array function or on the right of an
    equation that applies to all elements, a whole array (XMILE).
    """

    name: str
    subscripts: tuple[Subscript, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Unary:
    """A sign or a negation."""

    operator: Literal["-", "not"]
    operand: "Expression"
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Binary:
    """Two operands; comparisons and logic give 1 or 0, what is not 0 counts as true."""

    operator: Arithmetic | Comparing | Logical
    left: "Expression"
    right: "Expression"
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class IfElse:
    """`IF THEN ELSE(test, then, otherwise)`; what is not taken has no influence, NaN included."""

    test: "Expression"
    then: "Expression"
    otherwise: "Expression"
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class TableOf:
    """A graphical function written in place; only as the first argument of the lookup functions."""

    table: Table
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Call:
    """A function of `functions.FUNCTIONS`, or a macro of the model, by name.

    `written` is its name in the file, for messages; `more` are the names of further results of a
    macro (Vensim's `macro(a, b : more)`).
    """

    function: str
    arguments: tuple["Expression", ...] = ()
    written: str = ""
    place: Place | None = field(default=None, compare=False)
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """A quoted text: only as an argument of functions that take one."""

    text: str
    place: Place | None = field(default=None, compare=False)


Expression = (
    Number | Missing | Numbers | Reference | Unary | Binary | IfElse | TableOf | Call | Text
)


def signed(operator: str, operand: Expression, place: Place | None) -> Expression:
    """An operand after `+`, `-` or a negation; a number takes its sign into itself."""
    if operator == "+":
        return operand
    if operator == "-" and isinstance(operand, Number):
        return Number(-operand.value, place)
    return Unary("-" if operator == "-" else "not", operand, place)
