"""What counts when two copies of a text are compared: letters and numbers.

Spaces, quotes, dashes, ligatures, hyphenation and case do not count, nor do the numbers of notes.
What a number means does: its separators, a minus before it, a percent sign, a currency.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SUPERSCRIPTS = "⁰¹²³⁴-⁹"
_NOTE = re.compile(
    rf"\[\d{{1,3}}\]|(?:(?<=[^\W\d_]{{3}})|(?<=[.,;:!?\"'”’»)]))[{_SUPERSCRIPTS}]+(?!\w)"
)
_DASHES = "-‐‑‒–−"
_BEFORE = _DASHES + "+±£$€¥₽₴₹"
_AFTER = "%‰°£$€¥₽₴₹"
_DASH = f"[{re.escape(_DASHES)}]"
_COUNTS = re.compile(
    r"[^\W_]"
    r"|(?<=\d)[.,/:⁄](?=\d)"
    rf"|(?<!\w)(?<!{_DASH}){_DASH}(?=[.,]?\d)"
    rf"|[+±](?=[.,]?\d)|[{_AFTER}]"
)


@dataclass(frozen=True)
class Letters:
    """The characters of a text that count, folded, and the position of each."""

    folded: str
    places: tuple[int, ...]


def letters(text: str, start: int = 0, end: int | None = None) -> Letters:
    """What counts of a range of a text; a sign or currency at its ends belongs to it."""
    first, last = _with_signs(text, start, len(text) if end is None else end)
    notes = [match.span() for match in _NOTE.finditer(text, first, last)]
    folded: list[str] = []
    places: list[int] = []
    for match in _COUNTS.finditer(text, first, last):
        place = match.start()
        while notes and notes[0][1] <= place:
            notes.pop(0)
        if not notes or place < notes[0][0]:
            made = _folded(match[0])
            folded.append(made)
            places.extend([place] * len(made))
    return Letters("".join(folded), tuple(places))


def note_calls(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of a text that are the numbers of notes: `[12]`, and raised digits after a word."""
    return tuple(match.span() for match in _NOTE.finditer(text))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character in _DASHES:
        return "-"
    plain = unicodedata.normalize("NFKC", character).casefold().replace("⁄", "/")
    return "".join(each for each in plain if not unicodedata.combining(each)) or plain


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    while 0 < start < len(text) and text[start - 1] in _BEFORE and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end] in _AFTER:
        end += 1
    return start, end
