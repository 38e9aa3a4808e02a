"""Syntax trees of the expression language.

Infix arithmetic, comparisons, `and/or/not`, `if … then … else`, XMILE functions (XMILE 1.0,
section 3.3 and 3.5), and for contentions `@ scenario` and the time reducers. `column` counts
characters from 0 in the source expression.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A literal, optionally with a unit in braces."""

    value: float
    unit: str | None = None
    column: int = 0


@dataclass(frozen=True)
class Name:
    """A factor, `time` or `dt`; already folded to its id (lower case, underscores)."""

    id: str
    column: int = 0


@dataclass(frozen=True)
class Unary:
    """`-x` or `not x`."""

    operator: str
    operand: "Node"
    column: int = 0


@dataclass(frozen=True)
class Binary:
    """`+ - * / ^ < <= > >= = <> and or` between two operands."""

    operator: str
    left: "Node"
    right: "Node"
    column: int = 0


@dataclass(frozen=True)
class IfElse:
    """`if test then this else that`."""

    test: "Node"
    then: "Node"
    otherwise: "Node"
    column: int = 0


@dataclass(frozen=True)
class Call:
    """A function with positional and keyword arguments (`from=`, `to=`)."""

    function: str
    arguments: tuple["Node", ...]
    keywords: tuple[tuple[str, "Node"], ...] = ()
    column: int = 0


@dataclass(frozen=True)
class InScenario:
    """`inner @ scenario`."""

    inner: "Node"
    scenario: str
    column: int = 0


Node = Number | Name | Unary | Binary | IfElse | Call | InScenario


@dataclass(frozen=True)
class Fault:
    """What is wrong in an expression, at a column counted from 0 inside it."""

    column: int
    message: str
    hint: str = ""
