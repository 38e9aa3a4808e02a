"""Which words of a sentence are verbs, and where subjects, objects and clauses end.

No grammar is parsed: closed lists, endings and neighbours decide. Every search is bounded, so
that a sentence of any length takes time in proportion to it.
"""

from collections.abc import Collection, Iterable

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.inflect import Form
from contention.extraction.rules.lexicon.signals import Phrasal, phrasals
from contention.extraction.rules.lexicon.verbs import (
    ADJECTIVE_TOO,
    BE,
    CHAIN,
    HAVE,
    NEGATIVE,
    NOUN_TOO,
    Verb,
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

_LEXICON = lexicon()
_PHRASALS = phrasals()
_POINTING = word_list("pointing")
"""Determiners that may stand alone as the subject of a verb."""
_PROBABLE = word_list("probable")
_COMPARING = word_list("before-nouns")


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
    """Signals that may begin here, longest first: those with their second word near."""
    found = _PHRASALS.get(parsed.low(at), ())
    near = {parsed.low(place) for place in range(at + 1, at + 4)} if found else set()
    if near & ARTICLES:
        near.add("a")
    return [each for each in found if len(each.words) == 1 or each.words[1] in near]


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
        if not alone and not any(parsed.low(place) in BE for place in range(start, at)):
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


def direction(parsed: Parsed, places: Iterable[int]) -> int:
    """1 or -1 where a word says that an effect is one for the better or the worse, else 0."""
    lows = (parsed.low(at) for at in places)
    return next((1 if low in _GOOD else -1 for low in lows if low in _GOOD | _BAD), 0)


def noun_place(parsed: Parsed, at: int) -> bool:
    """Whether only a noun can stand here: after a determiner, a preposition or an owner."""
    if parsed.kind(at - 1) == "D":
        return parsed.low(at - 1) not in _POINTING
    return parsed.kind(at - 1) == "P" or parsed.low(at - 1).endswith(("'s", "s'"))


def verb_follows(parsed: Parsed, at: int) -> bool:
    """Whether a finite verb follows directly, so that this word is the end of a subject."""
    place = at + 1
    while place < at + 3 and parsed.kind(place) == "B":
        place += 1
    if parsed.kind(place) in ("A", "F"):
        return True
    entries = _LEXICON.get(parsed.low(place), ())
    if not entries or parsed.low(place).endswith("ing"):
        return False
    noun_too = entries[0].verb.lemma in NOUN_TOO
    if noun_too and not entries[0].verb.changes and _no_object(parsed, place):
        return False  # "rain causes delays"
    tensed = bool(entries[0].forms & {"past", "s"})
    return tensed or (parsed.kind(place + 1) in "DTP" and not noun_too)


def nominal(parsed: Parsed, at: int, entry: VerbForm) -> bool:
    """Whether a base or -s form that could be a noun is one here."""
    before, kind = parsed.low(at - 1), parsed.kind(at - 1)
    if not entry.forms & {"base", "s"}:
        return False
    if kind == "D" and (before not in _POINTING or before in ("this", "that")):
        return before not in _POINTING or not entry.forms & {"s", "past"}
    if kind == "P" or before.endswith(("'s", "s'")):
        return before not in ("than", "as") or entry.verb.lemma in NOUN_TOO
    likelier = parsed.low(at + 1) in ("more", "less") and parsed.low(at + 2) in _PROBABLE
    opens = kind == "S" and before not in ("so", "therefore", "thus", "hence")
    if likelier or opens or before in ("neither", "nor", "either"):
        return True
    modal = parsed.kind(at + 1) == "A" and parsed.low(at + 1) not in ("being", "been", "be")
    if modal and kind in ("n", ".") and "past" not in entry.forms:
        return True
    return entry.verb.lemma in NOUN_TOO and _noun_by_neighbours(parsed, at, entry)


def _noun_by_neighbours(parsed: Parsed, at: int, entry: VerbForm) -> bool:
    """For words that are nouns as often as verbs: what stands around them."""
    before, kind = parsed.low(at - 1), parsed.kind(at - 1)
    if kind == "n" and not entry.verb.changes and _no_object(parsed, at):
        return True
    if parsed.low(at + 1) == "of":
        return kind != "O"
    if kind == "." or (kind in (",", "C") and parsed.kind(at + 1) in ("P", "A", "F", "B")):
        return True
    bare = kind == "n" and entry.forms == {"base"} and not before.endswith("s")
    if bare and parsed.low(at + 1) in ("in", "for", "to", "from", "on", "and", ",", ".", ""):
        return True
    return adjective_like(parsed, at - 1) or before in _COMPARING or verb_follows(parsed, at)


def _no_object(parsed: Parsed, at: int) -> bool:
    """Whether no object can follow: a verb that needs one is then none."""
    ended = parsed.kind(at + 1) in (",", ".", "C", "S", "A", "R")
    return ended or parsed.low(at + 1) in ("in", "of", "to")


def adjectival_ing(parsed: Parsed, at: int, verb: Verb) -> bool:
    """As in "rising prices": an -ing form before its noun, with a change of the noun."""
    if not verb.changes or parsed.kind(at + 1) != "n":
        return False
    return not verb.acts or parsed.kind(at - 1) in ("D", "P", "n", "F")


def adjectival_participle(parsed: Parsed, at: int) -> bool:
    """As in "increased pressure", "a reduced budget": a participle before its noun."""
    before, low = parsed.kind(at - 1), parsed.low(at - 1)
    if parsed.kind(at + 1) != "n" or low in HAVE | BE:
        return False
    if before == "B" and low.endswith("ly"):
        return at > 1 and parsed.kind(at - 2) in ("D", "P", "C")
    if before in ("D", "P", "T"):
        return low not in ("this", "that", "which", "all")
    return before in (".", "S", "C") or (before == "," and parsed.kind(at + 2) in ("C", ",", "."))


def no_subject(parsed: Parsed, at: int, forms: Collection[Form]) -> bool:
    """Whether a base form stands at the head of a sentence: a demand or a noun, no claim."""
    if "base" not in forms:
        return False
    start = at
    while start > 0 and parsed.kind(start - 1) in (",", "B"):
        start -= 1
    return start == 0 or parsed.kind(start - 1) == "."


def is_participle(parsed: Parsed, at: int) -> bool:
    """Whether a word can be the participle of a passive."""
    entries = _LEXICON.get(parsed.low(at), ())
    return any("part" in entry.forms for entry in entries)
