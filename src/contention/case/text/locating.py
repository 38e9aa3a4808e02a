"""From words to anchors: find a passage in a document."""

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from contention.case.model import Anchor
from contention.case.text.folded_words import FoldedWord, folded_words
from contention.case.text.sentence_ends import sentence_range
from contention.case.text.texts import anchor_back

MOST_NEAR = 3
LIKE_ENOUGH = 0.5
"""Share of the words that a near match has."""
_CLOSING = ".!?…,;:\"'”’»)]"


@dataclass(frozen=True)
class Found:
    """A place in a document: its anchor, its line in the available text, and its sentence."""

    anchor: Anchor | None
    """None if only the available copy has these words, and not the text that was coded"""
    line: int
    words: str
    sentence: str
    share: float = 1.0
    """of the words that were searched for"""


def locate(text: str, wanted: str) -> tuple[Found, ...]:
    """Every place where the folded words occur in sequence, in order."""
    words = folded_words(text)
    folded = [word.folded for word in words]
    sought = [word.folded for word in folded_words(wanted)]
    if not sought:
        return ()
    return tuple(
        _found(text, words[start], words[start + len(sought) - 1], wanted)
        for start in range(len(words) - len(sought) + 1)
        if folded[start : start + len(sought)] == sought
    )


def near(text: str, wanted: str) -> tuple[Found, ...]:
    """Places that have most of the words, best first."""
    words = folded_words(text)
    vocabulary = {word.folded for word in words}
    sought = [_spelt(word.folded, vocabulary) for word in folded_words(wanted)]
    if not sought or not words:
        return ()
    scores = _scores([word.folded for word in words], sought)
    found: list[Found] = []
    taken: list[int] = []
    for start in sorted(range(len(scores)), key=lambda each: (-scores[each], each)):
        share = scores[start] / len(sought)
        if share < LIKE_ENOUGH or len(found) == MOST_NEAR:
            break
        if all(abs(start - other) >= len(sought) for other in taken):
            taken.append(start)
            last = min(start + len(sought), len(words)) - 1
            found.append(_found(text, words[start], words[last], "", share))
    return tuple(found)


def _spelt(word: str, vocabulary: set[str]) -> str:
    """The nearest word of the text, if it lacks the given one."""
    if word in vocabulary:
        return word
    close = difflib.get_close_matches(word, vocabulary, n=1, cutoff=0.8)
    return close[0] if close else word


def _scores(words: Sequence[str], sought: Sequence[str]) -> list[int]:
    """For each window of as many words as are sought, how many of them it has."""
    wanted = Counter(sought)
    window = Counter(words[: len(sought)])
    scores = [sum((window & wanted).values())]
    for start in range(1, max(1, len(words) - len(sought) + 1)):
        window[words[start - 1]] -= 1
        window[words[start + len(sought) - 1]] += 1
        scores.append(sum(min(count, window[word]) for word, count in wanted.items()))
    return scores


def _found(
    text: str, first: FoldedWord, last: FoldedWord, wanted: str, share: float = 1.0
) -> Found:
    start, end = first.start, last.end
    tail = len(wanted) - len(wanted.rstrip(_CLOSING))
    while tail and end < len(text) and text[end] in _CLOSING:
        end, tail = end + 1, tail - 1
    anchor = anchor_back(text, start, end)
    begin, stop = sentence_range(text, start, end)
    sentence = " ".join(text[begin:stop].split())
    line = text.count("\n", 0, start) + 1
    return Found(anchor, line, " ".join(text[start:end].split()), sentence, share)
