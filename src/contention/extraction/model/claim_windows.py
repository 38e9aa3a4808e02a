"""Sentences of a document divided into windows that the claim model reads at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LONGEST_WINDOW: Final = 192
"""pieces of a window, unless a sentence alone is longer"""
BEFORE: Final = 2
"""sentences read again before the new ones, as far as there is room"""
ROOM: Final = 64
"""pieces that these have at most"""


@dataclass(frozen=True)
class DocumentWindow:
    """Sentences `first` to `stop` of a document; those before `new` are only the context."""

    first: int
    new: int
    stop: int


def packed(lengths: Sequence[int]) -> list[DocumentWindow]:
    """Windows in which each sentence, given by its number of pieces, is new once."""
    found: list[DocumentWindow] = []
    new = 0
    while new < len(lengths):
        first, room = new, ROOM
        while first and new - first < BEFORE and lengths[first - 1] <= room:
            first -= 1
            room -= lengths[first]
        total, stop = sum(lengths[first : new + 1]), new + 1
        while stop < len(lengths) and total + lengths[stop] + 2 <= LONGEST_WINDOW:
            total += lengths[stop]
            stop += 1
        found.append(DocumentWindow(first, new, stop))
        new = stop
    return found
