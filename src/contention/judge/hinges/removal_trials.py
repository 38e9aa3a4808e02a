"""One contention in one account without a given set of claims: by signs if they settle it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from contention.case.model import Case
from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.hinges.knockouts import LEAST_CHANGE, paired_error
from contention.judge.judge import Taken, tally
from contention.judge.question import Question, question
from contention.judge.relevance import Bearing, Following
from contention.judge.required_runs import Docket, Removal, docket, steps_left, still_follows
from contention.judge.sign_determinacy import settled_by_signs
from contention.judge.tally import Tally, near_threshold, silent_like, word
from contention.judge.verdict import VerdictWord
from contention.maps.causal_map import MapLink
from contention.maps.paths import reachable, reaching
from contention.models.from_map import build_model
from contention.models.model import Measure
from contention.models.parameters import Sample, Uniforms
from contention.models.program import Floats1d
from contention.runs.acting import Acting, acting_if_many
from contention.runs.inclusion import inclusion, inclusion_draws
from contention.runs.knockouts import run_without
from contention.runs.plan import Plan, prepare
from contention.runs.run_inputs import planned, sample
from contention.runs.simulate import run_measures

BATCH = 64
"""sets of claims that are run side by side"""

Method = Literal["euler", "rk4"]
Ran = Callable[[int], None]
"""called with the number of runs made so far"""


class BudgetSpentError(Exception):
    """More runs are needed than are allowed."""


@dataclass
class Trials:
    """One verdict without some claims, each set judged once.

    If the signs of the map settle it, nothing is run; otherwise the same draws are run again
    without the claims, at most `budget` times.
    """

    case: Case
    following: Following
    asked: Question
    base: Tally
    """with all claims, in the draws of the trials"""
    plan: Plan
    drawn: Sample
    doubtful: Uniforms
    ends: Mapping[Measure, Floats1d]
    budget: int
    workers: int = 1
    ran: Ran | None = None
    runs: int = 0
    calm: bool = False
    """whether a path that is there always acts: see `calm`"""
    acting: Acting | None = None
    """where the rows of the plan act, once it is known"""
    found: dict[Removal, Tally] = field(default_factory=dict)

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims and assumptions on the paths, and denials of such."""
        return self.following.on_path

    def words(self, removals: Sequence[Removal]) -> list[VerdictWord]:
        """The word without each set. Raises BudgetSpentError if that takes too many runs."""
        known = [self.by_signs(removal) for removal in removals]
        pairs = zip(removals, known, strict=True)
        self._run([removal for removal, said in pairs if said is None])
        return [
            said if said is not None else word(self.found[removal], self.case.thresholds)
            for removal, said in zip(removals, known, strict=True)
        ]

    def tally(self, removal: Removal) -> Tally:
        """Every draw without a set of claims; silent where the account connects nothing."""
        if not removal:
            return self.base
        if not still_follows(self.following, removal):
            return silent_like(self.base)
        self._run([removal])
        return self.found[removal]

    def overturned(self, removals: Sequence[Removal], verdict: VerdictWord) -> list[Removal]:
        """The sets whose removal changes the verdict, beyond its error."""
        said = zip(removals, self.words(removals), strict=True)
        return [
            removal for removal, left in said
            if left != verdict and (removal not in self.found or self.told(self.found[removal]))
        ]  # fmt: skip

    def told(self, after: Tally) -> bool:
        """Whether a share moves beyond its error, and is not near the threshold."""
        return self.moved(after) and not near_threshold(after, self.case.thresholds)

    def by_signs(self, removal: Removal) -> VerdictWord | None:
        """The word without a set of claims, if it is known without a run."""
        if removal in self.found:
            return None
        if not still_follows(self.following, removal):
            return "does not follow"
        if not self.calm:
            return None
        left = without(self.following, removal)
        if any(not connected(bearing) for bearing in left.bearings):
            return None
        if settled_by_signs(self.case, left, 1):
            return "supported"
        return "opposed" if settled_by_signs(self.case, left, -1) else None

    def moved(self, after: Tally) -> bool:
        """Whether either share moves beyond twice the error of its change."""
        return any(
            abs(_share(after, side) - _share(self.base, side))
            > max(2 * paired_error(self.base, after, side), LEAST_CHANGE)
            for side in (HOLDS, REVERSE)
        )

    def _run(self, removals: Sequence[Removal]) -> None:
        wanted = [removal for removal in dict.fromkeys(removals) if removal not in self.found]
        if self.runs + len(wanted) > self.budget:
            raise BudgetSpentError
        for first in range(0, len(wanted), BATCH):
            self._run_some(wanted[first : first + BATCH])

    def _run_some(self, removals: Sequence[Removal]) -> None:
        measures = tuple(self.ends)
        asked = dict.fromkeys(removals, measures)
        if self.acting is None:
            self.acting = acting_if_many(self.plan, self.drawn, len(removals), workers=self.workers)
        made = run_without(
            self.plan, self.drawn, self.ends, asked, acting=self.acting, workers=self.workers
        )
        for removal, values in made:
            held = inclusion(self.plan.map, self.doubtful, removal)
            last = {measure: each[None, :] for measure, each in values.items()}
            taken = Taken(last, held, (self.case.times.end,))
            self.found[removal] = tally(self.case, self.asked, self.following, taken)
        self.runs += len(removals)
        if self.ran is not None:
            self.ran(self.runs)


def trials(
    case: Case,
    account: str,
    contention: str,
    *,
    draws: int = 256,
    seed: int = 1,
    budget: int = 2000,
    workers: int = 1,
    ran: Ran | None = None,
    method: Method | None = None,
) -> Trials | None:
    """Prepare the trials of a contention; None if no claim could change its verdict.

    With `method` the choice of integrator is not repeated.
    """
    asked = question(case, case.contentions[contention])
    item: Docket = docket(case, account, [asked], hinges=False)
    following = item.followings[contention]
    if not following.follows or following.construction or not following.on_path:
        return None
    plan = _plan(case, account, item, method)
    end = case.times.end
    run = run_measures(plan, seed=seed, first=0, count=draws, horizons=(end,), workers=workers)
    doubtful = inclusion_draws(plan.map, seed=seed, first=0, count=draws)
    taken = Taken(run.values, inclusion(plan.map, doubtful), (end,))
    return Trials(
        case=case,
        following=following,
        asked=asked,
        base=tally(case, asked, following, taken),
        plan=plan,
        drawn=sample(plan, seed=seed, first=0, count=draws),
        doubtful=doubtful,
        ends={measure: values[-1] for measure, values in run.values.items()},
        budget=budget,
        workers=workers,
        ran=ran,
        calm=calm(case, following),
    )


def _plan(case: Case, account: str, item: Docket, method: Method | None) -> Plan:
    if method is None:
        return prepare(case, account, item.measures())
    model = build_model(case, item.map)
    times = replace(model.times, method=method)
    return planned(case, item.map, replace(model, times=times), item.measures())


def without(following: Following, removal: Collection[str]) -> Following:
    """What an account can say about a contention without some claims."""
    gone = frozenset(removal)
    return Following(tuple(_bearing_without(bearing, gone) for bearing in following.bearings))


def _bearing_without(bearing: Bearing, gone: Removal) -> Bearing:
    links = []
    for link in bearing.map.links:
        backing = tuple(item for item in link.backing if item.id not in gone)
        if backing:
            links.append(replace(link, backing=backing) if backing != link.backing else link)
    kept = {link.id for link in links}
    edges = tuple(e for e in bearing.map.dependencies if e.link is None or e.link in kept)
    return replace(
        bearing,
        levers=tuple(lever for lever in bearing.levers if lever.claim not in gone),
        map=replace(bearing.map, links=tuple(links), dependencies=edges),
        denials=tuple(item for item in bearing.denials if item.claim not in gone),
    )


def connected(bearing: Bearing) -> bool:
    """Whether a path leads from a lever to an outcome."""
    return steps_left(bearing, frozenset()) is not None


def calm(case: Case, following: Following) -> bool:
    """Whether a path that is there always acts: no gate, no denial, no event that has to come.

    Then the remaining paths settle the verdict without some claims.
    """
    return all(
        not bearing.gap and not bearing.denials and _ungated(case, bearing)
        for bearing in following.bearings
    )


def _ungated(case: Case, bearing: Bearing) -> bool:
    sources = [source for lever in bearing.levers for source in lever.sources]
    between = reachable(bearing.map, sources) & reaching(bearing.map, bearing.outcomes)
    onto = [link for link in bearing.map.links if link.effect in between]
    return not (
        any(_may_rest(link) for link in onto)
        or any(case.factors[name].only_while for name in between)
    )


def _may_rest(link: MapLink) -> bool:
    relation = link.relation
    return bool(relation.condition or relation.necessary or link.denials)


def _share(found: Tally, value: int) -> float:
    share = found.holding(value)
    return 0.0 if share is None else share.value
