"""How far coders agree on stretches of a text: Krippendorff's alphas for unitizing.

A coder's units are stretches of the text that do not overlap, each with a value; what lies between
them is a gap. Source of all figures: Krippendorff, Mathet, Bouvry and Widlöcher, On the reliability
of unitizing textual continua: further developments, Quality & Quantity 50 (2016), 2347–2364.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP = ""
"""The value of a stretch that a coder left uncoded."""


@dataclass(frozen=True)
class CodedStretch:
    """A stretch of the text, from its first character up to before `end`."""

    start: int
    end: int
    value: str

    @property
    def length(self) -> int:
        """In characters."""
        return self.end - self.start


@dataclass(frozen=True)
class Unitizing:
    """The alphas of several coders' units; NaN if a figure cannot be computed."""

    length: int
    """of the text, in characters"""
    coded: float
    """`|uα`: which characters are coded at all"""
    valued: float
    """`uα`: which are coded, and with which value"""
    coding: float
    """`cuα`: the values, among what several coders have coded"""
    covered: float
    """share of the text that `coding` is about"""


def unitizing(coders: Sequence[Iterable[CodedStretch]], length: int) -> Unitizing:
    """Alphas of two coders or more; units of one coder must not overlap."""
    segments = [tuple(_filled(units, length)) for units in coders]
    observed = _observed(segments)
    expected = _expected(segments, length * len(segments))
    gaps = _row(observed, GAP) - observed.get((GAP, GAP), 0.0)
    chance = _row(expected, GAP) - expected.get((GAP, GAP), 0.0)
    coding, covered = _coding(segments, observed)
    return Unitizing(
        length=length,
        coded=_alpha(gaps, chance),
        valued=_alpha(_unlike(observed), _unlike(expected)),
        coding=coding,
        covered=covered / (length * len(segments)) if length else float("nan"),
    )


def apart(units: Iterable[CodedStretch]) -> tuple[CodedStretch, ...]:
    """The same without overlaps: stretches coded several times are cut where their values change.

    What was coded twice with different values has both of them, sorted and joined by `+`.
    """
    made: list[CodedStretch] = []
    for cluster in _clusters(units):
        bounds = sorted({place for unit in cluster for place in (unit.start, unit.end)})
        first = len(made)
        for start, end in pairwise(bounds):
            here = {each.value for each in cluster if each.start <= start and end <= each.end}
            value = "+".join(sorted(here))
            if len(made) > first and made[-1].value == value:
                made[-1] = CodedStretch(made[-1].start, end, value)
            else:
                made.append(CodedStretch(start, end, value))
    return tuple(made)


def _clusters(units: Iterable[CodedStretch]) -> Iterator[list[CodedStretch]]:
    """Units in the order of the text, overlapping ones grouped."""
    cluster: list[CodedStretch] = []
    reach = 0
    for unit in sorted(units, key=lambda each: (each.start, each.end)):
        if cluster and unit.start >= reach:
            yield cluster
            cluster = []
        cluster.append(unit)
        reach = max(reach, unit.end)
    if cluster:
        yield cluster


Matrix = Mapping[tuple[str, str], float]


def _filled(units: Iterable[CodedStretch], length: int) -> Iterator[CodedStretch]:
    """Units and the gaps between them, covering the text."""
    at = 0
    for unit in sorted(units, key=lambda each: each.start):
        if unit.start > at:
            yield CodedStretch(at, unit.start, GAP)
        yield unit
        at = unit.end
    if at < length:
        yield CodedStretch(at, length, GAP)


def _shared(
    one: Sequence[CodedStretch], other: Sequence[CodedStretch]
) -> Iterator[tuple[CodedStretch, CodedStretch, int]]:
    """Pairs of segments that have characters in common, and how many."""
    first = second = 0
    while first < len(one) and second < len(other):
        a, b = one[first], other[second]
        common = min(a.end, b.end) - max(a.start, b.start)
        if common > 0:
            yield a, b, common
        first += a.end <= b.end
        second += b.end <= a.end


def _observed(coders: Sequence[Sequence[CodedStretch]]) -> Matrix:
    """Characters on which two coders' values meet (equation 1)."""
    met: dict[tuple[str, str], float] = {}
    for number, one in enumerate(coders):
        for another, other in enumerate(coders):
            if number != another:
                for a, b, common in _shared(one, other):
                    key = (a.value, b.value)
                    met[key] = met.get(key, 0.0) + common / (len(coders) - 1)
    return met


def _expected(coders: Sequence[Sequence[CodedStretch]], total: int) -> Matrix:
    """The same by chance: no unit is paired with itself, no character of a gap with itself (4)."""
    lengths: dict[str, float] = {}
    itself: dict[str, float] = {}
    for unit in (each for segments in coders for each in segments):
        lengths[unit.value] = lengths.get(unit.value, 0.0) + unit.length
        own = unit.length if unit.value == GAP else unit.length**2
        itself[unit.value] = itself.get(unit.value, 0.0) + own
    return _by_chance(lengths, itself, total)


def _by_chance(lengths: Mapping[str, float], itself: Mapping[str, float], total: float) -> Matrix:
    below = total**2 - sum(itself.values())
    if not below:
        return {}
    return {
        (one, other): total * (length * others - (itself[one] if one == other else 0.0)) / below
        for one, length in lengths.items()
        for other, others in lengths.items()
    }


def _coding(coders: Sequence[Sequence[CodedStretch]], observed: Matrix) -> tuple[float, float]:
    """`cuα`, and how many values it is about (equations 9 to 11)."""
    met = {key: share for key, share in observed.items() if GAP not in key}
    lengths: dict[str, float] = {}
    for (value, _), share in met.items():
        lengths[value] = lengths.get(value, 0.0) + share
    total = sum(lengths.values())
    if not total:
        return float("nan"), 0.0
    itself = dict.fromkeys(lengths, 0.0)
    for number, one in enumerate(coders):
        for another, other in enumerate(coders):
            if number != another:
                for value, common in _valued(one, other):
                    itself[value] += common**2 / (len(coders) - 1)
    expected = _by_chance(lengths, itself, total)
    return _alpha(_unlike(met), _unlike(expected)), total


def _valued(
    one: Sequence[CodedStretch], other: Sequence[CodedStretch]
) -> Iterator[tuple[str, int]]:
    """Units of one coder, each with how much of it the other has coded too."""
    common: dict[CodedStretch, int] = {}
    for a, b, length in _shared(one, other):
        if GAP not in (a.value, b.value):
            common[a] = common.get(a, 0) + length
    for unit, length in common.items():
        yield unit.value, length


def _row(matrix: Matrix, value: str) -> float:
    return sum(share for (one, _), share in matrix.items() if one == value)


def _unlike(matrix: Matrix) -> float:
    return sum(share for (one, other), share in matrix.items() if one != other)


def _alpha(observed: float, expected: float) -> float:
    return 1 - observed / expected if expected > 0 else float("nan")
