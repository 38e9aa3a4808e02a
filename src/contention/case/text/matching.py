"""Finding a coded text again in a copy that differs from it, and judging sentence by sentence.

A sentence counts as found only if the copy has everything in it that counts (`letters`), unbroken,
and nothing more in the sentence around it. If a word is added, left out or replaced, or a number or
a "not" differs, the sentence is not in this copy.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from contention.case.text.alignment import Block, align, longest_ascending
from contention.case.text.folded_words import FoldedWord, folded_words
from contention.case.text.letters import note_calls
from contention.case.text.positions import Positions
from contention.case.text.sentence_ends import sentence_ends
from contention.case.text.word_print import Stretch, digit, seal

FAR = 10**9
"""Beyond the end of every text."""
DIGITS = 16
"""Different digits in a word print."""


@dataclass(frozen=True)
class Match:
    """How much of a text was found in a copy, and where."""

    share: float
    """of the words of the text, those found in the copy at their place"""
    positions: Positions | None
    """None if no sentence was found"""
    found: tuple[tuple[int, int], ...]
    """ranges of the text that the copy has in the same words, ascending"""
    places: tuple[tuple[int, int] | None, ...] = ()
    """for each stretch, the range of the copy that has the same words"""


@dataclass(frozen=True)
class _Copy:
    """A copy as words, each with the number of its sentence and whether it is that of a note."""

    text: str
    words: tuple[FoldedWord, ...]
    sentences: tuple[int, ...]
    notes: tuple[bool, ...]

    @property
    def digits(self) -> str:
        """One digit per word."""
        return "".join(digit(word.folded) for word in self.words)

    @classmethod
    def of(cls, text: str) -> "_Copy":
        words, ends = folded_words(text), sentence_ends(text)
        numbers = tuple(bisect_right(ends, word.start) for word in words)
        calls = note_calls(text)
        starts = [start for start, _ in calls]
        notes = []
        for word in words:
            near = bisect_right(starts, word.start) - 1
            notes.append(near >= 0 and word.end <= calls[near][1])
        return cls(text, words, numbers, tuple(notes))


def match_copy(stretches: Sequence[Stretch], copy: str, *, complete: bool = True) -> Match:
    """Align the words of a text, known by its print, with those of a copy.

    `complete` says that the stretches hold every word of the text, as those of quotes do not.
    """
    given = _Copy.of(copy)
    wanted = "".join(stretch.digits for stretch in stretches)
    digits = given.digits
    aligned = aligned_digits(wanted, digits)
    firsts = list(accumulate((len(each.digits) for each in stretches), initial=0))
    same = [
        _same(each, first, aligned, given, digits)
        for each, first in zip(stretches, firsts, strict=False)
    ]
    same = _in_order(same)
    words = _matched(same, stretches, firsts, aligned)
    if complete:
        same = _unsurrounded(same, given)
    return Match(
        share=words / len(wanted) if wanted else 0.0,
        positions=_positions(stretches, same, given),
        found=_found(stretches, same, complete=complete),
        places=tuple(
            place and (given.words[place[0]].start, given.words[place[1]].end) for place in same
        ),
    )


def aligned_digits(wanted: str, given: str) -> dict[int, int]:
    """Index of each word of a text → index of the word of the copy that stands for it.

    Between two matches that are equally far apart on both sides words stand for each other one by
    one.
    """
    aligned: dict[int, int] = {}
    last, end = 0, 0
    for block in (*align(wanted, given, DIGITS, exact=False), Block(len(wanted), len(given), 0)):
        if block.old - last == block.new - end:
            aligned.update(
                (last + step, end + step)
                for step in range(block.old - last)
                if wanted[last + step] == given[end + step]
            )
        aligned.update((block.old + step, block.new + step) for step in range(block.size))
        last, end = block.old + block.size, block.new + block.size
    return aligned


def _same(
    stretch: Stretch, first: int, aligned: dict[int, int], copy: _Copy, digits: str
) -> tuple[int, int] | None:
    """First and last word of the copy that a stretch is, if it has the same words."""
    for begin, end in _candidates(stretch, first, aligned):
        if not 0 <= begin <= end < len(copy.words):
            continue
        if not stretch.seal:
            if digits[begin : end + 1] == stretch.digits:
                return begin, end
        elif seal(copy.text, copy.words[begin].start, copy.words[end].end) == stretch.seal:
            return begin, end
    return None


def _in_order(same: Sequence[tuple[int, int] | None]) -> list[tuple[int, int] | None]:
    """The sentences that follow each other as in the text; one elsewhere is not at its place."""
    begins = [(index, place[0]) for index, place in enumerate(same) if place]
    kept: list[tuple[int, int] | None] = [None] * len(same)
    free = 0
    for index, begin in longest_ascending(begins):
        place = same[index]
        if place and begin >= free:
            kept[index] = place
            free = place[1] + 1
    return kept


def _candidates(stretch: Stretch, first: int, aligned: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Where it may begin and end, most likely first: by its own words, or by those next to it."""
    last = first + len(stretch.digits) - 1
    begins = [aligned.get(first), _step(aligned.get(first - 1), 1) if first else 0]
    ends = [aligned.get(last), _step(aligned.get(last + 1), -1)]
    begins += [_step(end, first - last) for end in ends]
    ends += [_step(begin, last - first) for begin in begins[:2]]
    known = ((begin, end) for begin in begins for end in ends)
    yield from dict.fromkeys((b, e) for b, e in known if b is not None and e is not None)


def _step(place: int | None, by: int) -> int | None:
    return None if place is None else place + by


def _matched(
    same: Sequence[tuple[int, int] | None],
    stretches: Sequence[Stretch],
    firsts: Sequence[int],
    aligned: dict[int, int],
) -> int:
    """How many words of the text were found: all of a sentence that is the same."""
    return sum(
        len(stretch.digits)
        if place
        else sum(first + step in aligned for step in range(len(stretch.digits)))
        for place, stretch, first in zip(same, stretches, firsts, strict=False)
    )


def _unsurrounded(
    same: Sequence[tuple[int, int] | None], copy: _Copy
) -> list[tuple[int, int] | None]:
    """Sentences left out to which the copy adds words: "it is not true that …"."""
    strange = [not note for note in copy.notes]
    for place in same:
        if place:
            strange[place[0] : place[1] + 1] = [False] * (place[1] + 1 - place[0])
    before = list(accumulate(strange, initial=0))
    kept: list[tuple[int, int] | None] = []
    for place in same:
        if place:
            first = bisect_left(copy.sentences, copy.sentences[place[0]])
            last = bisect_right(copy.sentences, copy.sentences[place[1]])
            place = place if before[last] == before[first] else None
        kept.append(place)
    return kept


def _positions(
    stretches: Sequence[Stretch], same: Sequence[tuple[int, int] | None], copy: _Copy
) -> Positions | None:
    pairs: list[tuple[int, int]] = []
    for stretch, place in zip(stretches, same, strict=True):
        if place:
            pairs.append((stretch.start, copy.words[place[0]].start))
            pairs.append((stretch.end, copy.words[place[1]].end))
    return Positions.of(pairs) if pairs else None


def _found(
    stretches: Sequence[Stretch], same: Sequence[tuple[int, int] | None], *, complete: bool
) -> tuple[tuple[int, int], ...]:
    """Ranges that were found; sentences that follow each other in both texts make one.

    Where the stretches are complete, the signs between them belong to both neighbours.
    """
    ranges: list[tuple[int, int]] = []
    last = -2
    for index, (stretch, place) in enumerate(zip(stretches, same, strict=True)):
        if place is None:
            continue
        start, end = stretch.start, stretch.end
        if complete:
            start = stretches[index - 1].end if index else 0
            end = stretches[index + 1].start if index + 1 < len(stretches) else FAR
        if complete and ranges and index and same[index - 1] and place[0] == last + 1:
            start = ranges.pop()[0]
        ranges.append((start, end))
        last = place[1]
    return tuple(ranges)
