"""What every lever of a case does to one outcome, by every account."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal

from contention.case.factor_kinds import traits
from contention.case.model import Case, Contention, Scenario
from contention.case.suggestions import unknown_id
from contention.evidence.baseline import unused_id, with_baseline
from contention.evidence.levers.budgeted_mixes import Budgeted, budgeted
from contention.evidence.levers.lever import Lever, Refusal, combined, levers
from contention.evidence.levers.lever_effects import (
    Asked,
    Effect,
    Outcomes,
    Runner,
    by_prior,
    effect,
    logarithmic,
    on_scale,
    outcomes,
    with_draws,
    with_scenarios,
)
from contention.judge.judge import judge
from contention.judge.verdict import Verdict
from contention.models.program import Method, ReducerKind
from contention.runs.draws import FROM_SEED as NONE
from contention.runs.draws import GivenDraws

Direction = Literal["lower", "higher"]
MOST_PAIRED = 8
"""levers that move the outcome and are paired with each other, the most effective first"""
MOST_ENABLING = 4
"""levers that are connected with the outcome and do not move it alone: they may open a gate"""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LeverEffect:
    """What one lever does by one account."""

    lever: str
    account: str
    verdict: Verdict
    """of “it moves the outcome in the wanted direction” (upwards if none is wanted)"""
    effect: Effect | None
    """None if the account says nothing about the outcome"""
    informed: "LeverEffect | None" = None
    """the same with the draws of a posterior; None if there is none"""

    @property
    def differs(self) -> bool:
        """Whether the data change the verdict."""
        return self.informed is not None and self.informed.verdict.verdict != self.verdict.verdict


@dataclass(frozen=True)
class Together:
    """Two levers pulled together, by one account."""

    account: str
    levers: tuple[str, str]
    joint: Effect
    interaction: Effect
    """what they do beyond the sum of what each does alone"""


@dataclass(frozen=True)
class Settings:
    """How much a comparison of levers computes."""

    draws: int = 2000
    seed: int = 1
    reading_draws: int = 1000
    effect_draws: int = 512
    """draws behind effects, pairs and mixes"""
    reducer: ReducerKind = "final"
    baseline: str | None = None
    budget: float | None = None
    """overrides that of the case"""
    workers: int = 1
    run: Runner = by_prior
    """what gives the outcomes of an account"""
    given: Mapping[str, GivenDraws] = field(default_factory=dict)
    """account → the draws of its posterior, with which its levers are looked at once more"""


@dataclass(frozen=True)
class LeverTable:
    """Every lever by every account."""

    case: Case
    """with a scenario for every lever"""
    outcome: str
    reducer: ReducerKind
    direction: Direction | None
    baseline: str
    levers: tuple[Lever, ...]
    """those that nearly all accounts agree on first, then the more effective ones"""
    direct: tuple[Lever, ...]
    """those that set the outcome themselves: no account is asked about them"""
    accounts: tuple[str, ...]
    effects: Mapping[tuple[str, str], LeverEffect]
    """(lever, account) → what it does"""
    pairs: tuple[Together, ...]
    """pairs whose interaction can be distinguished from zero, the largest first"""
    refused: tuple[tuple[str, str, Refusal], ...]
    """pairs of levers that cannot be pulled together"""
    logarithmic: Mapping[str, bool]
    """account → whether effects are log-ratios"""
    mixes: Budgeted
    draws: int
    effect_draws: int
    seed: int


def compared(
    case: Case,
    outcome: str,
    settings: Settings,
    *,
    direction: Direction | None = None,
    accounts: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> LeverTable:
    """Compare all levers of a case with its baseline scenario on one outcome.

    Raises KeyError for an unknown factor, account or scenario, and ValueError for an outcome that
    is an input: nothing acts on it.
    """
    _check(case, outcome)
    ready, rest = with_baseline(case, settings.baseline)
    every = levers(ready, rest)
    asked_of = tuple(item for item in every if not item.sets(outcome))
    named = tuple(id_ for id_ in case.accounts if accounts is None or id_ in accounts)
    told = progress or (lambda _done, _total: None)
    where = _scenario_ids(ready, asked_of)
    made = {where[item.id]: Scenario(where[item.id], item.title, item.actions) for item in asked_of}
    asked = Asked(with_scenarios(ready, made), outcome, settings.reducer, rest)
    verdicts = _verdicts(asked, where, direction, named, settings)
    connected = frozenset(place for place, item in verdicts.items() if item.presence)
    trial = _Trial(asked, asked_of, where, connected, settings)
    done: dict[str, _Done] = {}
    for number, account in enumerate(named, 1):
        told(number, len(named) + 2)
        done[account] = trial.account(account)
    ran = {account: found.outcomes for account, found in done.items()}
    mixes = budgeted(asked, ran, asked_of, direction, settings.budget, trial.run)
    told(len(named) + 2, len(named) + 2)
    effects = _effects(verdicts, done, _informed(asked, where, direction, named, settings))
    return LeverTable(
        case=asked.case, outcome=outcome, reducer=settings.reducer, direction=direction,
        baseline=rest, levers=_ordered(asked_of, named, effects, direction),
        direct=tuple(item for item in every if item.sets(outcome)), accounts=named,
        effects=effects, pairs=_ranked(done.values()), refused=trial.refused(),
        logarithmic={account: found.logarithmic for account, found in done.items()}, mixes=mixes,
        draws=settings.draws, effect_draws=settings.effect_draws, seed=settings.seed,
    )  # fmt: skip


def _effects(
    verdicts: Mapping[tuple[str, str], Verdict],
    done: "Mapping[str, _Done]",
    informed: Mapping[tuple[str, str], LeverEffect],
) -> Mapping[tuple[str, str], LeverEffect]:
    return {
        place: LeverEffect(*place, verdict, done[place[1]].alone.get(place[0]), informed.get(place))
        for place, verdict in verdicts.items()
    }


def _informed(
    asked: Asked,
    where: Mapping[str, str],
    direction: Direction | None,
    accounts: Sequence[str],
    settings: Settings,
) -> Mapping[tuple[str, str], LeverEffect]:
    """Each lever alone, with the draws of the accounts' posteriors and the coded reading."""
    given = {id_: settings.given[id_] for id_ in accounts if settings.given.get(id_, NONE).columns}
    if not given:
        return {}
    most = min(len(column) for each in given.values() for column in each.columns.values())
    fewer = replace(
        settings, draws=min(settings.draws, most), effect_draws=min(settings.effect_draws, most),
        reading_draws=0, run=with_draws(given),
    )  # fmt: skip
    verdicts = _verdicts(asked, where, direction, tuple(given), fewer)
    found: dict[tuple[str, str], LeverEffect] = {}
    for account in given:
        ran = outcomes(
            asked, account, tuple(where.values()), draws=fewer.effect_draws, seed=fewer.seed,
            workers=fewer.workers, run=fewer.run,
        )  # fmt: skip
        scaled = on_scale(asked, ran)
        for id_, scenario in where.items():
            moved = effect(scaled[scenario] - scaled[asked.baseline]) if ran else None
            found[id_, account] = LeverEffect(id_, account, verdicts[id_, account], moved)
    return found


def _check(case: Case, outcome: str) -> None:
    if outcome not in case.factors:
        raise KeyError(unknown_id("factor", outcome, case.factors))
    if case.factors[outcome].kind == "input":
        raise ValueError(f"“{outcome}” is an input: scenarios set it, and nothing else acts on it")


def _scenario_ids(case: Case, found: Sequence[Lever]) -> dict[str, str]:
    """Lever → the scenario that pulls it; parts of a scenario get one of their own."""
    where: dict[str, str] = {}
    taken = set(case.scenarios)
    for item in found:
        if item.id in case.scenarios:
            where[item.id] = item.id
        else:
            where[item.id] = unused_id("lever", taken)
            taken.add(where[item.id])
    return where


def _verdicts(
    asked: Asked,
    where: Mapping[str, str],
    direction: Direction | None,
    accounts: Sequence[str],
    settings: Settings,
) -> Mapping[tuple[str, str], Verdict]:
    """Whether each lever moves the outcome in a direction, judged like any contention."""
    sign = "<" if direction == "lower" else ">"
    number = f"{asked.reducer}({asked.outcome} @ {{}})"
    rest = number.format(asked.baseline)
    contentions = {
        id_: Contention(id_, id_, f"{number.format(scenario)} {sign} {rest}")
        for id_, scenario in where.items()
    }
    used = {id_: asked.case.scenarios[id_] for id_ in (asked.baseline, *where.values())}
    found = judge(
        replace(asked.case, contentions=contentions, scenarios=used),
        draws=settings.draws, seed=settings.seed, reading_draws=settings.reading_draws,
        accounts=accounts, hinges=False, workers=settings.workers,
        given=settings.given if settings.run is not by_prior else None,
    )  # fmt: skip
    return {(item.contention, item.account): item for item in found.verdicts}


@dataclass(frozen=True)
class _Done:
    outcomes: Outcomes
    """of the baseline, every lever and every pair; empty if the account is silent"""
    logarithmic: bool
    alone: Mapping[str, Effect]
    pairs: tuple[Together, ...]


@dataclass(frozen=True)
class _Trial:
    asked: Asked
    levers: tuple[Lever, ...]
    where: Mapping[str, str]
    connected: frozenset[tuple[str, str]]
    """(lever, account) between which and the outcome some draw has a path"""
    settings: Settings
    methods: dict[str, Method] = field(default_factory=dict)
    """account → how it is integrated, as far as that was looked at"""

    def account(self, account: str) -> _Done:
        """Each lever alone, then the most effective ones in pairs."""
        first = self.run(account, self.where.values(), self.asked)
        if not first:
            return _Done({}, True, {}, ())
        scaled = on_scale(self.asked, first)
        rest = scaled[self.asked.baseline]
        alone = {item.id: effect(scaled[self.where[item.id]] - rest) for item in self.levers}
        made, paired = self._paired(account, alone)
        if not paired:
            return _Done(first, logarithmic(self.asked, first), alone, ())
        further = replace(self.asked, case=with_scenarios(self.asked.case, made))
        whole = {**first, **self.run(account, tuple(made), further)}
        scaled = on_scale(self.asked, whole)
        pairs = tuple(
            self._together(account, scaled, id_, one, two) for id_, (one, two) in paired.items()
        )
        return _Done(whole, logarithmic(self.asked, whole), alone, pairs)

    def run(self, account: str, scenarios: Iterable[str], asked: Asked) -> Outcomes:
        """The outcome in some scenarios."""
        settings = self.settings
        return outcomes(
            asked, account, tuple(scenarios), draws=settings.effect_draws, seed=settings.seed,
            workers=settings.workers, run=settings.run, methods=self.methods,
        )  # fmt: skip

    def _paired(
        self, account: str, alone: Mapping[str, Effect]
    ) -> tuple[Mapping[str, Scenario], Mapping[str, tuple[str, str]]]:
        """A scenario for each pair of single levers that move the outcome and can be combined.

        Scenarios of several actions are mixes themselves, whose parts are paired.
        """
        single = [
            item for item in self.levers if item.single and (item.id, account) in self.connected
        ]
        single.sort(key=lambda item: -abs(alone[item.id].mean))
        moving = [item for item in single if alone[item.id].certain][:MOST_PAIRED]
        moving += [item for item in single if not alone[item.id].certain][:MOST_ENABLING]
        made: dict[str, Scenario] = {}
        paired = {}
        for one, two in combinations(moving, 2):
            id_ = unused_id("pair", {*self.asked.case.scenarios, *made})
            scenario = combined(self.asked.case, id_, (one, two))
            if isinstance(scenario, Scenario):
                made[id_], paired[id_] = scenario, (one.id, two.id)
        return made, paired

    def _together(self, account: str, scaled: Outcomes, id_: str, one: str, two: str) -> Together:
        rest = scaled[self.asked.baseline]
        joint = scaled[id_] - rest
        apart = scaled[self.where[one]] + scaled[self.where[two]] - 2 * rest
        return Together(account, (one, two), effect(joint), effect(joint - apart))

    def refused(self) -> tuple[tuple[str, str, Refusal], ...]:
        """Pairs of whole scenarios that cannot be combined, with the reason."""
        whole = [item for item in self.levers if item.title]
        found = []
        for one, two in combinations(whole, 2):
            made = combined(self.asked.case, "both", (one, two))
            if isinstance(made, Refusal):
                found.append((one.id, two.id, made))
        return tuple(found)


def _ranked(done: Iterable[_Done]) -> tuple[Together, ...]:
    pairs = [item for found in done for item in found.pairs]
    told = [item for item in pairs if item.interaction.certain]
    return tuple(sorted(told, key=lambda item: -abs(item.interaction.mean)))


def _ordered(
    found: Sequence[Lever],
    accounts: Sequence[str],
    effects: Mapping[tuple[str, str], LeverEffect],
    direction: Direction | None,
) -> tuple[Lever, ...]:
    """By the accounts in which the outcome moves as wanted less those in which it moves against."""
    sign = -1 if direction == "lower" else 1

    def key(lever: Lever) -> tuple[float, float, int]:
        mine = [effects[lever.id, account] for account in accounts]
        votes = sum(
            (item.verdict.verdict == "supported") - (item.verdict.verdict == "opposed")
            for item in mine
        )
        means = [item.effect.mean * sign for item in mine if item.effect is not None]
        size = sum(means) / max(1, len(means))
        if direction is None:
            return -float(abs(votes)), -abs(size), found.index(lever)
        return -float(votes), -size, found.index(lever)

    return tuple(sorted(found, key=key))


def default_reducer(case: Case, outcome: str) -> ReducerKind:
    """`final`: at the end; what came since present of a stock."""
    return "change" if traits(case.factors[outcome]).cumulative else "final"
