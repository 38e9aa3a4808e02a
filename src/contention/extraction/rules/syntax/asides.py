"""Speakers between commas: "the treaty would, its supporters hope, give the region time"."""

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.speakers.speech_verbs import DENY, SAY
from contention.extraction.rules.syntax.tokens import WordList

_MOST_WORDS = 8


def hide_asides(words: WordList) -> list[tuple[int, int]]:
    """Spans of ", somebody says," inside a sentence, commas included; they then count as adverbs.

    Without this the verb group around such words would be torn in two.
    """
    found: list[tuple[int, int]] = []
    if words.low.count(",") < 2:
        return found
    for at, low in enumerate(words.low):
        ends = at + 1 < len(words) and words.kinds[at + 1] == ","
        if low not in SAY or low in DENY or not ends:
            continue
        start = at - 1
        while start > max(0, at - _MOST_WORDS) and words.kinds[start] in ("n", "D", "P", "O"):
            start -= 1
        if start < 1 or start >= at - 1 or words.kinds[start] != ",":
            continue
        if words.kinds[start - 1] not in ("A", "R"):
            if not _closes_condition(words, start):
                continue
            words.kinds[start + 1 : at + 2] = ["B"] * (at + 1 - start)  # the comma ends the clause
        else:
            words.kinds[start : at + 2] = ["B"] * (at + 2 - start)
        found.append((start, at + 2))
    return found


_OPENING = word_list("opening-asides")


def _closes_condition(words: WordList, comma: int) -> bool:
    """As in "If the toll goes, the Union says, …": whether a comma ends a clause that opens one."""
    return words.low[0] in _OPENING and "," not in words.kinds[:comma]
