"""Signals such as "Because", "due to", "so": a reason and what comes of it."""

from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.lexicon.particles import particle_sign
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of, trim
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import WHOLE, term
from contention.extraction.rules.speakers.speech_verbs import FACTIVE, SAY
from contention.extraction.rules.syntax.clauses import clause_after, clause_before, comma_after
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.language.vocabulary import vocabulary

_MERELY = vocabulary("merely just simply")
_COPULAS = vocabulary("be is was are were not")


def because(scene: Scene, signal: Span, weight: float) -> None:
    """A reason and its consequence, whichever comes first."""
    parsed = scene.parsed
    start, stop = signal
    before = parsed.low(start - 1)
    if parsed.low(start) == "since" and not _reasons(parsed, signal):
        return
    told_apart = before in _COPULAS - {"not"} and parsed.low(start) != "because"
    if told_apart and parsed.low(stop - 1) in ("to", "of"):
        return
    restated = _restated(parsed, start) if start > 2 else 0
    negated = (
        bool(restated) or before == "not" or (before in _MERELY and parsed.low(start - 2) == "not")
    )
    if opens(parsed, start):
        comma = comma_after(parsed, stop)
        if comma < 0:
            return
        span, main = trim(parsed, (stop, comma)), clause_after(parsed, comma + 1)
    else:
        prepositional = parsed.low(stop - 1) in ("of", "to", "from", "for")
        span = object_of(parsed, stop) if prepositional else clause_after(parsed, stop)
        main = clause_before(parsed, start)
    if restated:
        main = (restated, main[1])
    that = parsed.low(span[1]) == "that" and parsed.low(start - 2) == "it"
    if that and before in _COPULAS:
        main = clause_after(parsed, span[1] + 1)
    elif parsed.low(main[1] - 1) in ("came", "comes", "come", "arose"):
        main = (main[0], main[1] - 1)
    effect = outcome(scene, _without_not(parsed, main, negated))
    scene.add(causes_in(scene, span), effect, 1, signal, weight, "because", negated=negated)


_REACH = 30


def _restated(parsed: Parsed, start: int) -> int:
    """As in "People do not leave because of A; they leave because of B": the verb denied, or 0.

    A negation before "because" denies the reason only if another reason is then given.
    """
    lows = parsed.words.low
    if "because" not in lows[start + 1 : start + 1 + _REACH]:
        return 0
    for place in range(start - 1, max(-1, start - 12), -1):
        if parsed.low(place) in ("not", "don't", "doesn't", "didn't", "never"):
            return place + 1
        if parsed.kind(place) in (".", ",", "S"):
            return 0
    return 0


def _reasons(parsed: Parsed, signal: Span) -> bool:
    """Whether "since" gives a reason: a clause in the present follows, and no perfect before it."""
    clause = clause_after(parsed, signal[1])
    verbs = [at for at in range(*clause) if parsed.finite[at]]
    if not verbs or parsed.low(verbs[0]) in ("was", "were", "had", "did"):
        return False
    use = parsed.uses.get(verbs[0])
    main = clause_before(parsed, signal[0])
    perfect = any(parsed.low(at) in ("has", "have") for at in range(*main))
    return not perfect and not (use is not None and use.forms <= {"past", "part"})


def _without_not(parsed: Parsed, main: Span, negated: bool) -> Span:
    end = main[1]
    while (
        negated
        and end > main[0]
        and parsed.low(end - 1) in ("not", "is", "was", "are", "merely", "simply", "just")
    ):
        end -= 1
    return main[0], end


def opens(parsed: Parsed, at: int) -> bool:
    """Whether a connective stands at the head of its sentence or clause."""
    if at == 0 or parsed.kind(at - 1) == ".":
        return True
    before = parsed.low(at - 1)
    if before in ("but", "and", "yet", "so", "that", "only", "even") or parsed.kind(at - 1) == "B":
        return at - 1 == 0 or parsed.kind(at - 2) in (".", ",", "F") or before == "that"
    return parsed.kind(at - 1) == "," and at < 4


def causes_in(scene: Scene, span: Span) -> list[Term]:
    """What a reason or condition names: an outcome if it is a clause, else quantities."""
    parsed = scene.parsed
    if span[1] <= span[0]:
        return []
    if parsed.has_finite(*span):
        inside = outcome(scene, span)
        return inside or [term(parsed, span)]
    return terms(parsed, span)


def outcome(scene: Scene, span: Span) -> list[Term]:
    """The outcome of a clause: the effect of a link inside it, or what it says changes."""
    parsed = scene.parsed
    if span[1] <= span[0]:
        return []
    if span[0] in parsed.uses and parsed.uses[span[0]].verb.changes and scene.links:
        return _same_subject(scene, span)
    inside = [
        link
        for link in scene.links
        if span[0] <= link.signal[0]
        and link.signal[1] <= span[1]
        and link.kind == "verb"
        and not _event_of_its_own(parsed, link.signal[1] - 1)
    ]
    if inside:
        last = inside[-1]
        return [
            Term(
                span,
                link.effect.core,
                link.effect.sign * (link.sign or 1) * (-1 if link.negated else 1),
                link.negated,
                link.effect.anaphoric,
            )
            for link in inside
            if link.signal == last.signal
        ][:3]
    if parsed.has_finite(*span):
        return [term(parsed, span)]
    return terms(parsed, span)


def _same_subject(scene: Scene, span: Span) -> list[Term]:
    """As in "Stocks shrink when A, and grow when B": the verb has the subject of the one before."""
    last = scene.links[-1]
    base = last.effect if last.kind in ("if", "because") else last.cause
    use = scene.parsed.uses[span[0]]
    sign = use.verb.changes * (-1 if use.negated else 1)
    return [Term(span, base.core, sign, use.negated, base.anaphoric)]


def _event_of_its_own(parsed: Parsed, at: int) -> bool:
    """Whether a verb names a deed ("resist", "oppose"), and no change of what it governs."""
    use = parsed.uses.get(at)
    return use is not None and use.verb.lemma in WHOLE


_INVERTED = vocabulary("do does did has have is are will too")
_DEGREES = vocabulary("far called much many to long")


def so_that(scene: Scene, signal: Span, weight: float) -> None:
    """As in "A, so B", "A and therefore B"; heads of sentences are handled elsewhere."""
    parsed = scene.parsed
    start, stop = signal
    opens_sentence = parsed.kind(start - 1) == "." and parsed.low(start - 1) not in (";", "—")
    if start < 2 or opens_sentence or not _concludes(parsed, signal):
        return
    before = start
    while before > 0 and parsed.kind(before - 1) in (",", "C", "."):
        before -= 1
    if before == start and parsed.low(start) in _ADVERBIAL:
        return
    cause_span = past_speaker(parsed, clause_before(parsed, before))
    effect_span = clause_after(parsed, stop)
    if not parsed.has_finite(*cause_span) or not parsed.has_finite(*effect_span):
        return
    if not _own_link(scene, effect_span):
        scene.add(outcome(scene, cause_span), outcome(scene, effect_span), 1, signal, weight, "so")


def past_speaker(parsed: Parsed, span: Span) -> Span:
    """As in "The Office concedes that A": A alone."""
    for at in range(span[0] + 1, min(span[1] - 2, span[0] + _SPEAKER)):
        if parsed.low(at) in SAY | FACTIVE and parsed.low(at + 1) == "that":
            return at + 2, span[1]
        if parsed.kind(at) not in ("n", "D", "P", "O", "B", "A", "F"):
            break
    return span


_SPEAKER = 9
"""Words within which the speaker is named."""
_ADVERBIAL = vocabulary("therefore thus hence thereby consequently in")


def _concludes(parsed: Parsed, signal: Span) -> bool:
    """Whether "so" draws a conclusion here: not "so far", not "so do they"."""
    start, stop = signal
    if parsed.low(start) != "so" or stop != start + 1:
        return True
    after = parsed.low(stop)
    inverted = parsed.kind(stop) == "A" and after in _INVERTED
    return parsed.low(start - 1) == "," and not inverted and after not in _DEGREES


def _own_link(scene: Scene, span: Span) -> bool:
    return any(
        span[0] <= link.signal[0] < span[1]
        and link.cause.span[0] >= span[0]
        and not link.cause.anaphoric
        for link in scene.links
    )


def says_change(parsed: Parsed, span: Span) -> bool:
    """Whether a clause says that something changes."""
    if any(
        at in parsed.uses and (parsed.uses[at].verb.changes or parsed.uses[at].passive)
        for at in range(*span)
    ):
        return True
    if any(particle_sign(parsed, at) for at in range(*span)):
        return True
    lows = parsed.words.low[span[0] : span[1]]
    return any(low in MORE or low in LESS or low in ("up", "down") for low in lows)
