"""How a stated number compares with the true one: over it, at least it, about it."""

import re

from contention.extraction.figures.number_words import Amount
from contention.extraction.proposals import Comparator

_COMPARING: tuple[tuple[str, Comparator], ...] = (
    (r"at least|no (?:fewer|less) than|not less than|a minimum of|upwards of|≥", "at least"),
    (r"at most|no more than|not more than|up to|as (?:many|much) as|a maximum of|≤", "at most"),
    (r"more than|over|above|exceeding|in excess of|greater than|well over", "over"),
    (r"fewer than|less than|under|below|almost|nearly|just under|close to", "under"),
    (r"exactly|precisely", "exactly"),
    (
        r"about|around|roughly|approximately|some|circa|an estimated|estimated at|"
        r"estimated to be|estimates of|~|≈",
        "about",
    ),
)
_COMPARATORS = tuple(
    (
        re.compile(rf"(?:\b|(?=[~≈≥≤]))(?:{pattern})\s*(?:the\s+|an?\s+|some\s+)?[$€£¥]?$", re.I),
        word,
    )
    for pattern, word in _COMPARING
)
_ESTIMATED = re.compile(r"\bestimated\b.{0,20}$", re.I | re.S)
_OR_MORE = re.compile(r"(?:\s+[^\W\d_]+){0,3}?\s+(?:or more|and (?:over|above))\b", re.I)
_LOOK_BACK = 40
_ROUND = 1000


def comparator(text: str, amount: Amount) -> tuple[int, Comparator]:
    """Where the figure with its comparator begins, and the comparator."""
    before = text[max(0, amount.start - _LOOK_BACK) : amount.start]
    stripped = before.rstrip("(")
    for pattern, meaning in _COMPARATORS:
        found = pattern.search(stripped)
        if found:
            begins = found.start()
            while begins < len(stripped) and stripped[begins].isspace():
                begins += 1
            return amount.start - len(before) + begins, meaning
    return amount.start, _unsaid(text, before, amount)


def _unsaid(text: str, before: str, amount: Amount) -> Comparator:
    if _OR_MORE.match(text, amount.end):
        return "at least"
    if amount.vague or amount.high is not None or _ESTIMATED.search(before):
        return "about"
    return "about" if amount.spelled and amount.value >= _ROUND else "exactly"
