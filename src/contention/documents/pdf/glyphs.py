"""Words of a PDF page with their positions, as PDFium gives its characters.

The page is turned first so that its words run from left to right; what is drawn at another angle (a
slanted watermark, a stamp up the margin) is left out.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

_PLAIN = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
          0xFB05: "st", 0xFB06: "st", 0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-",
          0x2011: "-"}  # fmt: skip
"""PDFium writes U+0002 or U+FFFE for a hyphen at a line's end."""
_SLANT = 4
"""Degrees within which characters count as drawn in one direction."""
_WORD_GAP = 0.13
"""Share of the type size, beyond the usual distance of letters, that parts two words."""
_HALVES = ((0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5))
_LEAST_UPRIGHT = 0.2
"""Least share of a page's characters at which the upright ones are the page's text."""


@dataclass(frozen=True)
class PageWord:
    """A word on a page as a person holds it, in points; y grows upwards."""

    text: str
    left: float
    right: float
    base: float
    """height of the baseline of its letters"""
    size: float
    """of its type"""
    bold: bool = False
    spaced: bool = False
    """whether the file has a space before it"""

    @property
    def top(self) -> float:
        """Height of its tallest letters."""
        return self.base + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Depth of its deepest letters."""
        return self.base - 0.22 * self.size


@dataclass(frozen=True)
class _Drawn:
    """A character as the file draws it, in the coordinates of the file."""

    text: str
    box: tuple[float, float, float, float]
    """left, bottom, right, top"""
    origin: tuple[float, float]
    size: float
    angle: float
    """degrees"""
    spaced: bool
    """whether the file has a space before it"""
    index: int


@dataclass(frozen=True)
class _Glyph:
    """A character on the page as a person holds it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool
    index: int


def words_of(page: Any, text_page: Any) -> list[PageWord]:
    """The words drawn in the page's main direction, in the order of the file."""
    drawn = list(_characters(text_page.raw, page.get_bbox()))
    if not drawn:
        return []
    upright = float(page.get_rotation())
    angle = _main_angle(drawn, upright)
    kept = [each for each in drawn if abs(_turned(each.angle - angle)) <= _SLANT]
    glyphs = list(_laid_upright(kept, page.get_bbox()))
    raw = text_page.raw
    return _once([word for run in _runs(glyphs) for word in _words(run, raw)])


def _turned(angle: float) -> float:
    """The same angle between -180 and 180 degrees."""
    return (angle + 180) % 360 - 180


def _main_angle(drawn: Sequence[_Drawn], upright: float) -> float:
    """The direction of the text: upright on the page, or else that of most characters."""
    straight = sum(abs(_turned(each.angle - upright)) <= _SLANT for each in drawn)
    if straight >= _LEAST_UPRIGHT * len(drawn):
        return upright
    counts = Counter(round(_turned(each.angle)) for each in drawn)
    return float(counts.most_common(1)[0][0])


def _laid_upright(
    drawn: Sequence[_Drawn], bounds: tuple[float, float, float, float]
) -> Iterator[_Glyph]:
    """The characters with the page turned: by quarters for their boxes, exactly for their lines.

    Heights are counted from the foot of the page as it is turned.
    """
    if not drawn:
        return
    exact = median(_turned(each.angle - drawn[0].angle) for each in drawn) + drawn[0].angle
    quarter = 90 * round(exact / 90)
    sine, cosine = math.sin(math.radians(exact)), math.cos(math.radians(exact))
    first, last, sign = {0: (0, 2, 1), 1: (1, 3, 1), 2: (2, 0, -1), 3: (3, 1, -1)}[
        quarter // 90 % 4
    ]
    foot = min(y * cosine - x * sine for x in bounds[::2] for y in bounds[1::2])
    for each in drawn:
        x, y = each.origin
        shift = x * cosine + y * sine - sign * (x if first % 2 == 0 else y)
        yield _Glyph(each.text, sign * each.box[first] + shift, sign * each.box[last] + shift,
                     y * cosine - x * sine - foot, each.size, each.spaced, each.index)  # fmt: skip


def _runs(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Characters that follow each other on one line in one size."""
    run: list[_Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(before: _Glyph, glyph: _Glyph) -> bool:
    size = max(before.size, glyph.size)
    level = abs(before.base - glyph.base) < 0.06 * size
    near = -0.6 * size < glyph.left - before.right < 3 * size
    return level and near and 0.92 < glyph.size / before.size < 1.09


def _words(run: Sequence[_Glyph], raw: Any) -> Iterator[PageWord]:
    """The words of a run, parted by spaces and by distances wider than usual in it."""
    gaps = [glyph.left - before.right for before, glyph in pairwise(run) if not glyph.spaced]
    size = run[0].size
    usual = min(max(median(gaps), -0.2 * size), 0.6 * size) if len(gaps) > 3 else 0.0
    word = [run[0]]
    for before, glyph in pairwise(run):
        if glyph.spaced or glyph.left - before.right > usual + _WORD_GAP * size:
            yield _word(word, raw)
            word = []
        word.append(glyph)
    yield _word(word, raw)


def _word(glyphs: Sequence[_Glyph], raw: Any) -> PageWord:
    first = glyphs[0]
    return PageWord(
        "".join(each.text for each in glyphs),
        min(each.left for each in glyphs),
        max(each.right for each in glyphs),
        median(each.base for each in glyphs),
        first.size,
        _is_bold(raw, first.index),
        first.spaced,
    )


def _is_bold(raw: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(raw, index) >= 600:
        return True
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(raw, index, None, 0, ctypes.byref(flags))
    if not 0 < length < 200:
        return False
    name = ctypes.create_string_buffer(length)
    pdfium.FPDFText_GetFontInfo(raw, index, name, length, ctypes.byref(flags))
    return any(part in name.value.lower() for part in (b"bold", b"black", b"heavy"))


def _once(words: Sequence[PageWord]) -> list[PageWord]:
    """The words without those drawn again in the same place, as some programs print bold."""
    seen: set[tuple[str, int, int, int]] = set()
    kept = []
    for word in words:
        cell = 0.3 * max(word.size, 0.1)
        x, y, size = word.left / cell, word.base / cell, round(2 * word.size)
        near = {(word.text, math.floor(x + a), math.floor(y + b), size) for a, b in _HALVES}
        if not near & seen:
            kept.append(word)
        seen |= near
    return kept


def _characters(raw: Any, bounds: tuple[float, float, float, float]) -> Iterator[_Drawn]:
    """The characters that have a place on the page; spaces are told by `spaced`."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    high, spaced = 0, False
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        code, high = _whole(code, high), 0
        text = _PLAIN.get(code) or chr(code)
        if (code <= 0x20 and text != "-") or text.isspace():
            spaced = spaced or pdfium.FPDFText_IsGenerated(raw, index) != 1
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, ctypes.byref(x), ctypes.byref(y))
        pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix))
        if not (bounds[0] <= x.value <= bounds[2] and bounds[1] <= y.value <= bounds[3]):
            continue
        place = (box.left, box.bottom, box.right, box.top)
        if not all(map(math.isfinite, place)):
            continue
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        size = _size(pdfium.FPDFText_GetFontSize(raw, index), matrix, place)
        yield _Drawn(text, place, (x.value, y.value), size, angle, spaced, index)
        spaced = False


def _whole(code: int, high: int) -> int:
    """The character's code, from two halves where UTF-16 has two."""
    if 0xDC00 <= code < 0xE000:
        code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
    return code if code <= 0x10FFFF and code not in (0xFDD0, 0) else 0xFFFD


def _size(told: float, matrix: Any, box: tuple[float, float, float, float]) -> float:
    """The type size on the page; from the box where the font tells none that can be right."""
    length = math.hypot(matrix.a, matrix.b)
    size = abs(told * (matrix.a * matrix.d - matrix.b * matrix.c) / length) if length else 0.0
    high = min(abs(box[3] - box[1]), 4 * max(abs(box[2] - box[0]), 0.1))
    right = math.isfinite(size) and 0.3 < high / max(size, 1e-6) < 4
    return min(max(size if right else high / 1.2, 0.1), 2000.0)
