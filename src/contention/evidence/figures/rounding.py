"""How exactly a number is stated: the unit of its last digit that is not a trailing zero."""

import math
from collections.abc import Iterable
from decimal import Decimal

MOST_DIGITS = 12
"""Digits beyond this are binary noise of a number that was multiplied."""


def last_digit_unit(value: float) -> float:
    """10 for 1980, 100 for 18500, 0.01 for 0.93: the number is taken to be rounded to it."""
    if value == 0 or not math.isfinite(value):
        return 1.0
    digits = Decimal(f"{value:.{MOST_DIGITS - 1}e}").normalize()
    exponent = digits.as_tuple().exponent
    assert isinstance(exponent, int)
    return 10.0**exponent


def common_unit(values: Iterable[float]) -> float:
    """The finest unit to which any of some values is given: how exact a series is; 0 for none."""
    return min((last_digit_unit(value) for value in values if value), default=0.0)
