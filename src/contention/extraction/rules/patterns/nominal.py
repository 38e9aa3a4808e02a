"""Relations that a noun expresses: "the main cause of Y is X", "X is an obstacle to Y"."""

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.signals import NOUN_LINKS, NOUNS, REVERSED_NOUNS
from contention.extraction.rules.lexicon.verbs import BE, NEGATIVE
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of, subject
from contention.extraction.rules.phrases.terms import terms
from contention.extraction.rules.phrases.verb_arguments import use_at
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.extraction.rules.syntax.verb_groups import direction, group_before

_SURE = word_list("sure-nouns")
_COPULAS = BE | word_list("copulas")
_IDENTIFYING = word_list("identifying")
_DESCRIBING = word_list("describing-nouns")
"""Nouns that describe a thing without naming it, as in "a victory for X is …"."""


def find_nominal(scene: Scene) -> None:
    """Go through the words once; each noun of cause gives its links or none."""
    parsed = scene.parsed
    for at, low in enumerate(parsed.words.low):
        inside = any(link.signal[0] <= at < link.signal[1] for link in scene.links)
        if (low in NOUNS or low in REVERSED_NOUNS) and not inside:
            after = parsed.low(at + 1)
            if after in NOUN_LINKS or after == "why":
                _noun(scene, at)


def _noun(scene: Scene, at: int) -> None:
    parsed = scene.parsed
    low, head, stop = parsed.low(at), head_start(parsed, at), at + 2
    after = object_of(parsed, stop)
    on = next((place for place in range(*after) if parsed.low(place) == "on"), 0)
    if on and low in ("effect", "effects", "impact", "influence"):
        sign = direction(parsed, range(after[1], min(after[1] + 6, len(parsed.words))))
        causes, effects = terms(parsed, (stop, on)), terms(parsed, (on + 1, after[1]))
        scene.add(causes, effects, sign, (at, after[1]), 0.6, "noun")
        return
    copula = head - 1
    while parsed.kind(copula) == "B":
        copula -= 1
    if parsed.low(copula) in _COPULAS:
        start, _, negated = group_before(parsed, copula)
        denied = NEGATIVE & {parsed.low(copula), *parsed.words.low[copula : head + 1]}
        before = subject(parsed, use_at(parsed, copula))
        _pair(scene, at, before, after, (start, stop), negated=negated or bool(denied))
        return
    verb = after[1] + (parsed.kind(after[1]) == "B")
    if low not in _DESCRIBING and (parsed.low(verb) in _IDENTIFYING or parsed.low(verb) == ":"):
        place = verb + 1
        while parsed.kind(place) in ("A", "B") or parsed.low(place) in ("in", "that"):
            place += 1
        denied = NEGATIVE & set(parsed.words.low[verb:place])
        named = object_of(parsed, place, verbs=parsed.low(place - 1) == "that")
        _pair(scene, at, named, after, (head, place), negated=bool(denied))


def _pair(scene: Scene, at: int, named: Span, after: Span, signal: Span, *, negated: bool) -> None:
    """What is called a cause of something, and that; the other way round for an effect."""
    parsed, low = scene.parsed, scene.parsed.low(at)
    causes, effects = terms(parsed, named), terms(parsed, after)
    if low in REVERSED_NOUNS:
        causes, effects = effects, causes
    weight = 0.75 if low in _SURE else 0.55
    scene.add(causes, effects, NOUNS.get(low, 1), signal, weight, "noun", negated=negated)


def head_start(parsed: Parsed, at: int) -> int:
    """First word of the noun phrase that ends at a noun; "part of the" belongs to it."""
    place = at
    while place > max(0, at - 8) and parsed.kind(place - 1) in ("n", "D", "B", "C"):
        joins = parsed.kind(place - 1) == "C" and parsed.kind(place - 2) != "n"
        if parsed.finite[place - 1] or joins or parsed.low(place - 1) in ("not", "never"):
            break
        place -= 1
        if parsed.kind(place) == "D":
            break
    part = parsed.low(place - 1) == "of" and parsed.low(place - 2) == "part"
    return place - 2 if part else place
