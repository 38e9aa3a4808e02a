"""Places of an old text in an edited one, by its words if available, else by its print."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from contention.case.model import Anchor
from contention.case.text.alignment import align
from contention.case.text.folded_words import FoldedWord, folded_words
from contention.case.text.letters import letters
from contention.case.text.matching import Match, aligned_digits, match_copy
from contention.case.text.positions import Positions
from contention.case.text.sentence_ends import sentence_range
from contention.case.text.texts import AttachedText, Attachment, anchor_in, at_words
from contention.case.text.word_print import Stretch, digit, word_print
from contention.coding.moving.rewording import ALPHABET

LIKE_ENOUGH = 0.5
"""Share of a sentence's words that its new wording has."""
LONGER = 3
"""Longest place, as a multiple of the old one: in longer ones the words are only scattered."""
TELLING = 6
"""Least words of a sentence without a seal that is recognised elsewhere."""


@dataclass(frozen=True)
class MovedPlaces:
    """An old text and an edited one, word by word."""

    stretches: tuple[Stretch, ...]
    old: str | None
    new: str
    match: Match
    view: AttachedText
    words: tuple[FoldedWord, ...]
    """of the new text"""
    old_words: tuple[FoldedWord, ...]
    """of the old text; empty if it is not available"""
    firsts: tuple[int, ...]
    """number of the first word of each stretch"""
    aligned: dict[int, int]
    """number of a word of the old text → that of the new text"""
    sentences: tuple[Stretch, ...]
    """of the new text, those left out that were found at their place"""

    @classmethod
    def of(cls, stretches: Sequence[Stretch], old: str | None, new: str) -> "MovedPlaces":
        """Align the two; `stretches` is the word print of the old text."""
        match, words = match_copy(stretches, new), folded_words(new)
        old_words = () if old is None else folded_words(old)
        firsts, total = [], 0
        for stretch in stretches:
            firsts.append(total)
            total += len(stretch.digits)
        copy = Attachment(Path(), "", match.share, match.positions, match.found)
        found = [place for place in match.places if place]
        free = [each for each in word_print(new) if not _overlaps(each, found)]
        return cls(
            tuple(stretches), old, new, match, AttachedText(new, copy), words, old_words,
            tuple(firsts), _unused(_aligned(stretches, old_words, words), words, match, firsts),
            tuple(free),
        )  # fmt: skip

    @property
    def share(self) -> float:
        """The words of the old text that the new one has in the same order."""
        total = sum(len(each.digits) for each in self.stretches)
        return max(self.match.share, len(self.aligned) / total if total else 0.0)

    def touched(self, anchor: Anchor) -> range:
        """The stretches that an anchor touches."""
        ends = [each.end for each in self.stretches]
        starts = [each.start for each in self.stretches]
        return range(bisect_right(ends, anchor.start), bisect_left(starts, anchor.end))

    def has_quote(self, anchor: Anchor) -> bool:
        """Whether a quote is at its place in the old text; True if that is not available."""
        if self.old is None or anchor.quote is None:
            return True
        here = letters(self.old, anchor.start, anchor.end).folded
        return letters(anchor.quote).folded == here

    def same(self, anchor: Anchor) -> Anchor | None:
        """The place of an anchor whose sentences are there in the same words and order."""
        if not self.touched(anchor):
            return None
        here = anchor_in(self.view, Anchor(anchor.start, anchor.end))
        if here is not None and anchor.quote is not None:
            here = anchor_in(self.view, anchor) or here
        if here is None or self.old is None:
            return here
        first, last = self.touched(anchor)[0], self.touched(anchor)[-1]
        begin, end = self.match.places[first], self.match.places[last]
        if begin is None or end is None:
            return here
        old_range = (self.stretches[first].start, self.stretches[last].end)
        return self._by_letters(anchor, old_range, (begin[0], end[1]))

    def _by_letters(
        self, anchor: Anchor, old_range: tuple[int, int], new_range: tuple[int, int]
    ) -> Anchor | None:
        """A place to the letter, if two ranges have the same letters."""
        assert self.old is not None
        one, two = letters(self.old, *old_range), letters(self.new, *new_range)
        if one.folded != two.folded:
            return None
        first = bisect_left(one.places, anchor.start)
        last = bisect_left(one.places, anchor.end) - 1
        if first > last:
            return None
        start, end = two.places[first], two.places[last] + 1
        lead = self.old[anchor.start : one.places[first]]
        tail = self.old[one.places[last] + 1 : anchor.end]
        if lead and self.new[max(0, start - len(lead)) : start] == lead:
            start -= len(lead)
        if tail and self.new[end : end + len(tail)] == tail:
            end += len(tail)
        return Anchor(start, end, anchor.quote)

    def elsewhere(self, anchor: Anchor) -> Iterator[Anchor]:
        """Places at which the new text has the sentences of an anchor, out of their order."""
        old = [self.stretches[index] for index in self.touched(anchor)]
        for at in range(len(self.sentences) - len(old) + 1 if old else 0):
            new = self.sentences[at : at + len(old)]
            equal = all(self._equal(one, two) for one, two in zip(old, new, strict=True))
            if equal and self._adjoin(new):
                yield self._within(anchor, old, new)

    def _adjoin(self, sentences: Sequence[Stretch]) -> bool:
        """Whether sentences of the new text follow each other with no word between."""
        gaps = pairwise(sentences)
        return not any(folded_words(self.new[one.end : two.start]) for one, two in gaps)

    def _equal(self, one: Stretch, two: Stretch) -> bool:
        if one.seal and one.seal != two.seal:
            return False
        if self.old is not None:
            same = letters(self.old, one.start, one.end).folded
            return same == letters(self.new, two.start, two.end).folded
        return one.digits == two.digits and (bool(one.seal) or len(one.digits) >= TELLING)

    def _within(self, anchor: Anchor, old: Sequence[Stretch], new: Sequence[Stretch]) -> Anchor:
        ranges = (old[0].start, old[-1].end), (new[0].start, new[-1].end)
        if self.old is not None and (exact := self._by_letters(anchor, *ranges)):
            return exact
        pairs = [
            pair
            for one, two in zip(old, new, strict=True)
            for pair in ((one.start, two.start), (one.end, two.end))
        ]
        through = Positions.of(pairs)
        start, end = at_words(self.new, through.forth(anchor.start), through.forth(anchor.end))
        return Anchor(start, end, anchor.quote)

    def near(self, anchor: Anchor) -> Anchor | None:
        """The place that has most of the words of an anchor's sentences; None if none has."""
        stretches = self.touched(anchor)
        if not stretches:
            return None
        first = self.firsts[stretches[0]]
        last = self.firsts[stretches[-1]] + len(self.stretches[stretches[-1]].digits) - 1
        hull = self._hull(first, last)
        if hull is None:
            return None
        if self.old is None:
            return self._whole(hull)
        inner = self._own_words(anchor, first, last)
        return self._hull_anchor(self._hull(*inner)) or self._whole(hull)

    def _own_words(self, anchor: Anchor, first: int, last: int) -> tuple[int, int]:
        own = [
            at
            for at in range(first, last + 1)
            if self.old_words[at].start < anchor.end and anchor.start < self.old_words[at].end
        ]
        return (own[0], own[-1]) if own else (first, last)

    def _hull(self, first: int, last: int) -> tuple[int, int] | None:
        """First and last new word of a range of old ones, with what replaces words at its ends."""
        own = [at for at in range(first, last + 1) if at in self.aligned]
        count = last - first + 1
        if len(own) < LIKE_ENOUGH * count:
            return None
        begin, end = self.aligned[own[0]], self.aligned[own[-1]]
        before, after = self._beside(first, -1), self._beside(last, 1)
        begin -= _put_in(own[0] - first, begin - before[0] - 1, known=before[1])
        end += _put_in(last - own[-1], after[0] - end - 1, known=after[1])
        return (begin, end) if end - begin < LONGER * count + 3 else None

    def _beside(self, at: int, step: int) -> tuple[int, bool]:
        """The new word of the nearest old one that has any, and whether that is adjacent."""
        total = self.firsts[-1] + len(self.stretches[-1].digits) if self.firsts else 0
        place = at + step
        while 0 <= place < total and place not in self.aligned:
            place += step
        if not 0 <= place < total:
            return (-1 if step < 0 else len(self.words)), place == at + step
        return self.aligned[place], place == at + step

    def _hull_anchor(self, hull: tuple[int, int] | None) -> Anchor | None:
        return hull and Anchor(self.words[hull[0]].start, self.words[hull[1]].end)

    def _whole(self, hull: tuple[int, int]) -> Anchor:
        """The whole sentences that a range of new words touches."""
        start, end = sentence_range(self.new, self.words[hull[0]].start, self.words[hull[1]].end)
        lead = len(self.new[start:end]) - len(self.new[start:end].lstrip())
        return Anchor(start + lead, start + len(self.new[start:end].rstrip()))

    def unknown_words(self, anchor: Anchor, new: Sequence[str]) -> Iterator[str]:
        """The words of a new sentence whose digits its old wording does not have."""
        have = [each for at in self.touched(anchor) for each in self.stretches[at].digits]
        for word in new:
            mark = digit(folded_words(word)[0].folded) if folded_words(word) else ""
            if mark in have:
                have.remove(mark)
            else:
                yield word

    def own_words(self, old: Anchor, new: Anchor) -> bool:
        """Whether the words of an anchor are the same; False if the old text is not available."""
        if self.old is None:
            return False
        before = letters(self.old, old.start, old.end).folded
        return before == letters(self.new, new.start, new.end).folded

    def old_sentence(self, anchor: Anchor) -> str | None:
        """The old sentences of an anchor, with single spaces, if the text is available."""
        if self.old is None:
            return None
        first, last = sentence_range(self.old, anchor.start, anchor.end)
        return " ".join(self.old[first:last].split())

    def new_sentence(self, anchor: Anchor) -> str:
        """The new sentences at a new place."""
        first, last = sentence_range(self.new, anchor.start, anchor.end)
        return " ".join(self.new[first:last].split())


def _put_in(replaced: int, between: int, *, known: bool) -> int:
    """How many of the new words between two take the place of old ones at an end of a range.

    All of them if the adjacent old word is known and they are few; else one for one.
    """
    if not replaced or between <= 0:
        return 0
    return between if known and between <= LONGER * replaced else min(replaced, between)


def _overlaps(stretch: Stretch, found: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(found, (stretch.start, stretch.end))
    near = found[max(0, at - 1) : at + 1]
    return any(start < stretch.end and stretch.start < end for start, end in near)


def _aligned(
    stretches: Sequence[Stretch], old_words: Sequence[FoldedWord], words: Sequence[FoldedWord]
) -> dict[int, int]:
    if not old_words:
        wanted = "".join(each.digits for each in stretches)
        return aligned_digits(wanted, "".join(digit(word.folded) for word in words))
    blocks = align(
        [word.folded for word in old_words],
        [word.folded for word in words],
        ALPHABET,
        exact=True,
    )
    return {block.old + step: block.new + step for block in blocks for step in range(block.size)}


def _unused(
    aligned: dict[int, int],
    words: Sequence[FoldedWord],
    match: Match,
    firsts: Sequence[int],
) -> dict[int, int]:
    """Pairs of words, without those that would give a found sentence's words to another one."""
    starts = [word.start for word in words]
    owner: dict[int, int] = {}
    for index, place in enumerate(match.places):
        if place:
            here = range(bisect_left(starts, place[0]), bisect_left(starts, place[1]))
            owner.update(dict.fromkeys(here, index))
    return {
        old: new
        for old, new in aligned.items()
        if new not in owner or bisect_right(firsts, old) - 1 == owner[new]
    }
