"""A factor's name as the words that distinguish it from others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from contention.extraction.factor_names import stem
from contention.extraction.naming.synonyms import (
    EMPTY,
    LACK,
    LESS_OF,
    MEASURES,
    canonical,
    one_word,
)

_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][^\W_]+(?:['’]s)?")
_SMALL = re.compile(r"\b[a-z][^\W_]+")
_BREAK = frozenset({"of", "in", "on", "at", "for", "to", "by", "with", "from", "without"})


@dataclass(frozen=True)
class NameWord:
    """A distinctive word."""

    text: str
    """lower-case"""
    key: str
    """one key for all words that mean the same"""
    proper: bool
    """capitalised inside a title"""


@dataclass(frozen=True)
class FactorName:
    """A title as its distinctive words."""

    words: tuple[NameWord, ...]
    turned: bool
    """True if a word such as `lack of` turns the rest round"""
    head: str
    """key of the word that says what is counted: the last before `of`, `in`, …"""

    @property
    def keys(self) -> frozenset[str]:
        """The words without regard to their order."""
        return frozenset(word.key for word in self.words)


@lru_cache(maxsize=20_000)
def name_of(title: str) -> FactorName:
    """The words of a title."""
    low = one_word(title)
    changed = low if low != title.lower() else title
    texts = [match[0] for match in _WORD.finditer(changed)]
    lows = [text.lower() for text in texts]
    before = [low in ("of", "in") for low in lows[1:]] + [False]
    lacks = [
        at for at, low in enumerate(lows)
        if len(lows) > 1 and (low in LACK or (low in LESS_OF and before[at]))
    ]  # fmt: skip
    measures = [at for at, low in enumerate(lows) if low in MEASURES and before[at]]
    left_out = {*lacks, *measures}
    kept = [at for at, low in enumerate(lows) if low not in EMPTY and at not in left_out]
    words = tuple(
        NameWord(lows[at], canonical(lows[at]), at > 0 and texts[at][:1].isupper()) for at in kept
    )
    return FactorName(words, len(lacks) % 2 == 1, _head(lows, kept))


def _head(lows: list[str], kept: list[int]) -> str:
    """The last distinctive word before the first preposition that follows one."""
    head = ""
    for at, low in enumerate(lows):
        if low in _BREAK and head:
            break
        if at in kept:
            head = canonical(low)
    return head


def proper_words(titles: Iterable[str]) -> frozenset[str]:
    """Stems of words that some title capitalises inside."""
    return frozenset(
        stem(word.text) for title in titles for word in name_of(title).words if word.proper
    )


def proper_in(text: str) -> frozenset[str]:
    """Stems of words that a text capitalises inside its sentences throughout."""
    large = {stem(match[0]) for match in _INSIDE.finditer(text)}
    return frozenset(large - {stem(match[0]) for match in _SMALL.finditer(text)})
