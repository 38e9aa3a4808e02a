"""Whether spans of time are long enough for the step and do not overlap."""

import math
from itertools import combinations

from contention.case.checks.grid import has_point, nearest, outside, shorter_than_step, step_hint
from contention.case.convert.clock import unit_name
from contention.case.convert.converter import Converter
from contention.case.draft import Located
from contention.case.model import Case, DatedEvent, Scenario, SetAction, Times
from contention.case.problem import Place
from contention.case.schema.factors import FactorEntry
from contention.case.schema.scenarios import ScenarioEntry

SAME = 1e-9
"""Years within which two moments are one."""


def check_spans(reading: Converter, case: Case) -> None:
    """Note every hold, occurrence and pulse that the grid of the run would miss or stretch."""
    if not reading.times_known:
        return
    for factor in reading.draft.factors.values():
        _check_factor(reading, factor, case)
    for scenario in reading.draft.scenarios.values():
        _check_scenario(reading, scenario, case.scenarios[scenario.id])


def _check_factor(reading: Converter, entry: Located[FactorEntry], case: Case) -> None:
    factor = case.factors[entry.id]
    shape = factor.shape
    if shape is not None and shape.form == "pulse":
        _check_read(reading, entry, ("pulse",), shape.start, shape.end)
    dated = shape.events if shape is not None and shape.form == "events" else ()
    for key, events in (("events", dated), ("occurred", factor.occurred)):
        for index, event in enumerate(events):
            _check_read(reading, entry, (key, index), event.start, _end(event))
        _check_apart(reading, entry, key, events)


def _check_apart(
    reading: Converter, entry: Located[FactorEntry], key: str, events: tuple[DatedEvent, ...]
) -> None:
    """An occurrence cannot begin while another lasts: the later span would end both."""
    for (first, one), (index, other) in combinations(enumerate(events), 2):
        if max(one.start, other.start) + SAME < min(_end(one), _end(other)):
            shown = entry.place(key, first)
            message = f"`{entry.id}` is on at this time already, at {shown}"
            hint = "make one span of the two, or end the earlier one with `until:`"
            reading.draft.note(entry.place(key, index, "from"), message, hint)


def _end(event: DatedEvent) -> float:
    return math.inf if event.until is None else event.until


def _check_read(
    reading: Converter,
    entry: Located[FactorEntry],
    keys: tuple[str | int, ...],
    start: float,
    until: float,
) -> None:
    """A span of an input or event lasts a step and contains a grid point, at which it is read."""
    times = reading.times
    if until <= start:
        return  # has a problem of its own
    if outside(times, start, until):
        message = f"this lies outside what is run ({times.start:.2f} to {times.end:.2f})"
        hint = "leave it out, or see `time` in case.yaml"
        reading.draft.note(entry.place(*keys, "from"), message, hint)
    elif shorter_than_step(times, start, until) or not has_point(times, start, until):
        _note_short(reading, entry.place(*keys, "until"), start, until)


def _check_scenario(reading: Converter, entry: Located[ScenarioEntry], scenario: Scenario) -> None:
    index_of = {entry.place("actions", n): n for n in range(len(entry.body.actions))}
    for action in scenario.actions:
        if isinstance(action, SetAction):
            _check_hold(reading, entry, index_of[action.place], action)


def _check_hold(
    reading: Converter, entry: Located[ScenarioEntry], index: int, action: SetAction
) -> None:
    times = reading.times
    until = times.end if action.until is None else action.until
    if until <= action.at and action.until is not None:
        return  # has a problem of its own
    if not shorter_than_step(times, action.at, until) and _lasts(times, action.at, until):
        return
    key = "at" if action.until is None else "until"
    _note_short(reading, entry.place("actions", index, key), action.at, until)


def _lasts(times: Times, at: float, until: float) -> bool:
    return nearest(times, until) > nearest(times, at)


def _note_short(reading: Converter, place: Place, start: float, until: float) -> None:
    step, unit = reading.times.step, unit_name(reading.times)
    message = f"this lasts {until - start:.3g} {unit}, and a step of the run is {step:.3g} {unit}"
    reading.draft.note(place, message, step_hint(reading.times, start, until))
