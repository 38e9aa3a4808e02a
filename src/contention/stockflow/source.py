"""A model of stocks and flows as its file states it: what a reader makes and the compiler takes.

A reader fills in what the file says and resolves what its language means (`syntax.py`). It refuses,
with a place, what it cannot read; everything about names, subscripts, arguments, units of
computation and loops is checked by the compiler, for all languages alike, and reported with the
places given here.

Rules for readers:

* Names are given as written, without surrounding quotation marks, line breaks within a name as one
  blank. In XMILE modules a variable of a module is `module.variable`, and references are resolved.
* A variable has one `Equation` for all its elements, or several that each define a part. Order does
  not matter; a later equation never overwrites an earlier one: two for one element are refused.
* `FINAL TIME` and the like of Vensim are variables as any other; `Run` refers to them. XMILE's
  `DT`, `TIME`, `STARTTIME`, `STOPTIME` are the functions `time_step`, `time`, `initial_time`,
  `final_time` without arguments; Vensim's `Time` is the function `time`.
* XMILE: a graphical function around an equation is `Call("lookup", (TableOf(...), equation))`; one
  without an equation is a variable whose body is a `Table`.
* `IF THEN ELSE`, `GAME(x)` (x), brackets, units in braces, comments do not reach this level as
  calls.
* What the file says in a place where it means nothing (a `non_negative` of an auxiliary) is left
  out.
"""

from dataclasses import dataclass, field
from typing import Literal

from contention.case.problem import Place
from contention.stockflow.syntax import Expression, Reference
from contention.stockflow.tables import Series, Table

Method = Literal["euler", "rk2", "rk4"]


@dataclass(frozen=True)
class Correspondence:
    """Which elements of another range each element of a range stands for.

    `elements[i]` are the elements of `to` for element i; empty if they correspond by position.
    """

    to: str
    elements: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Range:
    """A named list of elements: a dimension, or a part of one.

    Whether it is a part follows from its elements: a range all of whose elements belong to a longer
    one is a part of that. `same_as` is the range of which it is another name (Vensim's `<->`).
    """

    name: str
    elements: tuple[str, ...]
    place: Place
    mappings: tuple[Correspondence, ...] = ()
    same_as: str = ""


@dataclass(frozen=True)
class Stock:
    """What moves in time: `initial` at the start, then the sum of its flows.

    Vensim gives `net`, the second argument of `INTEG`; XMILE gives names of flows, each with the
    subscripts of the stock. `non_negative` is XMILE's mark: outflows are limited to what is there
    (XMILE 1.0, section 4.3).
    """

    initial: Expression
    net: Expression | None = None
    inflows: tuple[Reference, ...] = ()
    outflows: tuple[Reference, ...] = ()
    non_negative: bool = False


Body = Expression | Stock | Table | Series


@dataclass(frozen=True)
class Equation:
    """What a variable is, for all or some of its elements.

    `subscripts` are those on the left, elements or ranges; `excepted` those of `:EXCEPT:`, each as
    long as `subscripts`.
    """

    body: Body
    place: Place
    subscripts: tuple[str, ...] = ()
    excepted: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Variable:
    """A variable: its equations and what is said about it.

    `dimensions` are the ranges that the file declares (XMILE); empty if they follow from the
    equations (Vensim). `non_negative` marks a flow that does not run backwards (XMILE: a uniflow).
    """

    name: str
    equations: tuple[Equation, ...]
    place: Place
    units: str = ""
    documentation: str = ""
    dimensions: tuple[str, ...] = ()
    flow: bool = False
    non_negative: bool = False
    limits: tuple[float | None, float | None] = (None, None)
    """least and largest value that the file states, without influence on the run"""


@dataclass(frozen=True)
class Macro:
    """Equations with parameters that a call repeats (Vensim's `:MACRO:`, XMILE's `<macro>`).

    `results` are names of its variables, the first being the value of the call. Inside, a name is a
    parameter, a variable of the macro, or else one of the model if its language allows it (XMILE
    does not; Vensim's `name$` has the `$` taken off and is listed in `outer`).
    """

    name: str
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    variables: tuple[Variable, ...]
    place: Place
    outer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """The settings of a run; each expression is made of numbers and constants."""

    start: Expression
    stop: Expression
    step: Expression
    save_every: Expression | None
    """None: each step"""
    method: Method
    place: Place
    time_units: str = ""


@dataclass(frozen=True)
class UnitName:
    """A unit that a file defines: by others, or just as a name with other spellings."""

    name: str
    equation: str = ""
    """what it stands for, as written; empty if it is a unit of its own"""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceModel:
    """A whole model; `language` is that of the file, for messages only."""

    name: str
    language: Literal["vensim", "xmile"]
    run: Run
    variables: tuple[Variable, ...]
    place: Place
    ranges: tuple[Range, ...] = ()
    macros: tuple[Macro, ...] = ()
    readings: tuple[str, ...] = field(default=())
    """sentences for the user: where readers disagree, which reading is taken and why"""
    files: tuple[str, ...] = ()
    """tables that its values come from, by their paths from its folder"""
    unit_names: tuple[UnitName, ...] = ()
