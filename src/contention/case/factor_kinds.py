"""What sets the kinds of factors apart: one table, used wherever a kind makes a difference.

The equations of a kind are in `models/dynamics.py`, its looks on maps in `show/map/boxes.py`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from contention.case.model import Factor, Kind

FLOOR = 0.001
"""Lower bound of quantities, as a multiple of the reference: it stands for none."""
CEILING = 1000.0
"""Upper bound of quantities, as a multiple of the reference."""
SHARES = (0.001, 0.999)
"""The lowest and highest share that is distinguished from none and all."""

Key = Literal[
    "baseline", "initial", "adjustment", "inflow", "outflow", "hazard", "duration", "at_most",
    "only_while", "occurred", "equation", "constant", "series", "step", "pulse", "ramp", "events",
    "variable", "range",
]  # fmt: skip
"""Keys of a factor that do not belong to every kind."""
Measure = Literal["multiple", "share", "amount", "switch", "nothing"]
Scale = Literal["ratio", "share", "probability"]
Acceptor = Literal["value", "flows", "hazard", "nothing"]


@dataclass(frozen=True)
class Interval:
    """The numbers from `low` to `high`; an open end is approached and not reached."""

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    words: str = field(default="", compare=False)
    """the range in words, for messages"""
    hint: str = field(default="", compare=False)

    def holds(self, value: float) -> bool:
        """Whether a number lies within; NaN never does."""
        above = value > self.low if self.low_open else value >= self.low
        return above and (value < self.high if self.high_open else value <= self.high)


ANY = Interval()
POSITIVE = Interval(0.0, low_open=True)
BETWEEN = Interval(0.0, 1.0, low_open=True, high_open=True)


@dataclass(frozen=True)
class Need:
    """Keys of which a factor gives at least one, and the message if it gives none."""

    keys: tuple[Key, ...]
    message: str
    """`{id}` stands for the factor's"""
    hint: str


@dataclass(frozen=True)
class Traits:
    """What holds for all factors of one kind."""

    keys: frozenset[Key]
    """keys of its own"""
    needs: tuple[Need, ...] = ()
    unitless: bool = False
    """whether it cannot have a unit"""
    in_model: bool = False
    """whether a model file defines it, with a unit in words of its own"""
    start: Interval = ANY
    """range of `baseline` and `initial`"""
    values: Interval = ANY
    """range of its course, whatever the claims are"""
    bounds: Interval = POSITIVE
    """range of `below` and `above` in a condition"""
    bounds_relative: bool = False
    """whether these are multiples of the reference"""
    set_as: Measure = "nothing"
    """what the `to` of a `set` counts"""
    set_range: Interval = POSITIVE
    """range of that number"""
    none: float | None = None
    """the number that `to: none` stands for"""
    shock: Literal["times", "add"] | None = None
    """key that says how far a shock moves it; None: a shock cannot"""
    acted_on: Acceptor = "nothing"
    """which part of it claims act on"""
    scale: Scale = "ratio"
    """scale on which contentions compare it"""
    steady: bool = False
    """whether it keeps its reference until something acts on it"""
    driven: bool = False
    """whether something other than claims moves it by nature"""
    computed: bool = False
    """whether it is what an expression says, at all times"""
    signed: bool = False
    """whether it can be below zero in an expression"""
    cumulative: bool = False
    """whether contentions see what has come and gone since the present"""


TRAITS: Mapping[Kind, Traits] = {
    "quantity": Traits(
        keys=frozenset({"baseline", "initial", "adjustment"}),
        start=replace(POSITIVE, words="above 0", hint="a quantity is measured by its ratio to it"),
        values=POSITIVE,
        bounds_relative=True,
        set_as="multiple",
        set_range=Interval(
            FLOOR,
            CEILING,
            words=f"a multiple of its reference, {FLOOR:g} to {CEILING:g}, or `none`",
        ),
        none=FLOOR,
        shock="times",
        acted_on="value",
        steady=True,
    ),
    "share": Traits(
        keys=frozenset({"baseline", "initial", "adjustment"}),
        needs=(
            Need(
                ("baseline",),
                "`{id}` is a share and needs a baseline",
                "add `baseline: …`, its value at present, strictly between 0 and 1",
            ),
        ),
        unitless=True,
        start=replace(
            BETWEEN,
            words="strictly between 0 and 1",
            hint="0.02 stands for almost nobody, 0.98 for almost all",
        ),
        values=BETWEEN,
        bounds=Interval(*SHARES),
        set_as="share",
        set_range=replace(
            BETWEEN,
            words="a number between 0 and 1, neither of them reached: `0.02` for almost nobody",
        ),
        shock="add",
        acted_on="value",
        scale="share",
        steady=True,
    ),
    "stock": Traits(
        keys=frozenset({"baseline", "initial", "inflow", "outflow"}),
        needs=(
            Need(
                ("inflow", "outflow"),
                "`{id}` has neither inflow nor outflow: it would never change",
                "add `inflow: {rate: …, source: …}`",
            ),
        ),
        start=Interval(0.0, words="0 or more", hint="split a stock that can be negative in two"),
        set_as="amount",
        set_range=Interval(0.0, words="a value in its own unit, 0 or more"),
        none=0.0,
        shock="add",
        acted_on="flows",
        driven=True,
        cumulative=True,
    ),
    "event": Traits(
        keys=frozenset({"hazard", "duration", "at_most", "only_while", "occurred"}),
        unitless=True,
        values=Interval(0.0, 1.0),
        set_as="switch",
        acted_on="hazard",
        scale="probability",
    ),
    "equation": Traits(
        keys=frozenset({"equation"}),
        needs=(
            Need(
                ("equation",),
                "`{id}` has the kind `equation` but no `equation:`",
                'add `equation: "…"`',
            ),
        ),
        driven=True,
        computed=True,
        signed=True,
    ),
    "input": Traits(
        keys=frozenset({"baseline", "constant", "series", "step", "pulse", "ramp", "events"}),
        set_as="multiple",
        set_range=replace(POSITIVE, words="a multiple of its value at present, above 0"),
        steady=True,
        driven=True,
        signed=True,
    ),
    "variable": Traits(
        keys=frozenset({"variable"}),
        in_model=True,
        set_as="amount",
        set_range=replace(ANY, words="a number"),
        shock="add",
        driven=True,
        computed=True,
        signed=True,
    ),
    "parameter": Traits(
        keys=frozenset({"variable", "constant", "range"}),
        in_model=True,
        set_as="amount",
        set_range=replace(ANY, words="a number"),
        driven=True,
        computed=True,
        signed=True,
    ),
}


def traits(factor: Factor) -> Traits:
    """What holds for factors of its kind."""
    return TRAITS[factor.kind]


def kinds_of_key() -> Mapping[Key, tuple[Kind, ...]]:
    """Key of a factor → the kinds that it belongs to."""
    keys = dict.fromkeys(key for found in TRAITS.values() for key in sorted(found.keys))
    return {key: tuple(kind for kind in TRAITS if key in TRAITS[kind].keys) for key in keys}
