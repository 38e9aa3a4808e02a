r"""A Vensim file divided into its entries: `equation ~ units ~ comment |`.

The text format is that of the Vensim Reference Manual, "Text Format Models": macros are
between `:MACRO:` and `:END OF MACRO:`, the sketch and the settings after `\\\---///`.
"""

import re
from dataclasses import dataclass, field

from contention.stockflow.reading.source_text import Refused, SourceText
from contention.stockflow.source import UnitName

MOST_ENTRIES = 100_000
SKETCH = "\\\\\\---///"
_HEADER = re.compile(r"\s*\{[^{}\n]{0,60}\}")
_QUOTED = re.compile(r'"(?:\\.|[^"\\]){0,1000}"', re.DOTALL)
_COMMENT = re.compile(r"\{[^{}]*\}")
_MACRO = re.compile(
    r":MACRO:\s*(?P<name>[^(~|:]+)\((?P<inputs>[^():]*)(?::(?P<outputs>[^():]*))?\)", re.IGNORECASE
)
_END = re.compile(r":END\s+OF\s+MACRO:", re.IGNORECASE)
_BLANK = re.compile(r"\s*")
_EQUIVALENT = re.compile(r"^22:(.+)$", re.MULTILINE)
_METHOD = re.compile(r"^15:\d+,\d+,\d+,(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One entry; `equation` has its comments and line continuations blanked, at their length."""

    equation: str
    start: int
    """where the equation begins in the file"""
    units: str
    comment: str


@dataclass
class Section:
    """The entries of the model, or of a macro."""

    name: str
    start: int
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    entries: list[Entry] = field(default_factory=list)


def sections(source: SourceText) -> list[Section]:
    """The model's section first, then one for each macro; raises Refused on a broken file."""
    end = source.text.find(SKETCH)
    text = source.text if end < 0 else source.text[:end]
    main = Section("", 0)
    found = [main]
    current = main
    header = _HEADER.match(text)
    position = header.end() if header else 0
    count = 0
    while (position := _skipped(text, position)) < len(text):
        if text.startswith(":", position) and (macro := _MACRO.match(text, position)):
            current = Section(
                " ".join(macro["name"].split()),
                position,
                _names(macro["inputs"]),
                _names(macro["outputs"] or ""),
            )
            found.append(current)
            position = macro.end()
        elif text.startswith(":", position) and (close := _END.match(text, position)):
            current, position = main, close.end()
        else:
            position = _entry(source, text, position, current)
            count += 1
            if count > MOST_ENTRIES:
                raise Refused(source.place(position), f"there are more than {MOST_ENTRIES} entries")
    return found


def integration_method(source: SourceText) -> str:
    """What the settings after the sketch say: Euler if they say nothing.

    Setting 15, fourth number: 1 and 5 are Runge-Kutta of fourth order, 3 and 4 of second.
    """
    settings = source.text.rfind("///---\\\\\\")
    if settings < 0:
        return "euler"
    found = _METHOD.search(source.text, settings)
    return {"1": "rk4", "5": "rk4", "3": "rk2", "4": "rk2"}.get(found[1] if found else "", "euler")


def _names(listed: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in listed.split(",") if name.strip())


def _skipped(text: str, position: int) -> int:
    """The next character that is neither blank nor part of a comment between entries."""
    while True:
        blank = _BLANK.match(text, position)
        position = blank.end() if blank else position
        comment = _COMMENT.match(text, position)
        if comment is None:
            return position
        position = comment.end()


def _entry(source: SourceText, text: str, start: int, section: Section) -> int:
    """Adds the entry that starts here, unless it is a group's heading; the place after it."""
    kept, position = _equation(text, start)
    if position >= len(text):
        if not kept.strip(" \t\r\n*"):
            return len(text)
        raise Refused(
            source.place(start),
            "this entry never ends",
            "an entry of a Vensim file is `equation ~ units ~ comment |`",
        )
    fields: list[str] = []
    while text[position] == "~":
        end = min((at for mark in "~|" if (at := text.find(mark, position + 1)) >= 0), default=-1)
        if end < 0:
            raise Refused(
                source.place(position),
                "this entry has no `|` at its end",
                "add it after the comment",
            )
        fields.append(" ".join(text[position + 1 : end].split()))
        position = end
    if kept.strip() and not kept.lstrip().startswith("*"):
        units, comment = (*fields, "", "")[:2]
        section.entries.append(Entry(kept, start, units, comment))
    return position + 1


def _equation(text: str, position: int) -> tuple[str, int]:
    """The characters up to `~` or `|`, with what does not belong to the equation as blanks."""
    kept: list[str] = []
    while position < len(text) and text[position] not in "~|":
        character = text[position]
        quoted = _QUOTED.match(text, position) if character == '"' else None
        comment = _COMMENT.match(text, position) if character == "{" else None
        if quoted:
            kept.append(re.sub(r"[\r\n\t]", " ", quoted[0]))
            position = quoted.end()
        elif comment:
            kept.append(" " * len(comment[0]))
            position = comment.end()
        else:
            kept.append(" " if character in "\\\r\n\t\xa0" else character)
            position += 1
    return "".join(kept), position


def unit_names(source: SourceText) -> tuple[UnitName, ...]:
    """Units with their other spellings, from the settings: `22:Dollar,Dollars,$`."""
    end = source.text.find(SKETCH)
    found = _EQUIVALENT.findall(source.text, max(end, 0)) if end >= 0 else []
    split = ([part.strip() for part in line.split(",") if part.strip()] for line in found)
    return tuple(UnitName(parts[0], "", tuple(parts[1:])) for parts in split if parts)
