"""A line's words as text: note calls left out, exponents and indices kept, pieces joined."""

import re

from contention.documents.pdf.glyphs import PageWord
from contention.documents.pdf.lines import Line

_CALL = re.compile(r"[(\[]?(?:\d{1,3}|[a-z])(?:[,–-]\s?(?:\d{1,3}|[a-z]))*[)\],]?|[*†‡§¶#]+")
_UNIT = re.compile(r"(?:^|[\d\s/])(?:[kcmd]?m|km|ft|in|s|mi|yd)$", re.I)
_LABEL = re.compile(
    r"^([(\[](?:\d{1,2}|[a-z]|[ivx]{1,5})[)\]]|\d{1,2}[.)]|[•‣▪●○◦■□])(?=[“‘]?[A-Z])"
)
"""Marker before a list item, however close."""
_ORDINAL = re.compile(r"(?:st|nd|rd|th)[.,;:]?")
_CALLS = re.compile(r"(?<=[^\W\d_]|[.,;:!?”’)\]])[⁰¹²³⁴-⁹]+(?![⁰-⁹\w])")
_POWERS = re.compile(r"(?:^|[\d\s/(])(?:[kcmd]?m|ft|in|s|mi|yd|10)$", re.I)


def line_text(line: Line) -> str:
    """The words with single spaces between them, without raised marks that call notes."""
    text = ""
    before: PageWord | None = None
    for word in line.words:
        tight = before is not None and _is_tight(before, word)
        before = word
        piece = word.text
        if _is_raised(word, line):
            if not text or _is_call(piece, text):
                continue
            piece = f"^{piece}" if text.endswith("10") else piece
        text += piece if tight or not text else f" {piece}"
    return _LABEL.sub(r"\1 ", _without_calls(text))


def _is_tight(before: PageWord, word: PageWord) -> bool:
    return not word.spaced and word.left - before.right < 0.13 * max(word.size, before.size)


def _is_raised(word: PageWord, line: Line) -> bool:
    return word.size < 0.85 * line.size and word.base > line.base + 0.12 * line.size


def _is_call(piece: str, before: str) -> bool:
    """Whether a raised piece calls a note; ordinals, powers of ten and of units are none."""
    if _ORDINAL.fullmatch(piece) and before[-1:].isdigit():
        return False
    if piece in ("2", "3") and _UNIT.search(before):
        return False
    if (
        before.endswith("10")
        and not before[-3:-2].isdigit()
        and re.fullmatch(r"[-−]?\d{1,2}", piece)
    ):
        return False
    return _CALL.fullmatch(piece) is not None


def _without_calls(text: str) -> str:
    """The text without raised figures that are characters of their own and call notes."""
    if not any(each in text for each in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        return text
    return _CALLS.sub(lambda found: found[0] if _POWERS.search(text[: found.start()]) else "", text)


def note_mark(line: Line) -> bool:
    """Whether a line begins with a raised mark, as a note does."""
    first = line.words[0]
    return (
        len(line.words) > 1 and _is_raised(first, line) and _CALL.fullmatch(first.text) is not None
    )
