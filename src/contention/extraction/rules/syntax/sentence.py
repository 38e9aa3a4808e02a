"""A sentence with what has been found out about its words."""

from dataclasses import dataclass, field

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.verbs import Verb, lexicon
from contention.extraction.rules.syntax.tokens import WordList

_PADDING = 256
REACH = 60
"""Words examined on either side of a signal."""
ADJECTIVE_ENDINGS = ("al", "ic", "ive", "ous", "ful", "ary", "less", "ible", "able", "ian", "ish")
_ADJECTIVE_BEGINNINGS = ("anti-", "pro-", "pre-", "post-", "non-", "far-", "low-", "high-")
_ADJECTIVES = word_list("adjectives")
_NOT_ADJECTIVES = word_list("not-adjectives")
_LEXICON = lexicon()
Span = tuple[int, int]
"""Half-open range of words in a sentence."""


@dataclass(frozen=True)
class VerbUse:
    """A verb where it stands, with its auxiliaries."""

    at: int
    verb: Verb
    forms: frozenset[str]
    start: int
    """first word of its group: auxiliaries, adverbs, "tends to" """
    passive: bool
    negated: bool


@dataclass
class Parsed:
    """A sentence with what has been found out about its words."""

    words: WordList
    uses: dict[int, VerbUse] = field(default_factory=dict)
    finite: list[bool] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    """finite verbs before each word"""
    asides: list[Span] = field(default_factory=list)
    """speakers between commas, which count as adverbs"""
    closing: dict[int, int] = field(default_factory=dict)
    """closing bracket → opening one, and the other way round"""

    _lows: list[str] = field(default_factory=list, repr=False)
    _kinds: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Pad the words, so that a place outside the sentence, before or after, needs no check."""
        self._lows = [*self.words.low, *[""] * _PADDING]
        self._kinds = [*self.words.kinds, *["."] * _PADDING]

    def has_finite(self, start: int, end: int) -> bool:
        """Whether a finite verb stands in a range."""
        start, end = max(0, start), min(end, len(self.words))
        return start < end and self.counted[end] > self.counted[start]

    def low(self, at: int) -> str:
        """The word at a place, '' outside the sentence."""
        return self._lows[at]

    def kind(self, at: int) -> str:
        """The kind of the word at a place, `.` outside the sentence."""
        return self._kinds[at]


def adjective_like(parsed: Parsed, at: int) -> bool:
    """Whether a word looks like an adjective."""
    low = parsed.low(at)
    return (
        parsed.kind(at) == "n"
        and low not in _NOT_ADJECTIVES
        and (
            low in _ADJECTIVES
            or low.endswith(ADJECTIVE_ENDINGS)
            or low.startswith(_ADJECTIVE_BEGINNINGS)
            or (low.endswith("ed") and low not in _LEXICON)
        )
    )


ARTICLES = frozenset(("a", "an", "the", "no", "its", "their", "such"))
"""Words that can stand for the article in a signal."""


def match_phrasal(parsed: Parsed, at: int, words: tuple[str, ...]) -> int:
    """The word after a signal that stands here, adverbs inside it allowed; 0 if it does not."""
    place = at + 1
    for word in words[1:]:
        for _ in range(3):
            low = parsed.low(place)
            if low == word or (word == "a" and low in ARTICLES):
                break
            inside = (
                parsed.kind(place) == "B"
                or low in ("a", "great")
                or (place > at + 1 and adjective_like(parsed, place))
            )
            if not inside:
                return 0
            place += 1
        else:
            return 0
        place += 1
    return place
