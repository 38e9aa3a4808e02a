"""Whether a word that can be a verb is one where it stands: its neighbours decide."""

from collections.abc import Collection

from contention.extraction.rules.lexicon.inflect import Form
from contention.extraction.rules.lexicon.verbs import BE, HAVE, NOUN_TOO, Verb, VerbForm, lexicon
from contention.extraction.rules.syntax.sentence import Parsed, adjective_like
from contention.language.vocabulary import vocabulary

_LEXICON = lexicon()


def noun_place(parsed: Parsed, at: int) -> bool:
    """Whether only a noun can stand here: after a determiner or a preposition."""
    before = parsed.low(at - 1)
    kind = parsed.kind(at - 1)
    if kind == "D":
        return before not in ("this", "that", "all", "both", "many", "some", "most", "few", "which")
    return kind == "P" or before.endswith(("'s", "s'"))


def verb_follows(parsed: Parsed, at: int) -> bool:
    """Whether a finite verb follows directly, so that this word is the end of a subject."""
    place = at + 1
    while place < at + 3 and parsed.kind(place) == "B":
        place += 1
    if parsed.kind(place) in ("A", "F"):
        return True
    entries = _LEXICON.get(parsed.low(place), ())
    following = parsed.kind(place + 1)
    if entries and _only_a_noun(parsed, place, entries[0]):
        return False
    return (
        bool(entries)
        and (bool(entries[0].forms & {"past", "s"}) or (following in "DTP" and following != "."))
        and parsed.low(place) != "by"
        and not parsed.low(place).endswith("ing")
        and not (
            parsed.kind(place + 1) in ("n",)
            and entries[0].verb.lemma in NOUN_TOO
            and not entries[0].forms & {"s"}
        )
    )


def _only_a_noun(parsed: Parsed, at: int, entry: VerbForm) -> bool:
    """As in "Rain causes delays": a verb that would need an object, and has none."""
    return (
        entry.verb.lemma in NOUN_TOO
        and not entry.verb.changes
        and "past" not in entry.forms
        and _no_object(parsed, at)
    )


_MEASURED = frozenset(("more", "less"))
_PROBABLE = vocabulary("likely probable unlikely certain difficult costly expensive attractive")
"""What is made more or less of this is a thing: "makes repeal more likely"."""
_POINTING = vocabulary("this that which all both many some few")


def nominal(parsed: Parsed, at: int, entry: VerbForm) -> bool:
    """Whether a base or -s form that could be a noun is one here."""
    before, kind = parsed.low(at - 1), parsed.kind(at - 1)
    if not entry.forms & {"base", "s"}:
        return False
    if kind == "D" and before not in _POINTING:
        return True
    if parsed.low(at + 1) in _MEASURED and parsed.low(at + 2) in _PROBABLE:
        return True
    if kind == "S" and before not in ("so", "therefore", "thus", "hence"):
        return True
    modal = parsed.kind(at + 1) == "A" and parsed.low(at + 1) not in ("being", "been", "be")
    if modal and kind in ("n", ".", "D", "P") and "past" not in entry.forms:
        return True
    if before in ("this", "that") and not entry.forms & {"s", "past"}:
        return True
    if kind == "P" or before.endswith(("'s", "s'")):
        return before not in ("than", "as") or entry.verb.lemma in NOUN_TOO
    if before in ("neither", "nor", "either", "both"):
        return parsed.kind(at - 2) != "n" or before != "both"
    if entry.forms == {"base"} and kind == "n" and _singular(parsed, at - 1):
        return not _asked(parsed, at)
    return entry.verb.lemma in NOUN_TOO and _noun_by_neighbours(parsed, at, entry)


def _noun_by_neighbours(parsed: Parsed, at: int, entry: VerbForm) -> bool:
    """For words that are nouns as often as verbs: what stands around them."""
    before, kind = parsed.low(at - 1), parsed.kind(at - 1)
    after, next_kind = parsed.low(at + 1), parsed.kind(at + 1)
    if at - 1 in parsed.uses and parsed.uses[at - 1].verb.acts and kind != "A":
        return True
    if not entry.verb.changes and _no_object(parsed, at) and kind == "n":
        return True
    if after == "of":
        return kind != "O"
    if kind in (".", ",", "C") and next_kind in ("P", "A", "F", "B"):
        return kind != "," or at < 3
    opens_item = kind == "C" and parsed.kind(at - 2) in ("n", ",", ".")
    if kind == "." or (opens_item and verb_follows(parsed, at)):
        return True
    described = adjective_like(parsed, at - 1) or (at > 0 and before in MORE_LIKE - {"less"})
    return described or verb_follows(parsed, at) or _bare_noun(parsed, at, entry)


def _bare_noun(parsed: Parsed, at: int, entry: VerbForm) -> bool:
    """Whether a base form after a singular noun cannot be a verb."""
    before = parsed.low(at - 1)
    plural = before.endswith("s") and not before.endswith(("ss", "us", "is"))
    if "base" not in entry.forms or "past" in entry.forms or plural:
        return False
    ends = parsed.low(at + 1) in ("in", "for", "to", "from", "on", "and", ",", "")
    return parsed.kind(at - 1) == "n" and (ends or parsed.kind(at + 1) == ".")


def _asked(parsed: Parsed, at: int) -> bool:
    """Whether an auxiliary stands before the subject, as in questions."""
    return any(
        parsed.kind(place) == "A" and (place == 0 or parsed.kind(place - 1) in (".", ",", "C"))
        for place in range(max(0, at - 8), at - 1)
    )


_PLURALS = vocabulary(
    """
    people police children men women workers who media data youth elderly poor rich majority
    minority number lot half most many few
    """
)


def _singular(parsed: Parsed, at: int) -> bool:
    """Whether a noun cannot be the subject of a base form: it is one, and not joined by `and`."""
    low = parsed.low(at)
    plural = (low.endswith("s") and not low.endswith(("ss", "us", "is"))) or low in _PLURALS
    joined = any(parsed.low(place) in ("and", "of") for place in range(max(0, at - 6), at))
    return not plural and not joined and parsed.kind(at) == "n"


def _no_object(parsed: Parsed, at: int) -> bool:
    """Whether no object can follow: a verb that needs one is then none."""
    after = parsed.low(at + 1)
    gerund = after.endswith("ing") and parsed.kind(at + 1) == "n" and len(after) > 5
    if gerund and after in _LEXICON:
        gerund = not adjectival_ing(parsed, at + 1, _LEXICON[after][0].verb)
    return (
        gerund
        or parsed.kind(at + 1) in (",", ".", "C", "S", "A", "R")
        or after in ("in", "of", "to")
    )


MORE_LIKE = vocabulary(
    """
    more fewer less greater higher lower further bigger smaller new old rising falling
    growing major main sharp steep slight small large big further recent first second third
    last next
    """
)


def adjectival_ing(parsed: Parsed, at: int, verb: Verb) -> bool:
    """As in "Rising prices": an -ing form before its noun, with a change of the noun."""
    after = parsed.kind(at + 1)
    before = parsed.kind(at - 1)
    if not verb.changes or after not in ("n",):
        return False
    return (
        not verb.acts
        or before in ("D", "P", "n", "F")
        or (
            before in ".,CST"
            and verb.changes != 0
            and parsed.low(at).startswith(
                (
                    "ris",
                    "fall",
                    "grow",
                    "declin",
                    "dwindl",
                    "shrink",
                    "soar",
                    "surg",
                    "slump",
                    "collaps",
                    "plung",
                    "emerg",
                    "climb",
                )
            )
        )
    )


def adjectival_participle(parsed: Parsed, at: int) -> bool:
    """As in "Increased pressure", "a reduced budget": a participle before its noun."""
    before = parsed.kind(at - 1)
    if parsed.kind(at + 1) != "n":
        return False
    if before == "B" and at > 1 and parsed.kind(at - 2) in ("D", "P", "C"):
        return parsed.low(at - 1).endswith("ly")
    if parsed.low(at - 1) in HAVE | BE:
        return False
    if before in ("D", "P", "T") and parsed.low(at - 1) not in ("this", "that", "which", "all"):
        return True
    if before == "," and parsed.kind(at + 2) in ("C", ",", "."):
        return True
    if before == "C" and _goes_on(parsed, at):
        return False
    return before in (".", ",", "C", "F", "S") and _later_finite(parsed, at)


def _goes_on(parsed: Parsed, at: int) -> bool:
    """Whether a participle after `and` goes on an earlier verb: "have closed mills and emptied"."""
    for place in range(at - 2, max(-1, at - 12), -1):
        if parsed.kind(place) in (",", ".", "S"):
            return False
        use = parsed.uses.get(place)
        if use is not None:
            return not use.passive and bool(use.forms & {"past", "part"})
    return False


def _later_finite(parsed: Parsed, at: int) -> bool:
    """Whether a verb form that is not this one follows soon, so that this begins its subject."""
    for place in range(at + 2, min(len(parsed.words), at + 15)):
        kind = parsed.kind(place)
        if kind in (",", "."):
            return kind == "." and place < at + 4
        if kind in ("A", "F"):
            return True
        entries = _LEXICON.get(parsed.low(place), ())
        if entries and entries[0].forms & {"past", "s"} and parsed.kind(place - 1) != "D":
            return True
        plural = parsed.low(place - 1).endswith("s") and place == at + 2
        if entries and plural and entries[0].forms == {"base"}:
            return True
    return False


def no_subject(parsed: Parsed, at: int, forms: Collection[Form]) -> bool:
    """Whether a base form stands at the head of a sentence: a demand or a noun, no claim."""
    if "base" not in forms or (at > 0 and parsed.kind(at - 1) not in (".", ",", "B")):
        return False
    start = at
    while start > 0 and parsed.kind(start - 1) in (",", "B"):
        start -= 1
    return start == 0 or parsed.kind(start - 1) == "."


def is_participle(parsed: Parsed, at: int) -> bool:
    """Whether a word can be the participle of a passive."""
    entries = _LEXICON.get(parsed.low(at), ())
    return any("part" in entry.forms for entry in entries)
