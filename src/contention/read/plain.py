"""Plain text and Markdown: kept to the character, so that a case can attach the file itself."""

import re

from contention.case.normalise import normalise
from contention.read.dates import first_date
from contention.read.decode import decode
from contention.read.limits import ReadOptions
from contention.read.raw import RawText

_HEAD_LINES = 12
_FRONT = re.compile(r"\A---\n(.{0,4000}?)\n---\n", re.S)
_KEY = re.compile(r"^(title|author|date)\s*:\s*(.+?)\s*$", re.M | re.I)
_HEADING = re.compile(r"^#{1,2}\s+(.+?)\s*#*$", re.M)
_BY = re.compile(r"^(?:by|author:)\s+([A-Z][^\n,;.]{2,60}?)(?:,.*\d{4})?$", re.I)
_DATED = re.compile(
    r"^((?:[A-Z][\w’'.-]*)(?:\s+(?:of|the|for|and|de|van|von|[A-Z][\w’'.-]*)){0,7}),\s.*\d{4}\W*$"
)
_BYLINE = 80
"""Characters of a line that may tell who speaks and when."""


def read_plain(data: bytes, options: ReadOptions) -> RawText:
    """Plain text: its title is a first line that stands alone."""
    text = normalise(decode(data, options.encoding))
    lines = _head(text)
    author, date = _byline(lines)
    return RawText(text, _title(lines), author, date)


def _head(text: str) -> list[str]:
    return [line.strip() for line in text[:4000].split("\n")]


def _byline(lines: list[str]) -> tuple[str, str]:
    """Author and date as the first lines tell: "By Ada Ash", "Ada Ash, 3 March 2025"."""
    author = date = ""
    for line in (each.strip("*_# ") for each in lines[:_HEAD_LINES]):
        said = first_date(line) if len(line) < _BYLINE else ""
        date = date or said
        found = _BY.match(line) or (_DATED.match(line) if said else None)
        if found and not author:
            author = found[1].strip()
    return author, date


def _title(lines: list[str]) -> str:
    filled = [number for number, line in enumerate(lines) if line]
    if len(filled) < 2:
        return ""
    first = filled[0]
    alone = filled[1] > first + 1
    line = lines[first].lstrip("\ufeff")
    return line if alone and len(line) <= 150 and not line.endswith((".", ",", ";", ":")) else ""


def read_markdown(data: bytes, options: ReadOptions) -> RawText:
    """Markdown: front matter tells title, author and date, or else the first heading."""
    text = normalise(decode(data, options.encoding))
    front = _FRONT.match(text)
    told = (
        {key.lower(): value.strip("\"'") for key, value in _KEY.findall(front[1])} if front else {}
    )
    heading = _HEADING.search(text)
    title = told.get("title") or (re.sub(r"[*_`]", "", heading[1]) if heading else "")
    author, date = _byline([] if front else _head(text))
    return RawText(
        text, title, told.get("author", author), first_date(told.get("date", "")) or date
    )


def prose_of_markdown(text: str) -> str:
    """The same number of characters, with code, comments, tables and front matter blanked."""
    front = _FRONT.match(text)
    if front:
        text = _blank(text, 0, front.end())
    pieces, last = [], 0
    for start, end in _not_prose(text):
        pieces += [text[last:start], _blanks(text[start:end])]
        last = end
    return "".join([*pieces, text[last:]])


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + _blanks(text[start:end]) + text[end:]


def _blanks(text: str) -> str:
    return "".join("\n" if each == "\n" else " " for each in text)


def _not_prose(text: str) -> list[tuple[int, int]]:
    """Ranges of whole lines of code and tables, and of comments; linear in the text."""
    found, place, fence, comment = [], 0, "", False
    for line in text.split("\n"):
        end = place + len(line)
        mark = line.lstrip()[:3]
        if comment:
            comment = "-->" not in line
            found.append((place, end))
        elif fence:
            found.append((place, end))
            fence = "" if mark == fence else fence
        elif mark in ("```", "~~~"):
            fence = mark
            found.append((place, end))
        elif mark.startswith("|") or _comment(line):
            comment = _comment(line) and "-->" not in line
            found.append((place, end))
        place = end + 1
    return found


def _comment(line: str) -> bool:
    return line.lstrip().startswith("<!--")
