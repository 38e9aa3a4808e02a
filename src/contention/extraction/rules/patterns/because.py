"""Signals such as "because", "due to", "so that": a reason and what comes of it."""

from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.signals import particle_sign
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of, trim
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.clauses import clause_after, clause_before, comma_after
from contention.extraction.rules.syntax.sentence import Parsed, Span

_PREPOSITIONS = ("of", "to", "from", "for")
_DEGREES = word_list("so-degrees")


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
