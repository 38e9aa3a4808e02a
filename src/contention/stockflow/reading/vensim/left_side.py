"""The left side of a Vensim entry: name, subscripts, exceptions, and the kind of definition."""

import re
from dataclasses import dataclass
from typing import Literal

from contention.stockflow.reading.source_text import Refused, SourceText
from contention.stockflow.reading.vensim.entries import Entry

Kind = Literal["equation", "constant", "data", "table", "range", "alias", "check", "empty"]

_NAME = re.compile(r'\s*("(?:\\.|[^"\\])*"|[^\[\]=:~(<"]+)')
_SUBSCRIPTS = re.compile(r"\s*\[([^\[\]]*)\]")
_EXCEPT = re.compile(r"\s*:EXCEPT:", re.IGNORECASE)
_COMMA = re.compile(r"\s*,")
_KEYWORD = re.compile(
    r"\s*:\s*(INTERPOLATE|RAW|HOLD\s+BACKWARD|LOOK\s+FORWARD)\s*:(?!=)", re.IGNORECASE
)
_CHECK = re.compile(r"\s*:\s*(THE\s+CONDITION|TEST\s+INPUT)\s*:", re.IGNORECASE)
_OPERATORS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\s*<->"), "alias"),
    (re.compile(r"\s*=="), "constant"),
    (re.compile(r"\s*:="), "data"),
    (re.compile(r"\s*="), "equation"),
    (re.compile(r"\s*(?=\()"), "table"),
    (re.compile(r"\s*:"), "range"),
    (re.compile(r"\s*$"), "empty"),
)
PART = re.compile(r'"(?:\\.|[^"\\])*"|[^,"]+')


@dataclass(frozen=True)
class LeftSide:
    """What an entry defines, and where its right side begins within the equation."""

    name: str
    kind: Kind
    right: int
    subscripts: tuple[str, ...] = ()
    excepted: tuple[tuple[str, ...], ...] = ()
    keyword: str = ""


def left_side(source: SourceText, entry: Entry) -> LeftSide:
    """Reads the part before the operator; raises Refused if there is none."""
    text = entry.equation
    named = _NAME.match(text)
    if named is None:
        raise Refused(
            source.place(entry.start), "this entry has no name", "an entry begins with a name"
        )
    position = named.end()
    found = _SUBSCRIPTS.match(text, position)
    subscripts: tuple[str, ...] = ()
    if found:
        subscripts, position = listed(found[1]), found.end()
    excepted, position = _exceptions(text, position)
    if _CHECK.match(text, position):
        return LeftSide(unquoted(named[1]), "check", position)
    keyword = _KEYWORD.match(text, position)
    word = " ".join(keyword[1].split()).lower() if keyword else ""
    position = keyword.end() if keyword else position
    for pattern, kind in _OPERATORS:
        if operator := pattern.match(text, position):
            return LeftSide(unquoted(named[1]), kind, operator.end(), subscripts, excepted, word)
    raise Refused(
        source.place(entry.start + position),
        f"`{text[position : position + 20].strip()}` is not the start of a definition",
        "after the name comes `=`, `==`, `:=`, `:` or the points of a lookup",
    )


def _exceptions(text: str, position: int) -> tuple[tuple[tuple[str, ...], ...], int]:
    found = _EXCEPT.match(text, position)
    groups: list[tuple[str, ...]] = []
    while found:
        group = _SUBSCRIPTS.match(text, found.end())
        if group is None:
            break
        groups.append(listed(group[1]))
        position = group.end()
        found = _COMMA.match(text, position)
    return tuple(groups), position


def listed(text: str) -> tuple[str, ...]:
    """Names between commas."""
    return tuple(unquoted(part) for part in PART.findall(text) if part.strip())


def unquoted(name: str) -> str:
    """A name as written, blanks between words as one, without quotation marks around it."""
    bare = " ".join(name.split())
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        return bare[1:-1].replace('\\"', '"').replace("\\\\", "\\").strip()
    return bare
