"""Graphical functions and series."""

from dataclasses import dataclass
from typing import Literal

Rule = Literal["hold", "extrapolate", "step"]


@dataclass(frozen=True)
class Table:
    """A graphical function: `x` ascending, as many `y`.

    Outside its points: `hold` gives the first or last y, `extrapolate` the line through the last
    two, both linear between points (XMILE *continuous* and *extrapolate*); `step` holds the y of
    the point before, at any x (XMILE *discrete*). `limits` are those of x and y that a reader
    found, without influence.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    rule: Rule = "hold"
    limits: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Series:
    """Data over time: times ascending, as many values.

    `interpolate` is linear, `look_forward` takes the next value, `hold_backward` the last one; all
    hold the end values outside. `raw` has a value at its own times only.
    """

    times: tuple[float, ...]
    values: tuple[float, ...]
    rule: Literal["interpolate", "look_forward", "hold_backward", "raw"] = "interpolate"
