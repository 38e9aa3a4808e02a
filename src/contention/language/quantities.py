"""Units of measurement as values: base units with exponents, and a scale.

Physical units (`year`, `km`, `percent`) are a closed list, in `unit_table.py`. Any other word is a
unit of its own (`person`, `bus`, `ruble`). A text can neither compute nor allocate anything here.
"""

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from contention.language.singular import singular
from contention.language.unit_table import NOT_FROM_ZERO, log_scale, physical

LONGEST = 80
LARGEST_EXPONENT = 6

DIMENSIONLESS_WORDS = frozenset(
    {"", "1", "relative", "dimensionless", "dmnl", "share", "fraction", "ratio", "probability"}
)
SYNONYMS = {
    "$": "dollar", "usd": "dollar", "€": "euro", "eur": "euro", "£": "pound_money",
    "gbp": "pound_money",
}  # fmt: skip

TOKEN = re.compile(r"\s*(?:([^\W\d]\w*|[$€£%‰Ω])|(\^|\*\*|[*·/()])|([0-9]+))")


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
"""The unit of time of every case: the Julian year, of 365.25 days."""


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


class _NoUnit(Exception):  # noqa: N818 - only carries a message out of the reader
    """The tokens are not a unit; the message explains why."""


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
    """The unit that one word names: a physical one, or one of its own (plural and case ignored)."""
    folded = singular(word.casefold())
    folded = SYNONYMS.get(folded, folded)
    if folded in DIMENSIONLESS_WORDS:
        return DIMENSIONLESS
    if folded in NOT_FROM_ZERO:
        raise _NoUnit(f"`{word}` does not start at zero, so sums and ratios of it mean nothing")
    known = physical(word, folded)
    if known is None:
        return Unit(((folded, Fraction(1)),), 0.0, word)
    powers = tuple((name, Fraction(power)) for name, power in known.dimensions)
    return Unit(powers, log_scale(known), word)


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
