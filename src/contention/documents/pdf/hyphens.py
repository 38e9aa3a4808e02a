"""Words broken by a hyphen at the end of a line, made whole where they are one word."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LAST_PART = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)-$")
_FIRST_PART = re.compile(r"^([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDINGS = ("s", "es", "d", "ed", "r", "er", "ing", "ly", "ness", "ment", "al", "ally", "ised",
            "ized", "ises", "izes", "ising", "izing", "able", "ity")  # fmt: skip


@dataclass(frozen=True)
class Spelling:
    """Words as a document spells them inside its lines, and English words besides."""

    words: frozenset[str] = frozenset()
    """single and hyphenated ones, in lower case"""

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Spelling":
        """The words that are complete in these lines: all but the first and the last of each."""
        return cls(
            frozenset(
                found[0].casefold()
                for line in lines
                for word in line.split()[1:-1]
                if (found := _WORD.search(word)) is not None
            )
        )

    def join(self, before: str, after: str) -> str:
        """Two pieces of a paragraph as one; a word broken by a hyphen is made whole."""
        last, first = _LAST_PART.search(before[-60:]), _FIRST_PART.search(after[:60])
        if last is None or first is None:
            tight = before.endswith(("-", "—", "–")) and not before[-2:-1].isspace()
            return before + after if tight and after[:1].isalnum() else f"{before} {after}"
        if after[0].isupper() or self.keeps_hyphen(last[1], first[1]):
            return before + after
        return before[:-1] + after

    def keeps_hyphen(self, head: str, tail: str) -> bool:
        """Whether the two parts of a word are joined by a hyphen wherever they occur.

        What the document itself writes inside a line decides, then whether the joined word is
        English; failing both, two English words keep the hyphen.
        """
        head, tail = head.casefold(), tail.casefold()
        whole, hyphenated = head + tail, f"{head}-{tail}"
        if whole in self.words or hyphenated in self.words:
            return whole not in self.words
        if is_english(whole):
            return False
        return self._is_word(head) and self._is_word(tail)

    def _is_word(self, word: str) -> bool:
        return len(word) > 1 and (word in self.words or is_english(word))


def is_english(word: str) -> bool:
    """Whether a word, or what it is derived from, is among the common English ones."""
    known = _english()
    if word in known:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3:
            doubled = stem[-1] == stem[-2] and stem[:-1] in known
            if stem in known or f"{stem}e" in known or f"{stem}y" in known or doubled:
                return True
    return False


@cache
def _english() -> frozenset[str]:
    """About 23,000 common words: the vocabulary that the small model's weights come with."""
    file = files("contention").joinpath("extraction/model/weights/tokenizer.json")
    try:
        words = json.loads(file.read_text(encoding="utf-8"))["model"]["vocab"]
    except (OSError, ValueError, KeyError):
        return frozenset()
    return frozenset(word for word in words if word.isalpha() and len(word) > 1)
