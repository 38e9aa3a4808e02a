"""What the claims on one pair of factors do together: alternatives of one link, not a sum.

A claim that is made twice, once under a condition and once without, does not act twice. Two
mechanisms are two chains, each coded through a factor of its own.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from contention.case.model import Condition
from contention.maps.causal_map import MapLink
from contention.models.builder import Assembly
from contention.models.link_terms import (
    reach,
    reference_signal,
    saturated,
    saturation_scale,
    signal,
    threshold,
    timing_name,
    watch,
)
from contention.models.program import Op
from contention.models.registers import Row


class Voice(NamedTuple):
    """A link with one of its timings."""

    link: MapLink
    timing: int


def pushes(assembly: Assembly, links: Iterable[MapLink]) -> list[Row]:
    """A row of `s e g(z)` for each cause and sign: its contribution to the target of the effect."""
    pairs: dict[tuple[str, str], list[MapLink]] = {}
    for link in links:
        pairs.setdefault((link.cause, link.sign), []).append(link)
    found = {tuple(link.id for link in pair): _pushed(assembly, pair) for pair in pairs.values()}
    assembly.effects.update(found)
    return list(found.values())


def _pushed(assembly: Assembly, pair: Sequence[MapLink]) -> Row:
    """Among claims that differ in delay or fading, the one with most effect at the time."""
    timings: dict[object, list[Voice]] = {}
    for link in pair:
        for number, group in enumerate(link.timings):
            said = group[0].relation or link.relation
            timings.setdefault((said.delay, said.transient), []).append(Voice(link, number))
    return _largest(assembly, [_timed(assembly, voices) for voices in timings.values()])


def _timed(assembly: Assembly, voices: Sequence[Voice]) -> Row:
    """What is said with one timing: without a condition, and beyond that under conditions."""
    free = [each for each in voices if each.link.relation.condition is None]
    bound = [each for each in voices if each.link.relation.condition is not None]
    if not bound:
        return _largest(assembly, [_term(assembly, each, alone=True) for each in free])
    if not free:
        return _conditional(assembly, bound, None)
    held = _largest(assembly, [reach(assembly, each.link, each.timing) for each in free])
    always = _largest(assembly, [_term(assembly, each) for each in free])
    return assembly.rows.emit(Op.ADD, always, _conditional(assembly, bound, held))


def _term(assembly: Assembly, voice: Voice, *, alone: bool = False) -> Row:
    """What a claim without a condition does; `alone` where none with a condition is added to it."""
    seen = signal(assembly, voice.link, voice.timing)
    if alone:
        name = f"coefficient:{timing_name(voice.link, voice.timing)}"
        watch(assembly, voice.link, name, seen)
    strength = reach(assembly, voice.link, voice.timing)
    return assembly.rows.emit(Op.MULTIPLY, strength, saturated(assembly, seen))


def _conditional(assembly: Assembly, voices: Sequence[Voice], held: Row | None) -> Row:
    """Of conditions that are open at the same time, the one with the largest effect acts.

    Effects are compared by how much is present, not by how far they moved: a gate that closes has
    no effect if another one opens. Conditions that exclude each other are summed.
    """
    rows = assembly.rows
    groups = _exclusive(assembly, voices)
    moved, there = [], []
    for group in groups:
        parts = [_beyond(assembly, each, held) for each in group]
        signals = [saturated(assembly, signal(assembly, each.link, each.timing)) for each in group]
        at_rest = [
            rows.constant(reference_signal(assembly, each.link) / saturation_scale(assembly))
            for each in group
        ]
        moved.append(_weighted(assembly, parts, signals))
        there.append(_weighted(assembly, parts, at_rest))
    if len(groups) == 1:
        return moved[0]
    now = [rows.emit(Op.ADD, *pair) for pair in zip(there, moved, strict=True)]
    return rows.emit(Op.SUBTRACT, _largest(assembly, now), _largest(assembly, there))


def _weighted(assembly: Assembly, weights: Sequence[Row], values: Sequence[Row]) -> Row:
    rows = assembly.rows
    pairs = zip(weights, values, strict=True)
    return rows.total([rows.emit(Op.MULTIPLY, weight, value) for weight, value in pairs])


def _beyond(assembly: Assembly, voice: Voice, held: Row | None) -> Row:
    """The strength of a conditional claim beyond the one that holds without its condition.

    All of it in draws in which the two have opposite signs.
    """
    rows = assembly.rows
    strength = reach(assembly, voice.link, voice.timing)
    if held is None:
        return strength
    zero = rows.constant(0.0)
    least, most = rows.emit(Op.MINIMUM, strength, zero), rows.emit(Op.MAXIMUM, strength, zero)
    return rows.emit(Op.SUBTRACT, strength, rows.emit(Op.CLIP, held, least, most))


def _exclusive(assembly: Assembly, voices: Sequence[Voice]) -> list[list[Voice]]:
    """The voices, grouped so that at most one condition of a group holds."""
    groups: list[list[Voice]] = []
    for voice in voices:
        for group in groups:
            if all(_exclude(assembly, voice.link, each.link) for each in group):
                group.append(voice)
                break
        else:
            groups.append([voice])
    return groups


def _exclude(assembly: Assembly, one: MapLink, two: MapLink) -> bool:
    """Whether the conditions of two links cannot both hold: on and off, above and not below."""
    first, second = one.relation.condition, two.relation.condition
    assert first is not None
    assert second is not None
    if first.factor != second.factor:
        return False
    sides: dict[str, Condition] = {first.side: first, second.side: second}
    if sides.keys() == {"on", "off"}:
        return True
    if sides.keys() != {"above", "below"}:
        return False
    return threshold(assembly, sides["above"]) >= threshold(assembly, sides["below"])


def _largest(assembly: Assembly, values: Sequence[Row]) -> Row:
    """The row that is furthest from zero; the first of those that are equally far."""
    rows, found = assembly.rows, values[0]
    for value in values[1:]:
        less = rows.emit(Op.LESS, rows.emit(Op.ABS, found), rows.emit(Op.ABS, value))
        found = rows.emit(Op.SELECT, less, value, found)
    return found
