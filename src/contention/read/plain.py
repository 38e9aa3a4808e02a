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
_BY = re.compile(r"^(?:by|author:)\s+([A-Z][^\n,;.]{2,60})$", re.I)


def read_plain(data: bytes, options: ReadOptions) -> RawText:
    """Plain text: its title is a first line that stands alone."""
    text = normalise(decode(data, options.encoding))
    lines = [line.strip() for line in text[:4000].split("\n")]
    head = lines[:_HEAD_LINES]
    title = _title(lines)
    author = next((found[1] for line in head if (found := _BY.match(line))), "")
    date = next((first_date(line) for line in head if len(line) < 60 and first_date(line)), "")
    return RawText(text, title, author, date)


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
    return RawText(text, title, told.get("author", ""), first_date(told.get("date", "")))


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
