"""From positions in one copy of a text to positions in another, and back."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Positions:
    """Pairs of positions that stand for each other, both ascending; linear in between."""

    pairs: tuple[tuple[int, int], ...]
    """(position in the document, position in the copy)"""

    @classmethod
    def of(cls, pairs: Sequence[Sequence[int]]) -> "Positions":
        """From lists of two numbers; raises ValueError if they do not ascend."""
        made = tuple((int(first), int(second)) for first, second in pairs)
        for before, after in pairwise(made):
            if after[0] <= before[0] or after[1] < before[1]:
                raise ValueError("positions do not ascend")
        if not made:
            raise ValueError("no positions")
        return cls(made)

    def forth(self, position: int) -> int:
        """The position in the copy that stands for one in the document."""
        return _through(position, [pair[0] for pair in self.pairs], [p[1] for p in self.pairs])

    def back(self, position: int) -> int:
        """The position in the document that stands for one in the copy."""
        return _through(position, [pair[1] for pair in self.pairs], [p[0] for p in self.pairs])


def _through(position: int, given: Sequence[int], wanted: Sequence[int]) -> int:
    """Linear between two known positions, one to one before the first and after the last."""
    after = bisect_right(given, position)
    if after == 0:
        return max(0, wanted[0] - (given[0] - position))
    before = after - 1
    passed = position - given[before]
    if after == len(given):
        return wanted[before] + passed
    span, room = given[after] - given[before], wanted[after] - wanted[before]
    return wanted[before] + (passed if span == room else round(passed * room / span))
