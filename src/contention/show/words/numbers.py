"""Numbers for readers: few digits, grouped thousands, units after the number."""

import math
from collections.abc import Sequence

from contention.case.articles import THIN
from contention.case.convert.clock import unit_name
from contention.case.model import Figure, Times

MINUS = "\u2212"
GROUPED_FROM = 10_000
"""numbers of fewer digits may be years"""


def percent(share: float | None) -> str:
    """A share in whole per cent; 0 or 100 only if exact."""
    if share is None or math.isnan(share):
        return "–"
    if 0.0 < share <= 0.005:
        return "<1" + THIN + "%"
    if 0.995 <= share < 1.0:
        return ">99" + THIN + "%"
    return f"{share * 100:.0f}{THIN}%"


def percent_range(interval: tuple[float, float]) -> str:
    """An interval of shares in whole per cent, rounded outwards."""
    low, high = interval
    return f"{math.floor(low * 100 + 1e-9)}–{math.ceil(high * 100 - 1e-9)}{THIN}%"


def points(change: float) -> str:
    """A change of a share in percentage points, with its sign."""
    return signed(change * 100, 0)


def signed(value: float, digits: int = 2) -> str:
    """A number with an explicit sign; a plain 0 if it rounds to zero."""
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return (MINUS if value < 0 else "+") + text


def quantity(value: float) -> str:
    """Three significant digits, with grouped thousands and words for very large numbers."""
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    sign = MINUS if value < 0 else ""
    for limit, word in ((1e12, "trn"), (1e9, "bn"), (1e6, "m")):
        if size >= limit:
            return f"{sign}{size / limit:.3g}{THIN}{word}"
    if size >= 1000:
        return f"{sign}{float(f'{size:.3g}'):,.0f}".replace(",", THIN)
    return sign + f"{size:.3g}"


MOST_FACTOR = 100.0
"""largest factor given as a number: beyond it a model of words has no more to say"""


def as_stated(figure: Figure) -> str:
    """`over 10 000 person`: the number that a text states, unrounded; years are not grouped."""
    comparator = "" if figure.comparator == "exactly" else f"{figure.comparator} "
    whole = float(figure.value).is_integer() and abs(figure.value) >= GROUPED_FROM
    number = f"{int(figure.value):,}".replace(",", THIN) if whole else f"{figure.value:.12g}"
    return f"{comparator}{number} {figure.unit}".rstrip()


def ratio(log: float) -> str:
    """A ratio from its logarithm: `×1.30`, `×24`; `more than ×100`, `less than ×0.01`."""
    if abs(log) > math.log(MOST_FACTOR):
        return f"more than ×{MOST_FACTOR:g}" if log > 0 else f"less than ×{1 / MOST_FACTOR:g}"
    if 0.1 <= math.exp(log) < 10:
        return f"×{math.exp(log):.2f}"
    return f"×{quantity(float(f'{math.exp(log):.2g}'))}"


def year(decimal: float) -> str:
    """A decimal year as a year, with the month unless it is January."""
    whole = math.floor(decimal + 1e-9)
    month = math.floor((decimal - whole) * 12 + 1e-6)
    if month <= 0:
        return str(whole)
    return f"{MONTHS[min(month, 11)]} {whole}"


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip


def years(duration: float) -> str:
    """A duration in years, in the most readable unit."""
    if not math.isfinite(duration):
        return "without end"
    for scale, word in ((1.0, "year"), (12.0, "month"), (365.25, "day")):
        if duration * scale >= 0.95 or word == "day":
            number = f"{duration * scale:.2g}"
            return f"{number} {word}" + ("" if number == "1" else "s")
    raise AssertionError("the last unit always fits")


def moment(times: Times, at: float) -> str:
    """A date as a year, or a time of a model as it counts."""
    return year(at) if times.unit is None else f"{at:.6g}"


def length(times: Times, value: float) -> str:
    """A duration in its most readable unit, or in that of a model."""
    return years(value) if times.unit is None else f"{value:.6g} {unit_name(times)}"


def ticks(low: float, high: float, wanted: int = 4) -> tuple[float, ...]:
    """Round numbers that divide a range into about `wanted` parts."""
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return (low,)
    raw = span / max(wanted, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if raw <= power * factor * 1.0001)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(number * step, 12) for number in range(first, last + 1))


def powers(low: float, high: float) -> tuple[float, ...]:
    """Tick marks of a logarithmic axis: powers of ten, or of two if those are too few."""
    tens = range(math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9) + 1)
    if len(tens) >= 2:
        return tuple(10.0**exponent for exponent in tens)
    twos = range(math.ceil(math.log2(low) - 1e-9), math.floor(math.log2(high) + 1e-9) + 1)
    return tuple(2.0**exponent for exponent in twos)


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def first_of(items: Sequence[str], most: int = 8) -> str:
    """`a, b and c`; beyond `most` items, the rest as a count: `a, b and 1 992 more`."""
    rest = len(items) - most
    if rest < 2:
        return listed(items)
    return listed([*items[:most], f"{rest:,} more".replace(",", THIN)])


SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve")  # fmt: skip


def spelt(number: int) -> str:
    """A number up to twelve as a word, larger ones in digits."""
    return SPELT[number] if number < len(SPELT) else f"{number:,}".replace(",", THIN)
