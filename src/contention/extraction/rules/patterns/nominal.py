"""Relations that a noun expresses: "the main cause of Y is X", "X is an obstacle to Y"."""

from contention.extraction.rules.lexicon.phrasal import NOUN_LINKS, NOUNS, REVERSED_NOUNS
from contention.extraction.rules.lexicon.verbs import BE
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import antecedent, object_of, subject, trim
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.verb_arguments import use_at
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.extraction.rules.syntax.verb_groups import group_before
from contention.language.vocabulary import vocabulary

_STRONG = vocabulary(
    """
    cause causes driver drivers source obstacle obstacles threat barrier response result
    consequence reason reasons reaction root key product catalyst precondition
    """
)
_COPULAS = BE | vocabulary(
    """
    become becomes became remain remains remained represent represents constitute
    constitutes
    """
)


def find_nominal(scene: Scene) -> None:
    """Go through the words once; each noun of cause gives its links or none."""
    parsed = scene.parsed
    for at, low in enumerate(parsed.words.low):
        if (low in NOUNS or low in REVERSED_NOUNS) and at > 0:
            link_word = _link(parsed, at)
            if link_word:
                _noun(scene, at, link_word)


def _link(parsed: Parsed, at: int) -> int:
    """The word after the preposition that ties the noun to what follows; 0 if there is none."""
    place = at + 1
    if parsed.low(place) == "by" and parsed.low(at) in ("response", "reaction"):
        while place < at + 6 and parsed.low(place) != "to":
            place += 1
    if parsed.low(place) == "why":
        return place + 1
    return place + 1 if parsed.low(place) in NOUN_LINKS else 0


def _noun(scene: Scene, at: int, stop: int) -> None:
    parsed = scene.parsed
    if any(link.signal[0] <= at < link.signal[1] for link in scene.links):
        return
    low = parsed.low(at)
    sign = NOUNS.get(low, 1)
    reverse = low in REVERSED_NOUNS
    weight = 0.75 if low in _STRONG else 0.55
    head = head_start(parsed, at)
    after = _before_another(parsed, object_of(parsed, stop))
    if parsed.low(head - 1) == "of" and parsed.low(head - 2) == "part":
        head -= 2
    copula = head - 1
    while parsed.kind(copula) == "B" and parsed.low(copula) != "not":
        copula -= 1
    signal = head, stop
    if _seen_as(scene, copula, signal, after, sign, weight, reverse=reverse):
        return
    if parsed.low(copula) in _COPULAS or (
        parsed.low(copula) == "not" and parsed.low(copula - 1) in _COPULAS
    ):
        _predicated(scene, copula, signal, after, sign, weight, reverse=reverse)
    elif low not in _SAYING_ONLY and _copula_at(parsed, after[1]) in _IDENTIFYING:
        _identified(scene, head, after, sign, weight, reverse=reverse)
    elif parsed.low(head - 1) in ("and", "but"):
        _coordinated(scene, signal, after, sign, weight)
    elif (parsed.kind(head - 1) == "," or parsed.low(head - 1) == "—") and (
        parsed.kind(after[1]) in (",", ".", "C", "S", "R")
    ):
        before = trim(parsed, antecedent(parsed, head - 1))
        _pair(scene, before, after, sign, signal, weight * 0.85, reverse=reverse)


_IDENTIFYING = vocabulary("is was are were remains has will would lies")


def _coordinated(scene: Scene, signal: Span, after: Span, sign: int, weight: float) -> None:
    """As in "a blessing for A and a nightmare for B": the cause is that of the noun before."""
    last = scene.links[-1] if scene.links else None
    if last is None or last.kind != "noun" or last.signal[1] > signal[0]:
        return
    same = [each.cause for each in scene.links if each.signal == last.signal]
    causes = list(dict.fromkeys(same))
    scene.add(causes, terms(scene.parsed, after), sign, signal, weight, "noun")


def _before_another(parsed: Parsed, span: Span) -> Span:
    """As in "a blessing for A and a nightmare for B": up to the next noun of cause."""
    for at in range(span[0] + 1, span[1]):
        low = parsed.low(at)
        if (low in NOUNS or low in REVERSED_NOUNS) and parsed.low(at + 1) in NOUN_LINKS:
            joined = next((p for p in range(at, span[0], -1) if parsed.kind(p) == "C"), 0)
            return (span[0], joined) if joined else span
    return span


def _copula_at(parsed: Parsed, at: int) -> str:
    """The verb after a noun phrase, an adverb before it left out; a colon does as one."""
    low = parsed.low(at)
    if low == ":":
        return "is"
    return parsed.low(at + 1) if parsed.kind(at) == "B" and parsed.low(at + 1) in BE else low


_SAYING_ONLY = vocabulary(
    """
    win victory step boon hell disaster catastrophe poison lifeline blessing nightmare curse
    magnet gift triumph humiliation opening invitation blow setback check bridge haven paradise
    """
)
"""Nouns that describe a thing without naming it, as in "a victory for X is …"."""


def head_start(parsed: Parsed, at: int) -> int:
    """First word of the noun phrase that ends at a noun."""
    place = at
    while place > max(0, at - 8) and (
        (parsed.kind(place - 1) in ("n", "D", "B") and not parsed.finite[place - 1])
        or (
            parsed.low(place - 1) in ("and", "or")
            and parsed.kind(place - 2) == "n"
            and place > at - 4
        )
    ):
        if parsed.low(place - 1) in ("not", "never", "no") and parsed.low(place - 1) != "no":
            break
        place -= 1
        if parsed.kind(place) == "D" and parsed.low(place) in (
            "a",
            "an",
            "the",
            "its",
            "their",
            "no",
        ):
            break
    return place


def _predicated(
    scene: Scene, copula: int, signal: Span, after: Span, sign: int, weight: float, *, reverse: bool
) -> None:
    """As in "X is the cause of Y"."""
    parsed = scene.parsed
    at = copula if parsed.low(copula) in _COPULAS else copula - 1
    use = use_at(parsed, at)
    start, _, negated = group_before(parsed, at)
    negated = negated or parsed.low(copula) == "not" or parsed.low(signal[0]) == "no"
    negated = negated or parsed.low(at) in ("isn't", "wasn't", "aren't", "weren't")
    span = subject(parsed, use)
    _pair(scene, span, after, sign, (start, signal[1]), weight, reverse=reverse, negated=negated)


_SEEING = vocabulary(
    """
    see sees saw seen regard regards regarded describe describes described view views viewed
    treat treats present presents presented consider considers
    """
)


def _seen_as(
    scene: Scene, at: int, signal: Span, after: Span, sign: int, weight: float, *, reverse: bool
) -> bool:
    """As in "The chamber sees the fees as the cause of the delays"."""
    parsed = scene.parsed
    if parsed.low(at) != "as":
        return False
    places = range(at - 1, max(-1, at - 14), -1)
    verb = next((place for place in places if parsed.low(place) in _SEEING), -1)
    if verb >= 0:
        before = trim(parsed, (verb + 1, at))
        _pair(scene, before, after, sign, signal, weight, reverse=reverse)
    return verb >= 0


def _identified(
    scene: Scene, head: int, after: Span, sign: int, weight: float, *, reverse: bool
) -> None:
    """As in "The main cause of Y is X"; "neither A nor B" denies both."""
    parsed = scene.parsed
    place = after[1]
    while parsed.kind(place) in ("A", "B") or parsed.low(place) in ("lies", "in", "remains"):
        place += 1
    lows = parsed.words.low[after[1] : place]
    negated = any(low in ("not", "never", "neither", "isn't", "wasn't") for low in lows)
    span = object_of(parsed, place)
    if parsed.low(place) == "that":
        span = object_of(parsed, place + 1, verbs=True)
    effects = terms(parsed, after)
    causes = terms(parsed, span)
    if reverse:
        causes, effects = effects, causes
    scene.add(causes, effects, sign, (head, place), weight, "noun", negated=negated)
    if negated and not reverse:
        _instead(scene, place, effects, sign, weight)


def _instead(scene: Scene, after: int, effects: list[Term], sign: int, weight: float) -> None:
    """As in "… is not A, nor is it B: it is C", "… is not A but C"."""
    parsed = scene.parsed
    for at in range(after, min(len(parsed.words), after + 45)):
        low, two = parsed.low(at), (parsed.low(at + 1), parsed.low(at + 2))
        denied = low == "nor" and two[0] in BE
        if denied or (
            low == "it"
            and two[0] in ("is", "was")
            and two[1] != "not"
            and parsed.low(at - 1) in (":", ";", "—", ",", "but")
        ):
            start = at + 3 if denied else at + 2
        elif low == "but" and parsed.kind(at - 1) != "." and not parsed.has_finite(at, at + 6):
            start = at + 2 if two[0] == "rather" else at + 1
        else:
            continue
        span = object_of(parsed, start)
        scene.add(terms(parsed, span), effects, sign, (at, start), weight, "noun", negated=denied)
        if not denied:
            return


def _pair(
    scene: Scene,
    first: Span,
    second: Span,
    sign: int,
    signal: Span,
    weight: float,
    *,
    reverse: bool,
    negated: bool = False,
) -> None:
    parsed = scene.parsed
    causes: list[Term] = terms(parsed, first)
    effects = terms(parsed, second)
    for more in _as_well(parsed, second[1], parsed.low(signal[1] - 1)):
        effects += terms(parsed, more)
    if reverse:
        causes, effects = effects, causes
    scene.add(causes, effects, sign, signal, weight, "noun", negated=negated)


def _as_well(parsed: Parsed, end: int, preposition: str) -> list[Span]:
    """As in "a response to A, as well as to B", "to A and to B": the further phrases."""
    found = []
    for place in range(end, min(len(parsed.words), end + 40)):
        low = parsed.low(place)
        if parsed.kind(place) == "." and low not in ("(", ")"):
            break
        joined = low == "and" or (low == "as" and parsed.low(place - 1) == "well")
        if joined and parsed.low(place + 1) == preposition:
            found.append(object_of(parsed, place + 2))
    return found
