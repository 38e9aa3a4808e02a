"""What stands for the cause and the effect of a verb, if it does not simply stand beside it."""

from dataclasses import replace

from contention.extraction.rules.lexicon.verbs import BE, CHAIN, Verb
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.extents import OWN_TO, antecedent, object_of, subject, trim
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.clauses import clause_before, comma_after
from contention.extraction.rules.syntax.sentence import Parsed, Span, VerbUse
from contention.extraction.rules.syntax.verb_groups import group_before
from contention.language.vocabulary import vocabulary

NO_VERB = Verb("", 1)


def use_at(parsed: Parsed, at: int) -> VerbUse:
    """The verb use at a place, for words that the lexicon of verbs does not know."""
    known = parsed.uses.get(at)
    if known is not None:
        return known
    start, passive, negated = group_before(parsed, at)
    forms = frozenset(("ing",)) if parsed.low(at).endswith("ing") else frozenset(("base",))
    return VerbUse(at, NO_VERB, forms, start, passive, negated)


def effect_terms(parsed: Parsed, start: int) -> list[Term]:
    """What stands after a signal: noun phrases, a gerund with its object, or a clause."""
    start = _over_aside(parsed, start)
    if (parsed.low(start), parsed.low(start + 1)) in _NOT_ONLY:
        return _both(parsed, start + 2)
    if parsed.low(start).endswith("ing") and start in parsed.uses:
        return terms(parsed, object_of(parsed, start))
    span = object_of(parsed, start)
    if parsed.low(span[1]) == "from" or span[1] <= span[0]:
        return []
    following = span[1]
    if parsed.low(following) == "to" and following + 1 < len(parsed.words):
        pass
    return terms(parsed, span)


_NOT_ONLY = (("not", "only"), ("not", "just"), ("not", "merely"), ("not", "simply"))


def _both(parsed: Parsed, start: int) -> list[Term]:
    """As in "not only dearer bread but also the ruin of the mills": both are effects."""
    span = object_of(parsed, start)
    found = terms(parsed, span)
    place = span[1] + (parsed.kind(span[1]) == ",")
    if parsed.low(place) == "but":
        place += 2 if parsed.low(place + 1) in ("also", "even") else 1
        found += terms(parsed, object_of(parsed, place))
    return found


def _over_aside(parsed: Parsed, start: int) -> int:
    """Past an adverb between commas: "would bring, at best, a pause"."""
    if parsed.kind(start) != ",":
        return start
    place = start + 1
    while parsed.kind(place) == "B":
        place += 1
    return place + 1 if place > start + 1 and parsed.kind(place) == "," else start


def cause_terms(scene: Scene, use: VerbUse) -> tuple[list[Term], float]:
    """What a verb's subject names, and how sure that is."""
    parsed = scene.parsed
    before = parsed.low(use.start - 1)
    if use.start == use.at and "ing" in use.forms and not use.passive:
        return _of_participle(scene, use, before)
    span = subject(parsed, use)
    if before == "which" and parsed.kind(use.start - 2) == ",":
        return _of_which(scene, use, span)
    if before == "," and use.start == use.at and "base" in use.forms and _infinitives(scene, use):
        return latest_subjects(scene), 0.95
    if span[1] > span[0]:
        return terms(parsed, span), 1.0
    if before == "to":
        return _of_purpose(scene, use)
    if before in ("thus", "therefore", "hence", "thereby", "so") and scene.links:
        return _outcomes(scene), 0.85
    joined = _joined_verb(scene, use) if before in ("and", "or", "but", "then") else -1
    if joined >= 0:
        return terms(parsed, subject(parsed, use_at(parsed, joined))), 0.9
    if before in ("and", "or", ",", "but", "then") and scene.links:
        return latest_subjects(scene), 0.95
    return [], 0.0


def _infinitives(scene: Scene, use: VerbUse) -> bool:
    """As in "to widen its base, isolate the union and …": whether infinitives go on a row."""
    if not scene.links:
        return False
    signal = scene.links[-1].signal
    near = signal[0] > use.at - 30
    return near and "to" in scene.parsed.words.low[max(0, signal[0] - 1) : signal[1]]


def latest(scene: Scene) -> Link:
    """The link found last in the sentence."""
    return scene.links[-1]


def latest_subjects(scene: Scene) -> list[Term]:
    """The subject of the signal that stands last: its cause, or its effect where it is turned."""
    last = scene.links[-1]
    same = [
        link.effect if link.effect.span[0] < link.signal[0] <= link.cause.span[0] else link.cause
        for link in scene.links
        if link.signal == last.signal
    ]
    return list(dict.fromkeys(same))


def _of_which(scene: Scene, use: VerbUse, span: Span) -> tuple[list[Term], float]:
    """As in ", which": the outcome of the clause before, or else the noun before."""
    parsed = scene.parsed
    clause = clause_before(parsed, use.start - 1)
    if scene.links and scene.links[-1].signal[0] >= clause[0] and not scene.links[-1].effect.empty:
        return _outcomes(scene), 0.85
    if parsed.has_finite(*clause):
        return [term(parsed, clause)], 0.75
    return terms(parsed, span), 0.85


def _outcomes(scene: Scene) -> list[Term]:
    """Effects of the signal that stands last."""
    last = scene.links[-1]
    same = [
        replace(link.effect, sign=link.effect.sign * (link.sign or 1))
        for link in scene.links
        if link.signal == last.signal
    ]
    return list(dict.fromkeys(same))


def _of_participle(scene: Scene, use: VerbUse, before: str) -> tuple[list[Term], float]:
    """As in "…, raising costs": the clause before; "by raising costs" is left to the means."""
    parsed = scene.parsed
    comma = use.at - 1
    while parsed.kind(comma) == "B" or parsed.low(comma) in ("thus", "thereby"):
        comma -= 1
    if parsed.kind(comma) not in (",", "—") and parsed.low(comma) != "—":
        if parsed.kind(comma) == "C" and scene.links and _same_form(parsed, scene, use):
            return latest_subjects(scene), 0.9
        if before in ("while", "whilst") and scene.links:
            return latest_subjects(scene), 0.85
        if before in ("thereby", "thus") and scene.links:
            return _outcomes(scene), 0.8
        if (
            parsed.kind(comma) == "n"
            and parsed.kind(comma) != "P"
            and use.at > 1
            and use.verb.weight >= 0.7
            and parsed.low(comma) not in ("means", "mean", "meant")
        ):
            return _before_participle(scene, use), 0.7
        return [], 0.0
    if (
        scene.links
        and scene.links[-1].signal[0] > comma - 40
        and _same_clause(parsed, scene, comma)
    ):
        manner = comma == use.at - 1 and parsed.low(use.at) not in _RESULTING
        if manner or _same_form(parsed, scene, use):
            return latest_subjects(scene), 0.85
        return _outcomes(scene), 0.8
    return _of_clause(parsed, clause_before(parsed, comma))


_RESULTING = vocabulary(
    """
    leading resulting causing allowing enabling forcing prompting pushing letting contributing
    triggering provoking
    """
)
"""Participles whose subject is what has come of the clause before: "…, leading to layoffs"."""


def _of_clause(parsed: Parsed, span: Span) -> tuple[list[Term], float]:
    """What a clause says before ", raising costs"; only its subject if that is a pronoun."""
    if span[1] <= span[0] or not parsed.has_finite(*span):
        return [], 0.0
    if parsed.low(span[0]) in ("it", "they", "this"):
        return terms(parsed, (span[0], span[0] + 1)), 0.75
    subordinate = parsed.kind(span[0]) == "S" or parsed.low(span[0]) in ("as", "with")
    opened = comma_after(parsed, span[0]) if subordinate else -1
    main = (opened + 1, span[1]) if span[0] < opened < span[1] else span
    return [term(parsed, trim(parsed, main))], 0.75


def _before_participle(scene: Scene, use: VerbUse) -> list[Term]:
    """What stands before a participle: a noun, or who "would set a precedent giving …"."""
    parsed = scene.parsed
    start, end = antecedent(parsed, use.at)
    verb_first = parsed.kind(start - 1) == "A" and parsed.kind(start + 1) == "D"
    if start > 1 and verb_first and parsed.kind(start) in ("n", "F"):
        return terms(parsed, subject(parsed, use_at(parsed, start)))
    return terms(parsed, (start, end))


def _same_clause(parsed: Parsed, scene: Scene, comma: int) -> bool:
    last = scene.links[-1].signal[1]
    return last <= comma and not any(
        parsed.low(place) in (";", "—", ":") for place in range(last, comma)
    )


def _same_form(parsed: Parsed, scene: Scene, use: VerbUse) -> bool:
    """Whether this participle goes on a row of participles."""
    last = parsed.low(scene.links[-1].signal[0])
    return last.endswith("ing") and "ing" in use.forms


_EXPECTING = vocabulary("expect expects expected believe believes want wants")


def _expected(parsed: Parsed, to: int) -> Span:
    """As in "the bank expects the reform to raise growth": who is to do it."""
    for place in range(to - 1, max(-1, to - 9), -1):
        if parsed.low(place) in _EXPECTING:
            return trim(parsed, (place + 1, to))
        if parsed.kind(place) in (",", ".", "S", "R", "A", "T"):
            break
    return to, to


def _of_purpose(scene: Scene, use: VerbUse) -> tuple[list[Term], float]:
    """As in "… to cut emissions": what is done before stands for the cause."""
    parsed = scene.parsed
    to = use.start - 1
    expected = _expected(parsed, to)
    if expected[1] > expected[0]:
        return terms(parsed, expected), 1.0
    if parsed.low(to - 1) == "(":
        to -= 1
    if parsed.low(to - 1) in CHAIN or parsed.kind(to - 1) in ("A", "P", "B", "S", "R", "D", "C"):
        return [], 0.0
    if use.verb.weight < 0.5 or to == 0 or parsed.kind(to - 1) in (".", "O"):
        return [], 0.0
    if parsed.low(to - 1) in OWN_TO:
        return [], 0.0
    means = _used(parsed, to)
    if means[1] > means[0]:
        return terms(parsed, means), 0.75
    span = clause_before(parsed, to)
    if span[1] <= span[0]:
        return [], 0.0
    if not parsed.has_finite(*span) and not parsed.low(span[0]).endswith("ing"):
        return [], 0.0
    if parsed.low(span[0]) in BE or parsed.low(span[0]) == "it" or _only_tried(parsed, span):
        return [], 0.0
    return [_done(parsed, span)], 0.7


def _only_tried(parsed: Parsed, span: Span) -> bool:
    """As in "An attempt was made to …": the attempt is not the means."""
    lows = parsed.words.low[span[0] : span[1]]
    return lows[-1] in ("made", "taken") and bool({"attempt", "attempts", "effort"} & set(lows))


def _joined_verb(scene: Scene, use: VerbUse) -> int:
    """The finite verb that this one continues by `and`, if no signal is in between; else -1."""
    parsed = scene.parsed
    last = scene.links[-1].signal[1] if scene.links else 0
    for place in range(use.start - 2, max(last, use.start - 25) - 1, -1):
        if parsed.kind(place) in ("S", "R") or parsed.low(place) in (";", ":", "—"):
            return -1
        if parsed.finite[place] and place >= last:
            plain = parsed.kind(place) != "A" or parsed.kind(place + 1) not in ("n", "B", "A")
            return place if plain else -1
    return -1


_USING = vocabulary(
    """
    use uses used using employ employs employed employing deploy deploys deployed deploying
    exploit exploits exploited exploiting
    """
)


def _used(parsed: Parsed, to: int) -> Span:
    """As in "used slogans (and force) to win votes": what was used."""
    for place in range(to - 1, max(-1, to - 25), -1):
        if parsed.low(place) in _USING and parsed.kind(place - 1) != "D":
            return trim(parsed, (place + 1, to))
        if parsed.kind(place) == "S" or (parsed.low(place) in (";", ":", "—")):
            break
    return to, to


def _done(parsed: Parsed, span: Span) -> Term:
    """What a clause says is done: its object where an agent is its subject."""
    for at in range(span[0], min(span[1], span[0] + 14)):
        if parsed.finite[at] and parsed.kind(at) != "A" and at + 1 < span[1] and at > span[0]:
            inner = term(parsed, trim(parsed, (at + 1, span[1])))
            use = parsed.uses.get(at)
            if inner.core and use is not None and use.verb.acts and not use.passive:
                return Term(span, inner.core, inner.sign * use.verb.acts, inner.negated)
    return term(parsed, span)
