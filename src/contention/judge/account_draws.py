"""The draws of an account, run batch by batch and added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from contention.case.model import Case
from contention.judge.evaluation import evaluate, lost
from contention.judge.failed_draws import Lost, failed_draws
from contention.judge.happened import Happened, happened_in
from contention.judge.presence import speaking
from contention.judge.question import Question
from contention.judge.relevance import Following
from contention.judge.required_runs import Docket
from contention.judge.tally import Tally
from contention.judge.totals import Totals, totals_of
from contention.judge.verdict import FailedDraw
from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d
from contention.runs.inclusion import Inclusion, inclusion, inclusion_draws
from contention.runs.plan import Plan
from contention.runs.simulate import MeasureRun, run_measures

CHUNK = 2048
"""draws per batch; a multiple of the number of replicates"""


@dataclass(frozen=True)
class Drawn:
    """What is drawn of an account: everything that its draws depend on but their numbers."""

    case: Case
    plan: Plan
    docket: Docket
    seed: int
    years: tuple[float, ...]


@dataclass(frozen=True)
class Batch:
    """Some consecutive draws, one by one."""

    first: int
    run: MeasureRun
    held: Inclusion
    tallies: Mapping[str, Tally]
    """by contention"""
    failed: tuple[FailedDraw, ...]


def run_batch(drawn: Drawn, first: int, count: int, workers: int) -> Batch:
    """Run some draws and evaluate every contention that the account answers."""
    plan, item = drawn.plan, drawn.docket
    run = run_measures(
        plan, seed=drawn.seed, first=first, count=count, horizons=drawn.years, workers=workers
    )
    told = inclusion_draws(plan.map, seed=drawn.seed, first=first, count=count, given=plan.given)
    held = inclusion(plan.map, told)
    taken = Taken(run.values, held, drawn.years)
    tallies = {
        asked.contention.id: tally(
            drawn.case, asked, item.followings[asked.contention.id], taken
        )
        for asked in item.following
    }  # fmt: skip
    failed = failed_draws(item.account, run, first, _lost(drawn.case, item, run))
    return Batch(first, run, held, tallies, failed)


@dataclass(frozen=True)
class Part:
    """Consecutive draws of an account, added up."""

    happened: Happened
    totals: Mapping[str, Totals]
    """by contention"""
    failed: tuple[FailedDraw, ...]


def part_of(batch: Batch) -> Part:
    """A batch, added up; its first draw has a number that 16 divides."""
    totals = {id_: totals_of(tallied) for id_, tallied in batch.tallies.items()}
    return Part(happened_in(batch.run), totals, batch.failed)


@dataclass
class Sum:
    """Parts in their order, added up as they come."""

    happened: list[Happened] = field(default_factory=list)
    totals: dict[str, Totals] = field(default_factory=dict)
    failed: list[FailedDraw] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Add the part that comes next."""
        self.happened.append(part.happened)
        self.failed += part.failed
        for id_, totals in part.totals.items():
            self.totals[id_] = self.totals[id_] + totals if id_ in self.totals else totals

    def part(self) -> Part:
        """All of them as one."""
        return Part(Happened.joined(self.happened), self.totals, tuple(self.failed))


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
