"""Finding a coded text again in a copy that differs from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from contention.case.folding import folded_words
from contention.case.positions import Positions
from contention.case.word_print import Stretch, digit

RUN = 6
"""Words in a row that must agree before anything is taken for a match."""


@dataclass(frozen=True)
class Match:
    """How much of a text was found in a copy, and where."""

    share: float
    """of the words of the text, those that stand in the copy at their place"""
    positions: Positions | None
    """None where nothing was found"""


def match_copy(stretches: Sequence[Stretch], copy: str) -> Match:
    """Align the words of a text, known by its print, with those of a copy."""
    wanted = "".join(stretch.digits for stretch in stretches)
    words = folded_words(copy)
    given = "".join(digit(word.folded) for word in words)
    aligned = _align(wanted, given)
    same = sum(wanted[index] == given[place] for index, place in aligned.items())
    pairs: list[tuple[int, int]] = []
    first = 0
    for stretch in stretches:
        last = first + len(stretch.digits) - 1
        if first in aligned:
            pairs.append((stretch.start, words[aligned[first]].start))
        if last in aligned:
            pairs.append((stretch.end, words[aligned[last]].end))
        first = last + 1
    positions = Positions.of(pairs) if pairs else None
    return Match(same / len(wanted) if wanted else 0.0, positions)


def _align(wanted: str, given: str) -> dict[int, int]:
    """Index of each word of a text → index of the word of the copy that stands for it."""
    runs = SequenceMatcher(None, _runs(wanted), _runs(given), autojunk=False)
    aligned: dict[int, int] = {}
    before = (0, 0)
    for block in runs.get_matching_blocks():
        size = block.size + RUN - 1 if block.size else 0
        first, second = max(block.a, before[0]), max(block.b, before[1])
        if first - block.a != second - block.b:  # overlapping runs: keep both sides in step
            shift = max(first - block.a, second - block.b)
            first, second = block.a + shift, block.b + shift
        end = (block.a + size, block.b + size)
        if size == 0:
            first, second = end = (len(wanted), len(given))
        aligned.update(_between(wanted, given, before, (first, second)))
        aligned.update(zip(range(first, end[0]), range(second, end[1]), strict=False))
        before = (max(before[0], end[0]), max(before[1], end[1]))
    return aligned


def _runs(digits: str) -> list[str]:
    return [digits[start : start + RUN] for start in range(len(digits) - RUN + 1)]


def _between(
    wanted: str, given: str, before: tuple[int, int], after: tuple[int, int]
) -> dict[int, int]:
    """Words between two matches: one to one where both sides have as many, else from both ends."""
    count, other = after[0] - before[0], after[1] - before[1]
    if count == other:
        return {before[0] + step: before[1] + step for step in range(count)}
    found: dict[int, int] = {}
    for step in range(min(count, other)):
        if wanted[before[0] + step] != given[before[1] + step]:
            break
        found[before[0] + step] = before[1] + step
    for step in range(1, min(count, other) - len(found) + 1):
        if wanted[after[0] - step] != given[after[1] - step]:
            break
        found[after[0] - step] = after[1] - step
    return found
