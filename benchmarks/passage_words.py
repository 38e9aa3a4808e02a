"""Words of an end: how far two agree, which of them turn its meaning, what a usable name is."""

import re
from collections import Counter
from functools import cache

from benchmarks.reading_score import content_words
from contention.language.vocabulary import vocabulary

MOST_WORDS = 5
"""of a usable name"""
_PREFIX = 5
"""letters from which two words are forms of one: honest, honesty"""
_TURNING = re.compile(
    r"""
    no|not|never|none|nobody|neither|nor|without|cannot|hardly|barely|
    few|fewer|fewest|less|lesser|least|little|low|lower|lowest|lowering|smaller|small|
    weak|weaker|slow|slower|shorter|thin|thinner|poor|poorer|scarce|scarcer|cheap|cheaper|vacant|
    lack(?:s|ed|ing)?|want|away|absen(?:t|ce)|shortages?|shortfalls?|scarcity|empt(?:y|ied|ying)|
    loss(?:es)?|los(?:e|es|ing|t)|gone|went|missing|
    f(?:all|alls|ell|alling|allen)|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|
    drop(?:s|ped|ping)?|cuts?|cutting|reduc(?:e|es|ed|ing|tions?)|shr(?:ink|inks|ank|unk|inking)|
    collaps(?:e|es|ed|ing)|dwindl(?:e|es|ed|ing)|erosion|erod(?:e|es|ed|ing)|
    weaken(?:s|ed|ing)?|slow(?:s|ed|ing|down)|
    clos(?:e|es|ed|ing|ures?)|end(?:s|ed|ing)?|ceas(?:e|es|ed|ing)|stop(?:s|ped|ping)?|
    abol(?:ish|ished|ishing|ition)|abandon(?:s|ed|ing)?|remov(?:e|es|ed|ing|al)|
    suspend(?:s|ed|ing)?|suspension|repeal(?:s|ed|ing)?|withdr(?:aw|awn|awing|ew|awal)|
    fail(?:s|ed|ing|ures?)?|cancel(?:led|ling|lations?)?|postpone(?:d|ment)?|deferred|
    destr(?:oy|oys|oyed|oying|uction)|ruin(?:s|ed)?|
    die[sd]?|dying|drown(?:s|ed)?|killing|kill(?:s|ed)?|
    un(?:paid|used|successful|able|safe|certain|reliable)|in(?:ability|security|stability)
    """,
    re.VERBOSE,
)
_MEASURES = vocabulary("number amount level rate size share degree extent volume quantity state")
_POINTING = vocabulary(
    """
    it its this that these those they them their he him his she her we us our i me my you your
    who whom which what one ones some any all both such so there here former latter same
    """
)
_CLAUSE = vocabulary(
    """
    is are was were am has have had does did do will would shall should can could may might must
    which who whom that because if when while
    """
)
_PERSONAL = vocabulary("it they he she we i you them us him")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@cache
def meaning(text: str) -> "Counter[str]":
    """Content words of a phrase."""
    return content_words(text)


@cache
def kept(text: str) -> "Counter[str]":
    """The same without words that turn the meaning, unless nothing is left."""
    words = meaning(text)
    left = Counter({word: n for word, n in words.items() if not _TURNING.fullmatch(word)})
    return left or words


@cache
def turns(text: str) -> int:
    """How many words of a phrase turn its meaning: fewer buses, no buses, bus service fell."""
    return sum(bool(_TURNING.fullmatch(word)) for word in re.findall(r"\w+", text.lower()))


@cache
def fit(one: str, other: str) -> float:
    """Dice over content words, with turning words in both or in neither, whichever is better."""
    return max(_dice(meaning(one), meaning(other)), _dice(kept(one), kept(other)))


def _dice(one: "Counter[str]", other: "Counter[str]") -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


@cache
def key_words(name: str, words: str) -> frozenset[str]:
    """Words of a labelled name that its words in the text hold, in whatever form."""
    held = frozenset(kept(words))
    return frozenset(
        word for word in kept(name) if word not in _MEASURES and any(_alike(word, w) for w in held)
    )


@cache
def holds(phrase: str, words: frozenset[str]) -> bool:
    """Whether a phrase holds all words, in whatever form."""
    return all(any(_alike(word, other) for other in meaning(phrase)) for word in words)


def _alike(one: str, other: str) -> bool:
    least = min(len(one), len(other), _PREFIX)
    return one == other or (least >= 3 and abs(len(one) - len(other)) <= _PREFIX
                            and one[:least] == other[:least])  # fmt: skip


@cache
def name_faults(name: str) -> tuple[str, ...]:
    """Why a name is none for a quantity: `long`, `pronoun`, `clause`, `amount`."""
    words = [word.lower() for word in _WORD.findall(name)]
    faults = []
    if len(words) > MOST_WORDS:
        faults.append("long")
    if not words or all(word in _POINTING for word in words) or words[0] in _PERSONAL:
        faults.append("pronoun")
    if any(word in _CLAUSE for word in words) or words[:1] == ["to"]:
        faults.append("clause")
    if words and all(word[0].isdigit() for word in words):
        faults.append("amount")
    return tuple(faults)
