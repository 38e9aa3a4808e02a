"""The texts of a case while it is reviewed: their sentences, and the words of a sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from contention.case.draft import Draft
from contention.case.load import copied
from contention.case.model import Anchor
from contention.case.schema.base import AnchorEntry
from contention.case.text.sentence_ends import sentence_ends
from contention.case.text.texts import AttachedText, anchor_back, anchor_in, text_of_draft
from contention.documents.shown_text import shown_text

_WORD = re.compile(r"\S+")
_AROUND = " \t\n.,;:!?…()[]{}<>«»\"'“”‘’„–—*_"
_RANGE = re.compile(r"\s*(\d{1,4})\s*(?:[-–]\s*(\d{1,4}))?\s*")


@dataclass(frozen=True)
class ShownWord:
    """A word of a sentence, without the punctuation around it: characters of the text."""

    start: int
    end: int


class SentencedText:
    """A text with its sentences, numbered from 0."""

    def __init__(self, text: AttachedText) -> None:
        self._text = text
        self.text = shown_text(text)
        """as a reader sees it, in the positions of the text itself"""

    @property
    def differs(self) -> bool:
        """Whether it is a copy that is not the same as the document."""
        return self._text.copy is not None

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """First character of each sentence and the one after its last, without spaces around."""
        found = []
        start = 0
        for end in sentence_ends(self.text):
            lead = len(self.text[start:end]) - len(self.text[start:end].lstrip())
            first, last = start + lead, start + len(self.text[start:end].rstrip())
            if first < last:
                found.append((first, last))
            start = end
        return tuple(found)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Numbers of the first and the last sentence that a range touches."""
        if not self.sentences:
            return 0, -1
        first = max(bisect_right(self._starts, start) - 1, 0)
        if start >= self.sentences[first][1] and first + 1 < len(self.sentences):
            first += 1
        return first, max(first, bisect_left(self._starts, end) - 1)

    def single(self, first: int, last: int) -> str:
        """Some sentences with single spaces; nothing outside of the text."""
        if first < 0 or last >= len(self.sentences) or first > last:
            return ""
        start, end = self.sentences[first][0], self.sentences[last][1]
        return " ".join(self.text[start:end].split())

    def words(self, first: int, last: int) -> tuple[ShownWord, ...]:
        """The words of some sentences."""
        start, end = self.sentences[first][0], self.sentences[last][1]
        found = []
        for match in _WORD.finditer(self.text, start, end):
            body = match[0]
            lead = len(body) - len(body.lstrip(_AROUND))
            if stripped := body.strip(_AROUND):
                found.append(ShownWord(match.start() + lead, match.start() + lead + len(stripped)))
        return tuple(found)

    def anchor(self, anchor: AnchorEntry) -> tuple[int, int] | None:
        """The characters of an anchor in this copy of the document; None if it lacks them."""
        here = anchor_in(self._text, Anchor(anchor.start, anchor.end, anchor.quote))
        return None if here is None else (here.start, here.end)

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """The document's positions of some characters; None if only this copy has them."""
        anchor = anchor_back(self._text, start, end)
        return None if anchor is None else (anchor.start, anchor.end)


class Texts:
    """The texts of a case, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, SentencedText | None] = {}

    def of(self, draft: Draft, document: str) -> SentencedText | None:
        """The text of a document; None if it is neither carried nor attached."""
        if document not in self._read:
            text = text_of_draft(copied(draft), document)
            self._read[document] = None if text is None else SentencedText(text)
        return self._read[document]


def picked(written: str, words: Sequence[ShownWord]) -> tuple[int, int] | None:
    """The characters that `3-7` or `3` picks of numbered words; None if it picks none."""
    match = _RANGE.fullmatch(written)
    if match is None:
        return None
    first = int(match[1])
    last = int(match[2] or first)
    if not 1 <= first <= last <= len(words):
        return None
    return words[first - 1].start, words[last - 1].end


def is_range(written: str) -> bool:
    """Whether something looks like numbers of words."""
    return _RANGE.fullmatch(written) is not None
