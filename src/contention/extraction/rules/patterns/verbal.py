"""Relations that a verb expresses between its subject and its object."""

from dataclasses import replace

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.signals import BEGINNINGS, Phrasal
from contention.extraction.rules.lexicon.verbs import BE, HAPPENING
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.patterns.frames import find_frame
from contention.extraction.rules.phrases.extents import antecedent, object_of, subject, trim
from contention.extraction.rules.phrases.terms import terms
from contention.extraction.rules.phrases.verb_arguments import (
    cause_terms,
    denied_cause,
    effect_terms,
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
from contention.extraction.rules.syntax.verb_groups import direction, group_before, phrasals_at

_DIRECTED = word_list("directed-verbs")
"""Words of signals that do not say which way: an adverb or adjective does."""


def find_verbal(scene: Scene) -> None:
    """Go through the words once; each verb gives its links or none."""
    at, end = 0, len(scene.parsed.words)
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
    use = parsed.uses.get(at)
    if use is None and parsed.low(at) not in BEGINNINGS:
        return at + 1
    for phrasal in phrasals_at(parsed, at):
        stop = match_phrasal(parsed, at, phrasal.words)
        if stop and _is_verb_place(parsed, at, phrasal):
            return _phrasal(scene, at, stop, phrasal)
    stop = find_frame(scene, at)
    if stop or use is None or not use.verb.acts:
        return stop
    return _passive(scene, use) if use.passive else _plain(scene, use)


def _is_verb_place(parsed: Parsed, at: int, phrasal: Phrasal) -> bool:
    """Whether the first word of a signal can be a verb here."""
    if len(phrasal.words) > 1 and phrasal.words[0] not in ("result", "benefit", "impact"):
        return True
    before, kind, after = parsed.low(at - 1), parsed.kind(at - 1), parsed.kind(at + 1)
    bare = len(phrasal.words) == 1 and parsed.low(at + 1) not in ("by", "(")
    if bare and after in ("P", ".", ",", "C"):
        return False
    if kind in ("D", "P") and before not in ("this", "that", "which", "all"):
        return False
    described = adjective_like(parsed, at - 1) and not parsed.low(at).endswith("ed")
    return not (described or before.endswith("'s"))


def _phrasal(scene: Scene, at: int, stop: int, phrasal: Phrasal) -> int:
    """A signal of one or several words with its subject and object."""
    parsed = scene.parsed
    use = use_at(parsed, at)
    sign = _directed(parsed, use.start, stop, phrasal)
    if phrasal.words[0] == "be":
        start, _, negated = group_before(parsed, at)
        inner = any(parsed.low(p) in ("not", "never", "no") for p in range(at + 1, stop))
        own = parsed.low(at).endswith("n't")
        use = replace(use, start=start, passive=False, negated=negated or inner or own)
    elif parsed.low(stop) == "by" and _suffered(parsed, use):
        return _by(scene, use, stop, sign, phrasal.weight)
    effects = effect_terms(parsed, stop)
    causes, sure = cause_terms(scene, use)
    negated = use.negated or sign == 0 or denied_cause(parsed, causes)
    if phrasal.reverse:
        causes, effects = effects, causes
    scene.add(
        causes, effects, {0: 1, 2: 0}.get(sign, sign), (use.start, stop), phrasal.weight * sure,
        "verb", negated=negated, necessary=phrasal.necessary,
    )  # fmt: skip
    return stop


def _directed(parsed: Parsed, start: int, stop: int, phrasal: Phrasal) -> int:
    """The signal's sign; if it has none of its own, that of an adjective or adverb at hand."""
    if not _DIRECTED & set(phrasal.words):
        return phrasal.sign
    end = stop
    while end < min(len(parsed.words), stop + 9) and parsed.kind(end) not in (",", ".", "S", "C"):
        end += 1
    last = [at for at in range(stop, end) if parsed.kind(at) == "B"]
    return direction(parsed, (*range(max(0, start - 1), stop), *last)) or phrasal.sign


def _suffered(parsed: Parsed, use: VerbUse) -> bool:
    """Whether a verb of several words is passive: after "be", or a participle after its noun."""
    group = range(use.start, use.at)
    bare = not any(parsed.kind(place) == "A" for place in group)
    participle = bare and not parsed.low(use.at).endswith(("ing", "s"))
    return use.passive or participle or any(parsed.low(place) in BE for place in group)


def _plain(scene: Scene, use: VerbUse) -> int:
    """A verb of the lexicon with its subject and object."""
    parsed = scene.parsed
    start = use.at + 1
    start += parsed.low(start) in ("up", "back", "out")
    if parsed.kind(start) in "P.TCSA" and parsed.low(start) not in ("over", "about", "("):
        return use.at + 1
    effects = effect_terms(parsed, start)
    pointing = bool(effects) and effects[0].anaphoric
    if not effects or _no_deed(parsed, start) or (pointing and not _ends_clause(parsed, start)):
        return use.at + 1
    causes, sure = cause_terms(scene, use)
    purpose = parsed.low(use.start - 1) == "to"
    if purpose and any(link.signal[0] < use.start <= link.signal[1] for link in scene.links):
        return use.at + 1  # leads *to* empty shops
    scene.add(
        causes, effects, use.verb.acts, (use.start, use.at + 1), use.verb.weight * sure,
        "purpose" if purpose else "verb", negated=use.negated or denied_cause(parsed, causes),
    )  # fmt: skip
    return use.at + 1


def _ends_clause(parsed: Parsed, at: int) -> bool:
    """As in "C reduces it": a pronoun that ends its clause."""
    return parsed.low(at) in ("it", "them") and parsed.kind(at + 1) in (".", ",", "C", "B", "S")


def _no_deed(parsed: Parsed, start: int) -> bool:
    """As in "closed higher", "denies that …": nothing is acted on."""
    low = parsed.low(start)
    if low in ("due", "owing", "thanks"):
        return True
    if low == "that":
        return parsed.has_finite(start, start + 8)
    return low in ("higher", "lower", "more", "less") and parsed.kind(start + 1) in (".", "P", ",")


def _passive(scene: Scene, use: VerbUse) -> int:
    """As in "Y is driven by X", "unrest caused by poverty"."""
    parsed = scene.parsed
    by = use.at + 1
    while parsed.kind(by) == "B" or parsed.low(by) in ("in", "part", "large"):
        by += 1
    doing = by + 1 in parsed.uses and parsed.low(by + 1).endswith("ing")
    if parsed.low(by) not in ("by", "through") or doing:
        return use.at + 1
    return _by(scene, use, by, use.verb.acts, use.verb.weight)


def _by(scene: Scene, use: VerbUse, by: int, sign: int, weight: float) -> int:
    """The subject of a passive as the effect, what stands after `by` as the cause."""
    parsed = scene.parsed
    bare = not any(parsed.kind(place) == "A" for place in range(use.start, use.at))
    if bare and scene.links and parsed.kind(use.start - 1) == "C":
        effects = latest_subjects(scene)
    else:
        span: Span = antecedent(parsed, use.start) if bare else subject(parsed, use)
        effects = terms(parsed, trim(parsed, span))
    causes = terms(parsed, object_of(parsed, by + 1))
    signed = 0 if sign == 2 else sign
    scene.add(causes, effects, signed, (use.start, by + 1), weight, "verb", negated=use.negated)
    return by + 1
