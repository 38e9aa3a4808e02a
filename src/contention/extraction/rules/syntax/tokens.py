"""A sentence as words: where each stands, and what kind of word it is by closed lists."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from contention.extraction.rules.lexicon.phrase_tables import phrases_of
from contention.extraction.rules.lexicon.verbs import AUXILIARY, COMMON_FINITE, MODAL, NEGATIVE
from contention.language.vocabulary import vocabulary

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:(?:[-‐‑'’ʼ\u00ad&]|-[ \t]*\n\s*)[^\W_]+)*"
    r"|\[\d{1,3}\]|--+|\.{2,}|[^\w\s]"
)
_CANONICAL = {
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "–": "—",
    "--": "—",
    "---": "—",
    "-": "—",
    "…": "...",
    "−": "-",
}
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None})
_QUOTES = frozenset('"“”«»„')
_OPEN_QUOTE = re.compile(r"(?:(?<=\s)|^)['‘](?=\w)")
_BROKEN = re.compile(r"-\s*\n\s*")

DETERMINERS = vocabulary(
    """
    the a an this that these those its their his her our my your some any no each every all
    both such another other many much several few little enough which whose what
    """
)
PREPOSITIONS = vocabulary(
    """
    of in on at by for with from into onto about against between among through during
    without within over under after before until toward towards upon across per via despite
    amid along beyond than as like behind near throughout amongst around inside outside
    above below
    """
)
COORDINATORS = vocabulary("and or but nor yet &")
SUBORDINATORS = vocabulary(
    """
    because if when while although though unless whereas whether where once until since
    whenever wherever lest therefore so thus hence
    """
)
PRONOUNS = vocabulary(
    """
    i we you he she it they this that these those there everyone nobody
    """
)
ADVERBS = vocabulary(
    """
    also even still just already only often always sometimes again soon later ever now then
    here more less most least very too quite rather almost perhaps maybe instead further
    thereby back once yet far well not never no-one longer much
    """
)
_NOT_ADVERBS = vocabulary(
    """
    family supply reply early italy ally assembly anomaly monopoly friendly daily weekly
    monthly yearly elderly costly deadly likely unlikely only hostility july rally july
    bully fly apply rely imply comply multiply july lonely lovely orderly timely disorderly
    homily jelly
    """
)
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
    quotes: list[tuple[int, int]] = field(default_factory=list)
    """spans of words between double quotation marks"""

    def __len__(self) -> int:
        return len(self.low)


_ADVERBIAL = phrases_of(
    """
    in turn|in part|all but|by far|a little|a lot|a great deal|in all probability
    in all likelihood|in fact|at least|of course|by contrast|on the other hand|for example
    for instance|in general|in particular|at first|at last|at best|at worst|in the end
    in the long run|in the short run|in the long term|in the short term|over time|as well
    in effect|in practice|in principle|on average|to some extent|to a large extent
    at the same time|in addition|above all|more or less|no longer|by and large|all too
    once again|in many cases|in some cases|in many ways|for years|in other words
    """
)
_FIXED = {
    first: [each for each in _ADVERBIAL if each[0] == first]
    for first in {each[0] for each in _ADVERBIAL}
}
"""Phrases that stand where an adverb can, first word → phrases."""


def words_of(text: str, offset: int = 0) -> WordList:
    """The words of a sentence that begins at `offset` in its document."""
    words = WordList(text, offset)
    low, starts, ends, kinds, capital = (
        words.low,
        words.starts,
        words.ends,
        words.kinds,
        words.capital,
    )
    quote = -1
    for match in _TOKEN.finditer(text):
        written = match[0]
        if written in SKIPPED or written in "“”‘’«»„" or written.startswith("["):
            if written in "'’" and _possessive(text, match.start(), low):
                low[-1] += "'"
            elif written in _QUOTES:
                quote = _quoted(words, written, quote)
            continue
        folded, kind = _folded(written)
        low.append(folded)
        kinds.append(kind)
        starts.append(offset + match.start())
        ends.append(offset + match.end())
        capital.append(written[0].isupper())
    _mark_fixed(words)
    return words


def _quoted(words: WordList, mark: str, opened: int) -> int:
    """Where a quotation was opened, after one more mark; -1 where none is open."""
    closes = mark in "”»" or (mark == '"' and opened >= 0)
    if not closes:
        return len(words)
    if opened >= 0:
        words.quotes.append((opened, len(words)))
    return -1


def _possessive(text: str, at: int, low: list[str]) -> bool:
    """Whether an apostrophe after "s" marks an owner: a word follows, and no quotation is open."""
    follows = text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
    owner = bool(low) and low[-1].endswith("s") and text[at - 1 : at] == "s"
    return follows and owner and not _OPEN_QUOTE.search(text, max(0, at - 80), at)


def _mark_fixed(words: WordList) -> None:
    for at, low in enumerate(words.low):
        if low in ("likely", "unlikely") and at and words.low[at - 1] in MODAL:
            words.kinds[at] = "B"
        if low == "once" and 0 < at < len(words) - 1 and words.kinds[at - 1] == "n":
            past = words.low[at + 1].endswith("ed") or words.low[at + 1] in ("wrote", "said")
            words.kinds[at] = "B" if past else "S"
        for phrase in _FIXED.get(low, ()):
            if tuple(words.low[at : at + len(phrase)]) == phrase:
                words.kinds[at : at + len(phrase)] = ["B"] * len(phrase)


@lru_cache(maxsize=50_000)
def _folded(written: str) -> tuple[str, str]:
    low = _CANONICAL.get(written) or _BROKEN.sub("", written).translate(_APOSTROPHES).lower()
    if not low.isascii():
        low = unicodedata.normalize("NFKC", low)
    return low, kind_of(low)


def kind_of(low: str) -> str:  # noqa: C901
    """The kind of a word, as `Words.kinds` has it."""
    if low == ",":
        return ","
    if low in STOPS:
        return "."
    if low in AUXILIARY:
        return "A"
    if low == "to":
        return "T"
    if low in COORDINATORS:
        return "C"
    if low in ("that", "which", "who", "whom", "whose"):
        return "R"
    if low in NEGATIVE and low != "no":
        return "B"
    if low in SUBORDINATORS:
        return "S"
    if low in DETERMINERS:
        return "D"
    if low in PREPOSITIONS:
        return "P"
    if low in PRONOUNS:
        return "O"
    if low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS):
        return "B"
    if low in COMMON_FINITE:
        return "F"
    return "n"
