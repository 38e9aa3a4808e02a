"""Relations that a connecting word expresses between clauses: because, so, if, without."""

from collections.abc import Callable
from dataclasses import replace

from contention.extraction.proposals import Side
from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.signals import CONNECTIVES, particle_sign
from contention.extraction.rules.patterns.found_links import Scene, outcome
from contention.extraction.rules.phrases.extents import (
    clause_after,
    clause_before,
    comma_after,
    object_of,
    trim,
)
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term, terms
from contention.extraction.rules.syntax.sentence import Parsed, Span

_PREPOSITIONS = ("of", "to", "from", "for")
_DEGREES = word_list("so-degrees")
_INVERTED = ("should", "were", "had")
"""At the head of a sentence these stand for "if"."""
_VAGUE = ("as", "where", "until", "through", "when", "whenever", "once")
"""Conjunctions of likeness, place and time, too."""
_TURNED = ("unless", "without", "until")
_ANYBODY = ("i", "you", "one")
_SURE = 0.55
_REMOVING = word_list("removing")
_KEEPING = word_list("keeping")
_STAYING = word_list("staying")
_LONGEST = 7
_OPPOSITE: dict[Side, Side] = {
    "more": "less", "less": "more", "kept": "less", "there": "gone", "gone": "there",
}  # fmt: skip


def find_connective(scene: Scene) -> None:
    """Go through the words once; each connective gives its links or none."""
    lows = scene.parsed.words.low
    at = 0
    while at < len(lows):
        step = 1
        for each in CONNECTIVES.get(lows[at], ()):
            if tuple(lows[at : at + len(each.words)]) == each.words:
                step = len(each.words)
                _FINDERS[each.kind](scene, (at, at + step), each.weight)
                break
        at += step


def because(scene: Scene, signal: Span, weight: float) -> None:
    """A reason and its consequence, whichever comes first."""
    parsed = scene.parsed
    start, stop = signal
    negated = parsed.low(start - 1) == "not"
    if opens(parsed, start):
        comma = comma_after(parsed, stop)
        if comma < 0:
            return
        reason, main = trim(parsed, (stop, comma)), clause_after(parsed, comma + 1)
    else:
        noun = parsed.low(stop - 1) in _PREPOSITIONS
        reason = object_of(parsed, stop) if noun else clause_after(parsed, stop)
        main = clause_before(parsed, start)
    causes, effects = named_in(parsed, reason), named_in(parsed, main)
    scene.add(causes, effects, 1, signal, weight, "because", negated=negated)


def so_that(scene: Scene, signal: Span, weight: float) -> None:
    """As in "A, so B", "A and therefore B": two clauses of one sentence."""
    parsed = scene.parsed
    start, stop = signal
    if stop == start + 1 and parsed.low(start) == "so" and not _concludes(parsed, start):
        return
    before = start
    while before > 0 and parsed.kind(before - 1) in (",", "C", "."):
        before -= 1
    if before == start and parsed.low(start) != "so":
        return
    cause, effect = clause_before(parsed, before), clause_after(parsed, stop)
    if parsed.has_finite(*cause) and parsed.has_finite(*effect):
        scene.add(named_in(parsed, cause), named_in(parsed, effect), 1, signal, weight, "so")


def _concludes(parsed: Parsed, at: int) -> bool:
    """Whether "so" draws a conclusion: not "so far", not "so do they"."""
    after = at + 1
    return (
        parsed.low(at - 1) == ","
        and parsed.kind(after) != "A"
        and parsed.low(after) not in _DEGREES
    )


def opens(parsed: Parsed, at: int) -> bool:
    """Whether a connective stands at the head of its sentence or clause."""
    if at == 0 or parsed.kind(at - 1) == ".":
        return True
    if parsed.kind(at - 1) in ("C", "B") or parsed.low(at - 1) == "that":
        return at == 1 or parsed.kind(at - 2) in (".", ",", "F") or parsed.low(at - 1) == "that"
    return parsed.kind(at - 1) == "," and at < 4


def named_in(parsed: Parsed, span: Span) -> list[Term]:
    """What a clause says changes, or the quantities that a phrase names."""
    if span[1] <= span[0]:
        return []
    return [term(parsed, span)] if parsed.has_finite(*span) else terms(parsed, span)


def says_change(parsed: Parsed, span: Span) -> bool:
    """Whether a clause says that something changes."""
    for at in range(*span):
        low, use = parsed.low(at), parsed.uses.get(at)
        if low in MORE or low in LESS or low in ("up", "down") or particle_sign(parsed, at):
            return True
        if use is not None and (use.verb.changes or use.passive):
            return True
    return False


def condition(scene: Scene, signal: Span, weight: float) -> None:
    """A clause with "if" or the like, as a condition or as a cause."""
    parsed = scene.parsed
    halves = _halves(parsed, signal)
    if halves is not None and _is_condition(parsed, signal, *halves):
        _add(scene, signal, *halves, weight)


def _halves(parsed: Parsed, signal: Span) -> tuple[Span, Span] | None:
    """The condition and the main clause, whichever comes first; None if one is missing."""
    start, stop = signal
    if not opens(parsed, start):
        if not _takes_noun(parsed, signal):
            return clause_after(parsed, stop), clause_before(parsed, start)
        noun = object_of(parsed, stop), clause_before(parsed, start)
        return noun if parsed.low(start) == "without" else None
    comma = comma_after(parsed, stop)
    if comma < 0:
        return None
    main = clause_after(parsed, comma + 1)
    return (stop, comma), (main[0] + (parsed.low(main[0]) == "then"), main[1])


def _takes_noun(parsed: Parsed, signal: Span) -> bool:
    """Whether a noun phrase follows the signal, and no clause."""
    last = parsed.low(signal[1] - 1)
    return parsed.low(signal[0]) in ("without", "with", "through") or last in ("of", "for")


def _is_condition(parsed: Parsed, signal: Span, span: Span, main: Span) -> bool:
    """Whether both halves say enough, and a word with other uses states a condition here."""
    start, stop = signal
    low = parsed.low(start)
    if span[1] <= span[0] or main[1] - main[0] < 2 or parsed.low(stop) in _ANYBODY:
        return False
    if _takes_noun(parsed, signal) and not parsed.has_finite(*main):
        return False
    if low == "without" and not opens(parsed, start):
        return _cannot(parsed, main) or says_change(parsed, main)
    if low in _INVERTED and stop == start + 1:
        return start == 0 and parsed.kind(stop) in ("D", "n")
    if low in _VAGUE and stop == start + 1:
        told = opens(parsed, start) or says_change(parsed, main)
        verb = parsed.has_finite(*span) or any(particle_sign(parsed, at) for at in range(*span))
        return verb and says_change(parsed, span) and told
    return True


def _add(scene: Scene, signal: Span, span: Span, main: Span, weight: float) -> None:
    """The condition as a cause, unless the main clause names a cause of its own."""
    parsed = scene.parsed
    low = parsed.low(signal[0])
    flip = -1 if low in _TURNED or parsed.low(signal[1] - 1) == "for" else 1
    causes = [replace(each, sign=each.sign * flip) for each in named_in(parsed, span)]
    inside = [
        at for at, link in enumerate(scene.links)
        if main[0] <= link.signal[0] < main[1] and link.kind in ("verb", "noun")
    ]  # fmt: skip
    own = [scene.links[at] for at in inside]
    own = [] if parsed.low(signal[0] - 1) == "even" else own
    if any(each.weight >= _SURE for each in own) and not any(e.cause.anaphoric for e in own):
        gate = _gate(parsed, signal, span, causes)
        for at in inside:
            scene.links[at] = replace(scene.links[at], condition=(signal[0], span[1]), gate=gate)
        return
    likewise = _likewise(parsed, main)
    if likewise:
        effects = terms(parsed, (likewise, main[1]))
    else:
        effects = [outcome(each) for each in own if each.cause.anaphoric] or named_in(parsed, main)
    if likewise and causes:
        effects = [replace(each, sign=each.sign * causes[0].sign) for each in effects]
    scene.links[:] = [link for at, link in enumerate(scene.links) if at not in inside]
    necessary = low in ("without", "unless", "only") and _cannot(parsed, main)
    regardless = parsed.low(signal[0] - 1) == "even"
    scene.add(causes, effects, 1, signal, weight, "if", negated=regardless, necessary=necessary)


def _likewise(parsed: Parsed, main: Span) -> int:
    """As in "when A falls, so does B": where B begins, 0 if there is no such form."""
    for place in (main[0], main[0] - 1):
        if parsed.low(place) == "so" and parsed.kind(place + 1) == "A":
            return place + 2
    return 0


def _cannot(parsed: Parsed, main: Span) -> bool:
    return bool(
        {"cannot", "can't", "impossible", "never", "no"} & set(parsed.words.low[slice(*main)])
    )


def _gate(parsed: Parsed, signal: Span, span: Span, named: list[Term]) -> tuple[Term, Side] | None:
    """The quantity of a condition and how it must stand; None if it names no quantity.

    `named` is what the condition names, with the sign turned already for "unless" and "without".
    """
    if not named or named[0].anaphoric or not 0 < len(named[0].core) <= _LONGEST:
        return None
    term, low = named[0], parsed.low(signal[0])
    if low == "without":
        return term, "gone"
    if not parsed.has_finite(*span):
        side: Side = "there" if term.core[0] == span[0] else "more" if term.sign > 0 else "less"
        return (term, side) if low in ("with", "in") else None
    if any(parsed.finite[at] for at in term.core):
        return None
    turned = low in ("unless", "until")
    side = _side(parsed, span, term.sign * (-1 if turned else 1))
    return term, _OPPOSITE[side] if turned else side


def _side(parsed: Parsed, span: Span, sign: int) -> Side:
    """How a clause says that its quantity stands."""
    lows = parsed.words.low[span[0] : span[1]]
    lemmas = {parsed.uses[at].verb.lemma for at in range(*span) if at in parsed.uses}
    if sign < 0:
        gone = lemmas & _REMOVING or "no" in lows[:3]
        return "gone" if gone else "less"
    if lemmas & _KEEPING or _STAYING & set(lows):
        return "kept"
    return "there" if lows[0] == "there" and not {"more", "many"} & set(lows) else "more"


_FINDERS: dict[str, Callable[[Scene, Span, float], None]] = {
    "because": because, "so": so_that, "if": condition,
}  # fmt: skip
