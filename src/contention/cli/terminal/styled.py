"""Text with a style for each character, wrapped to a width, and written with or without colour."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

KEEP = "\u00a0"
"""A space at which no line ends."""
NORMAL, STRONG, DIM, MARKED, ADDED, TAKEN, WRONG = " bdm+-!"
"""Plain, bold, in the background, the words in question, raises, lowers, a fault."""
_CODES = {
    STRONG: "1", DIM: "2", MARKED: "1;7", ADDED: "1;32", TAKEN: "1;31", WRONG: "31",
}  # fmt: skip


@dataclass(frozen=True)
class Styled:
    """Characters and, for each, the letter of its style."""

    text: str
    style: str

    def __add__(self, other: "Styled") -> "Styled":
        return Styled(self.text + other.text, self.style + other.style)

    def part(self, start: int, end: int) -> "Styled":
        """Some of the characters."""
        return Styled(self.text[start:end], self.style[start:end])


def styled(text: str, style: str = NORMAL) -> Styled:
    """Text in one style, without control characters: a case's texts do not steer a terminal."""
    clean = plain(text)
    return Styled(clean, style * len(clean))


def joined(parts: Sequence[Styled], between: str = "") -> Styled:
    """Several one after the other."""
    whole = styled("")
    for number, part in enumerate(parts):
        whole = whole + (styled(between) if number else styled("")) + part
    return whole


def plain(text: str) -> str:
    """Without control characters; line ends stay."""
    return "".join(each if each.isprintable() or each in f"\n{KEEP}" else "·" for each in text)


def cells(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True)
class StyledParagraph:
    """Text that is wrapped, with a prefix for its first and for its other lines."""

    text: Styled
    first: str = ""
    rest: str = ""
    spare: int = 0
    """the higher, the sooner it is left out if there is no room; 0 stays"""

    def lines(self, width: int) -> list[Styled]:
        """The lines of the paragraph, none wider than `width` columns."""
        found: list[Styled] = []
        for start, end in _breaks(self.text.text, max(width - cells(self.first), 8)):
            lead = self.rest if found else self.first
            found.append(styled(lead) + self.text.part(start, end))
        return found or [styled("")]


def _breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where lines begin and end: at spaces, within a word if it is longer than a line."""
    start = 0
    while start < len(text):
        end, used, space = start, 0, -1
        while end < len(text) and text[end] != "\n" and used + _cells(text[end]) <= width:
            if text[end] == " ":
                space = end
            used += _cells(text[end])
            end += 1
        if end < len(text) and text[end] not in " \n" and space > start:
            end = space
        yield start, end
        start = end + 1 if end < len(text) and text[end] in " \n" else max(end, start + 1)


def fitted(paragraphs: Sequence[StyledParagraph], width: int, height: int) -> list[Styled]:
    """The lines of paragraphs in so many rows; the most spare ones are left out, then the last."""
    kept = list(paragraphs)
    while True:
        lines = [line for each in kept for line in each.lines(width)]
        spare = max((each.spare for each in kept), default=0)
        if len(lines) <= height or not spare:
            return lines[: max(height, 0)]
        last = max(number for number, each in enumerate(kept) if each.spare == spare)
        del kept[last]


def written(line: Styled, *, colour: bool) -> str:
    """A line as it is sent to a terminal."""
    if not colour:
        return line.text.replace(KEEP, " ")
    made, now = [], NORMAL
    for character, style in zip(line.text, line.style, strict=True):
        if style != now:
            made.append("\x1b[0m" + (f"\x1b[{_CODES[style]}m" if style in _CODES else ""))
            now = style
        made.append(" " if character == KEEP else character)
    return "".join(made) + ("\x1b[0m" if now != NORMAL else "")
