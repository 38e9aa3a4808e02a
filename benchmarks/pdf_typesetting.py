"""Setting paragraphs into boxes on pages, and drawing the pages with ReportLab.

Only what pages of the reading benchmark need: greedy line breaking, justification by word spaces or
word by word, hyphenation, tracking, raised note calls, obstacles beside which lines are shorter.
"""

import io
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_TRUETYPE = Path("/usr/share/fonts/truetype")
_FILES = {
    "DejaVuSerif": "dejavu/DejaVuSerif.ttf",
    "DejaVuSans": "dejavu/DejaVuSans.ttf",
    "DejaVuSansCondensed": "dejavu/DejaVuSansCondensed.ttf",
    "LiberationSerif": "liberation/LiberationSerif-Regular.ttf",
    "LiberationSans": "liberation/LiberationSans-Regular.ttf",
    "LiberationSansNarrow": "liberation/LiberationSansNarrow-Regular.ttf",
}
_BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}


def font(name: str) -> str:
    """The font's name once it is known to ReportLab; a standard one where its file is missing."""
    if name not in _FILES or name in pdfmetrics.getRegisteredFontNames():
        return name
    file = _TRUETYPE / _FILES[name]
    if not file.exists():
        return "Times-Roman" if "Serif" in name else "Helvetica"
    pdfmetrics.registerFont(TTFont(name, str(file)))
    return name


def bold(name: str) -> str:
    """The bold face of a standard font; another font's own face, which has no bold here."""
    return _BOLD.get(name, name)


@dataclass(frozen=True)
class Style:
    """How a paragraph is set; lengths in points."""

    font: str = "Times-Roman"
    size: float = 10.0
    leading: float = 12.5
    justified: bool = False
    by: Literal["line", "word", "letter"] = "line"
    """what one drawing operator shows"""
    hyphens: bool = False
    ligatures: bool = False
    tracking: float = 0.0
    indent: float = 0.0
    """of a paragraph's first line; negative where it hangs"""
    gap: float = 6.0
    """above each paragraph but the first in a box"""
    centred: bool = False

    def width(self, text: str) -> float:
        """Points that a text takes."""
        return float(pdfmetrics.stringWidth(text, self.font, self.size)) + self.tracking * len(text)


@dataclass(frozen=True)
class Mark:
    """A piece of text drawn by one operator, its place in upright page coordinates."""

    x: float
    y: float
    text: str
    font: str
    size: float
    tracking: float = 0.0
    word_space: float = 0.0
    angle: float = 0.0


@dataclass
class Sheet:
    """A page as a person sees it, and the turn by which the file stores it."""

    width: float = 595.0
    height: float = 842.0
    turn: int = 0
    marks: list[Mark] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, style: Style, angle: float = 0.0) -> None:
        """Draw a text at a place, on one line."""
        self.marks.append(Mark(x, y, text, style.font, style.size, style.tracking, angle=angle))


@dataclass(frozen=True)
class Box:
    """A column on a sheet; `hole` tells the part of a line that is free at a height."""

    sheet: Sheet
    left: float
    right: float
    top: float
    bottom: float
    hole: Callable[[float], tuple[float, float]] | None = None

    def span(self, y: float) -> tuple[float, float]:
        """From where to where a line with this baseline may go."""
        return self.hole(y) if self.hole else (self.left, self.right)


Words = list[str]
"""A word may end in `^12`: a raised note call."""


class Setter:
    """Sets paragraphs into a row of boxes, one after the other."""

    def __init__(
        self, boxes: Sequence[Box], more: Callable[[], Sequence[Box]] | None = None
    ) -> None:
        self._boxes = list(boxes)
        self._more = more
        self._y = boxes[0].top
        self._begun = False

    @property
    def y(self) -> float:
        """The baseline of the last line."""
        return self._y

    @property
    def box(self) -> Box:
        """The box that is being filled."""
        return self._boxes[0]

    def paragraph(self, text: str, style: Style, first: str = "") -> bool:
        """Set a paragraph, `first` (a bullet) before it; False, and nothing set, without room."""
        kept = (
            list(self._boxes),
            self._y,
            self._begun,
            [len(each.sheet.marks) for each in self._boxes],
        )
        if self._set(text.split(), style, first):
            return True
        for box, marks in zip(kept[0], kept[3], strict=True):
            del box.sheet.marks[marks:]
        self._boxes, self._y, self._begun = kept[0], kept[1], kept[2]
        return False

    def _set(self, words: Words, style: Style, first: str) -> bool:
        line_number = 0
        while words:
            if not self._step(style, first_line=line_number == 0):
                return False
            left, right = self.box.span(self._y)
            hang = abs(style.indent)
            shift = hang if (line_number == 0) == (style.indent > 0) and hang else 0.0
            if first and line_number == 0:
                self.box.sheet.put(left, self._y, first, style)
                shift = hang
            line, words = _broken(words, right - left - shift, style)
            draw(self.box.sheet, line, left + shift, self._y, right - left - shift, style,
                 last=not words)  # fmt: skip
            line_number += 1
        return True

    def _step(self, style: Style, *, first_line: bool) -> bool:
        gap = style.gap if first_line and self._begun else 0.0
        at = self._y - (style.leading + gap if self._begun else style.size)
        if at < self.box.bottom:
            if len(self._boxes) == 1:
                self._boxes += self._more() if self._more else []
            if len(self._boxes) == 1:
                return False
            self._boxes = self._boxes[1:]
            at = self.box.top - style.size
        self._begun = True
        self._y = at
        return True

    def skip(self, points: float) -> None:
        """Leave room."""
        self._y -= points


def _shown(word: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)\^(\d+|[*†‡])(.*)", word)
    return (found[1] + found[3], found[2]) if found else (word, "")


def _width(word: str, style: Style) -> float:
    text, call = _shown(word)
    raised = replace(style, size=0.62 * style.size)
    return style.width(text) + (raised.width(call) if call else 0.0)


def _broken(words: Words, room: float, style: Style) -> tuple[Words, Words]:
    """The words of one line, and the rest."""
    taken: Words = []
    used = 0.0
    space = style.width(" ")
    for number, word in enumerate(words):
        wide = _width(word, style)
        if taken and used + space + wide > room:
            left_over = room - used - space
            head, tail = _hyphenated(word, left_over, style)
            return (
                ([*taken, head], [tail, *words[number + 1 :]]) if head else (taken, words[number:])
            )
        used += wide + (space if taken else 0.0)
        taken.append(word)
    return taken, []


def _hyphenated(word: str, room: float, style: Style) -> tuple[str, str]:
    """A word's part that fits on the line, with its hyphen, and the rest."""
    if "^" in word:
        return "", word
    at = word.rfind("-", 0, len(word) - 1)
    if at > 1 and style.width(word[: at + 1]) <= room:
        return word[: at + 1], word[at + 1 :]
    core = re.fullmatch(r"\W*[a-z]{7,}\W*", word)
    if not (style.hyphens and core):
        return "", word
    for place in range(len(word) - 4, 2, -1):
        syllable = word[place - 1] not in "aeiou(“" and word[place] in "bcdfglmnprstv"
        if syllable and style.width(f"{word[:place]}-") <= room:
            return f"{word[:place]}-", word[place:]
    return "", word


def draw(
    sheet: Sheet, words: Words, x: float, y: float, room: float, style: Style, *, last: bool
) -> None:
    """Draw one line."""
    natural = sum(_width(word, style) for word in words) + style.width(" ") * (len(words) - 1)
    spread = style.justified and not last and len(words) > 1
    extra = (room - natural) / (len(words) - 1) if spread else 0.0
    x += (room - natural) / 2 if style.centred else 0.0
    if style.by == "line" and not any("^" in word for word in words):
        text = _ligatures(" ".join(words)) if style.ligatures else " ".join(words)
        sheet.marks.append(Mark(x, y, text, style.font, style.size, style.tracking, extra))
        return
    for word in words:
        _draw_word(sheet, word, x, y, style)
        x += _width(word, style) + style.width(" ") + extra


def _draw_word(sheet: Sheet, word: str, x: float, y: float, style: Style) -> None:
    text, call = _shown(word)
    before, after = (
        (word.split("^", 1)[0], text[len(word.split("^", 1)[0]) :]) if call else (text, "")
    )
    shown = _ligatures(before) if style.ligatures else before
    for piece, at in _pieces(shown, x, style):
        sheet.put(at, y, piece, style)
    if call:
        x += style.width(before)
        small = replace(style, size=0.62 * style.size)
        sheet.put(x, y + 0.36 * style.size, call, small)
        if after:
            sheet.put(x + small.width(call), y, after, style)


def _pieces(text: str, x: float, style: Style) -> Iterator[tuple[str, float]]:
    if style.by != "letter":
        yield text, x
        return
    for letter in text:
        yield letter, x
        x += style.width(letter)


def _ligatures(text: str) -> str:
    for plain, joined in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        text = text.replace(plain, joined)
    return text


def scrambled(marks: Sequence[Mark], choose: random.Random) -> list[Mark]:
    """The same marks in any order."""
    return choose.sample(list(marks), len(marks))


def across(marks: Sequence[Mark]) -> list[Mark]:
    """The same marks line by line over the whole page, whatever column they are in."""
    return sorted(marks, key=lambda each: (-round(each.y, 1), each.x))


def to_pdf(sheets: Sequence[Sheet]) -> bytes:
    """The pages as a PDF; a turned one is stored lying and shown upright."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    for sheet in sheets:
        _draw_sheet(canvas, sheet)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_sheet(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setPageSize((sheet.width, sheet.height))
    if sheet.turn:  # ReportLab itself lays a page down that is turned by 90 or 270 degrees
        canvas.setPageRotation(sheet.turn)
        wide, high = sheet.width, sheet.height
        canvas.translate(*{90: (high, 0), 180: (wide, high), 270: (0, wide)}[sheet.turn])
        canvas.rotate(sheet.turn)
    for mark in sheet.marks:
        canvas.saveState()
        canvas.translate(mark.x, mark.y)
        canvas.rotate(mark.angle)
        text = canvas.beginText(0, 0)
        text.setFont(mark.font, mark.size)
        text.setCharSpace(mark.tracking)
        text.setWordSpace(mark.word_space)
        text.textOut(mark.text)
        canvas.drawText(text)
        canvas.restoreState()
