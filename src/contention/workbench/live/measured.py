"""Draws of an account that are run scenario by scenario, as far as somebody asks."""

from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from contention.judge.required_runs import Removal
from contention.models.model import Measure
from contention.models.parameters import Sample, Uniforms
from contention.models.program import Floats1d
from contention.runs.acting import Acting, acting
from contention.runs.branches import SharedRun, shared_run, together
from contention.runs.inclusion import Inclusion, inclusion
from contention.runs.knockouts import (
    AtPresent,
    Group,
    all_at_present,
    answer_from,
    asked_of,
    at_present,
)
from contention.runs.lacking import Lacking, inclusion_of, lacking, rebuilt
from contention.runs.plan import Plan
from contention.workbench.live.turns import Once

Pause = Callable[[], None]
"""called between parts, where it may hold up what can wait"""
Values = Mapping[Measure, Floats1d]
"""one number per draw"""


def never() -> None:
    """No pause."""


class Measured:
    """Some draws of an account, with all claims or without some; safe in several threads."""

    def __init__(self, draws: "AccountDraws", off: Removal = frozenset()) -> None:
        self._draws = draws
        self._off = off
        self._begun = Once[AtPresent]()
        self._held = Once[Inclusion]()
        self._shared = Once[SharedRun]()
        self._values = Once[Values]()

    @property
    def held(self) -> Inclusion:
        """What is in each draw."""
        return self._held.get("held", self._inclusion)

    def values(self, measures: Collection[Measure], pause: Pause = never) -> Values:
        """Measures at the end; scenarios that are not known yet are run side by side."""
        asked = set(measures)
        groups = [
            group for group, found in self._draws.groups.items() if not asked.isdisjoint(found)
        ]
        missing: dict[str, list[Group]] = {}
        for group in groups:
            if self._values.known(group) is None:
                missing.setdefault(group[0], []).append(group)
        if missing:
            self._run(list(missing.values()), pause)
        return {
            measure: each
            for group in groups
            for measure, each in (self._values.known(group) or {}).items()
        }

    def _run(self, scenarios: list[list[Group]], pause: Pause) -> None:
        """Run what is missing: several scenarios at a time, or several blocks of one."""
        workers = self._draws.workers
        if self._off:
            groups = [group for each in scenarios for group in each]
            measures = [each for group in groups for each in self._draws.groups[group]]
            self._draws.whole.values(measures, pause)
        pause()
        self._ready(workers)
        if len(scenarios) > workers > 1:
            with ThreadPoolExecutor(max_workers=workers) as pool:
                list(pool.map(lambda groups: self._run_scenario(groups, 1, pause), scenarios))
        else:
            for groups in scenarios:
                self._run_scenario(groups, workers, pause)

    def _run_scenario(self, groups: list[Group], workers: int, pause: Pause) -> None:
        for group in groups:
            pause()
            self._values.get(group, partial(self._of, group, workers))
        every = self._draws.groups
        if all(self._values.known(each) for each in every if each[0] == groups[0][0]):
            self._shared.forget(groups[0][0])
        if all(self._values.known(each) for each in every):
            self._begun.forget("begun")

    def _ready(self, workers: int) -> AtPresent:
        return self._begun.get("begun", lambda: self._begin(workers))

    def _begin(self, workers: int) -> AtPresent:
        plan, drawn = self._draws.plan, self._draws.drawn
        if not self._off:
            return all_at_present(plan, drawn, workers)
        columns = self._columns()
        every = np.ones(len(columns.draws), dtype=np.bool_)
        return at_present(
            plan, drawn, columns.draws, rebuilt(plan, drawn, columns),
            dict.fromkeys(plan.measures, every), acting=self._draws.acting, workers=workers,
        )  # fmt: skip

    def _columns(self) -> Lacking:
        return lacking([self._off], self._draws.count)

    def _of(self, group: Group, workers: int) -> Values:
        """The measures of a group; a draw that is as with all claims has their numbers."""
        measures, begun = self._draws.groups[group], self._ready(workers)
        if self._off:
            whole = self._draws.whole.values(measures)
            values = {measure: whole[measure].copy() for measure in measures}
        else:
            values = {measure: np.empty(self._draws.count) for measure in measures}
        if begun.moved[group].any():
            every = np.ones(len(begun.columns), dtype=np.bool_)
            found = {measure: each[begun.columns] for measure, each in values.items()}
            shared = self._shared.get(group[0], lambda: self._share(group[0], workers))
            answer_from(shared, group[1], begun.start, dict.fromkeys(measures, every), found)
            for measure, each in found.items():
                values[measure][begun.columns] = each
        return values

    def _share(self, scenario: str, workers: int) -> SharedRun:
        plan, begun = self._draws.plan, self._ready(workers)
        wanted = asked_of(scenario, self._draws.groups, begun.moved)
        return shared_run(plan, replace(begun.start, workers=workers), scenario, wanted)

    def _inclusion(self) -> Inclusion:
        causal_map, doubtful = self._draws.plan.map, self._draws.doubtful
        if not self._off:
            return inclusion(causal_map, doubtful)
        return inclusion_of(causal_map, doubtful, self._columns())


@dataclass(eq=False)
class AccountDraws:
    """The draws of an account in steps of one length."""

    plan: Plan
    drawn: Sample
    doubtful: Uniforms
    workers: int = 1
    acting: Acting | None = None
    """where the rows of the plan act, once that is known: runs without claims are quicker then"""
    groups: Mapping[Group, list[Measure]] = field(init=False)
    whole: Measured = field(init=False)
    """with all claims"""

    def __post_init__(self) -> None:
        self.groups = together(self.plan.feeding, self.plan.measures)
        self.whole = Measured(self)

    @property
    def count(self) -> int:
        """How many draws there are."""
        return self.drawn.uniforms.draws

    def look(self, pause: Pause = never) -> None:
        """Find out where claims act."""

        def groups() -> Iterator[Group]:
            for group in self.groups:
                pause()
                yield group

        if self.acting is None:
            pause()
            self.acting = acting(self.plan, self.drawn, groups())

    def first(self, count: int) -> "AccountDraws":
        """The first of the draws; themselves where there are no more."""
        if count >= self.count:
            return self
        drawn, doubtful = self.drawn.first(count), self.doubtful.first(count)
        return AccountDraws(self.plan, drawn, doubtful, self.workers)

    def by(self, plan: Plan) -> "AccountDraws":
        """The same draws by another plan of the account."""
        return AccountDraws(plan, self.drawn, self.doubtful, self.workers)
