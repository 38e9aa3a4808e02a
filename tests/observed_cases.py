"""A small case whose accounts disagree, and observations simulated from any of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from contention.case.evidence import EvidencePlan, Observation
from contention.case.model import (
    AccountSpec,
    Case,
    DatedEvent,
    Factor,
    InputShape,
    Lognormal,
    Times,
)
from contention.evidence.accounts.error_model import ErrorModel
from contention.evidence.accounts.observed import ObservedFactor, observed_factors
from contention.evidence.accounts.scales import off_scale
from contention.evidence.accounts.simulator import simulator
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import uniforms
from tests.building import case_of, level, relation

TIMES = np.round(np.arange(2016.05, 2025.0, 0.35), 2)
"""when each factor is observed"""
PRESENT = 2022.0
ERROR, MISFIT = 0.05, 0.05
STRENGTH = Lognormal(0.5, 2.0)


@dataclass(frozen=True)
class Values:
    """A series as observations take it."""

    times: tuple[float, ...]
    values: tuple[float, ...]
    segments: tuple[int, ...]


def disputed_case(error: float = ERROR, misfit: float = MISFIT) -> Case:
    """Pushes lift mood and trust (`up`), lower both (`down`), or do nothing (`silent`)."""
    spans = tuple(DatedEvent(year, year + 0.7) for year in (2016.5, 2018.4, 2020.3, 2023.0))
    push = Factor("push", "Push", "input", shape=InputShape("events", events=spans))
    factors = [push, level("mood"), level("trust", adjustment=Lognormal(1.0, 1.5)), level("other")]
    said = [
        relation("push", effect, sign, strength=STRENGTH)
        for sign in "+-"
        for effect in ("mood", "trust")
    ]
    case = case_of(
        factors,
        [*said, relation("other", "trust", credibility=0.5)],
        times=Times(2016.0, PRESENT, 2026.0, 0.05),
    )
    accounts = {
        name: AccountSpec(name, name, ("author",), exclude=without)
        for name, without in {
            "up": ("c2", "c3"), "down": ("c0", "c1"), "silent": ("c0", "c1", "c2", "c3", "c4"),
        }.items()
    }  # fmt: skip
    observations = tuple(Observation(name, name, error, misfit) for name in ("mood", "trust"))
    return replace(case, accounts=accounts, evidence=EvidencePlan(observations=observations))


def blank_series(times: Floats1d = TIMES) -> dict[str, Values]:
    """Series of ones, for their times."""
    ones = Values(tuple(times.tolist()), (1.0,) * len(times), (0,) * len(times))
    return {"mood": ones, "trust": ones}


def simulated(
    case: Case, account: str, number: int, *, seed: int = 7
) -> tuple[tuple[ObservedFactor, ...], Mapping[str, float]]:
    """What is observed if draw `number` of an account is true, and its uniform numbers by key."""
    blank = observed_factors(case, blank_series().get).factors
    run = simulator(case, account, blank)
    drawn = uniforms(run.keys, seed, number, 1)
    courses = run.courses(drawn, {one.id: one.times for one in blank}, ahead=True)
    found = []
    for one in blank:
        noise = uniforms([f"{one.id}/{i}" for i in range(len(one.times) + 1)], seed, number, 1)
        course = courses.get(one.id, np.zeros((len(one.times), 1)))
        residual = sampled(one.model, noise)
        found.append(replace(one, distances=(course + residual)[:, 0]))
    truth = dict(zip(run.keys, drawn[:, 0].tolist(), strict=True))
    return tuple(found), truth


def sampled(model: ErrorModel, noise: Floats2d) -> Floats2d:
    """Residuals from uniform numbers, (times + 1, draws)."""
    every, none = np.arange(len(model.times)), np.arange(0)
    empty = np.empty((0, noise.shape[1]))
    return model.given(none, empty, every).sampled(noise[:-1], noise[-1])


def series_of(observed: tuple[ObservedFactor, ...]) -> Callable[[str], Values | None]:
    """The observations as a source gives them."""
    found = {
        one.id: Values(
            tuple(one.times.tolist()),
            tuple(off_scale(one.factor, one.reference, one.distances).tolist()),
            (0,) * len(one.times),
        )
        for one in observed
    }
    return found.get
