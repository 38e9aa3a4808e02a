"""Positions as tools count them, and those in the normalised text.

What counts how, as measured: REFI-QDA readers code points (qdpxlib 0.1.4 and Taguette 1.5.2 bytes
of UTF-8), browsers and everything made of JavaScript UTF-16 units.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Literal

from contention.case.text.normalise import normalise
from contention.documents.document import Range

Unit = Literal["code points", "utf-16", "utf-8"]

_LENGTHS: Mapping[str, Callable[[str], int]] = {
    "utf-16": lambda one: 2 if one > "\uffff" else 1,
    "utf-8": lambda one: len(one.encode("utf-8", "surrogatepass")),
}


class Offsets:
    """The positions of one text in a file, whose units are code points, UTF-16 units or bytes.

    A byte-order mark at the beginning has a place of its own in the positions, and none in `text`;
    pass the text without it if the tool does not count it.
    """

    def __init__(self, raw: str, unit: Unit = "code points") -> None:
        self.text = normalise(raw.removeprefix("\ufeff"))
        """the normalised text"""
        self._units = _unit_starts(raw, unit)
        self._starts, self._normalised = _stretches(raw, self.text)
        self._raw_length = len(raw)

    def range(self, start: int, end: int) -> Range | None:
        """The characters of the normalised text; None for no words, or beyond the text.

        A position within a character (half of a surrogate pair, a base without its accent) is
        moved outwards, so that the range holds all of it.
        """
        if not 0 <= start < end <= self._count(self._raw_length):
            return None
        first = self._begin(self._character(start, down=True))
        last = self._end(self._character(end, down=False))
        return (first, last) if first < last else None

    def counted(self, position: int) -> int:
        """A position of the normalised text as the tool counts it."""
        place = bisect_right(self._normalised, position) - 1
        raw = self._starts[place] + (position - self._normalised[place])
        following = self._starts[place + 1] if place + 1 < len(self._starts) else self._raw_length
        return self._count(min(raw, following))

    def _count(self, position: int) -> int:
        return position if self._units is None else self._units[position]

    def _character(self, counted: int, *, down: bool) -> int:
        """The character of the raw text that begins at, or before, or after a counted position."""
        if self._units is None:
            return counted
        if down:
            return bisect_right(self._units, counted) - 1
        return bisect_left(self._units, counted)

    def _begin(self, raw: int) -> int:
        place = bisect_right(self._starts, raw) - 1
        inside = raw - self._starts[place]
        return self._normalised[place] + (inside if self._is_plain(place) else 0)

    def _end(self, raw: int) -> int:
        place = bisect_left(self._starts, raw) - 1
        if place < 0:
            return 0
        if self._is_plain(place):
            return self._normalised[place] + raw - self._starts[place]
        return self._normalised_end(place)

    def _is_plain(self, place: int) -> bool:
        """Whether a stretch has as many characters as before, each in its place."""
        end = self._starts[place + 1] if place + 1 < len(self._starts) else self._raw_length
        return end - self._starts[place] == self._normalised_end(place) - self._normalised[place]

    def _normalised_end(self, place: int) -> int:
        following = place + 1
        return self._normalised[following] if following < len(self._normalised) else len(self.text)


def _unit_starts(raw: str, unit: Unit) -> list[int] | None:
    """Where each character begins as counted, and the end; None if that is its number."""
    if unit == "code points" or raw.isascii():
        return None
    length = _LENGTHS[unit]
    return list(accumulate((length(one) for one in raw), initial=0))


def _stretches(raw: str, text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where stretches of the raw text begin, and where the same stretches of `text` begin.

    A stretch has as many characters in both, each in its place, or is one cluster that becomes
    longer or shorter.
    """
    starts, places = [0], [0]
    if raw == text:
        return starts, places
    made, was_plain = 0, True
    for begun, end in _clusters(raw):
        piece = raw[begun:end] if begun else raw[:end].removeprefix("\ufeff")
        length = len(normalise(piece))
        plain = length == end - begun
        if begun and not (plain and was_plain):
            starts.append(begun)
            places.append(made)
        made, was_plain = made + length, plain
    return starts, places


_ASCII = re.compile(r"[\x00-\x0c\x0e-\x7f]{2,}")


def _clusters(raw: str) -> Iterator[Range]:
    """Pieces that are normalised by themselves, as short as can be, or runs of such pieces."""
    begun = 0
    while begun < len(raw):
        if run := _ASCII.match(raw, begun):
            yield begun, run.end() - 1
            begun = run.end() - 1
        end = begun + 1
        while end < len(raw) and _belongs(raw[begun:end], raw[end]):
            end += 1
        yield begun, end
        begun = end


def _belongs(before: str, character: str) -> bool:
    if character == "\n":
        return before == "\r"
    if character.isascii():
        return False
    if unicodedata.combining(character):
        return True
    both = unicodedata.normalize("NFC", before + character)
    return both != unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)
