"""Units of measurement as values: base units with exponents, and a scale.

Words that pint knows (`year`, `km`, `percent`) are converted by it. Any other word is a unit of
its own (`person`, `ruble`). Only single words ever reach pint; products are read here, so that a
text can neither compute nor allocate anything.
"""

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry

LONGEST = 80
LARGEST_EXPONENT = 6

DIMENSIONLESS_WORDS = frozenset(
    {"", "1", "relative", "dimensionless", "dmnl", "share", "fraction", "ratio", "probability"}
)
OWN_SCALES = {"%": 0.01, "thousand": 1e3, "million": 1e6, "billion": 1e9}
SYNONYMS = {"people": "person", "persons": "person", "$": "dollar", "€": "euro", "£": "pound_money"}

TOKEN = re.compile(r"\s*(?:([^\W\d]\w*|[$€£%])|(\^|\*\*|[*·/()])|([0-9]+))")


@dataclass(frozen=True)
class Unit:
    """A unit: a scale times a product of powers of base units, which are sorted by name."""

    powers: tuple[tuple[str, Fraction], ...] = ()
    log_scale: float = 0.0
    """natural logarithm of the scale, so that no power of a unit overflows"""
    text: str = "1"
    """as written, or made up from its parts"""

    @property
    def dimensionless(self) -> bool:
        """Whether it is a pure number (percent included)."""
        return not self.powers

    def same_dimension(self, other: "Unit") -> bool:
        """Whether the two measure the same kind of thing."""
        return self.powers == other.powers

    def same(self, other: "Unit") -> bool:
        """Whether a number means the same in both."""
        close = math.isclose(self.log_scale, other.log_scale, rel_tol=1e-9, abs_tol=1e-9)
        return close and self.same_dimension(other)

    def times(self, other: "Unit") -> "Unit":
        """The unit of a product."""
        text = _joined(self.text, "*", other.text)
        powers = _product(self.powers, other.powers)
        return Unit(powers, self.log_scale + other.log_scale, text)

    def per(self, other: "Unit") -> "Unit":
        """The unit of a quotient."""
        inverse = tuple((name, -power) for name, power in other.powers)
        text = _joined(self.text, "/", other.text)
        powers = _product(self.powers, inverse)
        return Unit(powers, self.log_scale - other.log_scale, text)

    def to_power(self, exponent: Fraction) -> "Unit":
        """The unit of a power."""
        powers = tuple((name, power * exponent) for name, power in self.powers if exponent)
        text = self.text if exponent == 1 else f"{_bracketed(self.text)}^{exponent}"
        return Unit(powers, self.log_scale * float(exponent), text)


DIMENSIONLESS = Unit()
YEAR = Unit((("second", Fraction(1)),), math.log(31_557_600.0), "year")
"""The unit of time of every case: the Julian year, as pint has it."""


def parse_unit(text: str) -> Unit | str:
    """The unit that a text names, or what is wrong with the text.

    `person`, `km^2`, `person/year`, `USD per month`, `1/year`, `thousand person`; the empty text
    and `relative` mean a pure number.
    """
    plain = text.replace("²", "^2").replace("³", "^3")
    return _parse(" ".join(plain.split()))


@cache
def _parse(text: str) -> Unit | str:
    if text.casefold() in DIMENSIONLESS_WORDS:
        return DIMENSIONLESS
    if len(text) > LONGEST:
        return f"a unit has at most {LONGEST} characters"
    tokens = _tokens(text)
    if isinstance(tokens, str):
        return tokens
    reader = _Reader(tokens)
    try:
        unit = reader.product()
        reader.expect_end()
    except _NoUnit as fault:
        return str(fault)
    return Unit(unit.powers, unit.log_scale, text)


def _tokens(text: str) -> list[str] | str:
    tokens: list[str] = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None or match.end() == position:
            return f"`{text[position:].strip()[:1]}` cannot be part of a unit"
        tokens.append({"**": "^", "·": "*"}.get(match[0].strip(), match[0].strip()))
        position = match.end()
    return tokens


class _NoUnit(Exception):  # noqa: N818 - carries a message out of the reader, is no error itself
    """The tokens are no unit; the message says why."""


class _Reader:
    """Reads `a * b^2 / c`: products and quotients from the left, whole exponents.

    `per` is `/`, and words side by side are multiplied. Brackets nest at most as deep as the text
    is long, which is 80 characters.
    """

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.index = 0

    def product(self) -> Unit:
        unit = self.power()
        while self.next() not in ("", ")"):
            operator = self.next()
            if operator in ("*", "/") or operator.lower() == "per":
                self.index += 1
            other = self.power()
            divides = operator == "/" or operator.lower() == "per"
            unit = unit.per(other) if divides else unit.times(other)
        return unit

    def power(self) -> Unit:
        unit = self.single()
        if self.next() != "^":
            return unit
        self.index += 1
        exponent = self.take()
        if not exponent.isdecimal() or not 1 <= int(exponent) <= LARGEST_EXPONENT:
            raise _NoUnit(f"exponents of units are whole, from 1 to {LARGEST_EXPONENT}")
        return unit.to_power(Fraction(int(exponent)))

    def single(self) -> Unit:
        word = self.take()
        if word == "(":
            unit = self.product()
            if self.take() != ")":
                raise _NoUnit("a bracket is never closed")
            return unit
        if word == "1":
            return DIMENSIONLESS
        if word.isdecimal():
            raise _NoUnit("a unit holds no number but 1; write thousand, million or billion")
        if word in ("", "^", "*", "/", ")"):
            raise _NoUnit("a word is missing")
        return word_unit(word)

    def next(self) -> str:
        return self.tokens[self.index] if self.index < len(self.tokens) else ""

    def take(self) -> str:
        token = self.next()
        self.index += 1
        return token

    def expect_end(self) -> None:
        if self.next():
            raise _NoUnit(f"`{self.next()}` is one too many")


@cache
def word_unit(word: str) -> Unit:
    """The unit that one word names: pint's, or a unit of its own (case and plural do not count)."""
    folded = SYNONYMS.get(word.casefold(), word.casefold())
    if folded in DIMENSIONLESS_WORDS:
        return DIMENSIONLESS
    if folded.removesuffix("s") in OWN_SCALES:
        return Unit((), math.log(OWN_SCALES[folded.removesuffix("s")]), word)
    for spelling in dict.fromkeys((word, folded)):
        known = _known_to_pint(spelling)
        if known is not None:
            return Unit(known.powers, known.log_scale, word)
    return Unit(((_singular(folded), Fraction(1)),), 0.0, word)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def _registry() -> "UnitRegistry[float]":
    # pint takes half a second to load, and many commands need no unit
    from pint import UnitRegistry

    return UnitRegistry(cache_folder=None)


def _known_to_pint(word: str) -> Unit | None:
    """A multiplicative unit of pint in base units, or None."""
    if not re.fullmatch(r"[A-Za-zµ][A-Za-z_µ]*", word):
        return None
    registry = _registry()
    try:
        one, two = (registry.Quantity(float(n), word).to_root_units() for n in (1, 2))
    except (AttributeError, ValueError, TypeError, KeyError):  # pint's own errors derive from these
        return None
    if one.magnitude <= 0 or not math.isclose(two.magnitude, 2 * one.magnitude, rel_tol=1e-9):
        raise _NoUnit(f"`{word}` does not start at zero, so sums and ratios of it mean nothing")
    powers = {
        str(name): Fraction(str(power)).limit_denominator(12) for name, power in one.unit_items()
    }
    return Unit(tuple(sorted(powers.items())), math.log(one.magnitude))


def _product(
    left: tuple[tuple[str, Fraction], ...], right: tuple[tuple[str, Fraction], ...]
) -> tuple[tuple[str, Fraction], ...]:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, Fraction(0)) + power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _joined(left: str, sign: str, right: str) -> str:
    if right == "1":
        return left
    if left == "1" and sign == "*":
        return right
    return f"{left}{sign}{_bracketed(right) if sign == '/' else right}"


def _bracketed(text: str) -> str:
    return f"({text})" if re.search(r"[*/^ ]", text) else text
