"""One account with all of its claims, ready to be asked about with some of them off."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from contention.case.model import Case
from contention.case.problem import Place
from contention.judge.hinges.account_runs import in_longer_steps
from contention.judge.question import question
from contention.judge.required_runs import Docket, Removal, docket
from contention.models.from_map import build_model
from contention.runs.account_kinds import kind_of, planned
from contention.runs.inclusion import inclusion_draws
from contention.runs.plan import Plan, prepare
from contention.runs.run_inputs import sample
from contention.workbench.live.measured import AccountDraws, Pause, never
from contention.workbench.live.trial import Left, Trial
from contention.workbench.live.turns import Once
from contention.workbench.live.what_if import WhatIf, changed

MOST_TRIALS = 4
"""sets of claims whose numbers are kept, of each account"""
PREVIEW = 256
"""draws of a first answer: a share is known to 3 % or better"""


class Standing:
    """One account of a case in so many draws; nothing is run before it is asked for."""

    def __init__(
        self, case: Case, item: Docket, draws: AccountDraws | None,
        fewer: Once[AccountDraws | None] | None = None,
    ) -> None:  # fmt: skip
        self.case = case
        self.item = item
        self.draws = draws
        self._left = Once[Left](2 * MOST_TRIALS)
        self._trials = Once[Trial](3 * MOST_TRIALS)
        self._whole = {draws: Trial(case, item, Left(case, item, frozenset()), draws)}
        self._fewer = fewer or Once[AccountDraws | None]()

    def of(self, case: Case, item: Docket) -> "Standing | None":
        """The same draws for the case after an edit; None if they may be others then."""
        if self.draws is None or not _same_runs(self, self.draws.plan, case, item):
            return None
        return Standing(case, item, self.draws, self._fewer)

    @property
    def contentions(self) -> tuple[str, ...]:
        """All that were asked, in the order of the case."""
        return tuple(self.item.questions)

    def coarse(self) -> AccountDraws | None:
        """The same draws in steps twice as long; None if these would not do."""
        return self._fewer.get("coarse", self._in_longer_steps)

    def preview(self, *, longer: bool) -> AccountDraws | None:
        """The first draws, with `longer` in steps twice as long if these do."""
        return self._fewer.get(("preview", longer), lambda: self._previewed(longer))

    def _previewed(self, longer: bool) -> AccountDraws | None:
        draws = (self.coarse() if longer else None) or self.draws
        return None if draws is None else draws.first(PREVIEW)

    def trial(self, off: Removal, draws: AccountDraws | None) -> Trial:
        """The account without some claims, in its own draws, the coarse ones or a preview's."""
        if draws not in self._whole:
            left = Left(self.case, self.item, frozenset())
            self._whole.setdefault(draws, Trial(self.case, self.item, left, draws))
        whole = self._whole[draws]
        if not off:
            return whole
        left = self._left.get(off, lambda: Left(self.case, self.item, off))
        return self._trials.get(
            (off, draws), lambda: Trial(self.case, self.item, left, draws, whole)
        )

    def look(self, pause: Pause = never) -> None:
        """Get ready for claims to be switched off: the coarse steps, and where claims act."""
        pause()
        for draws in (self.preview(longer=True), self.coarse(), self.draws):
            if draws is not None:
                self.trial(frozenset(), draws).run(self.contentions, pause)
                draws.look(pause)

    def _in_longer_steps(self) -> AccountDraws | None:
        if self.draws is None:
            return None
        plan = in_longer_steps(self.case, self.draws.plan)
        return None if plan is None else self.draws.by(plan)


def _same_runs(before: Standing, plan: Plan, case: Case, item: Docket) -> bool:
    """Whether an account, all that is done to it and all that is measured are as they were."""
    if not kind_of(case, item.account).at_rest or item.map != before.item.map:
        return False
    model = build_model(case, item.map)
    times = replace(model.times, method=plan.model.times.method)
    return (
        item.measures() == plan.measures
        and alike(case.scenarios, before.case.scenarios)
        and alike(replace(model, times=times), plan.model)
    )


def alike(one: Any, other: Any) -> bool:
    """Whether two values are equal, wherever in the files they are."""
    if one is other or isinstance(one, Place):
        return True
    if type(one) is not type(other):
        return False
    if is_dataclass(one):
        return all(
            alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(one)
        )
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


def standing(
    case: Case,
    asked: WhatIf,
    *,
    workers: int,
    before: Standing | None = None,
    earlier: Standing | None = None,
) -> Standing:
    """An account with sliders where they are; claims that are off are still there.

    `before` is the same account of the same case with sliders elsewhere: how it is integrated is
    not tried again. `earlier` is this account before the case was edited: its draws are kept if
    the edit does not touch them.
    """
    case = changed(case, asked)
    questions = [question(case, item) for item in case.contentions.values()]
    item = docket(case, asked.account, questions, hinges=False)
    found = None if earlier is None else earlier.of(case, item)
    if found is not None:
        return found
    if not item.following:
        return Standing(case, item, None)
    plan = _plan(case, item, before)
    drawn = sample(plan, seed=asked.seed, first=0, count=asked.draws)
    doubtful = inclusion_draws(plan.map, seed=asked.seed, first=0, count=asked.draws)
    return Standing(case, item, AccountDraws(plan, drawn, doubtful, workers))


def _plan(case: Case, item: Docket, before: Standing | None) -> Plan:
    if before is None or before.draws is None:
        return prepare(case, item.account, item.measures())
    model = build_model(case, item.map)
    times = replace(model.times, method=before.draws.plan.model.times.method)
    return planned(case, item.map, replace(model, times=times), item.measures())
