"""An account with other numbers and weaker claims, for several contentions at once.

Most of what is varied changes nothing but parameter rows: then the account's own program is run
again, many variations side by side, in the draws and scenarios in which they come to anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from contention.case.model import Case
from contention.judge.account_draws import Taken, tally
from contention.judge.hinges.account_runs import AccountRuns
from contention.judge.hinges.variations import Variation
from contention.judge.relevance import open_to_change
from contention.judge.required_runs import Docket, docket
from contention.judge.tally import Tally
from contention.maps.causal_map import CausalMap
from contention.models.from_map import build_model
from contention.models.model import Measure
from contention.models.parameters import Sample, Uniforms
from contention.models.program import Floats1d, same
from contention.runs.account_kinds import account_map, planned
from contention.runs.inclusion import inclusion, inclusion_draws
from contention.runs.knockouts import Booleans, at_a_time, run_changed, run_measured
from contention.runs.lacking import Rebuilt
from contention.runs.plan import Plan, strays
from contention.runs.run_inputs import sample


@dataclass(frozen=True)
class WantedRuns:
    """What is to be otherwise, and the contentions that are to be judged then."""

    variation: Variation
    contentions: tuple[str, ...]


@dataclass(frozen=True)
class _Ready:
    """An account with something otherwise, ready to run."""

    wanted: WantedRuns
    case: Case
    item: Docket
    plan: Plan
    drawn: Sample
    doubtful: Uniforms

    @property
    def following(self) -> tuple[str, ...]:
        """The contentions of which the account still says something that claims could change."""
        return tuple(
            id_ for id_ in self.wanted.contentions if open_to_change(self.item.followings[id_])
        )


def tallies_with(
    shared: AccountRuns, wanted: Sequence[WantedRuns]
) -> Iterator[tuple[WantedRuns, Mapping[str, Tally] | None]]:
    """The tally of each contention with something changed; missing if nothing follows then.

    None in place of all of them if a model file cannot be compiled with the change.
    """
    at_once = at_a_time(shared.plan, shared.draws)
    alike: list[_Ready] = []
    for item in wanted:
        try:
            ready = _ready(shared, item)
        except ValueError:
            yield item, None
            continue
        if _only_numbers(shared.plan, ready.plan):
            alike.append(ready)
        else:
            some = replace(ready.plan, measures=shared.item.measures(ready.following))
            yield item, _tallies(ready, run_measured(some, ready.drawn, shared.workers))
        if len(alike) >= at_once:
            yield from _side_by_side(shared, alike)
            alike = []
    if alike:
        yield from _side_by_side(shared, alike)


def _ready(shared: AccountRuns, wanted: WantedRuns) -> _Ready:
    case = wanted.variation.choice.apply(shared.case)
    causal_map = account_map(case, shared.item.account)
    item = shared.item
    if wanted.variation.kind == "lever" or not _alike(causal_map, item.map):
        asked = [item.questions[id_] for id_ in wanted.contentions]
        item = docket(case, item.account, asked, hinges=False)
    plan = _planned(case, causal_map, wanted.variation.timed, shared.plan)
    drawn = sample(plan, seed=shared.seed, first=0, count=shared.draws)
    doubtful = inclusion_draws(causal_map, seed=shared.seed, first=0, count=shared.draws)
    return _Ready(wanted, case, item, plan, drawn, doubtful)


def _alike(one: CausalMap, other: CausalMap) -> bool:
    """Whether two maps connect the same by the same claims, whatever their numbers."""
    return _connections(one) == _connections(other)


def _connections(causal_map: CausalMap) -> object:
    links = [
        (link.id, link.cause, link.effect, link.sign, link.denials,
         [(item.id, item.inclusion) for item in link.backing])
        for link in causal_map.links
    ]  # fmt: skip
    return causal_map.factors, links, causal_map.dependencies, causal_map.denials


def _planned(case: Case, causal_map: CausalMap, timed: bool, base: Plan) -> Plan:
    """Compiled for the same measures; if times change, whether Euler steps do is tried again."""
    model = build_model(case, causal_map)
    if not timed:
        model = replace(model, times=base.model.times)
    elif model.times.method == "euler" and strays(case, causal_map, model):
        model = replace(model, times=replace(model.times, method="rk4"))
    return planned(case, causal_map, model, base.measures)


def _only_numbers(base: Plan, plan: Plan) -> bool:
    """Whether two plans differ in what they draw at most."""
    return same(base.program, plan.program) and same(base.schedules, plan.schedules)


def _side_by_side(
    shared: AccountRuns, alike: Sequence[_Ready]
) -> Iterator[tuple[WantedRuns, Mapping[str, Tally]]]:
    """Run variations of nothing but parameter rows together."""
    draws = shared.draws
    asked: dict[Measure, Booleans] = {}
    for number, ready in enumerate(alike):
        for measure in shared.item.measures(ready.following):
            found = asked.setdefault(measure, np.zeros(len(alike), dtype=np.bool_))
            found[number] = True
    values = run_changed(
        shared.plan,
        shared.drawn,
        shared.known,
        np.tile(np.arange(draws), len(alike)),
        _changed(shared, alike),
        {measure: np.repeat(found, draws) for measure, found in asked.items()},
        acting=shared.acting(len(alike)),
        workers=shared.workers,
    )
    for number, ready in enumerate(alike):
        part = slice(number * draws, (number + 1) * draws)
        mine = {measure: each[part] for measure, each in values.items() if asked[measure][number]}
        yield ready.wanted, _tallies(ready, mine)


def _changed(shared: AccountRuns, alike: Sequence[_Ready]) -> Rebuilt:
    before = shared.drawn.numbers.rows
    others = [ready.drawn.numbers.rows != before for ready in alike]
    numbers = np.flatnonzero(np.any([each.any(axis=1) for each in others], axis=0))
    rows = np.concatenate([ready.drawn.numbers.rows[numbers] for ready in alike], axis=1)
    return Rebuilt(numbers, rows, np.concatenate([each[numbers] for each in others], axis=1))


def _tallies(ready: _Ready, values: Mapping[Measure, Floats1d]) -> dict[str, Tally]:
    last = {measure: each[None, :] for measure, each in values.items()}
    held = inclusion(ready.plan.map, ready.doubtful)
    taken = Taken(last, held, (ready.case.times.end,))
    return {
        id_: tally(ready.case, ready.item.questions[id_], ready.item.followings[id_], taken)
        for id_ in ready.following
    }
