"""Factors as values."""

from contention.case.convert.claims import unit_text
from contention.case.convert.converter import Converter
from contention.case.draft import Located
from contention.case.factor_kinds import TRAITS
from contention.case.in_model import InModel
from contention.case.model import DatedEvent, Factor, InputShape, Lognormal, Rate, Series
from contention.case.schema.factors import (
    DatedEventEntry,
    FactorEntry,
    HazardEntry,
    RateEntry,
    WindowEntry,
)
from contention.case.series import read_series

SHAPES = ("constant", "series", "step", "pulse", "ramp", "events")
"""Keys of an input, exactly one of which says how it runs."""


def factor_value(reading: Converter, entry: Located[FactorEntry]) -> Factor:
    """A factor with everything that its kind needs."""
    body = entry.body
    return Factor(
        id=entry.id,
        title=body.title,
        kind=body.kind,
        unit=unit_text(body.unit),
        baseline=1.0 if body.baseline is None else body.baseline,
        initial=body.initial,
        adjustment=_adjustment(reading, entry),
        inflow=_flow(body.inflow),
        outflow=_flow(body.outflow),
        hazard=_rate(body.hazard) if body.hazard else None,
        duration=_event_duration(reading, entry),
        at_most=body.at_most or 1,
        only_while=reading.condition(body.only_while, entry, "only_while"),
        occurred=_dated(reading, entry, "occurred", body.occurred or []),
        equation=body.equation,
        shape=_shape(reading, entry) if body.kind == "input" else None,
        observed=_series(reading, entry, "observed", body.observed),
        in_model=_in_model(body),
        group=body.group,
        note=body.note,
        place=entry.key_place(),
    )


def _in_model(body: FactorEntry) -> InModel | None:
    if not TRAITS[body.kind].in_model:
        return None
    ends = (body.range[0], body.range[1]) if body.range else None
    return InModel(body.variable or body.title, body.constant, ends)


def _adjustment(reading: Converter, entry: Located[FactorEntry]) -> Lognormal:
    given = entry.body.adjustment
    if given is None:
        return reading.adjustment
    return reading.duration(given, entry.place("adjustment"))


def _rate(given: RateEntry | HazardEntry) -> Rate:
    return Rate(Lognormal(given.rate, given.spread), given.source)


def _flow(given: RateEntry | str | None) -> Rate | str | None:
    return _rate(given) if isinstance(given, RateEntry) else given


def _event_duration(reading: Converter, entry: Located[FactorEntry]) -> float | None:
    given = entry.body.duration
    if given is None or given.strip().casefold() == "permanent":
        return None
    return reading.years(given, entry.place("duration"))


def _dated(
    reading: Converter, entry: Located[FactorEntry], key: str, given: list[DatedEventEntry]
) -> tuple[DatedEvent, ...]:
    found: list[DatedEvent] = []
    for index, event in enumerate(given):
        start = reading.date(event.from_, entry.place(key, index, "from"))
        until = None
        if event.until is not None:
            until = reading.date(event.until, entry.place(key, index, "until"))
            _check_order(reading, entry, start, until, key, index)
        found.append(DatedEvent(start, until))
    return tuple(found)


def _check_order(
    reading: Converter,
    entry: Located[FactorEntry],
    start: float,
    until: float,
    *keys: str | int,
) -> None:
    if until <= start:
        message = "`until` is not after `from`"
        reading.draft.note(entry.place(*keys, "until"), message, "swap or correct the dates")


def _series(
    reading: Converter, entry: Located[FactorEntry], key: str, path: str | None
) -> Series | None:
    if path is None:
        return None
    series, problems = read_series(reading.draft.folder, path, entry.place(key))
    reading.draft.problems.extend(problems)
    return series


def _shape(reading: Converter, entry: Located[FactorEntry]) -> InputShape | None:
    body = entry.body
    given = [key for key in SHAPES if getattr(body, key) is not None]
    if len(given) != 1:
        hint = "give one of " + ", ".join(f"`{key}:`" for key in SHAPES)
        what = "nothing says how the input runs" if not given else f"both `{given[0]}` and `"
        message = what if not given else f"{what}{given[1]}` say how the input runs"
        place = entry.key_place(given[1]) if given else entry.key_place()
        reading.draft.note(place, message, hint)
        return None
    if body.constant is not None:
        return InputShape("constant", body.constant)
    if body.series is not None:
        return InputShape("series", series=_series(reading, entry, "series", body.series))
    if body.events is not None:
        return InputShape("events", events=_dated(reading, entry, "events", body.events))
    if body.step is not None:
        start = reading.date(body.step.at, entry.place("step", "at"))
        return InputShape("step", body.step.to, start)
    return _window(reading, entry, given[0], body.pulse or body.ramp)


def _window(
    reading: Converter, entry: Located[FactorEntry], key: str, given: WindowEntry | None
) -> InputShape:
    assert given is not None
    start = reading.date(given.from_, entry.place(key, "from"))
    end = reading.date(given.until, entry.place(key, "until"))
    _check_order(reading, entry, start, end, key)
    return InputShape("pulse" if key == "pulse" else "ramp", given.to, start, end)
