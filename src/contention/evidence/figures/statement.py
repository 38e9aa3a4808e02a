"""A stated number as the range of measured values that would bear it out."""

from dataclasses import dataclass

from contention.evidence.figures.rounding import last_digit_unit

REVISED = 0.005
"""relative tolerance of every number, where rounding gives less: series are revised"""
ABOUT = 0.01
"""the same, of a number that is only about so"""
COARSE = 0.1
"""relative tolerance of rounding at most: 2 million is not said of 2.4 million"""
HEADROOM = 1.0
"""units of the last digit that "over" and "under" leave free on their side"""
LEAST_HEADROOM = 0.01
MOST_HEADROOM = 0.2
"""relative headroom, at least and at most: "over 10 000" is not said of 13 000"""

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
            least = REVISED * size
            room = (least, headroom) if self.comparator in LOWER else (headroom, least)
        else:
            least = ABOUT if self.comparator == "about" else REVISED
            rounding = max(self.rounding, least * size)
            room = (rounding, rounding)
        below = self.value - max(room[0], slack)
        above = self.value + max(room[1], slack)
        return below - EPSILON * size, above + EPSILON * size

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
