"""Whether a word that can be a verb is one where it stands: its neighbours decide."""

from collections.abc import Collection

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.inflect import Form
from contention.extraction.rules.lexicon.verbs import BE, HAVE, NOUN_TOO, Verb, VerbForm, lexicon
from contention.extraction.rules.syntax.sentence import Parsed, adjective_like

_LEXICON = lexicon()
_POINTING = word_list("pointing")
"""Determiners that may stand alone as the subject of a verb."""
_PROBABLE = word_list("probable")
_COMPARING = word_list("before-nouns")


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
    if kind == "n" and entry.forms == {"base"} and not before.endswith("s"):
        return parsed.low(at + 1) in ("in", "for", "to", "from", "on", "and", ",", ".", "")
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
    if before == "," and parsed.kind(at + 2) in ("C", ",", "."):
        return True
    if before == "C" and _goes_on(parsed, at):
        return False
    return before in (".", ",", "C", "F", "S") and _verb_later(parsed, at + 2)


def _goes_on(parsed: Parsed, at: int) -> bool:
    """Whether a participle after `and` goes on an earlier verb: "have closed mills and emptied"."""
    for place in range(at - 2, max(-1, at - 12), -1):
        use = parsed.uses.get(place)
        if use is not None:
            return not use.passive and bool(use.forms & {"past", "part"})
        if parsed.kind(place) in (",", ".", "S"):
            return False
    return False


def _verb_later(parsed: Parsed, start: int) -> bool:
    """Whether a finite verb follows soon, so that what stands before it is its subject."""
    for place in range(start, min(len(parsed.words), start + 13)):
        entries = _LEXICON.get(parsed.low(place), ())
        if parsed.kind(place) in ("A", "F"):
            return True
        if entries and (entries[0].forms & {"past", "s"} or place == start):
            return True
        if parsed.kind(place) in (",", "."):
            return parsed.kind(place) == "." and place < start + 2
    return False


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
