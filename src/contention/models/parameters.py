"""The numbers of each draw: from uniform draws to parameter rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from contention.case.values import Lognormal
from contention.maps.causal_map import MapLink
from contention.models.model import (
    Coefficient,
    Drawn,
    InverseTime,
    Occurrence,
    Parameter,
    Presence,
)
from contention.models.program import Floats1d, Floats2d

STEPS = 4.0
"""A time constant is never shorter than this many steps."""


def parameter_keys(parameters: Iterable[Parameter]) -> tuple[str, ...]:
    """The draw keys of some parameters, each once."""
    return tuple(dict.fromkeys(key for parameter in parameters for key in _keys(parameter)))


def _keys(parameter: Parameter) -> Iterator[str]:
    match parameter:
        case Coefficient(link=link):
            yield from inclusion_keys(link)
            for backing in link.backing:
                yield f"claim:{backing.id}/strength"
                if (backing.relation or link.relation).sign_credibility < 1.0:
                    yield f"claim:{backing.id}/sign"
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


def parameter_numbers(
    parameters: Sequence[Parameter],
    uniforms: Uniforms,
    step: float,
    without: Collection[str] = (),
) -> Numbers:
    """All parameter rows; `without` names claims and assumptions that are knocked out."""
    removed = frozenset(without)
    raised: dict[str, float] = {}
    rows = np.empty((len(parameters), uniforms.draws))
    for number, parameter in enumerate(parameters):
        if isinstance(parameter, InverseTime):
            stage = lognormal(parameter.time, uniforms[parameter.key]) / parameter.stages
            short = stage < STEPS * step
            raised[parameter.key] = float(short.mean())
            rows[number] = 1.0 / np.where(short, STEPS * step, stage)
        else:
            rows[number] = _plain(parameter, uniforms, removed)
    return Numbers(rows, raised)


def _plain(parameter: Parameter, uniforms: Uniforms, removed: frozenset[str]) -> Floats1d:
    match parameter:
        case Coefficient(link=link, without=without):
            return _coefficient(link, uniforms, removed | without)
        case Presence(link=link, without=without):
            return included(link, uniforms, removed | without).astype(np.float64)
        case Drawn(key=key, value=value):
            return lognormal(value, uniforms[key])
        case Occurrence(key=key):
            return np.asarray(-np.log1p(-uniforms[key]), dtype=np.float64)
        case _:
            raise TypeError(f"no numbers for {parameter!r}")


def lognormal(number: Lognormal, uniform: Floats1d) -> Floats1d:
    """Quantiles of a lognormal given by median and geometric standard deviation."""
    if number.median <= 0.0 or number.spread == 1.0:
        return np.full(uniform.shape, number.median)
    return np.asarray(number.median * np.exp(np.log(number.spread) * ndtri(uniform)))


def included(link: MapLink, uniforms: Uniforms, removed: frozenset[str]) -> NDArray[np.bool_]:
    """Where at least one of the claims behind a link is in the draw and no denial prevails.

    Where an account both claims and denies an effect and both are in the draw, each prevails with
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
    """Where a claim or assumption is in the draw."""
    if identifier in removed or inclusion <= 0.0:
        return np.zeros(uniforms.draws, dtype=np.bool_)
    if inclusion >= 1.0:
        return np.ones(uniforms.draws, dtype=np.bool_)
    return np.asarray(uniforms[f"claim:{identifier}/inclusion"] < inclusion)


def _coefficient(link: MapLink, uniforms: Uniforms, removed: frozenset[str]) -> Floats1d:
    """Sign, elasticity and inclusion of a link; the most credible claim left gives the number."""
    left = [backing for backing in link.backing if backing.id not in removed]
    if not left:
        return np.zeros(uniforms.draws)
    key, relation = f"claim:{left[0].id}", left[0].relation or link.relation
    size = lognormal(relation.strength, uniforms[f"{key}/strength"])
    direction = -size if link.relation.sign == "-" else size
    if relation.sign_credibility < 1.0:
        as_coded = uniforms[f"{key}/sign"] < relation.sign_credibility
        direction = np.where(as_coded, direction, -direction)
    return np.asarray(np.where(included(link, uniforms, removed), direction, 0.0))
