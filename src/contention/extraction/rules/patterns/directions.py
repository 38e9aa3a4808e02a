"""Which way an effect goes if the verb does not say: "affects badly", "a good effect on"."""

from contention.extraction.rules.lexicon.verbs import BE
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of, subject
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.verb_arguments import use_at
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.extraction.rules.syntax.verb_groups import group_before
from contention.language.vocabulary import vocabulary

_GOOD = vocabulary(
    """
    positively favourably favorably beneficially positive beneficial favourable favorable
    good stimulating bracing healthy encouraging strengthening reinforcing
    """
)
_BAD = vocabulary(
    """
    bad negatively adversely badly unfavourably unfavorably inversely negative adverse harmful
    detrimental damaging corrosive devastating disastrous depressing chilling crippling
    ruinous dampening unfavourable unfavorable destructive debilitating catastrophic
    inhibiting restraining deterrent weakening balancing
    """
)
_NONE = vocabulary("no negligible nil")
_EFFECTS = vocabulary("effect effects impact impacts influence influences bearing")


def direction(parsed: Parsed, span: Span) -> int:
    """1 or -1 where a word in the span says which way, else 0."""
    for at in range(*span):
        low = parsed.low(at)
        if low in _BAD:
            return -1
        if low in _GOOD:
            return 1
    return 0


def find_effects(scene: Scene) -> None:
    """As in "X has a bad effect on A and a good effect on B", "the effect of X on Y was bad"."""
    parsed = scene.parsed
    for at, low in enumerate(parsed.words.low):
        if low not in _EFFECTS or at == 0:
            continue
        if parsed.low(at + 1) in ("on", "upon"):
            _held(scene, at)
        elif parsed.low(at + 1) == "of":
            _judged(scene, at)


def _held(scene: Scene, at: int) -> None:
    """As in "X has a bad effect on Y"; a second one after `and` has the same cause."""
    parsed = scene.parsed
    start = at
    while start > max(0, at - 6) and parsed.kind(start - 1) in ("n", "D", "B"):
        if parsed.finite[start - 1] or parsed.low(start - 1).startswith(("hav", "exert")):
            break
        start -= 1
    sign = direction(parsed, (start, at))
    effects = terms(parsed, _up_to_another(parsed, object_of(parsed, at + 2)))
    before = parsed.low(start - 1)
    negated = bool(_NONE & set(parsed.words.low[start:at]))
    if before in ("and", "but", ",", "yet") and scene.links:
        last = [link for link in scene.links if link.signal == scene.links[-1].signal]
        causes = list(dict.fromkeys(link.cause for link in last))
        if sign or negated:
            _add(scene, causes, effects, sign, (start, at + 2), negated=negated)
        return
    if before not in _HAVING:
        return
    use = use_at(parsed, start - 1)
    group, _, denied = group_before(parsed, start - 1)
    scene.links[:] = [link for link in scene.links if not start - 1 <= link.signal[1] - 1 <= at + 1]
    causes = terms(parsed, subject(parsed, use))
    _add(scene, causes, effects, sign, (group, at + 2), negated=negated or denied)


def _up_to_another(parsed: Parsed, span: Span) -> Span:
    """As in "on A and a bad effect on B": A alone."""
    for at in range(*span):
        if parsed.low(at) in _EFFECTS and parsed.low(at + 1) in ("on", "upon"):
            joined = next((p for p in range(at, span[0], -1) if parsed.kind(p) == "C"), span[1])
            return span[0], joined
    return span


_HAVING = vocabulary(
    """
    have has had having exert exerts exerted exercise exercises exercised produce produces
    """
)


def _add(
    scene: Scene,
    causes: list[Term],
    effects: list[Term],
    sign: int,
    signal: Span,
    *,
    negated: bool,
) -> None:
    scene.add(causes, effects, sign or negated, signal, 0.78, "verb", negated=negated)


def _judged(scene: Scene, at: int) -> None:
    """As in "The effect of X on Y was devastating"."""
    parsed = scene.parsed
    after = object_of(parsed, at + 2)
    on = next((p for p in range(*after) if parsed.low(p) in ("on", "upon")), 0)
    place = after[1]
    if not on or on == after[0] or parsed.low(place) not in BE | {"has", "have", "had"}:
        return
    sign = direction(parsed, (place, min(place + 6, len(parsed.words))))
    causes, effects = terms(parsed, (at + 2, on)), terms(parsed, (on + 1, after[1]))
    scene.add(causes, effects, sign, (at, place + 1), 0.7 if sign else 0.5, "noun")
