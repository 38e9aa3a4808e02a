"""The physical units that are known: a closed list, with prefixes only where physics has them.

Everything else that a unit may be called is a thing that is counted. Words that name both are left
to what is counted, because arguments are about those: a bar, a barrel, a chain, a cup, a
degree, a foot of a page, a gray area, a hand, a knot, a link, a point, a pound, a rod, a
stone, a yard. Their symbols are known where they have any (`ft`, `lb`, `mbar`). Symbols are
case-sensitive, as `mW` and `MW` are two units; words are not.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from contention.language.vocabulary import vocabulary

Dimensions = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Physical:
    """A unit of measurement in the base units meter, gram, second, ampere, kelvin, mole, bit."""

    scale: float
    dimensions: Dimensions = ()


_PREFIXES = {
    "nano": ("n", 1e-9), "micro": ("µ", 1e-6), "milli": ("m", 1e-3), "centi": ("c", 1e-2),
    "deci": ("d", 1e-1), "hecto": ("h", 1e2), "kilo": ("k", 1e3), "mega": ("M", 1e6),
    "giga": ("G", 1e9), "tera": ("T", 1e12), "peta": ("P", 1e15), "exa": ("E", 1e18),
}  # fmt: skip
_MINUTE, _HOUR, _DAY = 60.0, 3_600.0, 86_400.0
_YEAR = 365.25 * _DAY
_LENGTH: Dimensions = (("meter", 1),)
_AREA: Dimensions = (("meter", 2),)
_VOLUME: Dimensions = (("meter", 3),)
_MASS: Dimensions = (("gram", 1),)
_TIME: Dimensions = (("second", 1),)
_FORCE: Dimensions = (("gram", 1), ("meter", 1), ("second", -2))
_ENERGY: Dimensions = (("gram", 1), ("meter", 2), ("second", -2))
_POWER: Dimensions = (("gram", 1), ("meter", 2), ("second", -3))
_PRESSURE: Dimensions = (("gram", 1), ("meter", -1), ("second", -2))
_VOLTAGE: Dimensions = (("ampere", -1), ("gram", 1), ("meter", 2), ("second", -3))
_RESISTANCE: Dimensions = (("ampere", -2), ("gram", 1), ("meter", 2), ("second", -3))
_RATE: Dimensions = (("second", -1),)
_DOSE: Dimensions = (("meter", 2), ("second", -2))

# words, symbols, scale, dimensions, prefixes; "*" before a name: only with a prefix
_TABLE: tuple[tuple[str, str, float, Dimensions, str], ...] = (
    ("second sec", "s", 1.0, _TIME, "nano micro milli"),
    ("minute", "min", _MINUTE, _TIME, ""),
    ("hour hr", "h", _HOUR, _TIME, ""),
    ("day", "d", _DAY, _TIME, ""),
    ("week", "", 7 * _DAY, _TIME, ""),
    ("fortnight", "", 14 * _DAY, _TIME, ""),
    ("month", "", _YEAR / 12, _TIME, ""),
    ("quarter", "", _YEAR / 4, _TIME, ""),
    ("year", "yr", _YEAR, _TIME, ""),
    ("decade", "", 10 * _YEAR, _TIME, ""),
    ("century", "", 100 * _YEAR, _TIME, ""),
    ("millennium millennia", "", 1_000 * _YEAR, _TIME, ""),
    ("metre meter", "m", 1.0, _LENGTH, "nano micro milli centi deci kilo"),
    ("inch inches", "", 0.0254, _LENGTH, ""),
    ("feet", "ft", 0.3048, _LENGTH, ""),
    ("", "yd", 0.9144, _LENGTH, ""),
    ("mile", "mi", 1_609.344, _LENGTH, ""),
    ("nautical_mile", "nmi", 1_852.0, _LENGTH, ""),
    ("hectare", "ha", 1e4, _AREA, ""),
    ("acre", "", 4_046.8564224, _AREA, ""),
    ("litre liter", "l L", 1e-3, _VOLUME, "micro milli centi deci hecto mega giga"),
    ("gallon", "gal", 3.785411784e-3, _VOLUME, ""),
    ("", "bbl", 42 * 3.785411784e-3, _VOLUME, ""),
    ("bushel", "", 0.03523907016688, _VOLUME, ""),
    ("gram gramme", "g", 1.0, _MASS, "nano micro milli kilo"),
    ("kilo", "", 1e3, _MASS, ""),
    ("tonne ton metric_ton", "t", 1e6, _MASS, "kilo mega giga"),
    ("short_ton", "", 907_184.74, _MASS, ""),
    ("long_ton", "", 1_016_046.9088, _MASS, ""),
    ("", "lb lbs", 453.59237, _MASS, ""),
    ("ounce", "oz", 28.349523125, _MASS, ""),
    ("newton", "N", 1e3, _FORCE, "kilo mega"),
    ("joule", "J", 1e3, _ENERGY, "kilo mega giga tera peta exa"),
    ("calorie", "cal", 4.184e3, _ENERGY, "kilo"),
    ("watt_hour watthour", "Wh", 3.6e6, _ENERGY, "kilo mega giga tera"),
    ("electronvolt electron_volt", "eV", 1.602176634e-16, _ENERGY, "kilo mega giga"),
    ("", "Btu BTU btu", 1_055.05585262e3, _ENERGY, ""),
    ("tonne_of_oil_equivalent", "*toe", 41.868e12, _ENERGY, "kilo mega"),
    ("watt", "W", 1e3, _POWER, "milli kilo mega giga tera"),
    ("horsepower", "hp", 745.6998715822702e3, _POWER, ""),
    ("pascal", "Pa", 1e3, _PRESSURE, "hecto kilo mega giga"),
    ("*bar", "*bar", 1e8, _PRESSURE, "milli"),
    ("", "psi", 6_894.757293168361e3, _PRESSURE, ""),
    ("ampere", "A", 1.0, (("ampere", 1),), "milli kilo"),
    ("volt", "V", 1e3, _VOLTAGE, "milli kilo mega"),
    ("ohm", "Ω", 1e3, _RESISTANCE, "kilo mega"),
    ("hertz", "Hz", 1.0, _RATE, "kilo mega giga"),
    ("becquerel", "Bq", 1.0, _RATE, "kilo mega giga tera peta"),
    ("sievert", "Sv", 1.0, _DOSE, "micro milli"),
    ("", "Gy", 1.0, _DOSE, "milli"),
    ("kelvin", "K", 1.0, (("kelvin", 1),), ""),
    ("mole", "mol", 1.0, (("mole", 1),), "milli micro kilo"),
    ("byte", "*B", 8.0, (("bit", 1),), "kilo mega giga tera peta"),
    ("bit", "*bit", 1.0, (("bit", 1),), "kilo mega giga tera"),
    ("", "mph", 1_609.344 / _HOUR, (("meter", 1), ("second", -1)), ""),
    ("", "kph kmh", 1_000 / _HOUR, (("meter", 1), ("second", -1)), ""),
    ("percent per_cent pct", "%", 0.01, (), ""),
    ("permille per_mille", "‰", 1e-3, (), ""),
    ("", "ppm", 1e-6, (), ""),
    ("", "ppb", 1e-9, (), ""),
    ("dozen", "", 12.0, (), ""),
    ("hundred", "", 1e2, (), ""),
    ("thousand", "", 1e3, (), ""),
    ("million", "", 1e6, (), ""),
    ("billion", "", 1e9, (), ""),
    ("trillion", "", 1e12, (), ""),
)
NOT_FROM_ZERO = vocabulary(
    """
    degc °c celsius degree_celsius celsius_degrees degf °f fahrenheit degree_fahrenheit db decibel
    bel ph
    """
)
"""Scales that do not start at zero: their sums and ratios mean nothing."""


_CARELESS = {
    symbol.lower(): symbol
    for symbol in (
        "km", "cm", "mm", "kg", "kW", "GW", "TW", "kWh", "MWh", "GWh", "TWh", "kHz", "MHz", "GHz",
        "ml", "kPa", "hPa",
    )
}  # fmt: skip
"""Symbols that are known in any case, as nothing else is called so (`EV` is no electronvolt)."""


def _spelled(names: str, prefixes: str, *, words: bool) -> Iterator[tuple[str, float]]:
    """Each spelling of a unit with the prefix that it has, as a factor."""
    for name in names.split():
        bare = name.removeprefix("*")
        if not name.startswith("*"):
            yield bare, 1.0
        for prefix in prefixes.split():
            symbol, factor = _PREFIXES[prefix]
            yield (prefix if words else symbol) + bare, factor
            if symbol == "µ" and not words:
                yield f"u{bare}", factor
                yield f"μ{bare}", factor


@cache
def physical_words() -> Mapping[str, Physical]:
    """Words for units, lower-case and singular."""
    return {
        name: Physical(scale * factor, dimensions)
        for words, _, scale, dimensions, prefixes in _TABLE
        for name, factor in _spelled(words, prefixes, words=True)
    }


@cache
def physical_symbols() -> Mapping[str, Physical]:
    """Symbols of units, case-sensitive."""
    return {
        name: Physical(scale * factor, dimensions)
        for _, symbols, scale, dimensions, prefixes in _TABLE
        for name, factor in _spelled(symbols, prefixes, words=False)
    }


def physical(word: str, singular: str) -> Physical | None:
    """The physical unit that a word names, given as written and as a lower-case singular."""
    exact = physical_symbols().get(word)
    if exact is not None:
        return exact
    words = physical_words()
    careless = physical_symbols().get(_CARELESS.get(word.lower(), ""))
    return words.get(word.lower()) or words.get(singular) or careless


def log_scale(unit: Physical) -> float:
    """Natural logarithm of the scale of a unit."""
    return math.log(unit.scale)
