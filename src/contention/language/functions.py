"""The functions and reducers of the expression language: what they take, what they are.

Meanings are those of XMILE 1.0 (OASIS, 2015), section 3.5; `docs/expressions.md` spells them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contention.language.syntax import Call

ANY = 401
"""Most arguments that any function takes: a graphical function of 200 points."""


@dataclass(frozen=True)
class Function:
    """One function: how it is called and what it needs."""

    name: str
    parameters: str
    """as shown to the user"""
    least: int
    most: int
    xmile: str = ""
    """section of XMILE 1.0, or what it extends"""
    stateful: bool = False
    """carries a state of its own from step to step"""
    timed: bool = False
    """depends on time"""

    @property
    def usage(self) -> str:
        """`name(parameters)`."""
        return f"{self.name}({self.parameters})"


def _table(*functions: Function) -> Mapping[str, Function]:
    return {function.name: function for function in functions}


def _smoothing(name: str) -> Function:
    return Function(name, "input, time[, initial]", 2, 3, "3.5.3", stateful=True, timed=True)


FUNCTIONS: Mapping[str, Function] = _table(
    Function("abs", "x", 1, 1, "3.5.1"),
    Function("cos", "x", 1, 1, "3.5.1"),
    Function("exp", "x", 1, 1, "3.5.1"),
    Function("int", "x", 1, 1, "3.5.1"),
    Function("ln", "x", 1, 1, "3.5.1"),
    Function("log10", "x", 1, 1, "3.5.1"),
    Function("max", "x, y", 2, 2, "3.5.1"),
    Function("min", "x, y", 2, 2, "3.5.1"),
    Function("pi", "", 0, 0, "3.5.1"),
    Function("sin", "x", 1, 1, "3.5.1"),
    Function("sqrt", "x", 1, 1, "3.5.1"),
    _smoothing("delay"),
    _smoothing("delay1"),
    _smoothing("delay3"),
    _smoothing("smth1"),
    _smoothing("smth3"),
    Function("pulse", "volume, first[, interval]", 2, 3, "3.5.4", timed=True),
    Function("ramp", "slope, start[, end]", 2, 3, "3.5.4; `end` is an extension", timed=True),
    Function("step", "height, start", 2, 2, "3.5.4", timed=True),
    Function("lookup", "x, x1, y1, x2, y2, …", 5, ANY, "3.1.4, a graphical function in place"),
)
"""Functions of every expression, by name."""

REDUCERS: Mapping[str, Function] = _table(
    Function("at", "x @ scenario, date", 2, 2),
    Function("change", "x @ scenario", 1, 1),
    Function("duration_above", "x @ scenario, level", 2, 2),
    Function("final", "x @ scenario", 1, 1),
    Function("first_time", "condition", 1, 1),
    Function("initial", "x @ scenario", 1, 1),
    Function("integral", "x @ scenario", 1, 1),
    Function("max", "x @ scenario", 1, 1),
    Function("mean", "x @ scenario", 1, 1),
    Function("min", "x @ scenario", 1, 1),
)
"""Reducers of contentions, by name; `min` and `max` are reducers if they take one argument."""

OF_OUTCOMES = frozenset({"abs", "cos", "exp", "int", "ln", "log10", "max", "min", "sin", "sqrt"})
"""Functions that can be used outside the reducers of a contention."""

OPERATOR_WORDS = frozenset({"and", "or", "not", "if", "then", "else", "mod"})

RESERVED = OPERATOR_WORDS | {"time", "dt", "pi", "present", "from", "to"}
"""Words that cannot be the id of a factor."""


def is_reducer(call: Call) -> bool:
    """Whether a call makes a number of a whole course over time."""
    both = call.function in FUNCTIONS
    return call.function in REDUCERS and not (both and len(call.arguments) != 1)
