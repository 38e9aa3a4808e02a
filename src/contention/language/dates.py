"""Dates as decimal years, and durations in words as years.

A date is `2026-03-01`, `2026-03` (its first day) or `2026` (its first day). Within a year the
decimal year grows by the same amount every day, 1/365 or 1/366.
"""

import re
from calendar import isleap, month_name, monthrange
from datetime import date

DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")

YEARS = {"day": 1 / 365.25, "week": 7 / 365.25, "month": 1 / 12, "year": 1.0}
"""Length of a duration word in years."""


def decimal_year(day: date) -> float:
    """The date as a decimal year."""
    return day.year + (day.timetuple().tm_yday - 1) / (366 if isleap(day.year) else 365)


def parse_date(text: str) -> float | None:
    """Decimal year of `2026-03-01`, `2026-03` or `2026`; None for any other text."""
    match = DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return decimal_year(date(year, month, day))
    except ValueError:
        return None


def date_fault(text: str) -> str:
    """Why a text is not a date: `is not a date`, or `does not exist: February 2026 has 28 days`."""
    match = DATE.fullmatch(text.strip())
    if match is None:
        return "is not a date"
    year, month, day = (int(part) if part else 1 for part in match.groups())
    if not 1 <= month <= 12:
        return "does not exist: months are 01 to 12"
    if year == 0 or not 1 <= day <= monthrange(year, month)[1]:
        days = monthrange(max(year, 1), month)[1]
        return f"does not exist: {month_name[month]} {year} has {days} days"
    return ""


def date_text(decimal: float) -> str | None:
    """`2026-03-01` if a decimal year is exactly the start of a day, else None."""
    year = int(decimal)
    if not 1 <= year <= 9998:
        return None
    days = round((decimal - year) * (366 if isleap(year) else 365))
    day = date.fromordinal(date(year, 1, 1).toordinal() + days)
    return day.isoformat() if decimal_year(day) == decimal else None


def years_in(word: str) -> float | None:
    """Years in one `day`, `week`, `month` or `year`, singular or plural; None for other words."""
    folded = word.casefold()
    return YEARS.get(folded, YEARS.get(folded.removesuffix("s")))
