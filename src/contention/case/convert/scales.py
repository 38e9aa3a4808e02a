"""Words to numbers: strengths, durations and dates as a case writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from contention.case.bounds import STRENGTH, YEARS
from contention.case.model import Lognormal
from contention.case.schema.case import TablesEntry
from contention.case.suggestions import did_you_mean
from contention.language.dates import parse_date, years_in

STRENGTHS: Mapping[str, float] = {
    "weak": 0.1,
    "unqualified": 0.3,
    "strong": 0.7,
    "decisive": 1.0,
}
"""Median elasticity of each word (design, section 5)."""

TIMES: Mapping[str, float] = {
    "days": 0.01,
    "weeks": 0.06,
    "months": 0.25,
    "a year": 1.0,
    "years": 3.0,
    "decades": 15.0,
    "a generation": 25.0,
}
"""Median years of each word."""

_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*([A-Za-z]+)")
_RELATIVE = re.compile(r"present(?:\s*([+-])\s*(.+))?")


class UnreadableError(ValueError):
    """A word that cannot be converted to a number; carries a message and a hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def amount(text: str) -> float | None:
    """Years of a number with a unit (`18 months`); None for any other text."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    if match[2].casefold() in ("decade", "decades"):
        return float(match[1]) * 10
    each = years_in(match[2])
    return None if each is None else float(match[1]) * each


@dataclass(frozen=True)
class WordTables:
    """The tables of a case: what its words mean in numbers."""

    strength: Mapping[str, float] = field(default_factory=lambda: dict(STRENGTHS))
    stated: float = 2.0
    unstated: float = 2.5
    time: Mapping[str, float] = field(default_factory=lambda: dict(TIMES))
    time_spread: float = 2.0

    @classmethod
    def of(cls, tables: TablesEntry) -> "WordTables":
        """The tables of `case.yaml` over the default ones."""
        return cls(
            strength={**STRENGTHS, **_folded(tables.strength)},
            stated=tables.strength_spread.stated,
            unstated=tables.strength_spread.unstated,
            time={**TIMES, **_folded(tables.time)},
            time_spread=tables.time_spread,
        )

    def years(self, text: str) -> float:
        """Median years of a duration; raises `UnreadableError`."""
        word = fold(text)
        years = self.time.get(word)
        if years is None:
            years = amount(word)
        if years is None:
            raise UnreadableError(f"`{text}` is not a valid duration", self._hint(word))
        if not YEARS.holds(years):
            hint = f"a duration is {YEARS} years"
            raise UnreadableError(f"`{text}` is too short or too long", hint)
        return years

    def _hint(self, word: str) -> str:
        if word.startswith("-"):
            return "a duration is above 0: `18 months`"
        if any(each.isdigit() for each in word):
            return "write a number with a unit: `10 days`, `2 weeks`, `18 months`, `1.5 decades`"
        near = did_you_mean(word, self.time)
        return f"{near}; or a number with a unit: `18 months`".replace("?;", "?")

    def duration(self, text: str) -> Lognormal:
        """A duration with the spread of times; raises `UnreadableError`."""
        return Lognormal(self.years(text), self.time_spread)

    def elasticity(self, given: float | str | None) -> Lognormal:
        """The strength of a link; raises `UnreadableError`."""
        if isinstance(given, str):
            word = fold(given)
            median = self.strength.get(word)
            if median is None:
                hint = did_you_mean(word, self.strength, "`tables: strength` in case.yaml")
                raise UnreadableError(f"`{given}` is not a valid strength", hint)
            return Lognormal(median, self.unstated if word == "unqualified" else self.stated)
        if given is None:
            return Lognormal(self.strength["unqualified"], self.unstated)
        if not STRENGTH.holds(given):
            hint = f"an elasticity is {STRENGTH}; its direction is the `sign`"
            raise UnreadableError(f"a strength cannot be {given:g}", hint)
        return Lognormal(float(given), self.stated)


def fold(word: str) -> str:
    """A word as tables hold it: capitals and spaces do not count."""
    return " ".join(word.casefold().split())


def _folded(table: Mapping[str, float]) -> dict[str, float]:
    return {fold(word): value for word, value in table.items()}


def moment(text: str, present: float | None) -> float:
    """Decimal year of a date as written; raises `UnreadableError`.

    `present` is None if dates relative to it mean nothing (the present itself).
    """
    year = parse_date(text)
    if year is not None:
        return year
    match = _RELATIVE.fullmatch(text.strip().casefold())
    if match is None:
        hint = "write `2024-02-24`, `2024-02`, `2024`, `present` or `present + 2 years`"
        raise UnreadableError(f"`{text}` is not a valid date", hint)
    if present is None:
        raise UnreadableError("this date cannot depend on `present`", "write it as `2024-02-24`")
    if match[1] is None:
        return present
    years = amount(match[2])
    if years is not None and years > YEARS.most:
        hint = f"a date is at most {YEARS.most:g} years away"
        raise UnreadableError(f"`{match[2]}` is too long", hint)
    if years is None:
        hint = "write a number with a unit: `present + 18 months`"
        raise UnreadableError(f"`{match[2]}` is not a valid unit of time", hint)
    return present + years if match[1] == "+" else present - years
