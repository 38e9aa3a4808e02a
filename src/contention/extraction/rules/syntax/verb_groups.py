"""Which words of a sentence are verbs, and where subjects, objects and clauses end.

No grammar is parsed: closed lists, endings and neighbours decide. Every search is bounded, so
that a sentence of any length takes time in proportion to it.
"""

from collections.abc import Iterable

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.signals import Phrasal, seconds
from contention.extraction.rules.lexicon.verbs import (
    ADJECTIVE_TOO,
    BE,
    CHAIN,
    NEGATIVE,
    VerbForm,
    lexicon,
)
from contention.extraction.rules.syntax.asides import hide_asides
from contention.extraction.rules.syntax.sentence import (
    ARTICLES,
    Parsed,
    VerbUse,
    adjective_like,
    match_phrasal,
)
from contention.extraction.rules.syntax.tokens import WordList
from contention.extraction.rules.syntax.word_class import (
    adjectival_ing,
    adjectival_participle,
    is_participle,
    no_subject,
    nominal,
    noun_place,
    verb_follows,
)

_LEXICON = lexicon()
_SECONDS = seconds()


def parse(words: WordList) -> Parsed:
    """Find the verbs of a sentence."""
    asides = hide_asides(words)
    parsed = Parsed(words, asides=asides)
    for at, low in enumerate(words.low):
        entries = _LEXICON.get(low)
        if entries:
            use = _use(parsed, at, entries)
            if use is not None:
                parsed.uses[at] = use
    _mark_finite(parsed)
    _pair_brackets(parsed)
    return parsed


def phrasals_at(parsed: Parsed, at: int) -> list[Phrasal]:
    """Signals of several words that may begin here, longest first: the second word decides."""
    by_second = _SECONDS.get(parsed.low(at))
    if by_second is None:
        return []
    found = list(by_second.get("", ()))
    article = False
    for place in range(at + 1, at + 4):
        low = parsed.low(place)
        found += by_second.get(low, ())
        article = article or low in ARTICLES
    if article:
        found += [each for each in by_second.get("a", ()) if each not in found]
    found.sort(key=lambda each: -len(each.words))
    return found


def _mark_finite(parsed: Parsed) -> None:
    total = 0
    parsed.counted.append(0)
    for at in range(len(parsed.words)):
        finite = _is_finite(parsed, at)
        parsed.finite.append(finite)
        total += finite
        parsed.counted.append(total)


def _is_finite(parsed: Parsed, at: int) -> bool:
    """Whether a word is a finite verb where it stands."""
    kind, low, before = parsed.kind(at), parsed.low(at), parsed.low(at - 1)
    use = parsed.uses.get(at)
    if use is not None:
        tensed = bool(use.forms & {"base", "s", "past"}) and parsed.low(use.start - 1) != "to"
        return tensed and not (use.passive and use.start == at)
    if kind == "A":
        return low not in ("being", "having", "been", "be")
    if kind == "F":
        described = adjective_like(parsed, at - 1) and parsed.kind(at + 1) in (".", ",")
        return before != "to" and not noun_place(parsed, at) and not described
    if kind != "n" or low.endswith("ing"):
        return False
    return before in _SUBJECTS or (before != "to" and _opens_phrasal(parsed, at))


def _opens_phrasal(parsed: Parsed, at: int) -> bool:
    """Whether a verb of several words begins here."""
    return not noun_place(parsed, at) and any(
        len(each.words) > 1 and match_phrasal(parsed, at, each.words)
        for each in phrasals_at(parsed, at)
    )


_SUBJECTS = ("they", "we", "he", "she", "i")
"""Pronouns that can only be a subject."""


def _pair_brackets(parsed: Parsed) -> None:
    opened: list[int] = []
    for at, low in enumerate(parsed.words.low):
        if low == "(":
            opened.append(at)
        elif low == ")" and opened:
            start = opened.pop()
            parsed.closing[at] = start
            parsed.closing[start] = at


def _use(parsed: Parsed, at: int, entries: tuple[VerbForm, ...]) -> VerbUse | None:
    """The verb at a place, None if the word is a noun or an adjective there."""
    entry = entries[0]
    start, passive, negated = group_before(parsed, at)
    alone = start == at
    forms = set(entry.forms)
    low = parsed.low(at)
    if alone and not passive and (nominal(parsed, at, entry) or no_subject(parsed, at, forms)):
        return None
    if forms == {"ing"}:
        if alone and (adjectival_ing(parsed, at, entry.verb) or verb_follows(parsed, at)):
            return None
        if not alone and not _has_be(parsed, start, at):
            return VerbUse(at, entry.verb, frozenset(("ing",)), at, False, False)
    if forms & {"part"}:
        bare = all(parsed.kind(place) == "B" for place in range(start, at))
        if bare and adjectival_participle(parsed, at):
            return None
        if alone and not passive and parsed.low(at + 1) == "by" and "past" in forms:
            passive = True
        if passive and not (forms - {"part", "past"}):
            forms = {"part"}
    if low in ADJECTIVE_TOO and alone and not parsed.low(at - 1).endswith("s"):
        return None
    return VerbUse(at, entry.verb, frozenset(forms), start, passive, negated)


def group_before(parsed: Parsed, at: int) -> tuple[int, bool, bool]:
    """First word of the verb group that ends at a verb, whether it is passive, and negated."""
    start, negated, with_be, seen_to = at, False, False, False
    for place in range(at - 1, max(-1, at - 12), -1):
        low, kind = parsed.low(place), parsed.kind(place)
        if low in NEGATIVE and low not in ("no", "neither", "nor"):
            negated = negated or not (low == "not" and parsed.low(place + 1) == "only")
        elif kind == "A":
            with_be = with_be or (not seen_to and low in BE)
        elif kind == "B":
            if place == 0 or parsed.kind(place - 1) in ",.":
                break
            continue
        elif low == "to" and parsed.low(place - 1) in CHAIN and not noun_place(parsed, place - 1):
            seen_to = True
        elif seen_to and low in CHAIN and parsed.low(place + 1) == "to":
            negated = negated or low in _FAILING
        elif not (low == "no" and parsed.low(place + 1) == "longer"):
            break
        start = place
    return _trimmed_left(parsed, start, at), with_be and is_participle(parsed, at), negated


_FAILING = word_list("failing")
_GOOD, _BAD = word_list("good-direction"), word_list("bad-direction")


def _trimmed_left(parsed: Parsed, start: int, at: int) -> int:
    """Adverbs directly before the group belong to it if a subject precedes them."""
    place = start
    while place > 0 and parsed.kind(place - 1) == "B" and place > at - 12:
        place -= 1
    opens = place == 0 or parsed.kind(place - 1) in ",."
    return start if opens else place


def _has_be(parsed: Parsed, start: int, at: int) -> bool:
    return any(parsed.low(place) in BE for place in range(start, at))


def direction(parsed: Parsed, places: Iterable[int]) -> int:
    """1 or -1 where a word says that an effect is one for the better or the worse, else 0."""
    lows = (parsed.low(at) for at in places)
    return next((1 if low in _GOOD else -1 for low in lows if low in _GOOD | _BAD), 0)
