"""The entries of `evidence.yaml` as values; what they name must exist in the case."""

from contention.case.convert.converter import Converter
from contention.case.draft import Body, Located
from contention.case.evidence import (
    Cost,
    DataSource,
    DataTest,
    EvidencePlan,
    FigureSources,
    NoData,
    Observation,
    Parts,
)
from contention.case.schema.evidence import (
    CostEntry,
    DataEntry,
    DataTestEntry,
    FigureSourcesEntry,
    NoDataEntry,
    ObservationEntry,
    PartsEntry,
)
from contention.language.quantities import parse_unit

LISTS = ("claims", "opposed", "adjust", "absent_is_zero")
"""Keys of a test that hold lists."""


def evidence_plan(reading: Converter) -> EvidencePlan:
    """Everything that `evidence.yaml` declares."""
    draft = reading.draft.evidence
    return EvidencePlan(
        data={id_: _source(reading, entry) for id_, entry in draft.data.items()},
        figures=tuple(_figure(reading, entry) for entry in draft.figures.values()),
        parts=tuple(_parts(reading, entry) for entry in draft.parts),
        tests={id_: _test(reading, entry) for id_, entry in draft.tests.items()},
        observations=tuple(_observation(reading, each) for each in draft.observations.values()),
        no_data=tuple(_no_data(reading, entry) for entry in draft.no_data),
        costs=tuple(_cost(reading, entry) for entry in draft.costs.values()),
        budget=draft.budget,
    )


def _source(reading: Converter, entry: Located[DataEntry]) -> DataSource:
    body = entry.body
    if (body.file is None) == (body.source is None):
        message = "a source has exactly one of `file` and `source`"
        hint = "`file` is a CSV in the case, `source` one in the folder of `contention data`"
        reading.draft.note(entry.key_place(), message, hint)
    unit = parse_unit(body.unit)
    if isinstance(unit, str):
        hint = "for example person, USD, km^2 or percent"
        reading.draft.note(entry.place("unit"), f"no unit: {unit}", hint)
    fields = body.model_dump(exclude={"breaks", "lag"})
    lag = reading.duration(body.lag, entry.place("lag")).median if body.lag else None
    breaks = tuple(
        reading.date(text, entry.place("breaks", index)) for index, text in enumerate(body.breaks)
    )
    return DataSource(entry.id, **fields, breaks=breaks, lag=lag, place=entry.key_place())


def _known(reading: Converter, kind: str, entry: Located[Body], key: str, ids: list[str]) -> None:
    for index, id_ in enumerate(ids):
        reading.draft.check_id(kind, id_, entry.place(key, index))


def _figure(reading: Converter, entry: Located[FigureSourcesEntry]) -> FigureSources:
    body = entry.body
    reading.draft.check_id("figure", entry.id, entry.key_place())
    _known(reading, "data", entry, "data", body.data)
    return FigureSources(entry.id, tuple(body.data), body.note, entry.key_place())


def _parts(reading: Converter, entry: Located[PartsEntry]) -> Parts:
    body = entry.body
    reading.draft.check_id("figure", body.whole, entry.place("whole"))
    _known(reading, "figure", entry, "parts", body.parts)
    return Parts(body.whole, tuple(body.parts), body.complete, body.note, entry.place())


def _test(reading: Converter, entry: Located[DataTestEntry]) -> DataTest:
    body = entry.body
    _known(reading, "claim", entry, "claims", body.claims)
    _known(reading, "claim", entry, "opposed", body.opposed)
    for index, id_ in enumerate(body.opposed):
        if id_ in body.claims:
            message = f"claim `{id_}` expects both signs"
            hint = "leave it in `claims` or in `opposed`"
            reading.draft.note(entry.place("opposed", index), message, hint)
    reading.draft.check_id("data", body.data, entry.place("data"))
    for key in ("comparison", "exposure_data"):
        if getattr(body, key):
            reading.draft.check_id("data", getattr(body, key), entry.place(key))
    window = None
    if (body.before is None) != (body.after is None):
        message = "a window has both `before` and `after`"
        reading.draft.note(entry.key_place(), message, "write both, in years, or neither")
    elif body.before is not None and body.after is not None:
        window = (body.before, body.after)
    dates = {
        key: reading.date(text, entry.place(key)) if (text := getattr(body, key)) else None
        for key in ("at", "since", "until")
    }
    lists = {key: tuple(getattr(body, key)) for key in LISTS}
    sources = {key: getattr(body, key) or "" for key in ("comparison", "exposure_data")}
    fields = body.model_dump(exclude={"before", "after", *dates, *lists, *sources})
    made = {**fields, **dates, **lists, **sources}
    return DataTest(entry.id, **made, window=window, place=entry.key_place())


def _observation(reading: Converter, entry: Located[ObservationEntry]) -> Observation:
    body = entry.body
    reading.draft.check_id("factor", entry.id, entry.key_place())
    reading.draft.check_id("data", body.data, entry.place("data"))
    return Observation(entry.id, body.data, body.error, body.misfit, body.note, entry.key_place())


def _no_data(reading: Converter, entry: Located[NoDataEntry]) -> NoData:
    _known(reading, "claim", entry, "claims", entry.body.claims)
    return NoData(tuple(entry.body.claims), entry.body.reason, entry.place())


def _cost(reading: Converter, entry: Located[CostEntry]) -> Cost:
    reading.draft.check_id("scenario", entry.id, entry.key_place())
    return Cost(entry.id, entry.body.cost, entry.body.source, entry.key_place())
