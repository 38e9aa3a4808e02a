"""The contest: all accounts on the same contentions, with the same scenarios, draws and data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from contention.case.model import Case
from contention.evidence.baseline import with_baseline
from contention.evidence.contest.change_search import AgreementPrice, agreement
from contention.evidence.contest.joined_accounts import Joined, joined
from contention.evidence.contest.joined_trials import joined_trials
from contention.evidence.contest.predictions import (
    Predictions,
    observables,
    predictions,
)
from contention.evidence.contest.telling_observations import Observation, telling
from contention.judge.hinges.removal_trials import Trials
from contention.judge.judge import judge
from contention.judge.verdict import Judgement, Verdict, VerdictWord
from contention.judge.verdicts import horizon_years

LEAST_RUNS = 40
"""sets of claims that a search may run at least, so that it is worth beginning"""
OPPOSITE = frozenset({"supported", "opposed"})
SILENT = "does not follow"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Parting:
    """A contention of which two accounts do not say the same."""

    contention: str
    first: VerdictWord
    second: VerdictWord
    first_agrees: AgreementPrice | None = None
    """what the first would have to change to say what the second says; None: not searched for"""
    second_agrees: AgreementPrice | None = None

    @property
    def opposite(self) -> bool:
        """Whether one supports what the other opposes."""
        return {self.first, self.second} == OPPOSITE

    @property
    def silent(self) -> bool:
        """Whether one of the two cannot say."""
        return SILENT in (self.first, self.second)

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims and assumptions in any smallest change of either, each once."""
        found = [item for item in (self.first_agrees, self.second_agrees) if item is not None]
        changes = [change for item in found for change in item.changes]
        return tuple(
            dict.fromkeys(id_ for each in changes for id_ in (*each.gives_up, *each.takes_over))
        )


@dataclass(frozen=True)
class Pair:
    """Two accounts side by side."""

    first: str
    second: str
    agree: tuple[str, ...]
    """contentions of which both say the same, and say something"""
    silent: tuple[str, ...]
    """contentions of which neither says anything"""
    partings: tuple[Parting, ...]
    shared: tuple[str, ...]
    """claims and assumptions of both"""
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    weighed: tuple[str, ...]
    """shared ones that the two count in different shares of the draws"""
    observations: tuple[Observation, ...] = ()
    """what would best distinguish them, the most telling first"""
    common_factors: int = 0
    """observable factors of which both predict something"""

    @property
    def nested(self) -> bool:
        """Whether one of them claims nothing that the other does not."""
        return not (self.only_first and self.only_second)

    @property
    def cruxes(self) -> tuple[tuple[str, int], ...]:
        """Claims that make a difference, with the number of partings that turn on each."""
        counts: dict[str, int] = {}
        for parting in self.partings:
            for id_ in parting.claims:
                counts[id_] = counts.get(id_, 0) + 1
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True)
class Contest:
    """Every account on every contention, and every pair of accounts."""

    judgement: Judgement
    pairs: tuple[Pair, ...]
    baseline: str
    """scenario in which nothing is done"""
    trial_draws: int
    """draws behind the changes that would make accounts agree"""
    prediction_draws: int
    after: float
    """decimal year after which observations may be made"""
    budget: int
    every_parting: bool
    """whether changes were searched for at every difference, not only at contradictions"""


@dataclass(frozen=True)
class ContestSettings:
    """How much a contest computes."""

    draws: int = 2000
    seed: int = 1
    reading_draws: int = 256
    trial_draws: int = 128
    prediction_draws: int = 512
    budget: int = 2400
    """sets of claims that are run in all, shared evenly by the pairs of accounts"""
    after: float | None = None
    """decimal year; present if None"""
    workers: int = 1


def contest(
    case: Case,
    settings: ContestSettings,
    *,
    accounts: Sequence[str] | None = None,
    contentions: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Contest:
    """Set accounts (default: all) against each other.

    With two accounts changes are searched for wherever they differ, with more only if one supports
    what the other opposes. Raises KeyError for an unknown id and ValueError for fewer than two
    accounts or 16 draws.
    """
    wanted = case.accounts if accounts is None else accounts
    named = [id_ for id_ in case.accounts if id_ in wanted]
    if len(named) < 2:
        raise ValueError("a contest needs at least two accounts")
    told = progress or (lambda _done, _total: None)
    steps = 2 + len(named) * (len(named) - 1) // 2
    judgement = judge(
        case, draws=settings.draws, seed=settings.seed, reading_draws=settings.reading_draws,
        accounts=accounts, contentions=contentions, hinges=False, workers=settings.workers,
    )  # fmt: skip
    told(1, steps)
    ready, rest = with_baseline(case)
    after = case.times.present if settings.after is None else settings.after
    observed = _observed((ready, rest), named, _pairs(case, judgement, named), settings, after)
    told(2, steps)
    every = len(named) == 2
    pairs = _searched(case, observed, settings, every, lambda done: told(2 + done, steps))
    return Contest(
        judgement, pairs, rest, settings.trial_draws, settings.prediction_draws, after,
        settings.budget, every,
    )  # fmt: skip


def _pairs(case: Case, judgement: Judgement, accounts: Sequence[str]) -> list[Pair]:
    said = {(item.contention, item.account): item for item in judgement.verdicts}
    asked = tuple(dict.fromkeys(item.contention for item in judgement.verdicts))
    return [_pair(case, said, asked, one, two) for one, two in combinations(accounts, 2)]


def _pair(
    case: Case,
    said: Mapping[tuple[str, str], Verdict],
    asked: Sequence[str],
    one: str,
    two: str,
) -> Pair:
    words = {id_: (said[id_, one].verdict, said[id_, two].verdict) for id_ in asked}
    both = joined(case, one, two)
    return Pair(
        first=one,
        second=two,
        agree=tuple(id_ for id_, (a, b) in words.items() if a == b != SILENT),
        silent=tuple(id_ for id_, (a, b) in words.items() if a == b == SILENT),
        partings=tuple(Parting(id_, a, b) for id_, (a, b) in words.items() if a != b),
        shared=both.shared,
        only_first=both.only_first,
        only_second=both.only_second,
        weighed=both.weighed,
    )


def _observed(
    ready: tuple[Case, str],
    accounts: Sequence[str],
    pairs: Sequence[Pair],
    settings: ContestSettings,
    after: float,
) -> list[Pair]:
    """Each pair with the observations that would best distinguish it."""
    case, rest = ready
    scenarios = (rest, *(id_ for id_ in case.scenarios if id_ != rest))
    dates = tuple(date for date in horizon_years(case) if date > after)
    found = dict(observables(case))
    if not dates or not found:
        return list(pairs)
    predicted = {
        account: predictions(
            case, account, scenarios, tuple(found), dates,
            draws=settings.prediction_draws, seed=settings.seed, workers=settings.workers,
        )
        for account in accounts
    }  # fmt: skip
    return [
        replace(
            pair,
            observations=()
            if pair.nested and len(accounts) > 2
            else telling(case, predicted[pair.first], predicted[pair.second], found, dates),
            common_factors=_common(predicted[pair.first], predicted[pair.second]),
        )
        for pair in pairs
    ]


def _common(one: Predictions, two: Predictions) -> int:
    return len({name for _, name in one.values} & {name for _, name in two.values})


def _searched(
    case: Case,
    pairs: Sequence[Pair],
    settings: ContestSettings,
    every: bool,
    done: Callable[[int], None],
) -> tuple[Pair, ...]:
    """Each pair with the changes that would make it agree, as far as the budget goes."""
    looked = {
        number: [item for item in pair.partings if item.opposite or every]
        for number, pair in enumerate(pairs)
        if not pair.nested or every
    }
    waiting = [number for number, partings in looked.items() if partings]
    left, found = settings.budget, []
    for number, pair in enumerate(pairs):
        mine, used = pair.partings, 0
        if number in waiting:
            allowed = left // len(waiting)
            waiting.remove(number)
            share = max(LEAST_RUNS, allowed // (2 * len(looked[number])))
            runs = (share, allowed)
            mine, used = _pair_searched(case, pair, looked[number], settings, runs)
        left -= used
        found.append(replace(pair, partings=mine))
        done(number + 1)
    return tuple(found)


def _pair_searched(
    case: Case,
    pair: Pair,
    looked: Sequence[Parting],
    settings: ContestSettings,
    runs: tuple[int, int],
) -> tuple[tuple[Parting, ...], int]:
    """The partings of a pair with both agreements, and the sets of claims that were run."""
    share, left = runs
    if not looked or left < LEAST_RUNS:
        return pair.partings, 0
    both = joined(case, pair.first, pair.second)
    other = joined(case, pair.second, pair.first) if both.weighed else both.turned()
    asked = [item.contention for item in looked]
    tried = _trials(both, asked, settings)
    turned = _trials(other, asked, settings) if both.weighed else tried
    found, used = [], 0
    for item in pair.partings:
        changes: list[AgreementPrice | None] = [None, None]
        for side, (joint, trial) in enumerate(((both, tried), (other, turned))):
            budget = min(share, left - used)
            own, wanted = (item.first, item.second) if side == 0 else (item.second, item.first)
            if item in looked and budget >= LEAST_RUNS and wanted != SILENT:
                changes[side] = _agreement(joint, trial, item.contention, (own, wanted), budget)
                used += getattr(changes[side], "runs", 0)
        found.append(replace(item, first_agrees=changes[0], second_agrees=changes[1]))
    return tuple(found), used


def _trials(both: Joined, asked: Sequence[str], settings: ContestSettings) -> Mapping[str, Trials]:
    return joined_trials(
        both, asked, draws=settings.trial_draws, seed=settings.seed, workers=settings.workers
    )


def _agreement(
    both: Joined,
    tried: Mapping[str, Trials],
    contention: str,
    words: tuple[VerdictWord, VerdictWord],
    budget: int,
) -> AgreementPrice | None:
    own, wanted = words
    if contention not in tried:
        return None
    return agreement(both, tried[contention], wanted, budget=budget, base=own)
