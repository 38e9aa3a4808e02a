"""All draws of one account as it is coded: what came of them, contention by contention."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contention.case.model import Case
from contention.judge.diagnostics import Lost, failed_draws
from contention.judge.evaluation import evaluate, lost
from contention.judge.presence import conditions, speaking
from contention.judge.question import Question
from contention.judge.relevance import Following
from contention.judge.required_runs import Docket
from contention.judge.tally import Tally, put, room_like
from contention.judge.verdict import FailedDraw
from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import GivenDraws
from contention.runs.inclusion import Inclusion, inclusion, inclusion_draws
from contention.runs.plan import Plan
from contention.runs.simulate import MeasureRun, run_measures

CHUNK = 2048
"""draws per batch; a multiple of the number of replicates"""


@dataclass(frozen=True)
class Settings:
    """How many draws of what kind, and how they are run."""

    draws: int
    seed: int
    hinge_draws: int
    reading_draws: int
    workers: int
    years: tuple[float, ...]
    given: Mapping[str, GivenDraws]
    """account → draws that are not the seed's"""
    done: Callable[[int], None]


@dataclass(frozen=True)
class MainRun:
    """What the draws of an account made of its contentions."""

    runs: tuple[MeasureRun, ...]
    """without their values"""
    failed: tuple[FailedDraw, ...]
    tallies: Mapping[str, Tally]
    ends: Mapping[Measure, Floats1d]
    """every measure at the end, in the draws that hinges are computed with"""
    conditions: Mapping[str, tuple[str, ...]]
    """contention → doubtful claims on which its connection depends"""


def main_run(case: Case, plan: Plan, item: Docket, settings: Settings) -> MainRun:
    """All draws in chunks; only what diagnostics and tallies need is kept."""
    runs: list[MeasureRun] = []
    failed: list[FailedDraw] = []
    tallies: dict[str, Tally] = {}
    ends: dict[Measure, list[Floats1d]] = {measure: [] for measure in plan.measures}
    needed: dict[str, tuple[str, ...]] = {}
    for first in range(0, settings.draws, CHUNK):
        count = min(CHUNK, settings.draws - first)
        run = run_measures(
            plan,
            seed=settings.seed,
            first=first,
            count=count,
            horizons=settings.years,
            workers=settings.workers,
        )
        drawn = inclusion_draws(
            plan.map, seed=settings.seed, first=first, count=count, given=plan.given
        )
        held = inclusion(plan.map, drawn)
        for asked in item.following:
            id_ = asked.contention.id
            taken = Taken(run.values, held, settings.years)
            found = tally(case, asked, item.followings[id_], taken)
            put(tallies.setdefault(id_, room_like(found, settings.draws)), first, found)
            claims = item.followings[id_].on_path
            needed.setdefault(id_, conditions(claims, found.moving, held))
        failed += failed_draws(item.account, run, first, _lost(case, item, run))
        for measure, values in run.values.items():
            ends[measure].append(values[-1, : max(0, settings.hinge_draws - first)].copy())
        runs.append(replace(run, values={}))
        settings.done(count)
    return MainRun(
        tuple(runs),
        tuple(failed),
        tallies,
        {measure: np.concatenate(found) for measure, found in ends.items()},
        needed,
    )


def _lost(case: Case, item: Docket, run: MeasureRun) -> list[Lost]:
    """What the arithmetic of the tests loses at the end of a run."""
    return [
        found
        for asked in item.following
        for found in lost(asked, _measured(asked, run.values, -1), case.thresholds)
    ]


def _measured(
    asked: Question, values: Mapping[Measure, Floats2d], horizon: int
) -> Mapping[Measure, Floats1d]:
    """What was measured for a contention, without what the account says nothing about."""
    return {measure: values[measure][horizon] for measure in asked.measures if measure in values}


@dataclass(frozen=True)
class Taken:
    """What was measured, in which draws each claim was in, and the horizons."""

    values: Mapping[Measure, Floats2d]
    """shape (horizons, draws) each"""
    inclusion: Inclusion
    years: Sequence[float]


def tally(case: Case, asked: Question, following: Following, taken: Taken) -> Tally:
    """Evaluate a contention at every horizon."""
    spoken = [speaking(bearing, taken.inclusion) for bearing in following.bearings]
    outcomes = [
        evaluate(asked, _measured(asked, taken.values, number), case.thresholds, spoken, year)
        for number, year in enumerate(taken.years)
    ]
    last = outcomes[-1]
    return Tally(
        truth=np.stack([outcome.truth for outcome in outcomes]),
        margin=last.margin,
        present=last.speaking.present,
        denied=last.speaking.denied,
        idle=np.stack([outcome.idle for outcome in outcomes]),
        lost=_lost_on_the_way(asked, taken.values, len(last.truth)),
    )


def _lost_on_the_way(
    asked: Question, values: Mapping[Measure, Floats2d], draws: int
) -> NDArray[np.bool_]:
    """Draws in which a measure has a number at one horizon but not at a later one."""
    lost = np.zeros(draws, dtype=np.bool_)
    for measure in asked.measures:
        if measure in values:
            each = values[measure]
            missing = np.isnan(each) if measure.kind == "first_time" else ~np.isfinite(each)
            lost |= (missing[1:] & ~missing[:-1]).any(axis=0)
    return lost
