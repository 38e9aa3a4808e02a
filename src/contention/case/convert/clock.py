"""How a case counts time: in years and dates, or as a model file does, in a unit of its own."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from contention.case.bounds import countable
from contention.case.convert.scales import UnreadableError, WordTables, moment
from contention.case.model import Times
from contention.language.dates import years_in

LONGER: Mapping[str, float] = {
    "second": 1 / 31_557_600, "minute": 1 / 525_960, "hour": 1 / 8766, "quarter": 0.25,
    "decade": 10.0,
}  # fmt: skip
"""units in years that models count in, besides those of dates"""
_LENGTH = re.compile(r"([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*([a-z]*)")
_RELATIVE = re.compile(r"present(?:\s*([+-])\s*(.+))?")


@dataclass(frozen=True)
class Calendar:
    """Years and dates."""

    def moment(self, text: str, present: float | None) -> float:
        """Decimal year of a date; raises UnreadableError."""
        return moment(text, present)

    def length(self, text: str, words: WordTables) -> float:
        """Years of a duration; raises UnreadableError."""
        return words.years(text)


@dataclass(frozen=True)
class ModelClock:
    """The time of a model: numbers in its unit; lengths in other units are converted."""

    unit: str

    def moment(self, text: str, present: float | None) -> float:
        """A time of the model; raises UnreadableError."""
        folded = text.strip().casefold()
        number = _number(folded)
        if number is not None:
            return number
        match = _RELATIVE.fullmatch(folded)
        if match is None:
            hint = "write a number, `present` or `present + 10`"
            raise UnreadableError(f"`{text}` is not a time of the model", hint)
        if present is None:
            raise UnreadableError("this time cannot depend on `present`", "write a number")
        if match[1] is None:
            return present
        length = self._length(match[2])
        return present + length if match[1] == "+" else present - length

    def length(self, text: str, words: WordTables) -> float:
        """A length of time in the unit of the model; raises UnreadableError."""
        del words
        found = self._length(text)
        if found > 0.0:
            return found
        raise UnreadableError(f"`{text}` is not a length of time", "write a number above 0")

    def _length(self, text: str) -> float:
        match = _LENGTH.fullmatch(text.strip().casefold())
        own = unit_years(self.unit)
        if match is None:
            hint = f"write a number of {self.unit or 'its units of time'}"
            raise UnreadableError(f"`{text}` is not a length of time", hint)
        if not match[2] or match[2] == self.unit.strip().casefold():
            return float(match[1])
        years = unit_years(match[2])
        if years is None or own is None:
            unit = f" (`{self.unit}`)" if self.unit else ""
            hint = f"write a number alone: it is in the unit of the model{unit}"
            raise UnreadableError(f"`{text}` cannot be converted", hint)
        return float(match[1]) * years / own


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) and countable(found) else None


def unit_years(unit: str) -> float | None:
    """Years in one unit of time, singular or plural; None for other words."""
    folded = unit.strip().casefold()
    known = years_in(folded)
    if known is not None:
        return known
    return LONGER.get(folded, LONGER.get(folded.removesuffix("s")))


def from_years(times: Times, years: float) -> float | None:
    """A length in years as the case counts time; None if the model's unit is not known."""
    if times.unit is None or years == 0.0:
        return years
    own = unit_years(times.unit)
    return None if own is None else years / own


def unit_name(times: Times) -> str:
    """What lengths of time are counted in, in the plural; `units of time` if that has no word."""
    if times.unit is None:
        return "years"
    word = times.unit.strip().lower()
    if unit_years(word) is not None and not word.endswith("s"):
        return f"{word}s"
    return word or "units of time"
