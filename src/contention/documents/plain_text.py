"""Plain text: kept to the character, so that a case can attach the file itself."""

import re

from contention.case.text.normalise import normalise
from contention.documents.decoding import decode
from contention.documents.limits import ReadOptions
from contention.documents.prose import plain_prose
from contention.documents.raw import RawText
from contention.documents.written_dates import first_date

_HEAD_LINES = 12
_NAME = r"[^\W\d_][\w’'-]*\.?"
_BY = re.compile(rf"^(?i:by|author:)\s+({_NAME}(?:\s+{_NAME}){{0,14}})(?:,.*\d{{4}})?$")
_DATED = re.compile(
    r"^((?:[A-Z][\w’'.-]*)(?:\s+(?:of|the|for|and|de|van|von|[A-Z][\w’'.-]*)){0,7}),\s.*\d{4}\W*$"
)
_BYLINE = 80
"""Characters of a line that may tell who speaks and when."""


def read_plain(data: bytes, options: ReadOptions) -> RawText:
    """Plain text: its title is a first line followed by a blank line, or by author and date."""
    text = normalise(decode(data, options.encoding))
    lines = head(text)
    author, date = byline(lines)
    return RawText(text, _title(lines), author, date, prose=plain_prose(text))


def head(text: str) -> list[str]:
    """The first lines of a text, stripped."""
    return [line.strip() for line in text[:4000].split("\n")]


def byline(lines: list[str]) -> tuple[str, str]:
    """Author and date as the first lines tell: "By Ada Ash", "Ada Ash, 3 March 2025"."""
    author = date = ""
    for line in (each.strip("*_# ") for each in lines[:_HEAD_LINES]):
        said = first_date(line) if len(line) < _BYLINE else ""
        date = date or said
        found = _BY.match(line) or (_DATED.match(line) if said else None)
        if found and not author and found[1][0].isupper():
            author = found[1].strip()
    return author, date


def _title(lines: list[str]) -> str:
    filled = [number for number, line in enumerate(lines) if line]
    if len(filled) < 2:
        return ""
    first, second = filled[:2]
    alone = second > first + 1 or any(byline(lines[second : second + 1]))
    line = lines[first].lstrip("\ufeff")
    alone = alone and not any(byline([line]))
    return line if alone and len(line) <= 150 and not line.endswith((".", ",", ";", ":")) else ""
