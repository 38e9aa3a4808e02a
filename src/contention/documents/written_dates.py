"""Dates as texts and files write them, turned into dates as a case writes them."""

import re

from contention.language.vocabulary import listed

_MONTHS = listed(
    """
    january february march april may june july august september october november december
    """
)
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|"
    r"aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
ISO = re.compile(r"\b(?P<year>1[5-9]\d\d|20\d\d)-(?P<number>\d\d)(?:-(?P<day>\d\d))?(?![\d-])")
DAY_FIRST = re.compile(
    rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b", re.I
)
MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.I)
MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+(?:of\s+)?{_YEAR}\b", re.I)
YEAR = re.compile(rf"(?<![\d.,$€£]){_YEAR}(?![\d%]|[.,]\d)")
_FORMS = (ISO, DAY_FIRST, MONTH_FIRST, MONTH_YEAR, YEAR)


def dates_in(text: str) -> list[tuple[int, int, str]]:
    """Every date in a text with its position, in the form of a case; no two overlap."""
    found: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(text):
            written = _written(match)
            if written and taken.isdisjoint(range(match.start(), match.end())):
                found.append((match.start(), match.end(), written))
                taken.update(range(match.start(), match.end()))
    return sorted(found)


def first_date(text: str) -> str:
    """The first date in a text that has at least a month; '' if there is none."""
    return next((written for _, _, written in dates_in(text) if "-" in written), "")


def _written(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _month(parts.get("month"))
    if month == 0:
        return parts["year"]
    day = int(parts.get("day") or 0)
    if not 1 <= month <= 12 or day > 31:
        return ""
    return f"{parts['year']}-{month:02}" + (f"-{day:02}" if day else "")


def _month(name: str | None) -> int:
    if name is None:
        return 0
    return 1 + next(i for i, month in enumerate(_MONTHS) if month.startswith(name.lower()[:3]))
