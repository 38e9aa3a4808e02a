"""Positions as JavaScript counts them: in UTF-16 code units, of which some characters need two."""

from bisect import bisect_left


class InsideCharacterError(ValueError):
    """A position lies between the two halves of a character, or outside of the text."""


class Utf16:
    """Positions of one text in characters and in UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._long = [] if text.isascii() else [
            place for place, each in enumerate(text) if ord(each) > 0xFFFF
        ]  # fmt: skip
        self._units = [place + number for number, place in enumerate(self._long)]

    def units(self, place: int) -> int:
        """The position in code units of a character."""
        return place + bisect_left(self._long, place)

    def characters(self, unit: int) -> int:
        """The position in characters of a code unit; raises InsideCharacterError."""
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] + 1 == unit:
            raise InsideCharacterError(f"position {unit} lies inside of a character")
        place = unit - before
        if not 0 <= place <= self._length:
            most = self.units(self._length)
            raise InsideCharacterError(f"position {unit} lies outside of the text of {most}")
        return place

    def range(self, start: int, end: int) -> tuple[int, int]:
        """A half-open range in code units."""
        return self.units(start), self.units(end)
