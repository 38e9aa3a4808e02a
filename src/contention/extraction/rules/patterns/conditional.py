"""Signals such as "If", "unless", "as", "without": what holds if something else does."""

from dataclasses import replace

from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.patterns.because import causes_in, opens, outcome, says_change
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.condition_phrases import gate_of
from contention.extraction.rules.phrases.extents import object_of, trim
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.clauses import clause_after, clause_before, comma_after
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.language.vocabulary import vocabulary


def condition(scene: Scene, signal: Span, weight: float) -> None:
    """A clause with "if" or the like, as a condition or as a cause."""
    parsed = scene.parsed
    low, before = parsed.low(signal[0]), parsed.low(signal[0] - 1)
    part = _taken(scene, signal[0]) or (before == "even" and low in ("without", "with"))
    if before == "even" and low == "if":
        _regardless(scene, signal)
    elif part or (low == "only" and _inverted(scene, signal, weight)):
        return
    elif _is_condition(scene, signal):
        halves = _halves(parsed, signal)
        if halves is not None and _fits(parsed, signal, *halves):
            _conditional(scene, signal, *halves, weight)


def _taken(scene: Scene, at: int) -> bool:
    """As in "leave the ward without doctors": the word is part of another signal."""
    return any(e.signal[0] < at < e.signal[1] and e.kind == "verb" for e in scene.links)


def _is_condition(scene: Scene, signal: Span) -> bool:
    """Whether a word that has other uses too states a condition here."""
    parsed = scene.parsed
    start, stop = signal
    low = parsed.low(start)
    if parsed.low(stop - 1) == "for":
        return opens(parsed, start)
    if low in ("should", "were", "had"):
        return start == 0 and parsed.kind(start + 1) in ("D", "n")
    if parsed.low(start - 1) in _ASKING and low != "without":
        return False
    if low == "through" and (parsed.kind(start - 1) == "D" or parsed.low(start - 1) in MORE | LESS):
        return False  # "more through traffic"
    if parsed.low(stop) in ("i", "you", "one") or (low == "without" and _manner(parsed, stop)):
        return False
    if low in ("with", "as", "where", "until", "through") and stop == start + 1:
        return _changing(scene, signal) or (low == "as" and _grows_with(scene, signal))
    return True


_MANNER = vocabulary("denying wishing wanting mentioning knowing saying exaggerating claiming")


def _manner(parsed: Parsed, at: int) -> bool:
    """As in "Without denying that, we are surprised": how something is said, and no condition."""
    return parsed.low(at) in _MANNER


_ASKING = vocabulary("even as such see know asked ask wonder")


def _halves(parsed: Parsed, signal: Span) -> tuple[Span, Span] | None:
    """The condition and the main clause, whichever comes first; None if one is missing."""
    start, stop = signal
    if not opens(parsed, start):
        if _is_phrase(parsed, signal):
            span = object_of(parsed, stop)
            return (span, clause_before(parsed, start)) if parsed.low(start) == "without" else None
        return clause_after(parsed, stop), clause_before(parsed, start)
    comma = comma_after(parsed, stop)
    if comma < 0:
        return None
    main = clause_after(parsed, comma + 1)
    return (stop, comma), (main[0] + (parsed.low(main[0]) == "then"), main[1])


def _is_phrase(parsed: Parsed, signal: Span) -> bool:
    """Whether the signal takes a noun phrase and no clause."""
    low = parsed.low(signal[0])
    last = parsed.low(signal[1] - 1)
    return low in ("without", "with", "through") or last in ("of", "for")


def _fits(parsed: Parsed, signal: Span, span: Span, main: Span) -> bool:
    """Whether both halves say enough."""
    alone = parsed.uses.get(main[0]) if main[1] - main[0] == 1 else None
    short = main[1] - main[0] < 2 and not (alone is not None and alone.verb.changes)
    if short or span[1] <= span[0]:
        return False
    if _is_phrase(parsed, signal) and not parsed.has_finite(*main):
        return False
    timed = parsed.low(signal[0]) in ("when", "whenever", "once", "until")
    return not timed or opens(parsed, signal[0]) or says_change(parsed, span)


def _regardless(scene: Scene, signal: Span) -> None:
    """As in "Even if A, B": A changes nothing about B."""
    parsed = scene.parsed
    comma = comma_after(parsed, signal[1])
    if signal[0] > 2 or comma < 0:
        return
    main = clause_after(parsed, comma + 1)
    if parsed.low(main[0]) in ("we", "i"):
        return
    causes = causes_in(scene, trim(parsed, (signal[1], comma)))
    effects = outcome(scene, main)
    scene.add(causes, effects, 1, signal, 0.5, "if", negated=True)


def _inverted(scene: Scene, signal: Span, weight: float) -> bool:
    """Signals such as "Only when rates fall will investment recover"."""
    parsed = scene.parsed
    if signal[0] > 1:
        return False
    end = min(len(parsed.words), signal[1] + 20)
    modal = next(
        (
            p
            for p in range(signal[1] + 2, end)
            if parsed.low(p) in ("will", "can", "would", "could", "do", "does", "did")
        ),
        0,
    )
    if not modal or any(parsed.kind(p) == "," for p in range(signal[1], modal)):
        return False
    causes = [term(parsed, trim(parsed, (signal[1], modal)))]
    effects = outcome(scene, clause_after(parsed, modal + 1))
    scene.add(causes, effects, 1, signal, weight, "if", necessary=True)
    return True


def _conditional(scene: Scene, signal: Span, span: Span, main: Span, weight: float) -> None:
    """The condition as a cause, unless the main clause names a cause of its own."""
    parsed = scene.parsed
    low = parsed.low(signal[0])
    counterfactual = parsed.low(signal[1] - 1) == "for"
    flip = -1 if low in ("unless", "without", "until") or counterfactual else 1
    inside = [
        at
        for at, link in enumerate(scene.links)
        if main[0] <= link.signal[0] < main[1] and link.kind in ("verb", "noun")
    ]
    anaphoric = any(scene.links[at].cause.anaphoric for at in inside)
    causes = [
        Term(e.span, e.core, e.sign * flip, e.negated, e.anaphoric)
        for e in (causes_in(scene, span) if parsed.has_finite(*span) else terms(parsed, span))
    ]
    necessary = low in ("without", "unless", "only") and _cannot(parsed, main)
    sure = any(scene.links[at].weight >= 0.55 for at in inside)
    if inside and sure and not anaphoric and not _agents(scene, inside):
        for at in inside:
            gate = gate_of(parsed, signal, span, causes)
            scene.links[at] = replace(scene.links[at], condition=(signal[0], span[1]), gate=gate)
        return
    likewise = _likewise(parsed, main)
    effects = terms(parsed, (likewise, main[1])) if likewise else outcome(scene, main)
    if likewise and causes:
        effects = [replace(each, sign=each.sign * causes[0].sign) for each in effects]
    scene.links[:] = [link for at, link in enumerate(scene.links) if at not in inside]
    scene.add(causes, effects, 1, signal, weight, "if", necessary=necessary)


def _likewise(parsed: Parsed, main: Span) -> int:
    """As in "when A falls, so does B": where B begins, 0 if there is no such form."""
    for place in (main[0], main[0] - 1):
        if parsed.low(place) in ("so", "neither", "nor") and parsed.kind(place + 1) == "A":
            return place + 2
    return 0


def _agents(scene: Scene, inside: list[int]) -> bool:
    return all(
        len(scene.links[at].cause.core) == 1
        and scene.parsed.low(scene.links[at].cause.core[0])
        in ("we", "they", "he", "she", "people", "i", "you")
        for at in inside
    )


def _cannot(parsed: Parsed, main: Span) -> bool:
    return any(
        parsed.low(at) in ("cannot", "can't", "impossible", "never")
        or (parsed.low(at) in ("no", "not") and parsed.low(at - 1) in ("can", "be", "is"))
        or parsed.low(at) == "no"
        for at in range(*main)
    )


def _grows_with(scene: Scene, signal: Span) -> bool:
    """As in "As the population ages, spending rises": only the second half says that it changes."""
    parsed = scene.parsed
    comma = comma_after(parsed, signal[1]) if opens(parsed, signal[0]) else -1
    if (
        comma < signal[1] + 2
        or parsed.kind(signal[1]) == "O"
        or parsed.kind(comma - 1) in ("F", "A", "P")
    ):
        return False
    lows = parsed.words.low[signal[1] : comma]
    past = any(
        parsed.uses[at].forms <= {"past", "part"}
        for at in range(comma, len(parsed.words))
        if at in parsed.uses
    )
    likeness = lows[0] in ("part", "well", "if", "with", "for", "of") or lows[-1] in _SPEAKING
    return not past and not likeness and says_change(parsed, clause_after(parsed, comma + 1))


_SPEAKING = vocabulary("says said know argue suggest noted argued suggests expected above usual")


def _changing(scene: Scene, signal: Span) -> bool:
    """Whether "as", "with", "where" stand before something that changes, not before a likeness."""
    parsed = scene.parsed
    start, stop = signal
    if parsed.low(start) == "as" and parsed.low(stop) in (
        "well",
        "long",
        "far",
        "soon",
        "if",
        "of",
        "a",
        "an",
        "such",
        "part",
        "much",
        "many",
    ):
        return False
    if opens(parsed, start):
        comma = comma_after(parsed, stop)
        span = (stop, comma if comma > 0 else stop)
    elif parsed.low(start) == "as":
        span = clause_after(parsed, stop)
        if not says_change(parsed, clause_before(parsed, start)):
            return False
    else:
        span = object_of(parsed, stop)
    if parsed.low(start) == "as" and not parsed.has_finite(*span):
        return False
    if parsed.low(start) == "with":
        return parsed.low(span[0]) in MORE | LESS
    return says_change(parsed, span)
