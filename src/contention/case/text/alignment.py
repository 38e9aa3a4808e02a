"""Which items of one sequence stand for which of another, in about linear time.

Runs of items that occur once in either sequence are matched first (patience diff), and what lies
between two matches is aligned in the same way. Small rests are aligned exactly, by the greedy
algorithm of E. Myers, *An O(ND) Difference Algorithm and Its Variations*, Algorithmica 1 (1986).
"""

import math
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

MOST_EDITS = 120
"""Rests that differ in more items than this are left unaligned."""
MOST_PASSES = 12
"""Most passes over texts with hardly a run in common."""
CHANCE = 0.01
"""Accepted probability that a run within a rest matches by chance."""


@dataclass(frozen=True)
class Block:
    """A run of this many equal items from these two positions."""

    old: int
    new: int
    size: int


def align(
    old: Sequence[Hashable], new: Sequence[Hashable], alphabet: int, *, exact: bool
) -> tuple[Block, ...]:
    """Blocks of equal items, ascending in both sequences.

    `alphabet` is the number of items that are about equally likely; if it is small, runs have to be
    longer to count as a match. With `exact` single equal items are matched, too: only for sequences
    with distinctive items.
    """
    pairs: list[tuple[int, int]] = []
    todo = [(0, len(old), 0, len(new))]
    left = MOST_PASSES * (len(old) + len(new))
    while todo and left > 0:
        first, last, begin, end = todo.pop()
        left -= last - first + end - begin
        head = 0
        while first + head < last and begin + head < end and old[first + head] == new[begin + head]:
            head += 1
        pairs += [(first + step, begin + step) for step in range(head)]
        first, begin = first + head, begin + head
        while last > first and end > begin and old[last - 1] == new[end - 1]:
            last, end = last - 1, end - 1
            pairs.append((last, end))
        if first == last or begin == end:
            continue
        found = _unique_runs(old, new, (first, last, begin, end), alphabet)
        if found:
            pairs += found
            todo += _rests(found, (first, last, begin, end))
        elif exact:
            pairs += _edited(old[first:last], new[begin:end], first, begin)
    return _blocks(sorted(pairs))


def _unique_runs(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    area: tuple[int, int, int, int],
    alphabet: int,
) -> list[tuple[int, int]]:
    """Pairs of items in runs that occur once on either side, as many as keep their order."""
    first, last, begin, end = area
    chances = (last - first) * (end - begin) / CHANCE
    size = max(1, math.ceil(math.log(chances) / math.log(alphabet)))
    one, other = _once(old, first, last, size), _once(new, begin, end, size)
    common = sorted((place, other[run]) for run, place in one.items() if run in other)
    chain = _apart(longest_ascending(common), size)
    return sorted({(place + step, there + step) for place, there in chain for step in range(size)})


def _once(items: Sequence[Hashable], first: int, last: int, size: int) -> dict[Hashable, int]:
    """Runs that occur once → where they begin."""
    found: dict[Hashable, int] = {}
    again: set[Hashable] = set()
    for place in range(first, last - size + 1):
        run: Hashable = tuple(items[place : place + size])
        if run in found:
            again.add(run)
        found[run] = place
    return {run: place for run, place in found.items() if run not in again}


def longest_ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, ascending in their firsts, that ascends in its seconds, too."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        at[length : length + 1] = [index]
        before.append(at[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _apart(chain: Iterable[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Runs that overlap the one before without continuing it are left out."""
    kept: list[tuple[int, int]] = []
    for place, there in chain:
        if kept:
            step, leap = place - kept[-1][0], there - kept[-1][1]
            if step != leap and min(step, leap) < size:
                continue
        kept.append((place, there))
    return kept


def _rests(
    found: Sequence[tuple[int, int]], area: tuple[int, int, int, int]
) -> list[tuple[int, int, int, int]]:
    """What lies before, between and after the matches."""
    first, last, begin, end = area
    rests: list[tuple[int, int, int, int]] = []
    for place, there in [*found, (last, end)]:
        if place > first or there > begin:
            rests.append((first, place, begin, there))
        first, begin = place + 1, there + 1
    return rests


def _edited(
    old: Sequence[Hashable], new: Sequence[Hashable], first: int, begin: int
) -> list[tuple[int, int]]:
    """Equal items of the shortest edit; none if more than `MOST_EDITS` are needed."""
    reached = {1: 0}
    steps: list[dict[int, int]] = []
    for edits in range(min(len(old) + len(new), MOST_EDITS) + 1):
        steps.append(dict(reached))
        for diagonal in range(-edits, edits + 1, 2):
            down = _down(reached, diagonal, edits)
            place = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
            while (
                place < len(old)
                and place - diagonal < len(new)
                and old[place] == new[place - diagonal]
            ):
                place += 1
            reached[diagonal] = place
            if place >= len(old) and place - diagonal >= len(new):
                return [(x + first, y + begin) for x, y in _path(steps, len(old), len(new))]
    return []


def _path(steps: Sequence[dict[int, int]], place: int, there: int) -> list[tuple[int, int]]:
    """The equal items on the way back from the ends of both sequences."""
    pairs: list[tuple[int, int]] = []
    for edits in range(len(steps) - 1, -1, -1):
        reached, diagonal = steps[edits], place - there
        earlier = diagonal + 1 if _down(reached, diagonal, edits) else diagonal - 1
        x, y = reached[earlier], reached[earlier] - earlier
        while place > x and there > y:
            place, there = place - 1, there - 1
            pairs.append((place, there))
        place, there = x, y
    return pairs[::-1]


def _down(reached: dict[int, int], diagonal: int, edits: int) -> bool:
    """Whether the furthest way to a diagonal inserts an item, rather than removing one."""
    if diagonal in (-edits, edits):
        return diagonal == -edits
    return reached[diagonal - 1] < reached[diagonal + 1]


def _blocks(pairs: Iterable[tuple[int, int]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for place, there in pairs:
        last = blocks[-1] if blocks else None
        if last and (place, there) == (last.old + last.size, last.new + last.size):
            blocks[-1] = Block(last.old, last.new, last.size + 1)
        else:
            blocks.append(Block(place, there, 1))
    return tuple(blocks)
