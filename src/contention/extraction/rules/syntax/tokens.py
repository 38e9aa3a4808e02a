"""A sentence as words: where each stands, and what kind of word it is by closed lists."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from contention.extraction.rules.lexicon.data_files import phrase_list, word_list
from contention.extraction.rules.lexicon.verbs import AUXILIARY, COMMON_FINITE, MODAL, NEGATIVE

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:(?:[-‐‑'’ʼ\u00ad&]|-[ \t]*\n\s*)[^\W_]+)*"
    r"|\[\d{1,3}\]|--+|\.{2,}|[^\w\s]"
)
_CANONICAL = dict.fromkeys(("–", "--", "---", "-"), "—") | {"…": "...", "−": "-"}
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None})
_OPEN_QUOTE = re.compile(r"(?:(?<=\s)|^)['‘](?=\w)")
_BROKEN = re.compile(r"-\s*\n\s*")

_NOT_ADVERBS = word_list("not-adverbs")
STOPS = frozenset((";", ":", "—", "?", "!", ".", "...", "(", ")", "•"))
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff"
)
SKIPPED = frozenset(('"', "'", "*", "_", "`", "\\", *_INVISIBLE))


@dataclass
class WordList:
    """The tokens of one sentence, in parallel lists; positions refer to the document."""

    text: str
    offset: int
    low: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    """D determiner, P preposition, C coordinator, S subordinator, R relative, A auxiliary,
    O pronoun, B adverb, F common finite verb, `,` comma, `.` other stop, T "to", n anything else"""
    capital: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.low)


_ADVERBIAL = phrase_list("adverbial")
_FIXED = {
    first: [each for each in _ADVERBIAL if each[0] == first]
    for first in {each[0] for each in _ADVERBIAL}
}
"""Phrases that stand where an adverb can, first word → phrases."""


def words_of(text: str, offset: int = 0) -> WordList:
    """The words of a sentence that begins at `offset` in its document."""
    words = WordList(text, offset)
    for match in _TOKEN.finditer(text):
        written = match[0]
        if written in SKIPPED or written in "“”‘’«»„" or written.startswith("["):
            if written in "'’" and _possessive(text, match.start(), words.low):
                words.low[-1] += "'"
            continue
        folded, kind = _folded(written)
        words.low.append(folded)
        words.kinds.append(kind)
        words.starts.append(offset + match.start())
        words.ends.append(offset + match.end())
        words.capital.append(written[0].isupper())
    _mark_fixed(words)
    return words


def _possessive(text: str, at: int, low: list[str]) -> bool:
    """Whether an apostrophe after "s" marks an owner: a word follows, and no quotation is open."""
    follows = text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
    owner = bool(low) and low[-1].endswith("s") and text[at - 1 : at] == "s"
    return follows and owner and not _OPEN_QUOTE.search(text, max(0, at - 80), at)


def _mark_fixed(words: WordList) -> None:
    for at, low in enumerate(words.low):
        if low in ("likely", "unlikely") and at and words.low[at - 1] in MODAL:
            words.kinds[at] = "B"
        for phrase in _FIXED.get(low, ()):
            if tuple(words.low[at : at + len(phrase)]) == phrase:
                words.kinds[at : at + len(phrase)] = ["B"] * len(phrase)


@lru_cache(maxsize=50_000)
def _folded(written: str) -> tuple[str, str]:
    low = _CANONICAL.get(written) or _BROKEN.sub("", written).translate(_APOSTROPHES).lower()
    if not low.isascii():
        low = unicodedata.normalize("NFKC", low)
    return low, kind_of(low)


_KINDS = {
    word: kind
    for kind, words in (
        ("F", COMMON_FINITE), ("B", word_list("adverbs")), ("O", word_list("pronouns")),
        ("P", word_list("prepositions")), ("D", word_list("determiners")),
        ("S", word_list("subordinators")), ("B", NEGATIVE - {"no"}),
        ("R", ("that", "which", "who", "whom", "whose")),
        ("C", ("and", "or", "but", "nor", "yet", "&")), ("T", ("to",)), ("A", AUXILIARY),
        (".", STOPS), (",", (",",)),
    )
    for word in words
}  # fmt: skip
"""Kinds of words in closed lists; a word in several has the kind of the last."""


def kind_of(low: str) -> str:
    """The kind of a word, as `WordList.kinds` has it."""
    adverb = low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS
    return _KINDS.get(low) or ("B" if adverb else "n")
