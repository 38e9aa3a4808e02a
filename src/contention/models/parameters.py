"""The numbers of each draw: from uniform draws to parameter rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from contention.case.model import Lognormal
from contention.maps.causal_map import Backing, MapLink
from contention.models.model import (
    ChanceSource,
    Coefficient,
    Drawn,
    InverseTime,
    LinkTime,
    Occurrence,
    Parameter,
    Presence,
    Ranged,
)
from contention.models.program import Floats1d, Floats2d
from contention.models.reading_strengths import AS_CODED, Tables, scaled

STEPS = 4.0
"""A time constant is never shorter than this many steps."""


def parameter_keys(parameters: Iterable[Parameter]) -> tuple[str, ...]:
    """The draw keys of some parameters, each once."""
    return tuple(dict.fromkeys(key for parameter in parameters for key in _keys(parameter)))


def _keys(parameter: Parameter) -> Iterator[str]:
    match parameter:
        case Coefficient(link=link, timing=timing):
            yield from inclusion_keys(link)
            for backing in link.timings[timing]:
                yield f"claim:{backing.id}/strength"
                if (backing.relation or link.relation).sign_credibility < 1.0:
                    yield f"claim:{backing.id}/sign"
        case LinkTime(link=link, quantity=quantity, timing=timing):
            yield from inclusion_keys(link)
            yield from (f"claim:{backing.id}/{quantity}" for backing in link.timings[timing])
        case Presence(link=link):
            yield from inclusion_keys(link)
        case _:
            yield parameter.key


def inclusion_keys(link: MapLink) -> Iterator[str]:
    """The draw keys that decide whether a link is in a draw."""
    stated = [(item.id, item.inclusion) for item in link.backing]
    stated += [(item.claim, item.inclusion) for item in link.denials]
    yield from (f"claim:{id_}/inclusion" for id_, inclusion in stated if 0.0 < inclusion < 1.0)
    yield from (f"claim:{denial.claim}/prevails" for denial in link.denials)


@dataclass(frozen=True)
class Numbers:
    """Parameter rows of some draws, and how many time constants were too short for the step."""

    rows: Floats2d
    """shape (parameters, draws)"""
    raised: Mapping[str, float]
    """key of each time constant → share of these draws in which it was raised"""


@dataclass(frozen=True)
class Uniforms:
    """Uniform numbers in (0, 1) by key."""

    position: Mapping[str, int]
    values: Floats2d

    @classmethod
    def of(cls, keys: Sequence[str], values: Floats2d) -> "Uniforms":
        """Pair keys with the rows of an array of shape (keys, draws)."""
        return cls({key: number for number, key in enumerate(keys)}, values)

    def __getitem__(self, key: str) -> Floats1d:
        return np.asarray(self.values[self.position[key]])

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.values.shape[1])

    def first(self, draws: int) -> "Uniforms":
        """The same for the first draws only."""
        return Uniforms(self.position, self.values[:, :draws])


@dataclass(frozen=True)
class Sample:
    """Some draws: their uniform numbers, and the parameter rows that these give."""

    uniforms: Uniforms
    numbers: Numbers
    step: float
    """years; time constants shorter than four of these are raised to that"""

    def first(self, draws: int) -> "Sample":
        """The same for the first draws only."""
        rows = Numbers(self.numbers.rows[:, :draws], self.numbers.raised)
        return Sample(self.uniforms.first(draws), rows, self.step)


def claims_of(parameter: Parameter) -> tuple[str, ...]:
    """The claims, assumptions and denials that a drawn number depends on."""
    if not isinstance(parameter, Coefficient | Presence | LinkTime):
        return ()
    return (*parameter.link.claims, *(item.claim for item in parameter.link.denials))


def parameter_numbers(
    parameters: Sequence[Parameter],
    uniforms: Uniforms,
    step: float,
    without: Collection[str] = (),
    tables: Tables = AS_CODED,
) -> Numbers:
    """All parameter rows; `without` names claims and assumptions that are knocked out."""
    removed = frozenset(without)
    raised: dict[str, float] = {}
    rows = np.empty((len(parameters), uniforms.draws))
    for number, parameter in enumerate(parameters):
        if isinstance(parameter, InverseTime | LinkTime):
            stage = _time(parameter, uniforms, removed) / parameter.stages
            short = stage < STEPS * step
            raised[parameter.key] = float(short.mean())
            rows[number] = 1.0 / np.where(short, STEPS * step, stage)
        else:
            rows[number] = _plain(parameter, uniforms, removed, tables)
    scaled(rows, parameters, tables)
    return Numbers(rows, raised)


def _time(
    parameter: InverseTime | LinkTime, uniforms: Uniforms, removed: frozenset[str]
) -> Floats1d:
    if isinstance(parameter, InverseTime):
        return lognormal(parameter.time, uniforms[parameter.key])
    link, group = parameter.link, parameter.link.timings[parameter.timing]
    said = group[0].relation or link.relation
    time = said.delay if parameter.quantity == "delay" else said.transient
    assert time is not None
    drawn = [lognormal(time, uniforms[f"claim:{item.id}/{parameter.quantity}"]) for item in group]
    found = drawn[0]
    for chosen, number in zip(
        _chosen(group, uniforms, removed | parameter.without), drawn, strict=True
    ):
        found = np.where(chosen, number, found)
    return found


def _plain(
    parameter: Parameter, uniforms: Uniforms, removed: frozenset[str], tables: Tables
) -> Floats1d:
    match parameter:
        case Coefficient(link=link, without=without, timing=timing):
            group = _Said(link, timing, tables)
            return _coefficient(group, uniforms, removed | without)
        case Presence(link=link, without=without):
            return included(link, uniforms, removed | without).astype(np.float64)
        case Drawn(key=key, value=value):
            return lognormal(value, uniforms[key])
        case Occurrence(key=key):
            return np.asarray(-np.log1p(-uniforms[key]), dtype=np.float64)
        case Ranged(key=key, low=low, high=high):
            return low + uniforms[key] * (high - low)
        case ChanceSource(key=key):
            return 1.0 + uniforms[key]
        case _:
            raise TypeError(f"no numbers for {parameter!r}")


def lognormal(number: Lognormal, uniform: Floats1d) -> Floats1d:
    """Quantiles of a lognormal given by median and geometric standard deviation."""
    if number.median <= 0.0 or number.spread == 1.0:
        return np.full(uniform.shape, number.median)
    return np.asarray(number.median * np.exp(np.log(number.spread) * ndtri(uniform)))


def included(link: MapLink, uniforms: Uniforms, removed: frozenset[str]) -> NDArray[np.bool_]:
    """Draws with at least one of the claims behind a link in which no denial prevails.

    If an account both claims and denies an effect and both are in the draw, each prevails with
    an even chance.
    """
    present = np.zeros(uniforms.draws, dtype=np.bool_)
    for backing in link.backing:
        present |= claim_in(backing.id, backing.inclusion, uniforms, removed)
    for denial in link.denials:
        if denial.claim not in removed:
            denied = claim_in(denial.claim, denial.inclusion, uniforms, removed)
            return present & ~(denied & (uniforms[f"claim:{denial.claim}/prevails"] < 0.5))
    return present


def claim_in(
    identifier: str, inclusion: float, uniforms: Uniforms, removed: frozenset[str]
) -> NDArray[np.bool_]:
    """Draws that include a claim or assumption."""
    if identifier in removed or inclusion <= 0.0:
        return np.zeros(uniforms.draws, dtype=np.bool_)
    if inclusion >= 1.0:
        return np.ones(uniforms.draws, dtype=np.bool_)
    return np.asarray(uniforms[f"claim:{identifier}/inclusion"] < inclusion)


def _chosen(
    group: Sequence[Backing], uniforms: Uniforms, removed: frozenset[str]
) -> Iterator[NDArray[np.bool_]]:
    """For each claim, the draws in which it is in and none before it is."""
    free = np.ones(uniforms.draws, dtype=np.bool_)
    for backing in group:
        inside = claim_in(backing.id, backing.inclusion, uniforms, removed)
        yield free & inside
        free = free & ~inside


@dataclass(frozen=True)
class _Said:
    """The claims behind a link with one timing, and how their strengths are read."""

    link: MapLink
    timing: int
    tables: Tables


def _coefficient(said: _Said, uniforms: Uniforms, removed: frozenset[str]) -> Floats1d:
    """Sign, elasticity and inclusion of a link: those of the strongest claim in the draw."""
    found, group = np.zeros(uniforms.draws), said.link.timings[said.timing]
    for chosen, backing in zip(_chosen(group, uniforms, removed), group, strict=True):
        if chosen.any():
            found = np.where(chosen, _elasticity(said, backing, uniforms), found)
    return np.asarray(np.where(included(said.link, uniforms, removed), found, 0.0))


def _elasticity(said: _Said, backing: Backing, uniforms: Uniforms) -> Floats1d:
    """Sign times strength as one claim has it."""
    relation = backing.relation or said.link.relation
    strength = said.tables.strength(relation)
    size = lognormal(strength, uniforms[f"claim:{backing.id}/strength"])
    direction = -size if said.link.sign == "-" else size
    if relation.sign_credibility < 1.0:
        as_coded = uniforms[f"claim:{backing.id}/sign"] < relation.sign_credibility
        direction = np.where(as_coded, direction, -direction)
    return direction
