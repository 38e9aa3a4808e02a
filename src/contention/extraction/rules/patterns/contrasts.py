"""What is set against a cause or an effect: "A, not B, causes C", "C rather than D"."""

from dataclasses import replace

from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.extents import object_of, trim
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.syntax.sentence import Parsed, Span

_KINDS = ("verb", "noun", "because", "means")


def find_contrasts(scene: Scene) -> None:
    """Add a denied link for what stands after "not" or "rather than" beside an end of a link."""
    groups: dict[Span, list[Link]] = {}
    for link in scene.links:
        if link.kind in _KINDS and not link.negated and not link.cause.anaphoric:
            groups.setdefault(link.signal, []).append(link)
    _opening(scene)
    for found in groups.values():
        _at_expense(scene, found)
        _after_effect(scene, found)
        _after_cause(scene, found)


def _at_expense(scene: Scene, found: list[Link]) -> None:
    """As in "benefits landlords at the expense of tenants"."""
    parsed = scene.parsed
    at = max(max(link.effect.core) for link in found) + 1
    two = (parsed.low(at), parsed.low(at + 1), parsed.low(at + 2), parsed.low(at + 3))
    if two not in (("at", "the", "expense", "of"), ("at", "the", "cost", "of")):
        return
    for place, link in enumerate(scene.links):
        if link in found and link.effect.span[1] > at:
            effect = replace(link.effect, span=(link.effect.span[0], at))
            scene.links[place] = replace(link, effect=effect)
    first = found[0]
    causes = list(dict.fromkeys(link.cause for link in found))
    scene.add(causes, terms(parsed, object_of(parsed, at + 4)), -1, (at, at + 4),
              first.weight * 0.9, first.kind)  # fmt: skip


def _opening(scene: Scene) -> None:
    """As in "Instead of reducing poverty, the voucher has enriched the landlords"."""
    parsed = scene.parsed
    two = (parsed.low(0), parsed.low(1))
    if two not in (("instead", "of"), ("rather", "than"), ("far", "from")):
        return
    use = parsed.uses.get(2)
    comma = next((p for p in range(3, min(len(parsed.words), 25)) if parsed.kind(p) == ","), 0)
    main = next((e for e in scene.links if comma and e.cause.span[0] > comma), None)
    if use is None or not use.verb.acts or main is None or main.cause.anaphoric:
        return
    span = trim(parsed, (3, comma))
    if span[1] > span[0]:
        scene.add([main.cause], terms(parsed, span), use.verb.acts, (0, 3), 0.5, "verb",
                  negated=True)  # fmt: skip


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
    """The word after "not", "rather than" or "instead of" at this place; 0 if there is none."""
    place = at + (parsed.kind(at) == ",")
    place += parsed.low(place) in ("and", "but")
    two = (parsed.low(place), parsed.low(place + 1))
    if two in (("rather", "than"), ("instead", "of")):
        return place + 2
    if two[0] == "not" and two[1] not in ("only", "just", "merely", "least", "to", "because"):
        return place + 1
    return 0
