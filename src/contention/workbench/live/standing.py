"""One account, run once with all of its claims, so that running it without some costs little."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from threading import Lock

from contention.case.model import Case
from contention.judge.hinges.account_runs import AccountRuns, coarser
from contention.judge.question import question
from contention.judge.relevance import Following, follow
from contention.judge.required_runs import Docket, docket, still_follows
from contention.judge.tally import Tally
from contention.maps.debate import Debate
from contention.maps.paths import reaching
from contention.models.from_map import build_model
from contention.runs.account_kinds import account_map, planned
from contention.runs.inclusion import inclusion_draws
from contention.runs.knockouts import run_measured
from contention.runs.plan import Plan, prepare
from contention.runs.run_inputs import sample
from contention.workbench.live.what_if import WhatIf, changed, without_claims

ENOUGH_REMOVALS = 1_000_000
"""as many as it takes for finding out where claims act to pay in any case"""


@dataclass(frozen=True)
class Standing:
    """One account of a case in so many draws, with all of its claims."""

    case: Case
    item: Docket
    runs: AccountRuns | None
    """None if the account can say nothing about any contention"""
    tallies: Mapping[str, Tally]
    """contention → every draw, for those of which the account can say something"""
    looking: Lock
    quick: "Standing | None" = None
    """the same in steps twice as long; None if these would not do"""

    @property
    def contentions(self) -> tuple[str, ...]:
        """All that were asked, in the order of the case."""
        return tuple(self.item.questions)

    def look(self) -> None:
        """Find out where claims act, which makes runs without some of them quicker."""
        if self.runs is not None:
            with self.looking:
                self.runs.acting(ENOUGH_REMOVALS)


@dataclass(frozen=True)
class Told:
    """What is left of a contention: how the account bears on it, and every draw."""

    following: Following
    tally: Tally | None
    """None if nothing follows"""


def standing(
    case: Case, asked: WhatIf, *, workers: int, before: Standing | None = None
) -> Standing:
    """Run an account with sliders where they are; claims that are off are still there.

    `before` is the same account of the same case with sliders elsewhere: how it is integrated is
    not tried again.
    """
    case = changed(case, asked)
    questions = [question(case, item) for item in case.contentions.values()]
    item = docket(case, asked.account, questions, hinges=False)
    if not item.following:
        return Standing(case, item, None, {}, Lock())
    plan = _plan(case, item, before)
    drawn = sample(plan, seed=asked.seed, first=0, count=asked.draws)
    doubtful = inclusion_draws(plan.map, seed=asked.seed, first=0, count=asked.draws)
    known = run_measured(plan, drawn, workers)
    runs = AccountRuns(case, item, plan, drawn, doubtful, known, asked.seed, workers)
    tallies = {each.contention.id: runs.base(each.contention.id) for each in item.following}
    whole = Standing(case, item, runs, tallies, Lock())
    return replace(whole, quick=_in_longer_steps(whole, runs))


def _in_longer_steps(whole: Standing, runs: AccountRuns) -> Standing | None:
    coarse = coarser(runs, runs.draws)
    if coarse is None:
        return None
    tallies = {id_: coarse.base(id_) for id_ in whole.tallies}
    return replace(whole, runs=coarse, tallies=tallies, looking=Lock())


def _plan(case: Case, item: Docket, before: Standing | None) -> Plan:
    if before is None or before.runs is None:
        return prepare(case, item.account, item.measures())
    model = build_model(case, item.map)
    times = replace(model.times, method=before.runs.plan.model.times.method)
    return planned(case, item.map, replace(model, times=times), item.measures())


def bearing_on(following: Following) -> frozenset[str]:
    """Claims that can change what a contention measures.

    Beyond those between lever and outcome, all that lead to an outcome: they may open a gate, or
    move what all scenarios share.
    """
    found = set(following.on_path)
    for bearing in following.bearings:
        toward = reaching(bearing.map, bearing.outcomes)
        for link in bearing.map.links:
            if link.effect in toward:
                found.update(link.claims)
                found.update(item.claim for item in link.denials)
    return frozenset(found)


def told_without(
    base: Standing, off: frozenset[str], contentions: Collection[str]
) -> Mapping[str, Told]:
    """Contentions without some claims; only those that may change are run."""
    case = without_claims(base.case, off)
    left, debate = account_map(case, base.item.account), Debate(case)
    found: dict[str, Told] = {}
    again: list[str] = []
    for id_, asked in base.item.questions.items():
        if id_ not in contentions:
            continue
        before, tally = base.item.followings[id_], base.tallies.get(id_)
        touched = not off.isdisjoint(bearing_on(before))
        if tally is not None and touched and still_follows(before, off):
            again.append(id_)
        found[id_] = Told(follow(case, left, asked, debate), None if touched else tally)
    if again and base.runs is not None:
        for _, tallies in base.runs.tallied({off: again}, slice(0, base.runs.draws)):
            found |= {id_: replace(found[id_], tally=tallies[id_]) for id_ in again}
    return found
