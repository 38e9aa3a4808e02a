"""The factors of a case that a series observes, on the scale on which accounts are compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from contention.case.evidence import Observation
from contention.case.model import Case, Factor, Rate
from contention.case.problem import Problem
from contention.evidence.accounts.error_model import ErrorModel, Spreads
from contention.evidence.accounts.scales import OBSERVABLE, level_spread, on_scale, usable
from contention.evidence.figures.units import scale_between
from contention.models.program import Floats1d

APART = 3.0
"""Two series disagree if they are further apart than this multiple of their joint error."""


class Measured(Protocol):
    """A series as the stage `sources` reads it."""

    @property
    def times(self) -> Sequence[float]:
        """Decimal years, ascending."""

    @property
    def values(self) -> Sequence[float]:
        """In the factor's own unit."""

    @property
    def segments(self) -> Sequence[int]:
        """Number of breaks before each value."""


Series = Callable[[str], Measured | None]
"""id of a source → its series, None if it is not available"""


@dataclass(frozen=True)
class ObservedFactor:
    """A factor with what was observed of it, earliest first."""

    factor: Factor
    data: str
    """id of the source"""
    times: Floats1d
    distances: Floats1d
    """from the reference, on the factor's scale"""
    still: Floats1d
    """the course if nothing moves it: no distance, or growth at the rate of the case"""
    model: ErrorModel
    spreads: Spreads

    @property
    def id(self) -> str:
        """Id of the factor."""
        return self.factor.id

    @property
    def counted(self) -> bool:
        """Whether it is a stock that only grows."""
        return self.factor.kind == "stock" and self.factor.outflow is None

    @property
    def reference(self) -> float:
        """The factor's value at present, in its own unit."""
        return self.factor.baseline

    def seen(self, until: float) -> int:
        """How many observations there are up to a time."""
        return int(np.searchsorted(self.times, until, side="right"))

    def with_spreads(self, spreads: Spreads) -> ErrorModel:
        """The same residuals under other spreads."""
        return ErrorModel(self.times, self.model.segments, spreads, self.model.freedom)


@dataclass(frozen=True)
class ObservedFactors:
    """What can be compared, and what is wrong with the rest."""

    factors: tuple[ObservedFactor, ...]
    problems: tuple[Problem, ...]


def observed_factors(case: Case, series: Series) -> ObservedFactors:
    """Every factor that `evidence.yaml` ties to a series; one that is unusable stops no other."""
    found: list[ObservedFactor] = []
    problems: list[Problem] = []
    for item in case.evidence.observations:
        one = _observed(case, item, series, problems)
        if one is not None:
            found.append(one)
            problems += _rival_series(one, item)
    return ObservedFactors(tuple(found), tuple(problems))


def _observed(
    case: Case, item: Observation, series: Series, problems: list[Problem]
) -> ObservedFactor | None:
    factor = case.factors[item.factor]
    if factor.kind not in OBSERVABLE:
        message = f"`{factor.id}` is of kind {factor.kind}, which a series cannot observe"
        hint = "tie quantities, shares and stocks to series; give events and inputs their dates"
        problems.append(Problem(item.place, message, hint, "warning"))
        return None
    measured = series(item.data)
    if measured is None:
        return None
    scale = _scale(case, item, factor, problems)
    if scale is None:
        return None
    times, values = np.array(measured.times), np.array(measured.values) * scale
    segments = np.array(measured.segments, dtype=np.int64)
    inside = (times >= case.times.start) & (times <= case.times.end)
    placed = usable(factor, values)
    _note_unplaced(item, factor, values[inside & ~placed], problems)
    kept = inside & placed
    if kept.sum() < 2:
        message = f"`{item.data}` has fewer than two usable values between start and end"
        hint = "one value shows no change: tie the factor to a longer series"
        problems.append(Problem(item.place, message, hint, "warning"))
        return None
    level = level_spread(factor, factor.baseline)
    spreads = Spreads(item.error, item.misfit, level)
    return ObservedFactor(
        factor,
        item.data,
        times[kept],
        on_scale(factor, factor.baseline, values[kept]),
        pace_of(factor) * (times[kept] - case.times.present),
        ErrorModel(times[kept], segments[kept], spreads),
        spreads,
    )


def pace_of(factor: Factor) -> float:
    """What a stock that only grows gains in a year if nothing moves it; 0 of other factors."""
    if factor.kind != "stock" or factor.outflow is not None:
        return 0.0
    return factor.inflow.rate.median if isinstance(factor.inflow, Rate) else 0.0


def _scale(case: Case, item: Observation, factor: Factor, problems: list[Problem]) -> float | None:
    """What values of the source are multiplied by; None if the units do not go together."""
    source = case.evidence.data.get(item.data)
    if source is None or not source.unit or not factor.unit:
        return 1.0
    scale = scale_between(source.unit, factor.unit, counts=True)
    if scale is None:
        message = f"`{item.data}` is in {source.unit}, and `{factor.id}` is in {factor.unit}"
        hint = "correct a unit, or tie the factor to another series"
        problems.append(Problem(item.place, message, hint, "warning"))
    return scale


def _note_unplaced(
    item: Observation, factor: Factor, values: Floats1d, problems: list[Problem]
) -> None:
    if not len(values):
        return
    share = factor.kind == "share"
    message = f"{len(values)} values of `{item.data}` cannot be compared with `{factor.id}`: "
    message += "a share lies between 0 and 1" if share else "a quantity is above 0"
    percent = share and bool((values > 1.0).any())
    hint = "for percentages write `scale: 0.01` in the source" if percent else "they are left out"
    problems.append(Problem(item.place, message, hint, "warning"))


def _rival_series(one: ObservedFactor, item: Observation) -> list[Problem]:
    """Whether `observed:` names a second series of the factor that says something else."""
    other = one.factor.observed
    if other is None:
        return []
    times, values = np.array(other.times), np.array(other.values)
    placed = usable(one.factor, values) & (times >= one.times[0]) & (times <= one.times[-1])
    if not placed.any():
        return []
    said = on_scale(one.factor, one.reference, values[placed])
    expected = np.interp(times[placed], one.times, one.distances)
    gap = np.abs(said - expected) / (np.sqrt(2.0) * _between_errors(one, times[placed]))
    if gap.max() <= APART:
        return []
    worst = int(gap.argmax())
    date = np.array(other.dates)[placed][worst]
    message = (
        f"`{one.id}` is tied to two series that disagree: `{item.data}` here and "
        f"`{other.path}` under `observed`, furthest apart at {date}"
    )
    hint = "accounts are compared with the one named here; choose one, or raise its `error`"
    return [Problem(item.place, message, hint, "warning")]


def _between_errors(one: ObservedFactor, times: Floats1d) -> Floats1d:
    """Error between observations: that of observation, and of a walk from the nearest."""
    nearest = np.abs(times[:, None] - one.times[None, :]).min(axis=1)
    return np.asarray(np.sqrt(one.spreads.error**2 + one.spreads.misfit**2 * nearest))
