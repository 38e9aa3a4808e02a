"""Words of a PDF page with the boxes that they stand in, as PDFium gives its characters."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
              0xFB05: "st", 0xFB06: "st", 0x02: "-", 0xFFFE: "-", 0xAD: "-"}  # fmt: skip
"""PDFium writes U+0002 or U+FFFE for a hyphen at a line's end."""


@dataclass(frozen=True)
class PageWord:
    """A word on a page; y grows upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """Height of its letters' boxes."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass
class _Growing:
    characters: list[str]
    left: float
    bottom: float
    right: float
    top: float

    def takes(self, left: float, bottom: float, top: float) -> bool:
        """Whether a character at this place goes on with the word."""
        size = max(self.top - self.bottom, top - bottom, 0.1)
        near = -0.5 * size < left - self.right < 0.25 * size
        level = min(self.top, top) - max(self.bottom, bottom) > 0.4 * min(
            self.top - self.bottom, top - bottom
        )
        same_size = 0.75 < (top - bottom) / max(self.top - self.bottom, 0.1) < 1.33
        return near and level and same_size

    def word(self) -> PageWord:
        return PageWord("".join(self.characters), self.left, self.bottom, self.right, self.top)


def words_of(text_page: Any) -> list[PageWord]:
    """The words of a page, upright ones only, in the order of the file."""
    found: list[PageWord] = []
    growing: _Growing | None = None
    for character, box in _characters(text_page):
        if box is not None and growing is not None and growing.takes(box[0], box[1], box[3]):
            growing.characters.append(character)
            growing.right = max(growing.right, box[2])
            continue
        if growing is not None:
            found.append(growing.word())
        growing = None if box is None else _Growing([character], *box)
    if growing is not None:
        found.append(growing.word())
    return found


_Box = tuple[float, float, float, float]


def _characters(text_page: Any) -> Iterator[tuple[str, _Box | None]]:
    """Each character with left, bottom, right, top; spaces and breaks without a box."""
    page = text_page.raw
    box = pdfium.FS_RECTF()
    high = 0
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
            code = code if 0x10000 <= code <= 0x10FFFF else 0xFFFD
        text = _LIGATURES.get(code) or (chr(code) if code > 0x1F else " ")
        if text.isspace() or not pdfium.FPDFText_GetLooseCharBox(page, index, ctypes.byref(box)):
            yield text, None
        else:
            yield text, (box.left, box.bottom, box.right, box.top)
