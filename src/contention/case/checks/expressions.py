"""Whether the expressions of a case can be read, know their names and fit in their units."""

from collections.abc import Iterator, Mapping
from typing import Any

from contention.case.checks.windows import window_faults
from contention.case.convert.converter import Converter
from contention.case.draft import Draft, Located
from contention.case.model import Case
from contention.case.problem import Place
from contention.case.suggestions import did_you_mean
from contention.language.contentions import check_contention
from contention.language.parsing import parse
from contention.language.quantities import DIMENSIONLESS, YEAR, Unit, parse_unit
from contention.language.syntax import Fault, InScenario, Name, Node
from contention.language.tree_walking import walk
from contention.language.units import dimension_faults, unit_of

_OWN_NAMES = ("time", "dt")


def check_expressions(reading: Converter, case: Case) -> None:
    """Note every fault in equations, flows and tests, at its column if that is known."""
    units = _units(case)
    draft = reading.draft
    for factor in draft.factors.values():
        own = units.get(factor.id)
        if factor.body.equation is not None:
            _check_equation(draft, factor, factor.body.equation, units)
        for key in ("inflow", "outflow"):
            text = getattr(factor.body, key)
            if isinstance(text, str):
                flow = own.per(YEAR) if own is not None else None
                _check(draft, factor, key, text, units, flow)
    for contention in draft.contentions.values():
        _check_test(draft, contention, contention.body.test, units, case)


def _units(case: Case) -> Mapping[str, Unit]:
    """Units of the factors; those that cannot be read, or are a model's, fit anything."""
    parsed = {
        id_: parse_unit(factor.unit)
        for id_, factor in case.factors.items()
        if factor.in_model is None
    }
    return {id_: unit for id_, unit in parsed.items() if isinstance(unit, Unit)}


def _check_equation(
    draft: Draft, entry: Located[Any], text: str, units: Mapping[str, Unit]
) -> None:
    """An equation must be in the unit of its factor, or of none."""
    if entry.body.unit:
        _check(draft, entry, "equation", text, units, units.get(entry.id))
        return
    node = _check(draft, entry, "equation", text, units, None)
    unit = unit_of(node, units) if node is not None else None
    if unit is not None and not unit.same(DIMENSIONLESS):
        message = f"`{entry.id}` has no unit, and its equation is in {unit.text}"
        draft.note(entry.place("equation"), message, f"add `unit: {unit.text}`")


def _check(
    draft: Draft,
    entry: Located[Any],
    key: str,
    text: str,
    units: Mapping[str, Unit],
    expected: Unit | None,
) -> Node | None:
    """The tree of an expression; None, with its faults noted, if it is not sound."""
    node = parse(text)
    if isinstance(node, Fault):
        _note(draft, entry, key, node)
        return None
    faults = [*_unknown_names(draft, node)] or [*dimension_faults(node, units, expected)]
    for fault in faults:
        _note(draft, entry, key, fault)
    return None if faults else node


def _check_test(
    draft: Draft, entry: Located[Any], text: str, units: Mapping[str, Unit], case: Case
) -> None:
    node = parse(text, contention=True)
    if isinstance(node, Fault):
        _note(draft, entry, "test", node)
        return
    faults = [*_unknown_names(draft, node), *_unknown_scenarios(draft, node, text)]
    faults += check_contention(node)
    faults += window_faults(node, case.times)
    for fault in faults or dimension_faults(node, units, clock=_clock(case)):
        _note(draft, entry, "test", fault)


def _clock(case: Case) -> Unit | None:
    """The unit in which a model counts time, a pure number if it has none; None for years."""
    if case.times.unit is None:
        return None
    parsed = parse_unit(case.times.unit)
    return parsed if isinstance(parsed, Unit) else DIMENSIONLESS


def _note(draft: Draft, entry: Located[Any], key: str, fault: Fault) -> None:
    place: Place = entry.inside(fault.column, key)
    draft.note(place, fault.message, fault.hint)


def _unknown_names(draft: Draft, node: Node) -> Iterator[Fault]:
    known = draft.known["factor"]
    if "factor" in draft.unread:
        return
    for part in walk(node):
        if not isinstance(part, Name) or part.id in known or part.id in _OWN_NAMES:
            continue
        if part.id in draft.merged:
            yield Fault(part.column, *draft.merged[part.id].problem(part.id))
            continue
        if not draft.misnamed("factor", part.id):
            hint = did_you_mean(part.id, draft.ids("factor"), "factors.yaml")
            yield Fault(part.column, f"unknown factor `{part.id}`", hint)


def _unknown_scenarios(draft: Draft, node: Node, text: str) -> Iterator[Fault]:
    known = draft.known["scenario"]
    if "scenario" in draft.unread:
        return
    for part in walk(node):
        if not isinstance(part, InScenario) or part.scenario in known:
            continue
        if not draft.misnamed("scenario", part.scenario):
            column = part.column
            if text[column : column + 1] == "@":
                rest = text[column + 1 :]
                column += 1 + len(rest) - len(rest.lstrip())
            hint = did_you_mean(part.scenario, draft.ids("scenario"), "scenarios.yaml")
            yield Fault(column, f"unknown scenario `{part.scenario}`", hint)
