"""Which observation (of a factor, at a date, in a scenario) would best distinguish two accounts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contention.case.factor_kinds import SHARES, traits
from contention.case.model import Case
from contention.evidence.contest.information import (
    Information,
    information,
    information_of_event,
    rough_bits,
)
from contention.evidence.contest.predictions import (
    ERROR,
    Observable,
    Predictions,
    spread,
)
from contention.models.program import Floats1d

KEPT = 3
"""factors whose best observation is evaluated in full"""
TELLING = 0.01
"""bits below which an observation tells nothing worth listing"""
FEW = 4
"""dates that are tried first; all of them if an observation may be among the best"""
BETTER = 1.02
"""by how much a later date has to tell more to count as more telling"""


@dataclass(frozen=True)
class Observation:
    """One observation and what it would say about which of two accounts is right."""

    factor: str
    scenario: str
    date: float
    """decimal year"""
    information: Information
    error: float | None
    """standard deviation of the difference that is put down to observation and to what a model
    leaves out, on the factor's scale; None of an event, which has happened or has not"""
    declared: bool
    """whether the case gives that error, rather than the rule of thumb"""
    first: tuple[float, float, float]
    """5 %, 50 % and 95 % of what the first account predicts, in the factor's own unit"""
    second: tuple[float, float, float]


@dataclass(frozen=True)
class _Candidate:
    """One observation that could be made."""

    item: Observable
    scenario: str
    number: int
    """of the date"""
    first: Floats1d
    second: Floats1d
    error: float | None

    def rough(self) -> float:
        """Bits, without what is taken off."""
        if self.error is None:
            return information_of_event(self.first, self.second).bits
        return rough_bits(*self._scaled(), self.error)

    def closely(self) -> Information:
        """The same with bias and error."""
        if self.error is None:
            return information_of_event(self.first, self.second)
        return information(*self._scaled(), self.error)

    def _scaled(self) -> tuple[Floats1d, Floats1d]:
        return _on_scale(self.item, self.first), _on_scale(self.item, self.second)


Best = dict[tuple[str, str], tuple[float, _Candidate]]
"""(scenario, factor) → the most telling date, with its bits"""


def telling(
    case: Case,
    one: Predictions,
    two: Predictions,
    found: Mapping[str, Observable],
    dates: Sequence[float],
) -> tuple[Observation, ...]:
    """The best observation of each of the most telling factors, and those with nothing done.

    `one` has the places in the order in which equally telling ones count, the baseline first.
    """
    every = range(len(dates))
    best: Best = {}
    places = list(_different(one, two))
    for place in places:
        _look(case, one, two, found, place, every[:: -max(1, len(dates) // FEW)], dates, best)
    ranked = sorted(best, key=lambda place: (-best[place][0], places.index(place)))
    kept = [place for place in ranked if place[0] == next(iter(one.values))[0]][:1]
    for factor in list(dict.fromkeys(place[1] for place in ranked))[:KEPT]:
        kept.append(next(place for place in ranked if place[1] == factor))
    for place in kept:
        _look(case, one, two, found, place, every, dates, best)
    looked = [_observation(best[place][1], dates) for place in dict.fromkeys(kept)]
    told = [item for item in looked if item.information.bits >= TELLING]
    told.sort(key=lambda item: -item.information.bits)
    return tuple(told)


def _different(one: Predictions, two: Predictions) -> Iterator[tuple[str, str]]:
    """Places of which both say something, but not again what they said in an earlier scenario."""
    seen: set[tuple[str, bytes, bytes]] = set()
    for place, values in one.values.items():
        if place in two.values:
            key = (place[1], values.tobytes(), two.values[place].tobytes())
            if key not in seen:
                seen.add(key)
                yield place


def _look(
    case: Case,
    one: Predictions,
    two: Predictions,
    found: Mapping[str, Observable],
    place: tuple[str, str],
    numbers: Sequence[int],
    dates: Sequence[float],
    best: Best,
) -> None:
    """Note the most telling of some dates, if it tells more than the best one so far."""
    for each in _candidates(case, one, two, found[place[1]], place, numbers, dates):
        bits = each.rough()
        if bits >= TELLING and (place not in best or bits > best[place][0] * BETTER):
            best[place] = bits, each


def _candidates(
    case: Case,
    one: Predictions,
    two: Predictions,
    item: Observable,
    place: tuple[str, str],
    numbers: Sequence[int],
    dates: Sequence[float],
) -> Iterator[_Candidate]:
    for number in numbers:
        first, second = one.values[place][number], two.values[place][number]
        alike = np.array_equal(first, second, equal_nan=True)
        if not alike and np.isfinite(first).any() and np.isfinite(second).any():
            error = _error(item, first, second, dates[number] - case.times.present)
            yield _Candidate(item, place[0], number, first, second, error)


def _error(item: Observable, first: Floats1d, second: Floats1d, years: float) -> float | None:
    """Standard deviation of what is observed around what an account predicts; None of an event."""
    if item.factor.kind == "event":
        return None
    if item.error is not None:
        return float(np.hypot(item.error, item.misfit * np.sqrt(max(years, 0.0))))
    size = float(np.nanmedian(np.abs(np.concatenate([first, second]))))
    return max(size, 1e-9) * float(np.hypot(ERROR, item.misfit * np.sqrt(max(years, 0.0))))


def _on_scale(item: Observable, values: Floats1d) -> Floats1d:
    """Values on the scale of the error: log-ratios, log-odds, or units."""
    kind = traits(item.factor).scale
    if kind == "share":
        held = np.clip(values, *SHARES)
        return np.asarray(np.log(held) - np.log1p(-held))
    if traits(item.factor).cumulative or traits(item.factor).signed:
        return values
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(values)


def _observation(found: _Candidate, dates: Sequence[float]) -> Observation:
    return Observation(
        factor=found.item.factor.id,
        scenario=found.scenario,
        date=dates[found.number],
        information=found.closely(),
        error=found.error,
        declared=found.item.declared,
        first=spread(found.first),
        second=spread(found.second),
    )
