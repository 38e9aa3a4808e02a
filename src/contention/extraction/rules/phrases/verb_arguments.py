"""What stands for the cause and the effect of a verb, if it does not simply stand beside it."""

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.verbs import CHAIN, Verb
from contention.extraction.rules.patterns.found_links import Scene, outcome
from contention.extraction.rules.phrases.extents import (
    OWN_TO,
    clause_before,
    comma_after,
    object_of,
    subject,
    trim,
)
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term, terms
from contention.extraction.rules.syntax.sentence import Parsed, VerbUse
from contention.extraction.rules.syntax.verb_groups import group_before

_NO_VERB = Verb("", 1)
_RESULTING = word_list("resulting")
"""Participles whose subject is what has come of the clause before: "…, leading to layoffs"."""
_EXPECTING = word_list("expecting")
_JOINING = ("and", "or", ",", "but", "then", "thus", "therefore", "thereby")
_NEAR = 40
_NOBODY = ("not", "neither", "none", "nothing", "nobody")


def use_at(parsed: Parsed, at: int) -> VerbUse:
    """The verb use at a place, for words that the lexicon of verbs does not know."""
    known = parsed.uses.get(at)
    if known is not None:
        return known
    start, passive, negated = group_before(parsed, at)
    forms = frozenset(("ing",)) if parsed.low(at).endswith("ing") else frozenset(("base",))
    return VerbUse(at, _NO_VERB, forms, start, passive, negated)


def effect_terms(parsed: Parsed, start: int) -> list[Term]:
    """What stands after a signal: noun phrases, or a gerund with its object."""
    if parsed.low(start) == "not" and parsed.low(start + 1) in ("only", "just", "merely"):
        start += 2
    start += parsed.low(start) == "that"
    start += parsed.low(start) in ("them", "us", "him", "her") and parsed.kind(start + 1) == "D"
    span = object_of(parsed, start)
    return terms(parsed, span) if span[1] > span[0] and parsed.low(span[1]) != "from" else []


def cause_terms(scene: Scene, use: VerbUse) -> tuple[list[Term], float]:
    """What a verb's subject names, and how sure that is."""
    parsed = scene.parsed
    before = parsed.low(use.start - 1)
    if use.start == use.at and "ing" in use.forms and not use.passive:
        return _of_participle(scene, use)
    clause = before == "which" and parsed.kind(use.start - 2) == ","
    if (
        clause
        and scene.links
        and scene.links[-1].signal[0] >= clause_before(parsed, use.start - 1)[0]
    ):
        return outcomes(scene), 0.85
    span = subject(parsed, use)
    if span[1] > span[0]:
        return terms(parsed, span), 1.0
    if before == "to":
        return _of_purpose(parsed, use)
    return (latest_subjects(scene), 0.95) if before in _JOINING and scene.links else ([], 0.0)


def denied_cause(parsed: Parsed, causes: list[Term]) -> bool:
    """As in "neither A nor B has raised it", "not A raises it", "nothing in this law will"."""
    if not causes:
        return False
    first = causes[0].span[0]
    return parsed.low(first) in _NOBODY or parsed.low(first - 1) in _NOBODY


def latest_subjects(scene: Scene) -> list[Term]:
    """The subject of the signal that stands last: its cause, or its effect where it is turned."""
    last = scene.links[-1]
    same = [
        link.effect if link.effect.span[0] < link.signal[0] <= link.cause.span[0] else link.cause
        for link in scene.links
        if link.signal == last.signal
    ]
    return list(dict.fromkeys(same))


def outcomes(scene: Scene) -> list[Term]:
    """What the signal that stands last says comes about: its effects, changed as it says."""
    last = scene.links[-1]
    same = (outcome(link) for link in scene.links if link.signal == last.signal)
    return list(dict.fromkeys(same))


def _of_participle(scene: Scene, use: VerbUse) -> tuple[list[Term], float]:
    """As in "…, raising costs": the clause before, its subject or what has come of it."""
    parsed = scene.parsed
    comma = use.at - 1
    while parsed.kind(comma) == "B" or parsed.low(comma) in ("thus", "thereby"):
        comma -= 1
    near = bool(scene.links) and scene.links[-1].signal[0] > comma - _NEAR
    if near and parsed.low(use.at - 1) in ("while", "whilst", "and"):
        return latest_subjects(scene), 0.85
    if parsed.kind(comma) != "," and parsed.low(comma) != "—":
        return [], 0.0
    if near:
        manner = comma == use.at - 1 and parsed.low(use.at) not in _RESULTING
        return (latest_subjects(scene), 0.85) if manner else (outcomes(scene), 0.8)
    span = clause_before(parsed, comma)
    if parsed.kind(span[0]) == "S" or parsed.low(span[0]) in ("as", "with"):
        span = comma_after(parsed, span[0]) + 1, span[1]
    return ([term(parsed, trim(parsed, span))], 0.75) if parsed.has_finite(*span) else ([], 0.0)


def _of_purpose(parsed: Parsed, use: VerbUse) -> tuple[list[Term], float]:
    """As in "… to cut emissions": what is done before stands for the cause."""
    to = use.start - 1
    own = parsed.low(to - 1) in CHAIN or parsed.low(to - 1) in OWN_TO
    if own or parsed.kind(to - 1) in ("A", "P", "B", "S", "R", "D", "C", ".", "O"):
        return [], 0.0
    hoping = next((p for p in range(to - 2, max(0, to - 9), -1) if parsed.low(p) in _EXPECTING), 0)
    if hoping:
        return terms(parsed, trim(parsed, (hoping + 1, to))), 1.0
    span = clause_before(parsed, to)
    done = parsed.has_finite(*span) and parsed.low(span[0]) != "it"
    return ([term(parsed, span)], 0.7) if done and use.verb.weight >= 0.5 else ([], 0.0)
