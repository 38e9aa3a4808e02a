"""One account and its draws, run again without claims for several contentions at once.

Contentions of one account share history, scenarios and most of the claims on their paths: what is
taken out for one is run once for all that ask for it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from contention.case.model import Case
from contention.judge.account_draws import Taken, tally
from contention.judge.required_runs import Docket, Removal
from contention.judge.tally import Tally
from contention.models.from_map import build_model
from contention.models.model import Measure
from contention.models.parameters import Sample, Uniforms
from contention.models.program import Floats1d, Method
from contention.runs.account_kinds import kind_of, planned
from contention.runs.acting import Acting, acting_if_many
from contention.runs.inclusion import inclusion, inclusion_draws
from contention.runs.knockouts import Booleans, Values, at_a_time, run_lacking, run_measured
from contention.runs.lacking import Lacking, inclusion_of, lacking
from contention.runs.plan import Plan, astray_share, prepare
from contention.runs.run_inputs import sample

COARSER = 2.0
"""how many times as long the steps are by which sets of claims are screened"""
ASTRAY = 0.05
"""share of draws in which such steps may make a departure grow that the equations end"""


@dataclass
class AccountRuns:
    """The draws of an account with all claims, and what is needed to run them without some."""

    case: Case
    item: Docket
    plan: Plan
    drawn: Sample
    doubtful: Uniforms
    known: Mapping[Measure, Floats1d]
    """every measure at the end, with all claims"""
    seed: int
    workers: int = 1
    looked: list[Acting] = field(default_factory=list)
    """where the rows of the plan act, once it is known"""
    coarse: list["AccountRuns"] = field(default_factory=list)
    """the first draws in longer steps, once they were run"""
    bases: dict[str, Tally] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.drawn.uniforms.draws

    def measures(self, contention: str) -> tuple[Measure, ...]:
        """What a contention measures in this account."""
        return self.item.measures([contention])

    def quick(self, draws: int) -> "AccountRuns":
        """The first draws in longer steps, where these do; else all of them as they are."""
        if not self.coarse or self.coarse[0].draws < min(draws, self.draws):
            self.coarse[:] = [coarser(self, draws) or self]
        return self.coarse[0]

    def base(self, contention: str) -> Tally:
        """Every draw of a contention with all claims."""
        if contention not in self.bases:
            self.bases[contention] = self._base(contention)
        return self.bases[contention]

    def _base(self, contention: str) -> Tally:
        values = {measure: self.known[measure] for measure in self.measures(contention)}
        held = inclusion(self.plan.map, self.doubtful)
        last = {measure: each[None, :] for measure, each in values.items()}
        taken = Taken(last, held, (self.case.times.end,))
        return tally(
            self.case, self.item.questions[contention], self.item.followings[contention], taken
        )

    def tallied(
        self, wanted: Mapping[Removal, Collection[str]], span: slice
    ) -> Iterator[tuple[Sequence[Removal], Mapping[str, Tally]]]:
        """Contentions without the sets of claims that are wanted for them, in a span of the draws.

        By batches of sets: the tally of each contention that wants any of a batch covers all of
        the batch, one set after the other.
        """
        draws = span.stop - span.start
        removals = list(wanted)
        acting = self.acting(len(removals))
        at_once = at_a_time(self.plan, draws)
        for first in range(0, len(removals), at_once):
            some = removals[first : first + at_once]
            columns = lacking(some, draws)
            columns = replace(columns, draws=columns.draws + span.start)
            every = dict.fromkeys(id_ for removal in some for id_ in wanted[removal])
            asked = {
                id_: np.repeat([id_ in wanted[removal] for removal in some], draws) for id_ in every
            }
            yield some, self.columns(columns, asked, acting)

    def columns(
        self, columns: Lacking, asked: Mapping[str, Booleans], acting: Acting | None = None
    ) -> dict[str, Tally]:
        """Contentions in draws that each lack claims of their own, where they are asked for.

        `asked` has shape (columns,) each; where a contention is not asked for nothing is to be read
        from its tally.
        """
        measured: dict[Measure, Booleans] = {}
        for id_, where in asked.items():
            for measure in self.measures(id_):
                measured[measure] = measured.get(measure, False) | where
        values = run_lacking(
            self.plan, self.drawn, self.known, columns, measured,
            acting=acting, workers=self.workers,
        )  # fmt: skip
        return self._judged(columns, values, asked)

    def _judged(
        self, columns: Lacking, values: Values, contentions: Collection[str]
    ) -> dict[str, Tally]:
        held = inclusion_of(self.plan.map, self.doubtful, columns)
        last = {measure: each[None, :] for measure, each in values.items()}
        taken = Taken(last, held, (self.case.times.end,))
        return {
            id_: tally(self.case, self.item.questions[id_], self.item.followings[id_], taken)
            for id_ in contentions
        }

    def acting(self, removals: int) -> Acting | None:
        """Where the rows of the plan act, if that pays for so many runs, or is known already."""
        if not self.looked:
            found = acting_if_many(self.plan, self.drawn, removals, workers=self.workers)
            self.looked += [] if found is None else [found]
        return self.looked[0] if self.looked else None


def account_runs(
    case: Case,
    item: Docket,
    *,
    draws: int,
    seed: int,
    workers: int = 1,
    method: Method | None = None,
) -> AccountRuns:
    """Run the draws of an account with all claims, for all contentions of a docket that follow.

    With `method` the choice of integrator is not repeated.
    """
    plan = _plan(case, item, method)
    drawn = sample(plan, seed=seed, first=0, count=draws)
    doubtful = inclusion_draws(plan.map, seed=seed, first=0, count=draws)
    known = run_measured(plan, drawn, workers)
    return AccountRuns(case, item, plan, drawn, doubtful, known, seed, workers)


def coarser(fine: AccountRuns, draws: int) -> AccountRuns | None:
    """The first draws of an account in steps twice as long; None if these would not do.

    The numbers of the draws are the same. Fixed delays are as many slots long as they have steps,
    and Runge-Kutta steps are taken where Euler steps are too long already.
    """
    coarse = in_longer_steps(fine.case, fine.plan)
    if coarse is None:
        return None
    drawn, doubtful = fine.drawn.first(draws), fine.doubtful.first(draws)
    known = run_measured(coarse, drawn, fine.workers)
    return replace(
        fine, plan=coarse, drawn=drawn, doubtful=doubtful, known=known,
        looked=[], coarse=[], bases={},
    )  # fmt: skip


def in_longer_steps(case: Case, plan: Plan) -> Plan | None:
    """The same account in steps twice as long; None if these would not do."""
    rests = kind_of(case, plan.map.account).at_rest
    if plan.program.method != "euler" or plan.program.rings or not rests:
        return None
    times = replace(plan.model.times, step=COARSER * plan.model.times.step)
    model = replace(plan.model, times=times)
    if astray_share(case, plan.map, model) > ASTRAY:
        return None
    coarse = planned(case, plan.map, model, plan.measures)
    return replace(coarse, tables=plan.tables, given=plan.given)


def _plan(case: Case, item: Docket, method: Method | None) -> Plan:
    if method is None:
        return prepare(case, item.account, item.measures())
    model = build_model(case, item.map)
    times = replace(model.times, method=method)
    return planned(case, item.map, replace(model, times=times), item.measures())
