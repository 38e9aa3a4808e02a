"""Text for a terminal: spans in a few styles, wrapped to a width, with or without colour."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from contention.show.words.cell_words import columns
from contention.show.words.printable import printable

Style = Literal["plain", "bold", "dim", "supported", "opposed"]
CODES: dict[Style, str] = {
    "plain": "", "bold": "1", "dim": "2", "supported": "34;1", "opposed": "33;1",
}  # fmt: skip
"""style → parameters of its escape sequence"""


@dataclass(frozen=True)
class Span:
    """A run of text in one style, without line breaks."""

    text: str
    style: Style = "plain"


Line = tuple[Span, ...]
BREAKS = re.compile(r"[ \t\r\n]+")
"""where a line may break: narrow and no-break spaces keep a number with its unit"""


def rendered(lines: Iterable[Line], *, colour: bool) -> str:
    """The lines as one text, without control characters from the case."""
    return "\n".join(_rendered(line, colour) for line in lines)


def _rendered(line: Line, colour: bool) -> str:
    parts = [(printable(span.text), CODES[span.style] if colour else "") for span in line]
    if parts:
        parts[-1] = (parts[-1][0].rstrip(), parts[-1][1])
    return "".join(f"\x1b[{code}m{text}\x1b[0m" if code and text else text for text, code in parts)


def plain(text: str) -> Line:
    """A line in one plain span."""
    return (Span(text),)


def wrapped(
    spans: Sequence[Span], width: int, first: str = "", rest: str | None = None
) -> Iterator[Line]:
    """Break spans into lines of at most `width` columns, between words if possible.

    `first` and `rest` are the indents of the first and of the other lines; a word longer than a
    line is cut.
    """
    rest = first if rest is None else rest
    line: list[Span] = [Span(first)]
    used, empty = columns(first), True
    for word, style, spaced in _words(spans, max(8, width - columns(rest))):
        gap = " " if spaced and not empty else ""
        if not empty and used + len(gap) + columns(word) > width and spaced:
            yield tuple(line)
            line, used, gap = [Span(rest)], columns(rest), ""
        line += [Span(gap), Span(word, style)] if gap else [Span(word, style)]
        used, empty = used + len(gap) + columns(word), False
    yield tuple(line)


def _words(spans: Sequence[Span], most: int) -> Iterator[tuple[str, Style, bool]]:
    """Words with their style, and whether a space precedes them."""
    spaced = False
    for span in spans:
        spaced |= span.text[:1].isspace()
        for number, word in enumerate(BREAKS.split(span.text)):
            spaced |= number > 0
            if not word.strip():
                continue
            for start in range(0, len(word), most):
                yield word[start : start + most], span.style, spaced or start > 0
                spaced = False
        spaced |= span.text[-1:].isspace()
