"""Judge a case: test every contention in every account, with the same draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from contention.case.model import Case
from contention.case.suggestions import unknown_id
from contention.judge.diagnostics import Lost, diagnose, failed_draws, nothing_to_run
from contention.judge.evaluation import evaluate, lost
from contention.judge.hinges.knockouts import Knockouts, asserted_of, hinges_of, in_order, needs_of
from contention.judge.presence import conditions, speaking
from contention.judge.question import Question, question
from contention.judge.relevance import Following
from contention.judge.required_runs import Docket, docket
from contention.judge.robustness.reading_verdicts import (
    other_readings,
    reading_verdict,
    state_of,
    with_readings,
)
from contention.judge.tally import Tally, put, room_like
from contention.judge.unstable import running_away
from contention.judge.verdict import (
    Diagnostics,
    FailedDraw,
    Hinge,
    Judgement,
    ReadingState,
    ReadingVerdict,
    Verdict,
)
from contention.judge.verdicts import horizon_years, not_following, verdict_of
from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d
from contention.runs.acting import acting_if_many
from contention.runs.draws import FROM_SEED, REPLICATES, GivenDraws
from contention.runs.inclusion import Inclusion, inclusion, inclusion_draws
from contention.runs.knockouts import run_without
from contention.runs.plan import Plan, prepare, reread
from contention.runs.run_inputs import sample
from contention.runs.simulate import MeasureRun, run_measures

CHUNK = 2048
"""draws per batch; a multiple of the number of replicates"""

LEAST_DRAWS = REPLICATES
"""one for each independent randomisation, from which intervals and errors are computed"""

Progress = Callable[[int, int], None]
"""called with the draws done so far and their total"""


@dataclass(frozen=True)
class _Settings:
    draws: int
    seed: int
    hinge_draws: int
    reading_draws: int
    workers: int
    years: tuple[float, ...]
    given: Mapping[str, GivenDraws]
    """account → draws that are not the seed's"""
    done: Callable[[int], None]


def judge(
    case: Case,
    *,
    draws: int = 2000,
    seed: int = 1,
    hinge_draws: int = 256,
    reading_draws: int = 1000,
    workers: int = 1,
    accounts: Sequence[str] | None = None,
    contentions: Sequence[str] | None = None,
    hinges: bool = True,
    given: Mapping[str, GivenDraws] | None = None,
    progress: Progress | None = None,
) -> Judgement:
    """Judge contentions (default: all) by accounts (default: all).

    Hinges are computed with the first `hinge_draws` of the same draws, verdicts under each other
    reading of the words with the first `reading_draws`; with 0 of these only the tables of the
    case are used. `given` holds draws by account that take the place of the seed's, such as those
    of a posterior. The outcome depends on the case, `seed`, `given` and these three numbers of
    draws, never on `workers`.

    Raises KeyError for an account or contention that the case lacks, and ValueError for fewer
    than 16 draws, which leave too few for each independent randomisation.
    """
    _check_asked(case, accounts, contentions, draws, hinge_draws)
    if reading_draws and reading_draws < LEAST_DRAWS:
        raise ValueError(
            f"reading_draws is {reading_draws}; it must be 0 or at least {LEAST_DRAWS}"
        )
    wanted = case.contentions if contentions is None else contentions
    questions = [question(case, item) for id_, item in case.contentions.items() if id_ in wanted]
    names = [id_ for id_ in case.accounts if accounts is None or id_ in accounts]
    dockets = [docket(case, account, questions, hinges=hinges) for account in names]
    first = min(hinge_draws, draws)
    reread_draws = min(reading_draws, draws) if other_readings(case) else 0
    again = reread_draws * len(other_readings(case))
    total = sum(_work(item, draws + again, first) for item in dockets)
    years, count = horizon_years(case), _counter(progress, total)
    settings = _Settings(draws, seed, first, reread_draws, workers, years, given or {}, count)
    judged = [_judge_account(case, item, settings) for item in dockets]
    return Judgement(
        case=case.id,
        draws=draws,
        seed=seed,
        hinge_draws=first,
        verdicts=tuple(_by_contention(questions, [item.verdicts for item in judged])),
        hinges=tuple(_by_contention(questions, [item.hinges for item in judged])),
        diagnostics=tuple(item.diagnostics for item in judged),
        reading_draws=reread_draws,
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
        id_: not_following(asked, item.account, item.followings[id_].gaps)
        for id_, asked in item.questions.items()
        if not item.followings[id_].follows
    }
    if not item.following:
        return _Judged(tuple(silent.values()), (), nothing_to_run(item.account))
    given = settings.given.get(item.account, FROM_SEED)
    plan = replace(prepare(case, item.account, item.measures()), given=given)
    main = _main_run(case, plan, item, settings)
    diagnostics = diagnose(
        plan, item.account, main.runs, main.failed, seed=settings.seed, draws=settings.draws
    )
    others = _read_otherwise(case, plan, item, settings)
    diagnostics = replace(diagnostics, readings=others.states)
    knockouts = _knock_out(case, plan, item, main.ends, settings)
    verdicts, hinges = dict(silent), list[Hinge]()
    for asked in item.following:
        id_ = asked.contention.id
        tallied, following = main.tallies[id_], item.followings[id_]
        base = tallied.first(settings.hinge_draws)
        found = verdict_of(case, item.account, asked, following, tallied, settings.years)
        found = replace(
            found,
            conditions=main.conditions[id_],
            needs=needs_of(case, item, found, base, knockouts),
            asserted=asserted_of(case, item, id_, base, knockouts),
            readings=with_readings(found, others.verdicts[id_]),
        )
        verdicts[id_] = replace(found, unstable=running_away(found, diagnostics))
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
    conditions: Mapping[str, tuple[str, ...]]
    """contention → doubtful claims on which its connection depends"""


def _main_run(case: Case, plan: Plan, item: Docket, settings: _Settings) -> _MainRun:
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
    return _MainRun(
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


@dataclass(frozen=True)
class _Others:
    """What an account says under the other readings of the words."""

    states: tuple[ReadingState, ...]
    verdicts: Mapping[str, Sequence[ReadingVerdict]]
    """by contention"""


def _read_otherwise(case: Case, plan: Plan, item: Docket, settings: _Settings) -> _Others:
    """The verdicts at the end under each reading but the coded one, in the first draws."""
    states: list[ReadingState] = []
    found: dict[str, list[ReadingVerdict]] = {id_: [] for id_ in item.questions}
    readings = other_readings(case) if settings.reading_draws else ()
    for reading, read in zip(readings, reread(plan, readings), strict=True):
        states.append(state_of(plan.map, reading.id, read))
        for id_, told in _ends(case, read.plan, item, settings).items():
            found[id_].append(reading_verdict(case, reading.id, item.followings[id_], told))
    return _Others(tuple(states), found)


def _ends(case: Case, plan: Plan, item: Docket, settings: _Settings) -> Mapping[str, Tally]:
    """Every contention at the end, in the draws for other readings."""
    tallies: dict[str, Tally] = {}
    end = settings.years[-1:]
    for first in range(0, settings.reading_draws, CHUNK):
        count = min(CHUNK, settings.reading_draws - first)
        run = run_measures(
            plan,
            seed=settings.seed,
            first=first,
            count=count,
            horizons=end,
            workers=settings.workers,
        )
        drawn = inclusion_draws(
            plan.map, seed=settings.seed, first=first, count=count, given=plan.given
        )
        held = inclusion(plan.map, drawn)
        for asked in item.following:
            id_ = asked.contention.id
            taken = Taken(run.values, held, end)
            found = tally(case, asked, item.followings[id_], taken)
            put(tallies.setdefault(id_, room_like(found, settings.reading_draws)), first, found)
        settings.done(count)
    return tallies


def _knock_out(
    case: Case, plan: Plan, item: Docket, ends: Mapping[Measure, Floats1d], settings: _Settings
) -> Knockouts:
    """What is left without each set of claims, for all contentions that it may change."""
    found = {}
    end, count = settings.years[-1:], settings.hinge_draws
    affected = dict(in_order(item))
    drawn = sample(plan, seed=settings.seed, first=0, count=count)
    doubtful = inclusion_draws(plan.map, seed=settings.seed, first=0, count=count, given=plan.given)
    wanted = {removal: item.measures(ids) for removal, ids in affected.items()}
    acts = acting_if_many(plan, drawn, len(wanted), workers=settings.workers)
    made = run_without(plan, drawn, ends, wanted, acting=acts, workers=settings.workers)
    for removal, values in made:
        held = inclusion(plan.map, doubtful, removal)
        last = {measure: each[None, :] for measure, each in values.items()}
        for id_ in affected[removal]:
            taken = Taken(last, held, end)
            found[removal, id_] = tally(case, item.questions[id_], item.followings[id_], taken)
        settings.done(settings.hinge_draws)
    return found
