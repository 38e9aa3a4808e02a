"""Which words of a sentence are verbs, and where subjects, objects and clauses end.

No grammar is parsed: closed lists, endings and neighbours decide. Every search is bounded, so
that a sentence of any length takes time in proportion to it.
"""

from dataclasses import dataclass, field

from contention.claims.rules.phrasal import phrasals
from contention.claims.rules.tokens import Words
from contention.claims.rules.verbs import (
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
from contention.language.vocabulary import vocabulary

_PADDING = 256
REACH = 60
"""Words looked at to either side of a signal."""
_ADJECTIVE_ENDINGS = ("al", "ic", "ive", "ous", "ful", "ary", "less", "ible", "able", "ian")
_NOT_ADJECTIVES = vocabulary(
    """
    table cable music traffic public capital hospital criminal rival arrival approval
    survival removal withdrawal renewal logic topic fabric clinic republic relative
    initiative alternative goal deal meal signal proposal salary library military academic
    politician musician civilian historian guardian motive incentive epidemic pandemic panic
    official animal festival journal material potential
    """
)  # fmt: skip
_LEXICON = lexicon()
_PHRASALS = phrasals()
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

    words: Words
    uses: dict[int, VerbUse] = field(default_factory=dict)
    finite: list[bool] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    """finite verbs before each word"""
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


def parse(words: Words) -> Parsed:
    """Find the verbs of a sentence."""
    parsed = Parsed(words)
    for at, low in enumerate(words.low):
        entries = _LEXICON.get(low)
        if entries:
            use = _use(parsed, at, entries)
            if use is not None:
                parsed.uses[at] = use
    _mark_finite(parsed)
    _pair_brackets(parsed)
    return parsed


def match_phrasal(parsed: Parsed, at: int, words: tuple[str, ...]) -> int:
    """The word after a signal that stands here, adverbs inside it allowed; 0 where it does not."""
    place = at + 1
    for word in words[1:]:
        for _ in range(3):
            low = parsed.low(place)
            if low == word or (word == "a" and low in ("an", "the", "no")):
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


def _finite_phrasal(parsed: Parsed, at: int) -> bool:
    """Whether a verb of several words begins here in a finite form."""
    low = parsed.low(at)
    if low.endswith("ing") or parsed.low(at - 1) == "to" or _noun_place(parsed, at):
        return False
    return any(
        len(each.words) > 1 and match_phrasal(parsed, at, each.words)
        for each in _PHRASALS.get(low, ())
    )


def _mark_finite(parsed: Parsed) -> None:
    total = 0
    parsed.counted.append(0)
    for at, kind in enumerate(parsed.words.kinds):
        use = parsed.uses.get(at)
        finite = (kind == "A" and parsed.low(at) not in ("being", "having", "been", "be")) or (
            kind == "F" and not _noun_place(parsed, at) and parsed.low(at - 1) != "to"
        )
        finite = finite or (kind == "n" and use is None and _finite_phrasal(parsed, at))
        finite = finite or (
            kind == "n"
            and use is None
            and low_pronoun(parsed, at)
            and not parsed.low(at).endswith("ing")
        )
        if use is not None:
            finite = bool(use.forms & {"base", "s", "past"}) and parsed.low(use.start - 1) != "to"
            finite = finite and not (use.passive and use.start == at)
        parsed.finite.append(finite)
        total += finite
        parsed.counted.append(total)


def low_pronoun(parsed: Parsed, at: int) -> bool:
    """Whether a pronoun stands before that can only be a subject."""
    return parsed.low(at - 1) in ("they", "we", "he", "she", "i")


def _pair_brackets(parsed: Parsed) -> None:
    opened: list[int] = []
    for at, low in enumerate(parsed.words.low):
        if low == "(":
            opened.append(at)
        elif low == ")" and opened:
            start = opened.pop()
            parsed.closing[at] = start
            parsed.closing[start] = at


def _noun_place(parsed: Parsed, at: int) -> bool:
    before = parsed.low(at - 1)
    kind = parsed.kind(at - 1)
    if kind == "D":
        return before not in ("this", "that", "all", "both", "many", "some", "most", "few", "which")
    return kind == "P" or before.endswith(("'s", "s'"))


def _use(parsed: Parsed, at: int, entries: tuple[VerbForm, ...]) -> VerbUse | None:
    """The verb at a place, None where the word is a noun or an adjective there."""
    entry = entries[0]
    start, passive, negated = group_before(parsed, at)
    alone = start == at
    forms = set(entry.forms)
    low = parsed.low(at)
    if alone and not passive and (_nominal(parsed, at, entry) or _no_subject(parsed, at, forms)):
        return None
    if forms == {"ing"}:
        if alone and (_adjectival_ing(parsed, at, entry.verb) or _verb_follows(parsed, at)):
            return None
        if not alone and not _has_be(parsed, start, at):
            return VerbUse(at, entry.verb, frozenset(("ing",)), at, False, False)
    if forms & {"part"}:
        if alone and _adjectival_participle(parsed, at):
            return None
        if alone and not passive and parsed.low(at + 1) == "by" and "past" in forms:
            passive = True
        if passive and not (forms - {"part", "past"}):
            forms = {"part"}
    if low in ADJECTIVE_TOO and alone and not parsed.low(at - 1).endswith("s"):
        return None
    return VerbUse(at, entry.verb, frozenset(forms), start, passive, negated)


def _no_subject(parsed: Parsed, at: int, forms: set[str]) -> bool:
    """Whether a base form stands at the head of a sentence: a demand or a noun, no claim."""
    if "base" not in forms or at > 0 and parsed.kind(at - 1) not in (".", ",", "B"):
        return False
    start = at
    while start > 0 and parsed.kind(start - 1) in (",", "B"):
        start -= 1
    return start == 0 or parsed.kind(start - 1) == "."


def group_before(parsed: Parsed, at: int) -> tuple[int, bool, bool]:
    """First word of the verb group that ends at a verb, whether it is passive, and negated."""
    start = at
    negated = False
    be_next = False
    seen_to = False
    for place in range(at - 1, max(-1, at - 12), -1):
        low, kind = parsed.low(place), parsed.kind(place)
        if low in NEGATIVE and low not in ("no", "neither", "nor"):
            negated = negated or not (low == "not" and parsed.low(place + 1) == "only")
            start = place
        elif kind == "A":
            if not seen_to and low in BE:
                be_next = True
            start = place
        elif kind == "B":
            if place == 0 or parsed.kind(place - 1) in ",.":
                break
            continue
        elif low == "to" and parsed.low(place - 1) in CHAIN and not _noun_place(parsed, place - 1):
            if parsed.kind(place - 1) == "A" and place - 1 > 0:
                start = place - 1
            seen_to = True
            start = place
        elif seen_to and low in CHAIN and parsed.low(place + 1) == "to":
            if low in ("fail", "fails", "failed", "unlikely", "unable") or low == "failing":
                negated = True
            start = place
        elif low in ("no",) and parsed.low(place + 1) == "longer":
            negated, start = True, place
        else:
            break
    return _trimmed_left(parsed, start, at), be_next and _is_participle(parsed, at), negated


def _trimmed_left(parsed: Parsed, start: int, at: int) -> int:
    """Adverbs directly before the group belong to it, where a subject stands before them."""
    place = start
    while place > 0 and parsed.kind(place - 1) == "B" and place > at - 12:
        place -= 1
    opens = place == 0 or parsed.kind(place - 1) in ",."
    return start if opens else place


def _is_participle(parsed: Parsed, at: int) -> bool:
    entries = _LEXICON.get(parsed.low(at), ())
    return any("part" in entry.forms for entry in entries)


def _has_be(parsed: Parsed, start: int, at: int) -> bool:
    return any(parsed.low(place) in BE for place in range(start, at))


def adjective_like(parsed: Parsed, at: int) -> bool:
    """Whether a word looks like an adjective."""
    low = parsed.low(at)
    return (
        parsed.kind(at) == "n"
        and low not in _NOT_ADJECTIVES
        and (low.endswith(_ADJECTIVE_ENDINGS) or (low.endswith("ed") and low not in _LEXICON))
    )


def _verb_follows(parsed: Parsed, at: int) -> bool:
    """Whether a finite verb follows directly, so that this word is the end of a subject."""
    place = at + 1
    while place < at + 3 and parsed.kind(place) == "B":
        place += 1
    if parsed.kind(place) in ("A", "F"):
        return True
    entries = _LEXICON.get(parsed.low(place), ())
    following = parsed.kind(place + 1)
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


def _nominal(parsed: Parsed, at: int, entry: VerbForm) -> bool:
    """Whether a base or -s form that could be a noun is one here."""
    before, kind = parsed.low(at - 1), parsed.kind(at - 1)
    if not entry.forms & {"base", "s"}:
        return False
    if kind == "D" and before not in (
        "this",
        "that",
        "which",
        "all",
        "both",
        "many",
        "some",
        "few",
    ):
        return True
    if before in ("this", "that") and not entry.forms & {"s", "past"}:
        return True
    if kind == "P" or before.endswith(("'s", "s'")):
        return before not in ("than", "as") or entry.verb.lemma in NOUN_TOO
    if before in ("neither", "nor", "either", "both"):
        return True
    if entry.forms == {"base"} and kind == "n" and _singular(parsed, at - 1):
        return not _asked(parsed, at)
    if entry.verb.lemma not in NOUN_TOO:
        return False
    if at - 1 in parsed.uses and parsed.uses[at - 1].verb.acts and kind != "A":
        return True
    if not entry.verb.changes and _no_object(parsed, at) and kind == "n":
        return True
    after = parsed.low(at + 1)
    if after == "of" or (kind in (".", ",", "C") and parsed.kind(at + 1) in ("P", "A", "F", "B")):
        return kind != "O" and (after == "of" or kind != "," or at < 3)
    if kind in (".",) or (
        kind == "C" and parsed.kind(at - 2) in ("n", ",", ".") and _verb_follows(parsed, at)
    ):
        return True
    if adjective_like(parsed, at - 1) or (
        at > 0 and before in MORE_LIKE and before not in ("less",)
    ):
        return True
    if _verb_follows(parsed, at):
        return True
    plural_before = before.endswith("s") and not before.endswith(("ss", "us", "is"))
    if "base" in entry.forms and not plural_before and kind == "n" and "past" not in entry.forms:
        return (
            after in ("in", "for", "to", "from", "on", "and", ",", ".", "")
            or parsed.kind(at + 1) == "."
        )
    return False


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
)  # fmt: skip


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


def _adjectival_ing(parsed: Parsed, at: int, verb: Verb) -> bool:
    """As in "Rising prices": an -ing form before its noun, with a change of the noun."""
    after = parsed.kind(at + 1)
    before = parsed.kind(at - 1)
    if not verb.changes or after not in ("n",):
        return False
    return not verb.acts or before in ("D", "P", "n", "F") or (before in ".,CST" and verb.changes != 0
        and parsed.low(at).startswith(("ris", "fall", "grow", "declin", "dwindl", "shrink", "soar",
                                       "surg", "slump", "collaps", "plung", "emerg", "climb")))  # fmt: skip


def _adjectival_participle(parsed: Parsed, at: int) -> bool:
    """As in "Increased pressure", "a reduced budget": a participle before its noun."""
    before = parsed.kind(at - 1)
    if parsed.kind(at + 1) != "n":
        return False
    if parsed.low(at - 1) in HAVE | BE:
        return False
    if before in ("D", "P", "T") and parsed.low(at - 1) not in ("this", "that", "which", "all"):
        return True
    if before == "," and parsed.kind(at + 2) in ("C", ",", "."):
        return True
    return before in (".", ",", "C", "F", "S") and _later_finite(parsed, at)


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
    return False
