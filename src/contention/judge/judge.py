"""Judge a case: test every contention in every account, with the same draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from contention.case.model import Case
from contention.case.suggestions import unknown_id
from contention.judge.account_draws import CHUNK, Drawn, Taken, tally
from contention.judge.diagnostics import diagnose, nothing_to_run
from contention.judge.hinges.account_runs import AccountRuns
from contention.judge.hinges.knockouts import Knockouts, asserted_of, hinges_of, in_order, needs_of
from contention.judge.main_run import RunElsewhere, RunSettings, main_run
from contention.judge.question import Question, question
from contention.judge.required_runs import Docket, Removal, docket
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
    Hinge,
    Judgement,
    ReadingState,
    ReadingVerdict,
    Verdict,
)
from contention.judge.verdicts import Told, horizon_years, not_following, verdict_of
from contention.models.model import Measure
from contention.models.program import Floats1d
from contention.runs.draws import FROM_SEED, REPLICATES, GivenDraws
from contention.runs.inclusion import inclusion, inclusion_draws
from contention.runs.knockouts import run_measured
from contention.runs.plan import Plan, prepare, reread
from contention.runs.run_inputs import sample

LEAST_DRAWS = REPLICATES
"""one for each independent randomisation, from which intervals and errors are computed"""

Progress = Callable[[int, int], None]
"""called with the draws done so far and their total"""


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
    elsewhere: RunElsewhere | None = None,
) -> Judgement:
    """Judge contentions (default: all) by accounts (default: all).

    Hinges are computed with the first `hinge_draws` of the same draws, verdicts under each other
    reading of the words with the first `reading_draws`; with 0 of these only the tables of the
    case are used. `given` holds draws by account that take the place of the seed's, such as those
    of a posterior. `elsewhere` has the draws, if they were run before. The outcome depends on the
    case, `seed`, `given` and these three numbers of draws, never on `workers` or `elsewhere`.

    Raises KeyError for an account or contention that the case lacks, and ValueError for fewer
    than 16 draws, which leave too few for each independent randomisation.
    """
    _check_asked(case, accounts, contentions)
    _check_draws(draws, hinge_draws, reading_draws)
    wanted = case.contentions if contentions is None else contentions
    questions = [question(case, item) for id_, item in case.contentions.items() if id_ in wanted]
    names = [id_ for id_ in case.accounts if accounts is None or id_ in accounts]
    dockets = [docket(case, account, questions, hinges=hinges) for account in names]
    first = min(hinge_draws, draws)
    reread_draws = min(reading_draws, draws) if other_readings(case) else 0
    again = reread_draws * len(other_readings(case))
    total = sum(_work(item, again + (0 if elsewhere else draws), first) for item in dockets)
    years, count = horizon_years(case), _counter(progress, total)
    settings = RunSettings(
        draws, seed, first, reread_draws, workers, years, given or {}, count, elsewhere
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
        reading_draws=reread_draws,
    )


def _check_asked(
    case: Case,
    accounts: Sequence[str] | None,
    contentions: Sequence[str] | None,
) -> None:
    for noun, wanted, known in (
        ("account", accounts, case.accounts),
        ("contention", contentions, case.contentions),
    ):
        for name in wanted or ():
            if name not in known:
                raise KeyError(unknown_id(noun, name, known))


def _check_draws(draws: int, hinge_draws: int, reading_draws: int) -> None:
    if reading_draws and reading_draws < LEAST_DRAWS:
        raise ValueError(
            f"reading_draws is {reading_draws}; it must be 0 or at least {LEAST_DRAWS}"
        )
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


def _judge_account(case: Case, item: Docket, settings: RunSettings) -> _Judged:
    silent = {
        id_: not_following(asked, item.account, item.followings[id_].gaps)
        for id_, asked in item.questions.items()
        if not item.followings[id_].follows
    }
    if not item.following:
        return _Judged(tuple(silent.values()), (), nothing_to_run(item.account))
    given = settings.given.get(item.account, FROM_SEED)
    plan = replace(prepare(case, item.account, item.measures()), given=given)
    main = main_run(Drawn(case, plan, item, settings.seed, settings.years), settings)
    part, columns = main.whole.part, main.whole.columns
    diagnostics = diagnose(
        plan, item.account, part.happened, columns, part.failed,
        seed=settings.seed, draws=settings.draws,
    )  # fmt: skip
    others = _read_otherwise(case, plan, item, settings)
    diagnostics = replace(diagnostics, readings=others.states)
    knockouts = _knock_out(case, plan, item, main.ends, settings)
    verdicts, hinges = dict(silent), list[Hinge]()
    for asked in item.following:
        id_ = asked.contention.id
        base, following = main.tallies[id_], item.followings[id_]
        told = Told(part.totals[id_], columns)
        found = verdict_of(case, item.account, asked, following, told, settings.years)
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
class _Others:
    """What an account says under the other readings of the words."""

    states: tuple[ReadingState, ...]
    verdicts: Mapping[str, Sequence[ReadingVerdict]]
    """by contention"""


def _read_otherwise(case: Case, plan: Plan, item: Docket, settings: RunSettings) -> _Others:
    """The verdicts at the end under each reading but the coded one, in the first draws."""
    states: list[ReadingState] = []
    found: dict[str, list[ReadingVerdict]] = {id_: [] for id_ in item.questions}
    readings = other_readings(case) if settings.reading_draws else ()
    for reading, read in zip(readings, reread(plan, readings), strict=True):
        states.append(state_of(plan.map, reading.id, read))
        for id_, told in _ends(case, read.plan, item, settings).items():
            found[id_].append(reading_verdict(case, reading.id, item.followings[id_], told))
    return _Others(tuple(states), found)


def _ends(case: Case, plan: Plan, item: Docket, settings: RunSettings) -> Mapping[str, Tally]:
    """Every contention at the end, in the draws for other readings."""
    tallies: dict[str, Tally] = {}
    end = settings.years[-1:]
    for first in range(0, settings.reading_draws, CHUNK):
        count = min(CHUNK, settings.reading_draws - first)
        numbers = sample(plan, seed=settings.seed, first=first, count=count)
        values = run_measured(plan, numbers, settings.workers)
        last = {measure: each[None, :] for measure, each in values.items()}
        drawn = inclusion_draws(
            plan.map, seed=settings.seed, first=first, count=count, given=plan.given
        )
        taken = Taken(last, inclusion(plan.map, drawn), end)
        for asked in item.following:
            id_ = asked.contention.id
            found = tally(case, asked, item.followings[id_], taken)
            put(tallies.setdefault(id_, room_like(found, settings.reading_draws)), first, found)
        settings.done(count)
    return tallies


def _knock_out(
    case: Case, plan: Plan, item: Docket, ends: Mapping[Measure, Floats1d], settings: RunSettings
) -> Knockouts:
    """What is left without each set of claims, for all contentions that it may change."""
    count = settings.hinge_draws
    drawn = sample(plan, seed=settings.seed, first=0, count=count)
    doubtful = inclusion_draws(plan.map, seed=settings.seed, first=0, count=count, given=plan.given)
    runs = AccountRuns(case, item, plan, drawn, doubtful, ends, settings.seed, settings.workers)
    affected = dict(in_order(item))
    found: dict[tuple[Removal, str], Tally] = {}
    for some, tallies in runs.tallied(affected, slice(0, count)):
        for number, removal in enumerate(some):
            part = slice(number * count, (number + 1) * count)
            for id_ in affected[removal]:
                found[removal, id_] = tallies[id_].part(part).copied()
            settings.done(count)
    return found
