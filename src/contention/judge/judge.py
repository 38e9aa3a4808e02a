"""Judging a case: every contention by every account, in the same draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from contention.case.suggestions import unknown_id
from contention.case.values import Case
from contention.judge.diagnostics import Lost, diagnose, failed_draws, nothing_to_run
from contention.judge.docket import Docket, docket
from contention.judge.evaluate import evaluate, lost
from contention.judge.hinges import Knockouts, hinges_of, in_order, needs_of
from contention.judge.question import Question, question
from contention.judge.values import Diagnostics, FailedDraw, Hinge, Judgement, Verdict
from contention.judge.verdicts import (
    Tally,
    horizon_years,
    joined,
    not_following,
    verdict_of,
)
from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import REPLICATES
from contention.runs.knockouts import run_without
from contention.runs.plan import Plan, prepare
from contention.runs.planned import sample
from contention.runs.simulate import MeasureRun, run_measures

CHUNK = 2048
"""draws that are held at a time; a multiple of the replicates"""

LEAST_DRAWS = REPLICATES
"""one for each independent randomisation, from which intervals and errors are computed"""

Progress = Callable[[int, int], None]
"""called with the draws done so far and the draws to do in all"""


@dataclass(frozen=True)
class _Settings:
    draws: int
    seed: int
    hinge_draws: int
    workers: int
    years: tuple[float, ...]
    done: Callable[[int], None]


def judge(
    case: Case,
    *,
    draws: int = 2000,
    seed: int = 1,
    hinge_draws: int = 256,
    workers: int = 1,
    accounts: Sequence[str] | None = None,
    contentions: Sequence[str] | None = None,
    hinges: bool = True,
    progress: Progress | None = None,
) -> Judgement:
    """Judge contentions (all where none are named) by accounts (likewise).

    Hinges are computed with the first `hinge_draws` of the same draws. The outcome depends on
    the case, `draws`, `seed` and `hinge_draws` only, never on `workers`.

    Raises KeyError for an account or contention that the case lacks, and ValueError for fewer
    than 16 draws, which leave too few for each independent randomisation.
    """
    _check_asked(case, accounts, contentions, draws, hinge_draws)
    wanted = case.contentions if contentions is None else contentions
    questions = [question(case, item) for id_, item in case.contentions.items() if id_ in wanted]
    names = [id_ for id_ in case.accounts if accounts is None or id_ in accounts]
    dockets = [docket(case, account, questions, hinges=hinges) for account in names]
    first = min(hinge_draws, draws)
    total = sum(_work(item, draws, first) for item in dockets)
    settings = _Settings(
        draws, seed, first, workers, horizon_years(case), _counter(progress, total)
    )
    judged = [_judge_account(case, item, settings) for item in dockets]
    return Judgement(
        case=case.id,
        draws=draws,
        seed=seed,
        hinge_draws=first,
        verdicts=tuple(_by_contention(questions, [item.verdicts for item in judged])),
        hinges=tuple(_by_contention(questions, [item.hinges for item in judged])),
        diagnostics=tuple(item.diagnostics for item in judged),
    )


def _check_asked(
    case: Case,
    accounts: Sequence[str] | None,
    contentions: Sequence[str] | None,
    draws: int,
    hinge_draws: int,
) -> None:
    for noun, wanted, known in (
        ("account", accounts, case.accounts),
        ("contention", contentions, case.contentions),
    ):
        for name in wanted or ():
            if name not in known:
                raise KeyError(unknown_id(noun, name, known))
    for setting, number in (("draws", draws), ("hinge_draws", hinge_draws)):
        if number < LEAST_DRAWS:
            raise ValueError(f"{setting} is {number}; it must be at least {LEAST_DRAWS}")


def _work(item: Docket, draws: int, hinge_draws: int) -> int:
    return draws + len(item.runs) * hinge_draws if item.following else 0


def _counter(progress: Progress | None, total: int) -> Callable[[int], None]:
    done = 0

    def count(draws: int) -> None:
        nonlocal done
        done += draws
        if progress is not None:
            progress(done, total)

    return count


Item = TypeVar("Item", Verdict, Hinge)


def _by_contention(questions: Sequence[Question], judged: Sequence[Sequence[Item]]) -> list[Item]:
    """By contention in the order of the case, accounts within it."""
    return [
        item
        for asked in questions
        for items in judged
        for item in items
        if item.contention == asked.contention.id
    ]


@dataclass(frozen=True)
class _Judged:
    verdicts: tuple[Verdict, ...]
    hinges: tuple[Hinge, ...]
    diagnostics: Diagnostics


def _judge_account(case: Case, item: Docket, settings: _Settings) -> _Judged:
    silent = {
        id_: not_following(asked, item.account, item.followings[id_])
        for id_, asked in item.questions.items()
        if not item.followings[id_].follows
    }
    if not item.following:
        return _Judged(tuple(silent.values()), (), nothing_to_run(item.account))
    plan = prepare(case, item.account, item.measures())
    main = _main_run(case, plan, item, settings)
    diagnostics = diagnose(
        plan, item.account, main.runs, main.failed, seed=settings.seed, draws=settings.draws
    )
    knockouts = _knock_out(case, plan, item, main.ends, settings)
    verdicts, hinges = dict(silent), list[Hinge]()
    for asked in item.following:
        id_ = asked.contention.id
        tallied, following = main.tallies[id_], item.followings[id_]
        base = tallied.first(settings.hinge_draws)
        found = verdict_of(case, item.account, asked, following, tallied, settings.years)
        verdicts[id_] = replace(found, needs=needs_of(case, item, found, base, knockouts))
        hinges += hinges_of(case, item, verdicts[id_], base, knockouts)
    ordered = tuple(verdicts[id_] for id_ in item.questions)
    return _Judged(ordered, tuple(hinges), diagnostics)


@dataclass(frozen=True)
class _MainRun:
    runs: tuple[MeasureRun, ...]
    """without their values"""
    failed: tuple[FailedDraw, ...]
    tallies: Mapping[str, Tally]
    ends: Mapping[Measure, Floats1d]
    """every measure at the end, in the draws that hinges are computed with"""


def _main_run(case: Case, plan: Plan, item: Docket, settings: _Settings) -> _MainRun:
    """All draws in chunks; of each only what diagnostics and tallies need is kept."""
    runs: list[MeasureRun] = []
    failed: list[FailedDraw] = []
    parts: dict[str, list[Tally]] = {asked.contention.id: [] for asked in item.following}
    ends: dict[Measure, list[Floats1d]] = {measure: [] for measure in plan.measures}
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
        for asked in item.following:
            parts[asked.contention.id].append(tally(case, asked, run.values, settings.years))
        failed += failed_draws(item.account, run, first, _lost(case, item, run))
        for measure, values in run.values.items():
            ends[measure].append(values[-1, : max(0, settings.hinge_draws - first)].copy())
        runs.append(replace(run, values={}))
        settings.done(count)
    tallies = {id_: joined(found) for id_, found in parts.items()}
    return _MainRun(
        tuple(runs),
        tuple(failed),
        tallies,
        {measure: np.concatenate(found) for measure, found in ends.items()},
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
    """What was measured of a contention; what the account says nothing of is missing."""
    return {measure: values[measure][horizon] for measure in asked.measures if measure in values}


def tally(
    case: Case, asked: Question, values: Mapping[Measure, Floats2d], years: Sequence[float]
) -> Tally:
    """Evaluate a contention at every horizon; `values` are (horizons, draws)."""
    outcomes = [
        evaluate(asked, _measured(asked, values, number), case.thresholds, year)
        for number, year in enumerate(years)
    ]
    measured = {item: values[item] for item in asked.measures if item in values}
    lost = np.logical_or.reduce([_lost_on_the_way(item, each) for item, each in measured.items()])
    return Tally(np.stack([outcome.truth for outcome in outcomes]), outcomes[-1].margin, lost)


def _lost_on_the_way(measure: Measure, values: Floats2d) -> NDArray[np.bool_]:
    """Draws in which a measure has a number at one horizon and none at a later one."""
    missing = np.isnan(values) if measure.kind == "first_time" else ~np.isfinite(values)
    return np.asarray((missing[1:] & ~missing[:-1]).any(axis=0))


def _knock_out(
    case: Case, plan: Plan, item: Docket, ends: Mapping[Measure, Floats1d], settings: _Settings
) -> Knockouts:
    """What is left without each set of claims, for all contentions that it may change."""
    found = {}
    affected = dict(in_order(item))
    drawn = sample(plan, seed=settings.seed, first=0, count=settings.hinge_draws)
    wanted = {removal: item.measures(ids) for removal, ids in affected.items()}
    for removal, values in run_without(plan, drawn, ends, wanted, workers=settings.workers):
        last = {measure: each[None, :] for measure, each in values.items()}
        for id_ in affected[removal]:
            found[removal, id_] = tally(case, item.questions[id_], last, settings.years[-1:])
        settings.done(settings.hinge_draws)
    return found
