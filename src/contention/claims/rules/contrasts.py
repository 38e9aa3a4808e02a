"""What is set against a cause or an effect: "A, not B, causes C", "C rather than D"."""

from contention.claims.rules.links import Link, Scene
from contention.claims.rules.lists import terms
from contention.claims.rules.ranges import object_of, trim
from contention.claims.rules.sentence import Parsed, Span

_KINDS = ("verb", "noun", "because", "means")


def find_contrasts(scene: Scene) -> None:
    """Add a denied link for what stands after "not" or "rather than" beside an end of a link."""
    groups: dict[Span, list[Link]] = {}
    for link in scene.links:
        if link.kind in _KINDS and not link.negated and not link.cause.anaphoric:
            groups.setdefault(link.signal, []).append(link)
    for found in groups.values():
        _after_effect(scene, found)
        _after_cause(scene, found)


def _after_effect(scene: Scene, found: list[Link]) -> None:
    """As in "brings a respite, not a peace"."""
    parsed = scene.parsed
    start = _opposed(parsed, max(max(link.effect.core) for link in found) + 1)
    if not start:
        return
    span = object_of(parsed, start)
    if span[1] <= span[0] or parsed.has_finite(*span):
        return
    causes = list(dict.fromkeys(link.cause for link in found))
    first = found[0]
    scene.add(causes, terms(parsed, span), first.sign, first.signal, first.weight * 0.9,
              first.kind, negated=True)  # fmt: skip


def _after_cause(scene: Scene, found: list[Link]) -> None:
    """As in "leaks, not households, cause the shortage", "debt rather than sloth keeps …"."""
    parsed = scene.parsed
    first = found[0]
    start = _opposed(parsed, max(max(link.cause.core) for link in found) + 1)
    if not start or start >= first.signal[0]:
        return
    end = start
    while end < first.signal[0] and parsed.kind(end) not in (",", "R", "."):
        end += 1
    span = trim(parsed, (start, end))
    if span[1] <= span[0] or parsed.has_finite(*span):
        return
    effects = list(dict.fromkeys(link.effect for link in found))
    scene.add(terms(parsed, span), effects, first.sign, first.signal, first.weight * 0.9,
              first.kind, negated=True)  # fmt: skip


def _opposed(parsed: Parsed, at: int) -> int:
    """The word after "not", "rather than" or "instead of" that stands here; 0 where none does."""
    place = at + (parsed.kind(at) == ",")
    place += parsed.low(place) in ("and", "but")
    two = (parsed.low(place), parsed.low(place + 1))
    if two in (("rather", "than"), ("instead", "of")):
        return place + 2
    if two[0] == "not" and two[1] not in ("only", "just", "merely", "least", "to", "because"):
        return place + 1
    return 0
