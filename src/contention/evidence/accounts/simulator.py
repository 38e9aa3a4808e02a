"""The courses of observed factors in one account, from uniform numbers, on their scales."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contention.case.model import Case, Scenario
from contention.evidence.accounts.observed import ObservedFactor
from contention.evidence.accounts.scales import on_scale
from contention.models.parameters import Uniforms, parameter_keys, parameter_numbers
from contention.models.program import Floats1d, Floats2d, Floats3d
from contention.models.time_grid import grid, index_of
from contention.runs.engine import run_segment
from contention.runs.plan import Plan, prepare
from contention.runs.results import Recording
from contention.runs.simulate import run_history

AS_IT_GOES = "-"
"""id of the scenario in which nobody does anything; no scenario of a case can be called so"""


@dataclass(frozen=True)
class Simulator:
    """An account ready to run for those of the observed factors that something moves in it."""

    plan: Plan
    keys: tuple[str, ...]
    """of the uniform numbers, in the order of their rows"""
    moved: tuple[ObservedFactor, ...]
    workers: int = 1

    def courses(
        self, uniforms: Floats2d, times: Mapping[str, Floats1d], *, ahead: bool
    ) -> dict[str, Floats2d]:
        """Distance of each factor from its reference at its times, (times, draws).

        `uniforms` is (keys, draws). Without `ahead` no time may be later than present. Between
        grid points courses are linear; a draw that fails has no finite number. Stocks before
        present are counted back from their value at present.
        """
        points = grid(self.plan.program)
        present = index_of(self.plan.program, self.plan.program.present)
        places = {one.id: _placed(points, times[one.id]) for one in self.moved}
        used = [places[id_].points.ravel() for id_ in places]
        kept = np.unique(np.concatenate([*used, [present]])).astype(np.int64)
        if not ahead:
            kept = kept[kept <= present]
        found = self._recorded(uniforms, kept)
        courses = {}
        for number, one in enumerate(self.moved):
            scaled = on_scale(one.factor, one.reference, found[:, number, :])
            place = places[one.id]
            at = np.minimum(np.searchsorted(kept, place.points), len(kept) - 1)
            weight = place.weights[:, None]
            courses[one.id] = (1.0 - weight) * scaled[at[0]] + weight * scaled[at[1]]
        return courses

    def _recorded(self, uniforms: Floats2d, kept: NDArray[np.int64]) -> Floats3d:
        """Values at grid points that hold the present, (points, factors, draws)."""
        plan, draws = self.plan, uniforms.shape[1]
        drawn = Uniforms.of(self.keys, uniforms)
        rows = parameter_numbers(plan.parameters, drawn, plan.program.step, (), plan.tables).rows
        outputs = tuple(plan.program.outputs[one.id] for one in self.moved)
        present = index_of(plan.program, plan.program.present)
        before = Recording(outputs, kept[kept < present], draws)
        start = run_history(plan, rows, self.workers, before)
        after = run_segment(
            plan.program,
            rows,
            plan.schedules[AS_IT_GOES],
            start.state,
            start.present,
            int(kept[-1]),
            recording=Recording(outputs, kept[kept >= present], draws),
            workers=self.workers,
        ).recorded
        found = np.concatenate([start.recorded, after])
        first = len(start.recorded)
        for number, one in enumerate(self.moved):
            if one.factor.kind == "stock":
                found[:first, number] += found[first, number] - start.arrived[one.id]
        return found


@dataclass(frozen=True)
class _Places:
    """Where times lie on the grid."""

    points: NDArray[np.int64]
    """shape (2, times): the grid points around each"""
    weights: Floats1d
    """of the later one"""


def _placed(points: Floats1d, times: Floats1d) -> _Places:
    last = len(points) - 1
    exact = np.clip((times - points[0]) / (points[1] - points[0]), 0.0, last)
    before = np.minimum(np.floor(exact + 1e-9).astype(np.int64), last)
    later = np.minimum(before + 1, last)
    return _Places(np.stack([before, later]), np.clip(exact - before, 0.0, 1.0))


def simulator(
    case: Case, account: str, observed: Sequence[ObservedFactor], workers: int = 1
) -> Simulator:
    """An account with the factors that it has; those that it lacks stay where they are."""
    goes = {AS_IT_GOES: Scenario(AS_IT_GOES, "As it goes")}
    own = replace(case, scenarios=goes)
    factors = set(prepare(own, account).model.references)
    moved = tuple(one for one in observed if one.id in factors)
    plan = prepare(own, account, outputs=[one.id for one in moved])
    return Simulator(plan, parameter_keys(plan.parameters), moved, workers)
