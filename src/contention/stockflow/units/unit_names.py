"""Units as a model writes them: names of its own, with spaces, and what they stand for.

`widgets per person`, `$/(Year*person)`, `Degrees F`. A name that the model defines is its
definition; another is a physical unit, or one of its own.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from contention.language.quantities import DIMENSIONLESS, DIMENSIONLESS_WORDS, Unit, parse_unit
from contention.language.singular import singular
from contention.stockflow.source import UnitName

LONGEST = 200
MOST_DEPTH = 20
"""of units that are defined by others"""
LARGEST_EXPONENT = 20
_PURE = DIMENSIONLESS_WORDS | {"unitless", "none", "dmnls"}
_TOKEN = re.compile(
    r"\s*(?:(?P<sign>\*\*|[*·/^()])"
    r"|(?P<number>-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)(?=\s*(?:[*·/^()]|$))"
    r"|(?P<name>[^*·/^()\s](?:[^*·/^()]*[^*·/^()\s])?))"
)
_PER = re.compile(r"\s+per\s+", re.IGNORECASE)


@dataclass
class UnitNames:
    """What units are called in one model."""

    definitions: Mapping[str, str] = field(default_factory=dict)
    """key of a name → what it stands for, as written; empty if for itself"""
    _known: dict[str, Unit | None] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[UnitName]) -> "UnitNames":
        """The units that a model defines, each by all its names."""
        found: dict[str, str] = {}
        for each in names:
            found.setdefault(_key(each.name), each.equation)
            for alias in each.aliases:
                if _key(alias) != _key(each.name):
                    found.setdefault(_key(alias), each.name)
        return cls(found)

    def read(self, text: str) -> Unit | None:
        """The unit that a text names; None if it says none, or nothing that can be read."""
        plain = " ".join(_PER.sub("/", text).replace("²", "^2").replace("³", "^3").split())
        if not plain or len(plain) > LONGEST:
            return None
        if plain not in self._known:
            self._known[plain] = self._parsed(plain, 0)
        return self._known[plain]

    def _parsed(self, text: str, depth: int) -> Unit | None:
        tokens, position = [], 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                return None
            tokens.append(match)
            position = match.end()
            while position < len(text) and text[position].isspace():
                position += 1
        try:
            reader = _Reader(self, tokens, depth)
            unit = reader.product()
            return unit if reader.at_end else None
        except (ValueError, OverflowError):
            return None

    def named(self, name: str, depth: int) -> Unit:
        """The unit of one name."""
        found = _key(name)
        if found in _PURE:
            return DIMENSIONLESS
        definition = self.definitions.get(found, "")
        if definition and _key(definition) != found:
            if depth >= MOST_DEPTH:
                raise ValueError("units are defined by each other")
            unit = self._parsed(definition, depth + 1)
            if unit is None:
                raise ValueError(f"{definition} is not a unit")
            return Unit(unit.powers, unit.log_scale, name)
        known = parse_unit(name) if found not in self.definitions else ""
        if isinstance(known, Unit):
            return Unit(known.powers, known.log_scale, name)
        return Unit(((found, Fraction(1)),), 0.0, name)


def _key(name: str) -> str:
    """One key for singular and plural, capitals, underscores and spaces."""
    words = name.casefold().replace("_", " ").split()
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


class _Reader:
    """Products and quotients from the left; whole exponents; numbers are scales."""

    def __init__(self, names: UnitNames, tokens: list["re.Match[str]"], depth: int) -> None:
        self.names, self.tokens, self.depth, self.index = names, tokens, depth, 0

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self.index >= len(self.tokens)

    def product(self) -> Unit:
        """Up to the end or a closing bracket."""
        unit = self.power()
        while (sign := self._sign()) not in ("", ")"):
            self.index += 1
            if sign not in ("*", "·", "/"):
                raise ValueError(sign)
            other = self.power()
            unit = unit.per(other) if sign == "/" else unit.times(other)
        return unit

    def power(self) -> Unit:
        """One unit with its exponent."""
        unit = self.single()
        if self._sign() in ("^", "**"):
            self.index += 1
            exponent = int(self._take()["number"] or "")
            if abs(exponent) > LARGEST_EXPONENT:
                raise ValueError(exponent)
            unit = unit.to_power(Fraction(exponent))
        return unit

    def single(self) -> Unit:
        """A name, a number, or what is in brackets."""
        token = self._take()
        if token["sign"] == "(":
            unit = self.product()
            if self._sign() != ")":
                raise ValueError("a bracket is never closed")
            self.index += 1
            return unit
        if token["number"]:
            return Unit((), math.log(float(token["number"])), token["number"])
        return self.names.named((token["name"] or "").strip(), self.depth)

    def _sign(self) -> str:
        return "" if self.at_end else self.tokens[self.index]["sign"] or "?"

    def _take(self) -> "re.Match[str]":
        if self.at_end:
            raise ValueError("a unit is missing")
        self.index += 1
        return self.tokens[self.index - 1]
