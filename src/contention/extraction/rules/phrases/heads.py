"""Words of change at the head and the tail of a phrase: "fewer", "a decline in", "aid cuts"."""

from contention.extraction.rules.lexicon.change_words import (
    DEGREE,
    GROWTH,
    LESS,
    MORE,
    SHRINKAGE,
    TRAILING_FALL,
    TRAILING_GROWTH,
)
from contention.extraction.rules.lexicon.measures import AMOUNTS, MEASURES
from contention.extraction.rules.lexicon.verbs import Verb, lexicon
from contention.extraction.rules.phrases.named_quantities import DROPPED_FIRST
from contention.extraction.rules.syntax.sentence import Parsed, adjective_like
from contention.language.vocabulary import vocabulary

_AMOUNTS = {"more": 1, "additional": 1, "extra": 1, "fewer": -1, "less": -1}
_INSTANCES = vocabulary("example examples case cases instance instances")
_LINKS = frozenset(("of", "in", "to", "for", "on"))
_LEXICON = lexicon()
_PARTICIPLES_KEPT = vocabulary(
    """
    displaced wounded contaminated polluted poisoned evicted heated warmed generated created
    prolonged sustained triggered moderated cooled tempered improved-x induced caused
    produced bred attracted stressed tested tamed stunted fragmented alienated empowered
    motivated frustrated overwhelmed energised impoverished bankrupted starved trained armed
    extended advanced cultivated elevated compromised guaranteed stabilised spoiled
    """
)
"""Participles that make another quantity of the noun after them, and no more or less of it."""


def head_of(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """How many words at the head only say that and how it changes, and their sign."""
    low = parsed.low(first)
    if last - first <= 1:
        return 0, 1
    after = parsed.low(first + 1)
    if low in ("not", "without", "nothing", "none"):
        return _denied(low, after)
    if low in ("too", "so", "as") and after in ("many", "much", "few", "little", "high", "low"):
        return 2, -1 if after in ("few", "little", "low") else 1
    if low in ("little", "few") and parsed.low(first - 1) in ("a", "quite"):
        return 1, 1
    if low in ("more", "less") and adjective_like(parsed, first + 1) and last - first > 2:
        return 1, 1 if low == "more" else -1
    if low in LESS or low in MORE or low in MEASURES:
        return _by_degree(parsed, first, last)
    if low in ("fall", "collapse", "slump") and after == "in" and last - first > 2:
        return 2, -1
    changed = _noun_or_participle(parsed, first, last)
    if changed != (0, 0):
        return changed
    if low in DROPPED_FIRST or (low in DEGREE and _change_follows(parsed, first, last)):
        return 1, 1
    return _verb_head(parsed, first, last)


def _by_degree(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """As in "fewer boats"; "faster boats" stay, since their speed is another quantity."""
    low = parsed.low(first)
    if low in MEASURES and _thing(parsed, first + 1, last) not in AMOUNTS:
        return 0, 1
    if low not in MORE and low not in LESS:
        return _verb_head(parsed, first, last)
    return (2 if parsed.low(first + 1) == "of" else 1), -1 if low in LESS else 1


def _thing(parsed: Parsed, first: int, last: int) -> str:
    """The noun before the first preposition of a phrase."""
    at = first
    while at < last and parsed.kind(at) not in ("P", "T", ","):
        at += 1
    return parsed.low(at - 1)


def _denied(low: str, after: str) -> tuple[int, int]:
    """As in "without aid", "not having aid"; "nothing in this law" is the law, denied elsewhere."""
    if low in ("nothing", "none"):
        return (2, 1) if after in ("in", "about", "of") else (0, 1)
    return (2 if after == "having" else 1), -1


def _change_follows(parsed: Parsed, first: int, last: int) -> bool:
    for at in range(first + 1, min(last, first + 4)):
        low = parsed.low(at)
        if low in MORE or low in LESS or low in GROWTH or low in SHRINKAGE:
            return True
        if low not in DEGREE:
            return False
    return False


def _verb_head(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """As in "raising interest rates", "to rebuild capacity": a verb, then its object."""
    low, after = parsed.low(first), parsed.low(first + 1)
    if low == "to" and last - first > 2:
        return 1, 1
    if low.endswith("ing") and after in _AMOUNTS and last - first > 2:
        return 2, _AMOUNTS[after]
    verb = verb_form(low, ("ing", "base"))
    if (
        verb is None
        or not verb.acts
        or last - first < 2
        or verb.lemma in ("force", "help", "allow")
    ):
        return 0, 1
    ing = low.endswith("ing")
    after_to = parsed.low(first - 1) == "to" or first in parsed.uses
    if not ing and not after_to:
        return 0, 1
    if verb.lemma in ("start", "launch", "require", "demand", "win", "attract", "lead", "kill"):
        return 0, 1
    if parsed.kind(first + 1) in ("P", "T", "A", "C", ",") and parsed.low(first + 1) not in (
        "up",
        "down",
    ):
        return 0, 1
    return (2 if parsed.low(first + 1) in ("up", "down", "back", "off") else 1), verb.acts


def verb_form(low: str, forms: tuple[str, ...]) -> Verb | None:
    """The verb that a word is one of the given forms of."""
    for entry in _LEXICON.get(low, ()):
        if entry.forms & set(forms):
            return entry.verb
    return None


def tail_of(parsed: Parsed, first: int, last: int) -> tuple[int, int, int]:
    """A noun of change at the end ("aid cuts", "price rises") taken off, with its sign."""
    if last - first < 2:
        return first, last, 1
    low = parsed.low(last - 1)
    before = last - 2
    nominal = parsed.kind(before) == "n" and not adjective_like(parsed, before)
    if not nominal or any(parsed.kind(at) in ("P", "R", "C") for at in range(first, last)):
        return first, last, 1
    if low in TRAILING_FALL:
        return first, last - 1, -1
    if low in TRAILING_GROWTH:
        return first, last - 1, 1
    return first, last, 1


def _participle(parsed: Parsed, first: int, last: int) -> int:
    """As in "depleted stocks", "strengthened unions": the sign of the change, 0 for none."""
    low = parsed.low(first)
    if not low.endswith(("ed", "en", "wn")) or low in _PARTICIPLES_KEPT or last - first < 2:
        return 0
    verb = verb_form(low, ("part",))
    if verb is None or verb.weight < 0.7 or parsed.kind(first + 1) != "n":
        return 0
    return verb.acts


def _noun_or_participle(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """As in "a decline in trust" or "weakened unions"; (0, 0) where it is neither."""
    low, after = parsed.low(first), parsed.low(first + 1)
    if low in _INSTANCES and after == "of" and last - first > 2:
        return 2, 1
    change = low in GROWTH or low in SHRINKAGE
    if change and after in _LINKS and last - first > 2 and low != "fall":
        return 2, -1 if low in SHRINKAGE else 1
    changed = _participle(parsed, first, last)
    return (1, changed) if changed else (0, 0)
