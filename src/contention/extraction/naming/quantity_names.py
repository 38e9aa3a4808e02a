"""What a phrase names, as a noun phrase of at most five words, and which way it names it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from contention.extraction.rules.lexicon.change_words import AMOUNTS, MEASURES
from contention.extraction.rules.lexicon.inflect import ing_form
from contention.extraction.rules.syntax.sentence import Parsed
from contention.extraction.rules.syntax.tokens import words_of
from contention.extraction.rules.syntax.verb_groups import parse
from contention.language.vocabulary import vocabulary

MOST_WORDS = 5
POINTING = vocabulary("this that these those such")
DEFINITE = vocabulary("the its their his her our your my")
PRONOUNS = vocabulary(
    """
    it they them this that these those he she him her which both so one neither none either
    we us i me you itself themselves who whom
    """
)
_INDEFINITE = vocabulary("a an some any no every each all most many much several few enough")
_AMOUNT = re.compile(
    r"^(?:(?:about|around|over|under|nearly|almost|more than|less than|fewer than|at least|up to"
    r"|as many as|an estimated|an additional|some|roughly|only|just|well over) )*"
    r"(?:(?:[£$€]\s?)?[\d][\d.,/]*(?:%|(?:st|nd|rd|th)\b)?|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|twelve|twenty|thirty|forty|fifty|a|half|third|quarter|fifth|sixth|tenth|the)?"
    r"(?:[ -](?:and a half|hundreds?|thousands?|millions?|billions?|percent|per cent|points?"
    r"|dozens?|half|third|quarter|fifth|sixth|tenth|thirds|quarters|fifths|sixths|tenths|hectares|acres"
    r"|tonnes|litres|kilometres|miles))*(?: of(?: the)?)? ",
    re.I,
)
_COUNTED = re.compile(
    r"^(?:(?:the|a|an) )?(?:(?:small|large|growing|total|recorded|mean|average) )*"
    r"(?:number|amount|level|degree|extent|quantity|volume|numbers|levels|share|part|bulk"
    r"|majority|most|much|all|half|many|some|rest|first|second|last) of (?:the |its |their )?",
    re.I,
)
_CUT = vocabulary(
    "that which who whom whose where when because if while although than as since until before "
    "after during despite so"
)
_PREPOSITIONS = vocabulary(
    "of in on at by for with from into about against between among to under over within without "
    "through across per near behind around"
)
_LAST = _PREPOSITIONS | DEFINITE | _INDEFINITE | POINTING | vocabulary("and or not be is are was")
_GROWTH = vocabulary(
    """
    increase increases rise rises growth surge jump improvement expansion change changes shift
    acceleration recovery trend development
    """
)
_DECLINE = vocabulary(
    """
    decline fall drop decrease reduction cut cuts slump collapse slowdown shortfall deterioration
    contraction shrinkage
    """
)
_CHANGES = {**dict.fromkeys(_GROWTH, 1), **dict.fromkeys(_DECLINE, -1)}
"""Nouns that say no more than that something changes → which way."""
_LINKING = vocabulary("be is are was were been being remain remains remained stay become becomes")


@dataclass(frozen=True)
class Quantity:
    """What a phrase names."""

    name: str
    """empty for a pronoun"""
    sign: int
    """-1 if the words say that there is less of it"""
    shape: str
    """`noun`, `clause`, `pronoun` or `change` (*the decline*)"""


@lru_cache(maxsize=20_000)
def quantity(text: str, before: str = "") -> Quantity:
    """The quantity that a phrase names, without determiners, amounts and later clauses.

    `before` is the determiner that the phrase had in the text, if any.

    A word that makes a quantity of a thing is kept: *faster trains* are the speed of trains,
    *widening the harbour* is the width of the harbour. Clauses become noun phrases.
    """
    words = _words(text)
    determined = before.lower() in POINTING | DEFINITE | _INDEFINITE
    if not words or all(word.lower() in PRONOUNS for word in words):
        return Quantity("", 1, "pronoun")
    change = _bare_change(words)
    if change and (determined or words[0].lower() in POINTING | DEFINITE | _INDEFINITE):
        return Quantity(words[-1], change, "change")
    parsed = parse(words_of(" ".join(words)))
    verb = _main_verb(parsed)
    if verb is not None and (verb or (len(words) > 1 and not determined)):
        return Quantity(_short(_nominal(parsed, verb)), 1, "clause")
    return _measured(_without_amount(words))


def _words(text: str) -> list[str]:
    words = [word.strip("\"“”‘'()[]*_`") for word in text.split()]
    return [word.rstrip(",.;:!?") for word in words if word.strip("\"“”‘’',.;:!?()[]*_`—–-")]


def _bare_change(words: list[str]) -> int:
    """As in "this decline", "the increase": what has changed is said elsewhere."""
    lows = [word.lower() for word in words]
    while len(lows) > 1 and lows[0] in POINTING | DEFINITE | _INDEFINITE:
        lows.pop(0)
    while len(lows) > 1 and lows[0] in ("moderate", "sharp", "small", "large", "further", "recent"):
        lows.pop(0)
    return _CHANGES.get(lows[0], 0) if len(lows) == 1 else 0


def _without_amount(words: list[str]) -> list[str]:
    """Determiners, figures and "the number of" taken off, unless nothing is left."""
    text = " ".join(words)
    for _ in range(4):
        before = text
        for pattern in (_AMOUNT, _COUNTED):
            match = pattern.match(text)
            if match and text[match.end() :].strip():
                text = text[match.end() :]
        first, _, rest = text.partition(" ")
        if rest and first.lower() in POINTING | DEFINITE | _INDEFINITE | {"very", "own", "other"}:
            text = rest
        if text == before:
            break
    return text.split()


def _measured(words: list[str]) -> Quantity:
    """A noun phrase; what is said to be faster, wider or cheaper is measured by that."""
    measure, sign = MEASURES.get(words[0].lower(), ("", 1))
    rest = _without_amount(words[1:]) if len(words) > 1 else []
    if measure and rest and rest[0].lower() not in _PREPOSITIONS:
        the = "the " if words[1].lower() == "the" else ""
        named = " ".join(rest)
        if rest[-1].lower() not in AMOUNTS:
            named = f"{measure} of {the}{named}"
        return Quantity(_short(named.split()), sign, "noun")
    return Quantity(_short(words), 1, "noun")


def _main_verb(parsed: Parsed) -> int | None:
    """The first finite verb outside a relative clause; or a verb that opens the phrase."""
    for at in range(len(parsed.words)):
        if parsed.kind(at) == "R" and at > 0:
            return None
        if parsed.finite[at]:
            return at
    return None


def _nominal(parsed: Parsed, verb: int) -> list[str]:
    """A clause as a noun phrase: *soils were saturated*, the saturating of soils."""
    words = parsed.words
    written = [words.text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    subject = _without_amount(written[:verb]) if verb else []
    if subject and subject[0].lower() in PRONOUNS:
        subject = []
    at = verb
    while at + 1 < len(written) and parsed.kind(at) in ("A", "B"):
        at += 1
    being = any(parsed.low(place) in _LINKING for place in range(verb, at))
    ing = ing_form(parsed.low(at))
    after = _until_clause(written[at + 1 :])
    if being and ing is None:
        return [written[at], *subject] if subject else written[at:]
    doing = ing or parsed.low(at)
    if after and not being and after[0].lower() not in PRONOUNS:
        return [doing, *_without_amount(after)]
    return [doing, "of", *subject] if subject else [doing, *after]


def _until_clause(words: list[str]) -> list[str]:
    for at, word in enumerate(words):
        if word.lower() in _CUT or word in ",;:—":
            return words[:at]
    return words


def _short(words: list[str]) -> str:
    """At most five words, cut where a complement begins."""
    kept = _until_clause(words) or words
    while len(kept) > MOST_WORDS:
        breaks = [at for at in range(1, len(kept)) if kept[at].lower() in _PREPOSITIONS]
        last = next((at for at in reversed(breaks) if at <= MOST_WORDS), 0)
        kept = kept[:last] if last else kept[-MOST_WORDS:]
    while len(kept) > 1 and kept[-1].lower() in _LAST:
        kept = kept[:-1]
    return " ".join(kept)
