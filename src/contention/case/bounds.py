"""The range of every number that a case may hold: one table, used wherever a number is written.

A number outside these ranges is a typing error, and arithmetic on it loses its meaning before it
overflows. The schema, the tables of words, durations, series and figures all take theirs from here.
"""

import math
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from contention.language.grammar import LARGEST, SMALLEST


@dataclass(frozen=True)
class Bound:
    """The numbers from `least` to `most`, both allowed."""

    least: float
    most: float

    def holds(self, value: float) -> bool:
        """Whether a number lies within; NaN never does."""
        return self.least <= value <= self.most

    def __str__(self) -> str:
        return f"from {self.least:g} to {self.most:g}"


STRENGTH = Bound(1e-6, 10.0)
"""median elasticity of a link"""
SPREAD = Bound(1.0, 100.0)
"""geometric standard deviation"""
SPREADING = Bound(0.0, 4.0)
"""what a reading multiplies the logarithm of a spread by"""
SATURATION = Bound(1.1, 1e6)
"""the factor by which one cause changes its effect at most, at a strength of 1"""
READINGS = 16
"""how many readings a case can have, each of which is run"""
YEARS = Bound(1e-6, 10_000.0)
"""length of a duration: half a minute to ten thousand years"""
RATE = Bound(SMALLEST, LARGEST)
"""units a year"""
HAZARD = Bound(SMALLEST, 1e6)
"""occurrences a year"""
FACTOR = Bound(SMALLEST, LARGEST)
"""what a value is multiplied by"""
LONGEST = 20_000_000
"""characters of a document"""
OCCURRENCES = 16
"""how often an event can happen at most"""


def countable(value: float) -> bool:
    """Whether a quantity is 0 or of a size that can be computed with, as in expressions."""
    return value == 0 or SMALLEST <= abs(value) <= LARGEST


AMOUNTS = f"0, or a size from {SMALLEST:g} to {LARGEST:g}"
"""The quantities that are `countable`, in words."""


def _amount(value: float) -> float:
    if not math.isnan(value) and not countable(value):
        raise PydanticCustomError("too_near_zero", "too near to 0 to be computed with")
    return value


def _told_elsewhere(bound: Bound) -> WithJsonSchema:
    """Bounds for editors, for a number whose own check gives a better message."""
    return WithJsonSchema({"type": "number", "minimum": bound.least, "maximum": bound.most})


Step = Annotated[float, _told_elsewhere(YEARS)]
"""Checked with the times of the case, by the number of steps."""
StatedStrength = Annotated[float, _told_elsewhere(STRENGTH)]
"""Checked with the words of the strength table."""
Strength = Annotated[float, Field(ge=STRENGTH.least, le=STRENGTH.most)]
Spread = Annotated[float, Field(ge=SPREAD.least, le=SPREAD.most)]
Saturation = Annotated[float, Field(ge=SATURATION.least, le=SATURATION.most)]
Spreading = Annotated[float, Field(ge=SPREADING.least, le=SPREADING.most)]
Years = Annotated[float, Field(ge=YEARS.least, le=YEARS.most)]
UnitsAYear = Annotated[float, Field(ge=RATE.least, le=RATE.most)]
Hazard = Annotated[float, Field(ge=HAZARD.least, le=HAZARD.most)]
Probability = Annotated[float, Field(ge=0, le=1)]
Supported = Annotated[float, Field(gt=0.5, le=1)]
"""A share of draws that makes a verdict: more than half."""
Tolerance = Annotated[float, Field(ge=0, lt=1)]
"""A relative difference, or a difference of shares, that does not count."""
Change = Annotated[float, Field(gt=0, le=1000)]
"""A relative change: 1 is a doubling."""
Multiple = Annotated[float, Field(ge=FACTOR.least, le=FACTOR.most)]
Amount = Annotated[float, Field(ge=-LARGEST, le=LARGEST), AfterValidator(_amount)]
"""A quantity in any unit: 0, or of a size that can be computed with."""
Position = Annotated[int, Field(ge=0, le=LONGEST)]
Length = Annotated[int, Field(ge=1, le=LONGEST)]
Occurrences = Annotated[int, Field(ge=1, le=OCCURRENCES)]
Year = Annotated[int, Field(ge=1, le=9999)]
