"""A stated number as the range of measured values that would bear it out."""

from dataclasses import dataclass

from contention.evidence.figures.rounding import last_digit_unit

ABOUT = 0.05
"""relative tolerance of "about", where rounding gives less"""
COARSE = 0.25
"""relative tolerance of rounding at most: one digit says no more than a quarter"""
HEADROOM = 1.2
"""units of the last digit that "over" and "under" leave free on their side"""
LEAST_HEADROOM = 0.03
MOST_HEADROOM = 0.5
"""relative headroom, at least and at most: "over 10 000" is not said of 16 000"""

LOWER = frozenset({"over", "at least"})
UPPER = frozenset({"under", "at most"})
EPSILON = 1e-9


@dataclass(frozen=True)
class Statement:
    """A number as a text states it; values and ranges are in the figure's own unit."""

    value: float
    comparator: str

    @property
    def unit(self) -> float:
        """Unit of its last digit."""
        return last_digit_unit(self.value)

    @property
    def rounding(self) -> float:
        """What rounding may have changed: half a unit of the last digit, but never very much."""
        return min(self.unit / 2, COARSE * abs(self.value)) if self.value else self.unit / 2

    def accepted(self, slack: float = 0.0) -> tuple[float, float]:
        """The measured values that bear it out; `slack` is the rounding of the series."""
        size = abs(self.value)
        if self.comparator in LOWER | UPPER:
            headroom = min(max(HEADROOM * self.unit, LEAST_HEADROOM * size), MOST_HEADROOM * size)
            room = (0.0, headroom) if self.comparator in LOWER else (headroom, 0.0)
        else:
            rounding = self.rounding
            if self.comparator == "about":
                rounding = max(rounding, ABOUT * size)
            room = (rounding, rounding)
        least = self.value - max(room[0], slack)
        most = self.value + max(room[1], slack)
        return least - EPSILON * size, most + EPSILON * size

    def fits(self, low: float, high: float, slack: float = 0.0) -> bool:
        """Whether a measured value somewhere from `low` to `high` bears it out."""
        least, most = self.accepted(slack)
        return low <= most and high >= least

    def literally(self, measured: float) -> bool:
        """Whether "over" or "under" holds by the letter, however far the measure is from it."""
        if self.comparator in LOWER:
            return measured >= self.value
        return self.comparator in UPPER and measured <= self.value

    def times(self, factor: float) -> "Statement":
        """The same with another value, as exact in its digits."""
        return Statement(float(f"{self.value * factor:.12g}"), self.comparator)
