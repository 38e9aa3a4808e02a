"""Relations that a verb expresses between its subject and its object."""

from dataclasses import replace

from contention.extraction.rules.lexicon.phrasal import BEGINNINGS, Phrasal
from contention.extraction.rules.lexicon.verbs import BE, HAPPENING
from contention.extraction.rules.patterns.directions import direction
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.patterns.frames import (
    RID,
    blame,
    causative,
    give,
    keep,
    make,
    rid,
    split,
    turn,
)
from contention.extraction.rules.phrases.extents import antecedent, object_of, subject, trim
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.verb_arguments import (
    NO_VERB,
    cause_terms,
    effect_terms,
    latest,
    latest_subjects,
    use_at,
)
from contention.extraction.rules.syntax.sentence import (
    Parsed,
    Span,
    VerbUse,
    adjective_like,
    match_phrasal,
)
from contention.extraction.rules.syntax.verb_groups import group_before, phrasals_at
from contention.language.vocabulary import vocabulary


def find_verbal(scene: Scene) -> None:
    """Go through the words once; each verb gives its links or none."""
    parsed = scene.parsed
    at, end = 0, len(parsed.words)
    while at < end:
        at = max(at + 1, _at(scene, at))


def drop_observations(scene: Scene) -> None:
    """Leave out "shops do not lose trade": it says what does not happen, and of no effect."""
    uses = scene.parsed.uses
    scene.links[:] = [
        link for link in scene.links
        if not (link.negated and link.kind == "verb" and link.signal[1] - 1 in uses
                and uses[link.signal[1] - 1].negated
                and uses[link.signal[1] - 1].verb.lemma in HAPPENING)
    ]  # fmt: skip


def _at(scene: Scene, at: int) -> int:
    """Try every kind of signal that begins here; gives the word after the signal."""
    parsed = scene.parsed
    low = parsed.low(at)
    if low not in BEGINNINGS and low not in RID and at not in parsed.uses:
        return at + 1
    for phrasal in phrasals_at(parsed, at):
        stop = match_phrasal(parsed, at, phrasal.words)
        if stop and _is_verb_place(parsed, at, phrasal):
            return _phrasal(scene, at, stop, phrasal)
    for attempt in (blame, turn, give, rid, keep, causative, make, split):
        done = attempt(scene, at)
        if done:
            return done
    use = parsed.uses.get(at)
    if use is not None and use.verb.acts:
        return _plain(scene, use)
    return at + 1


def _is_verb_place(parsed: Parsed, at: int, phrasal: Phrasal) -> bool:
    if len(phrasal.words) > 1 and phrasal.words[0] not in (
        "result",
        "benefit",
        "influence",
        "impact",
        "cut",
    ):
        return True
    before, kind = parsed.low(at - 1), parsed.kind(at - 1)
    bare = len(phrasal.words) == 1 and parsed.low(at + 1) != "by"
    if bare and parsed.kind(at + 1) in ("P", ".", ",", "C") and parsed.low(at + 1) != "(":
        return False
    if phrasal.words[0] == "mean" and parsed.low(at) in ("mean", "means", "meant"):
        return kind not in ("D", "P") and parsed.kind(at + 1) not in ("P",) and before not in BE
    return not (kind in ("D", "P") and before not in ("this", "that", "which", "all")) and not (
        before.endswith("'s")
        or (adjective_like(parsed, at - 1) and not parsed.low(at).endswith("ed"))
    )


def _phrasal(scene: Scene, at: int, stop: int, phrasal: Phrasal) -> int:
    parsed = scene.parsed
    use = use_at(parsed, at)
    if phrasal.words[0] == "be":
        start, _, negated = group_before(parsed, at)
        inner = any(parsed.low(place) in ("not", "never", "no") for place in range(at + 1, stop))
        own = parsed.low(at) in ("isn't", "aren't", "wasn't", "weren't")
        use = VerbUse(at, NO_VERB, frozenset(("base",)), start, False, negated or inner or own)
    if parsed.low(stop) == "by" and _suffered(parsed, use):
        return _passive_phrasal(scene, replace(use, passive=True), stop, phrasal)
    effects = effect_terms(parsed, stop)
    negated, sign = use.negated, directed(parsed, (use.start, stop), phrasal)
    if sign == 0:
        negated, sign = True, 1
    causes, weight = cause_terms(scene, use)
    if phrasal.reverse and parsed.low(use.start - 1) == "which":
        causes, weight = terms(parsed, subject(parsed, use))[-1:], 0.9
    negated = negated or denied_cause(parsed, causes, use)
    if parsed.low(stop - 1) == "to" and stop in parsed.uses and "base" in parsed.uses[stop].forms:
        del parsed.uses[stop]
    if phrasal.reverse:
        causes, effects = effects, causes
    weight = phrasal.weight * weight
    scene.add(
        causes,
        effects,
        0 if sign == 2 else sign,
        (use.start, stop),
        weight,
        "verb",
        negated=negated,
        necessary=phrasal.necessary,
    )
    return stop


_DIRECTED = vocabulary(
    """
    affect influence shape impact respond react correlate govern associated correlated linked
    related
    """
)


def directed(parsed: Parsed, span: Span, phrasal: Phrasal) -> int:
    """The signal's sign; if it has none of its own, that of an adverb in or before it."""
    if not _DIRECTED & set(phrasal.words):
        return phrasal.sign
    found = direction(parsed, (max(0, span[0] - 1), span[1]))
    return found or _said_last(parsed, span[1]) or phrasal.sign


def _said_last(parsed: Parsed, start: int) -> int:
    """As in "A influences B negatively"."""
    for place in range(start, min(len(parsed.words), start + 9)):
        if parsed.kind(place) in (",", ".", "S", "C"):
            break
        if parsed.kind(place) == "B" and parsed.low(place).endswith("ly"):
            return direction(parsed, (place, place + 1))
    return 0


def _suffered(parsed: Parsed, use: VerbUse) -> bool:
    """Whether a verb of several words is passive: after "be", or a participle after its noun."""
    if any(parsed.low(place) in BE for place in range(use.start, use.at)):
        return True
    bare = not _auxiliary(parsed, use) and not parsed.low(use.at).endswith(("ing", "s"))
    return use.passive or bare


def _passive_phrasal(scene: Scene, use: VerbUse, by: int, phrasal: Phrasal) -> int:
    """As in "Prices are driven up by scarcity", "badly affected by drought"."""
    sign = directed(scene.parsed, (use.start, by), phrasal)
    verb = replace(use.verb, acts=0 if sign == 2 else sign, weight=phrasal.weight)
    return _by(scene, replace(use, verb=verb), by)


def _plain(scene: Scene, use: VerbUse) -> int:
    """A verb of the lexicon with its subject and object, or passive with its agent."""
    parsed = scene.parsed
    if use.passive:
        return _passive(scene, use)
    start = use.at + 1
    if parsed.low(start) in ("up", "back", "out"):
        start += 1
    while (parsed.low(start), parsed.low(start + 1)) in (("at", "most"), ("at", "best")):
        start += 2
    if parsed.low(start) in ("them", "us", "him", "her") and parsed.kind(start + 1) == "D":
        start += 1
    if _no_deed(parsed, use, start):
        return use.at + 1
    if use.start == use.at and "base" in use.forms and _imperative(parsed, use.at):
        return use.at + 1
    if parsed.kind(start) in "P.TCSA" and parsed.low(start) not in ("over", "about", "("):
        return use.at + 1
    effects = effect_terms(parsed, start)
    coordinated = parsed.low(use.start - 1) in ("and", "or", "but") and scene.links
    if effects and coordinated and all(each.anaphoric for each in effects):
        effects = [replace(effects[0], core=scene.links[-1].effect.core, anaphoric=False)]
    pointing = effects[0].anaphoric if effects else False
    if not effects or (pointing and not _object_pronoun(parsed, start)):
        return use.at + 1
    causes, weight = cause_terms(scene, use)
    weight *= 0.8 if pointing else 1.0
    scene.add(
        causes,
        effects,
        use.verb.acts,
        (use.start, use.at + 1),
        use.verb.weight * weight,
        "purpose" if _purposeful(scene, use) else "verb",
        negated=use.negated or denied_cause(parsed, causes, use),
    )
    return use.at + 1


def denied_cause(parsed: Parsed, causes: list[Term], use: VerbUse) -> bool:
    """As in "Neither A nor B has raised it", "it is not A that raises it"."""
    if not causes:
        return False
    first = causes[0].span[0]
    if parsed.low(first) == "not":
        first += 1
    opening = {parsed.low(first), parsed.low(first - 1)}
    if opening & {"neither", "none", "nothing", "nobody"}:
        return True
    if parsed.low(first) == "no" and parsed.low(use.start) in ("will", "can", "would", "could"):
        return True
    return (
        parsed.low(first - 1) == "not"
        and parsed.low(first - 2) in BE
        and parsed.low(first - 3) == "it"
    )


def _object_pronoun(parsed: Parsed, at: int) -> bool:
    """As in "C reduces it": a pronoun that ends its clause."""
    return parsed.low(at) in ("it", "them") and parsed.kind(at + 1) in (".", ",", "C", "B", "S")


def _purposeful(scene: Scene, use: VerbUse) -> bool:
    """Whether a verb stands in "to save A and avoid B"."""
    before = scene.parsed.low(use.start - 1)
    goes_on = before in ("and", "or", ",") and use.start == use.at and "base" in use.forms
    return before == "to" or bool(goes_on and scene.links and scene.links[-1].kind == "purpose")


_CONTENTS = vocabulary("no a an several many some")


def _no_deed(parsed: Parsed, use: VerbUse, start: int) -> bool:
    """As in "closed higher", "denies that …", "contains no table": nothing is acted on."""
    low = parsed.low(start)
    if low in ("due", "owing", "thanks", "because"):
        return True
    if low == "that" and parsed.has_finite(start, start + 8):
        return True
    if low in ("higher", "lower", "more", "less") and parsed.kind(start + 1) in (".", "P", ","):
        return True
    return use.verb.lemma == "contain" and (low in _CONTENTS or low[:1].isdigit())


def _imperative(parsed: Parsed, at: int) -> bool:
    """Whether a base form stands at the head of a sentence or item: a demand, no claim."""
    quoted = any(begin == at for begin, _ in parsed.words.quotes)
    if quoted and parsed.low(at - 1) != "to":
        return True
    return at == 0 or (
        parsed.kind(at - 1) in (".", "B") and (at == 1 or parsed.low(at - 1) in ("—", ":", "•"))
    )


def _passive(scene: Scene, use: VerbUse) -> int:
    """As in "Y is driven by X", "unrest caused by poverty"."""
    parsed = scene.parsed
    by = use.at + 1
    while parsed.kind(by) == "B" or parsed.low(by) in ("in", "part", "large", "mainly"):
        by += 1
    if parsed.low(by) not in ("by", "through") or (
        parsed.low(by + 1).endswith("ing") and by + 1 in parsed.uses
    ):
        return use.at + 1
    return _by(scene, use, by)


def _auxiliary(parsed: Parsed, use: VerbUse) -> bool:
    return any(parsed.kind(place) == "A" for place in range(use.start, use.at))


def _by(scene: Scene, use: VerbUse, by: int) -> int:
    """The subject of a passive as the effect, what stands after `by` as the cause."""
    parsed = scene.parsed
    coordinated = parsed.low(use.start - 1) in ("and", "but", "or") and scene.links
    if coordinated and (use.start == use.at or not _auxiliary(parsed, use)):
        effects = latest_subjects(scene)
    elif use.start == use.at:
        found = antecedent(parsed, use.start)
        effects = terms(parsed, trim(parsed, found))
    else:
        effects = terms(parsed, subject(parsed, use))
        if not effects and scene.links and parsed.kind(use.start - 1) in "C,":
            effects = [latest(scene).effect]
    causes = terms(parsed, object_of(parsed, by + 1))
    scene.add(
        causes,
        effects,
        use.verb.acts,
        (use.start, by + 1),
        use.verb.weight,
        "verb",
        negated=use.negated,
    )
    return by + 1
