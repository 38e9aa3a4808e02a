"""Speakers between commas: "the treaty would, its supporters hope, give the region time"."""

from contention.claims.rules.speech import DENY, SAY
from contention.claims.rules.tokens import Words

_MOST_WORDS = 8


def hide_asides(words: Words) -> list[tuple[int, int]]:
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
        modal = start > 0 and words.kinds[start] == "," and words.kinds[start - 1] in ("A", "R")
        if modal and start < at - 1:
            found.append((start, at + 2))
            words.kinds[start : at + 2] = ["B"] * (at + 2 - start)
    return found
