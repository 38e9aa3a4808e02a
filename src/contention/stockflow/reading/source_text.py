"""The text of a file and the places in it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from contention.case.problem import Place, Problem


class Refused(Exception):  # noqa: N818 - only carries a problem out of a reader
    """Stops the reading of one equation or one file at a fault."""

    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(place, message, hint)


START: Final = Place("")


@dataclass(frozen=True)
class SourceText:
    """Characters of a file, with the path that messages give."""

    path: str
    text: str
    first: Place = START
    """line and column of the first character, for a part of a file"""
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        starts.extend(index + 1 for index, each in enumerate(self.text) if each == "\n")
        object.__setattr__(self, "_starts", starts)

    def place(self, offset: int) -> Place:
        """Line and column of a character."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + (self.first.column if line == 1 else 1)
        return Place(self.path, line + self.first.line - 1, column)
