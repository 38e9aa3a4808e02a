"""The figures of two texts: which are brought up to date, repeated as they were, gone or new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from contention.case.model import Figure

FigureKind = Literal["brought up to date", "repeated", "not repeated", "new"]

SAME_FACTOR, ANY_FACTOR = 0.2, 0.5
"""least share of the words of two subjects that are in both: if both measure one factor, or not"""
LEAST_LETTERS = 4
"""shorter words of a subject are ignored"""


@dataclass(frozen=True)
class FigureChange:
    """A figure of either text, and the one of the other that gives the same quantity."""

    before: Figure | None
    after: Figure | None

    @property
    def kind(self) -> FigureKind:
        """What became of it; a figure with the same number and comparator is repeated."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "not repeated"
        same = (self.before.value, self.before.comparator) == (
            self.after.value,
            self.after.comparator,
        )
        return "repeated" if same else "brought up to date"


def figure_changes(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[FigureChange, ...]:
    """Pair the figures of two texts, those with the most similar subjects first.

    Two figures give the same quantity if they have one unit and their subjects share enough words:
    the Jaccard index of the words is at least 0.2 if both measure one factor, else 0.5.
    """
    scored = [
        (score, number, place)
        for number, one in enumerate(before)
        for place, other in enumerate(after)
        if (score := _similarity(one, other)) is not None
    ]
    partner: dict[int, int] = {}
    for _, number, place in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if number not in partner and place not in partner.values():
            partner[number] = place
    told = [
        FigureChange(one, after[partner[number]] if number in partner else None)
        for number, one in enumerate(before)
    ]
    taken = set(partner.values())
    rest = (FigureChange(None, other) for place, other in enumerate(after) if place not in taken)
    return (*told, *rest)


def _similarity(one: Figure, other: Figure) -> float | None:
    """Jaccard index of the words of the subjects; None if they are different quantities."""
    if one.unit != other.unit:
        return None
    here, there = _words(one.subject), _words(other.subject)
    index = len(here & there) / max(len(here | there), 1)
    same_factor = one.factor is not None and one.factor == other.factor
    return index if index >= (SAME_FACTOR if same_factor else ANY_FACTOR) else None


def _words(subject: str) -> set[str]:
    return {word for word in re.findall(r"\w+", subject.lower()) if len(word) >= LEAST_LETTERS}
