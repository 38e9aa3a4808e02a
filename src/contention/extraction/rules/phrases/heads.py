"""Words of change at the head and the tail of a phrase: "fewer", "a decline in", "aid cuts"."""

from contention.extraction.rules.lexicon.change_words import (
    AMOUNTS,
    GROWTH,
    LESS,
    MEASURES,
    MORE,
    SHRINKAGE,
    TRAILING_FALL,
    TRAILING_GROWTH,
)
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.verbs import Verb, lexicon
from contention.extraction.rules.phrases.named_quantities import DROPPED_FIRST
from contention.extraction.rules.syntax.sentence import Parsed, adjective_like

_LINKS = ("of", "in", "to", "for", "on")
_LEXICON = lexicon()
_KEPT = word_list("kept-participles")
"""Participles that make another quantity of the noun after them, and no more or less of it."""


def head_of(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """How many words at the head only say that and how it changes, and their sign."""
    low, after = parsed.low(first), parsed.low(first + 1)
    if last - first <= 1:
        return 0, 1
    if low in ("not", "without"):
        return (2 if after == "having" else 1), -1
    if low in ("nothing", "none") and after in ("in", "about", "of"):
        return 2, 1
    if low.endswith("ing") and after in ("more", "fewer", "less") and last - first > 2:
        return 2, 1 if after == "more" else -1
    if low in LESS or low in MORE or low in MEASURES:
        return _by_degree(parsed, first, last)
    if (low in GROWTH or low in SHRINKAGE) and after in _LINKS and last - first > 2:
        return (0, 1) if (low, after) == ("fall", "of") else (2, -1 if low in SHRINKAGE else 1)
    changed = _participle(parsed, first)
    if changed:
        return 1, changed
    infinitive = low == "to" and last - first > 2
    return (1, 1) if infinitive or low in DROPPED_FIRST else (0, 1)


def _by_degree(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """As in "fewer boats"; "faster boats" stay, since their speed is another quantity."""
    low = parsed.low(first)
    if low in MEASURES and _thing(parsed, first + 1, last) not in AMOUNTS:
        return 0, 1
    if low not in MORE and low not in LESS:
        return 0, 1
    little = low == "little" and parsed.low(first - 1) == "a"
    return (2 if parsed.low(first + 1) == "of" else 1), -1 if low in LESS and not little else 1


def _thing(parsed: Parsed, first: int, last: int) -> str:
    """The noun before the first preposition of a phrase."""
    at = first
    while at < last and parsed.kind(at) not in ("P", "T", ","):
        at += 1
    return parsed.low(at - 1)


def _participle(parsed: Parsed, first: int) -> int:
    """As in "depleted stocks", "strengthened unions": the sign of the change, 0 for none."""
    low = parsed.low(first)
    if not low.endswith(("ed", "en", "wn")) or low in _KEPT or parsed.kind(first + 1) != "n":
        return 0
    verb = verb_form(low, ("part",))
    return verb.acts if verb is not None and verb.weight >= 0.7 else 0


def verb_form(low: str, forms: tuple[str, ...]) -> Verb | None:
    """The verb that a word is one of the given forms of."""
    entries = _LEXICON.get(low, ())
    return next((each.verb for each in entries if each.forms & set(forms)), None)


def tail_of(parsed: Parsed, first: int, last: int) -> tuple[int, int, int]:
    """A noun of change at the end ("aid cuts", "price rises") taken off, with its sign."""
    low, before = parsed.low(last - 1), last - 2
    sign = 1 if low in TRAILING_GROWTH else -1 if low in TRAILING_FALL else 0
    if not sign or last - first < 2 or parsed.kind(before) != "n" or adjective_like(parsed, before):
        return first, last, 1
    if any(parsed.kind(at) in ("P", "R", "C") for at in range(first, last)):
        return first, last, 1
    return first, last - 1, sign
