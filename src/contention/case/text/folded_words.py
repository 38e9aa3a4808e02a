"""The words of a text, folded so that copies from different pages compare equal.

Case, quotes, dashes, spaces, ligatures and invisible characters do not count.
"""

import re
import unicodedata
from dataclasses import dataclass

_QUOTES = "'’‘ʼ`´"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_QUOTES}{_INVISIBLE}](?=[^\W_]))*")
_DROPPED = dict.fromkeys(map(ord, _QUOTES + _INVISIBLE))


@dataclass(frozen=True)
class FoldedWord:
    """A word and the half-open range of characters that it occupies."""

    start: int
    end: int
    folded: str


def folded_words(text: str) -> tuple[FoldedWord, ...]:
    """The words of a text in order."""
    return tuple(
        FoldedWord(match.start(), match.end(), _fold(match[0])) for match in _WORD.finditer(text)
    )


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word.translate(_DROPPED)).casefold()
