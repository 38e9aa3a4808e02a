"""What each kind of factor does: its equations, its rows, its history, and actions on it."""

import math
from collections.abc import Mapping

import numpy as np

from contention.case.flow_choice import acting_flow
from contention.case.inputs import input_value
from contention.case.model import Factor, Kind, Rate, SetAction, ShockAction
from contention.language.syntax import Node
from contention.maps.causal_map import MapLink
from contention.models.alternatives import pushes
from contention.models.builder import BOUND, FLOOR, Assembly, Dynamics, EventParts, logit
from contention.models.expressions import compile_node
from contention.models.link_terms import gate_row, log_necessity, necessity
from contention.models.model import Drawn, FactorEquation, InverseTime, Occurrence
from contention.models.program import Floats1d, Op
from contention.models.registers import Row
from contention.models.schedule_builder import ScheduleBuilder
from contention.models.states import HAZARDS, InputName, InputRole, StateName, StateRole

CERTAIN = 50.0
"""Cumulative hazard of an event that a scenario brings about: a probability of one."""
EVENT_STATES = (
    StateRole.ON,
    StateRole.COUNT,
    StateRole.REMAINING,
    StateRole.HAZARD,
    StateRole.TOTAL,
)


def _add_adjusting(assembly: Assembly, item: FactorEquation, start: float | None) -> None:
    """Quantities and shares: `tau dy/dt = -y + sum s e g(z)`."""
    rows, factor = assembly.rows, item.factor
    state = rows.state(StateName(StateRole.DEVIATION, factor.id))
    key = f"factor:{factor.id}/adjustment"
    inverse = rows.parameter(key, InverseTime(key, factor.adjustment, 1, factor.id))
    terms = pushes(assembly, item.incoming)
    required = tuple(link for link in item.incoming if link.relation.necessary)
    if required:
        terms.append(log_necessity(assembly, required))
    gap = rows.emit(Op.SUBTRACT, rows.total(terms), state)
    assembly.rates[state] = rows.emit(Op.MULTIPLY, inverse, gap)
    assembly.bounds[state] = (-BOUND, BOUND)
    if start is not None:
        assembly.initial[state] = rows.constant(start)


def _add_stock(assembly: Assembly, item: FactorEquation) -> None:
    """Stocks: inflow minus outflow, each a rate times `exp(sum s e g(z))`; never below zero."""
    rows, factor = assembly.rows, item.factor
    state = rows.state(StateName(StateRole.STOCK, factor.id))
    inward = tuple(link for link in item.incoming if flow_of(item, link) == "inflow")
    outward = tuple(link for link in item.incoming if flow_of(item, link) == "outflow")
    inflow = _flow(assembly, item, "inflow", item.inflow, inward)
    outflow = _flow(assembly, item, "outflow", item.outflow, outward)
    assembly.rates[state] = rows.emit(Op.SUBTRACT, inflow, outflow)
    assembly.bounds[state] = (0.0, math.inf)
    start = factor.baseline if factor.initial is None else factor.initial
    assembly.initial[state] = rows.constant(start)
    assembly.at_present[state] = rows.constant(factor.baseline)


def flow_of(item: FactorEquation, link: MapLink) -> str:
    """Which flow a rate link acts on."""
    return acting_flow(link.relation.flow, has_inflow=item.factor.inflow is not None)


def _flow(
    assembly: Assembly,
    item: FactorEquation,
    name: str,
    expression: Node | None,
    links: tuple[MapLink, ...],
) -> Row:
    """One flow in units per year; a link that lowers the stock raises its outflow."""
    rows = assembly.rows
    given = item.factor.inflow if name == "inflow" else item.factor.outflow
    if expression is not None:
        rate = compile_node(expression, assembly.scope)
    elif isinstance(given, Rate):
        key = f"factor:{item.factor.id}/{name}"
        rate = rows.parameter(key, Drawn(key, given.rate))
    else:
        return rows.constant(0.0)
    if not links:
        return rate
    return _scaled(assembly, rate, links, reverse=name == "outflow")


def _scaled(assembly: Assembly, rate: Row, links: tuple[MapLink, ...], *, reverse: bool) -> Row:
    """`rate exp(sum s e g(z))` times the gates of necessary causes."""
    rows = assembly.rows
    exponent = rows.total(pushes(assembly, links))
    if reverse:
        exponent = rows.emit(Op.NEGATE, exponent)
    gates = [necessity(assembly, link) for link in links if link.relation.necessary]
    return rows.product([rate, rows.emit(Op.EXP, exponent), *gates])


def _add_event(assembly: Assembly, item: FactorEquation) -> None:
    """Events: a hazard per year, integrated while the event is off until it reaches Exp(1)."""
    rows, factor = assembly.rows, item.factor
    parts = _event_parts(assembly, item)
    assembly.events.append(parts)
    if factor.hazard is None:  # happens only if history or a scenario says so
        return
    key = f"factor:{factor.id}/hazard"
    rate = rows.parameter(key, Drawn(key, factor.hazard.rate))
    gates = [rows.input(HAZARDS)]
    if factor.id in assembly.model.set_factors:
        barred = rows.input(InputName(InputRole.BARRED, factor.id))
        gates.append(rows.emit(Op.SUBTRACT, rows.constant(1.0), barred))
    if factor.only_while is not None:
        gates.append(gate_row(assembly, factor.only_while))
    hazard = rows.product([_scaled(assembly, rate, item.incoming, reverse=False), *gates])
    off = rows.emit(Op.SUBTRACT, rows.constant(1.0), parts.on)
    assembly.rates[parts.hazard] = rows.emit(Op.MULTIPLY, hazard, off)
    assembly.rates[parts.total] = hazard


def _event_parts(assembly: Assembly, item: FactorEquation) -> EventParts:
    rows, factor = assembly.rows, item.factor
    on, count, remaining, hazard, total = (
        rows.state(StateName(role, factor.id)) for role in EVENT_STATES
    )
    thresholds = tuple(
        rows.parameter(key, Occurrence(key))
        for key in occurrence_keys(factor.id, factor.at_most)
        if factor.hazard is not None
    )
    lasting = math.inf if factor.duration is None else factor.duration
    return EventParts(
        factor.id, on, count, remaining, hazard, total, thresholds, rows.constant(lasting)
    )


def occurrence_keys(factor: str, at_most: int) -> tuple[str, ...]:
    """Draw keys of the hazards at which an event fires, one per possible occurrence."""
    return tuple(f"factor:{factor}/occurrence-{number + 1:03d}" for number in range(at_most))


def _add_equation(assembly: Assembly, item: FactorEquation) -> None:
    """Algebraic factors; if a scenario sets one, an input takes over."""
    rows, factor = assembly.rows, item.factor
    assert item.equation is not None
    # A row of its own: the same expression elsewhere, or of another factor, does not name this one.
    value = rows.copy(compile_node(item.equation, assembly.scope))
    if factor.id in assembly.model.set_factors:
        held = rows.input(InputName(InputRole.HELD, factor.id))
        given = rows.input(InputName(InputRole.GIVEN, factor.id))
        value = rows.emit(Op.SELECT, held, given, value)
    assembly.values[factor.id] = value


class Quantities(Dynamics):
    """Positive numbers that follow their causes, by the logarithm of their ratio."""

    def build(self, assembly: Assembly, item: FactorEquation) -> None:
        """See `Dynamics`."""
        initial = item.factor.initial
        start = None if initial is None else math.log(initial / item.factor.baseline)
        _add_adjusting(assembly, item, start)

    def value(self, assembly: Assembly, factor: Factor) -> Row:
        """The reference times the exponential of the state."""
        rows = assembly.rows
        ratio = rows.emit(Op.EXP, self.deviation(assembly, factor))
        return rows.emit(Op.MULTIPLY, ratio, rows.constant(factor.baseline))

    def deviation(self, assembly: Assembly, factor: Factor) -> Row:
        """The state itself."""
        return assembly.rows.state(StateName(StateRole.DEVIATION, factor.id))

    def set(self, builder: ScheduleBuilder, factor: Factor, action: SetAction) -> None:
        """Hold the state at the logarithm of the multiple."""
        target = math.log(min(max(action.to, FLOOR), math.exp(BOUND)))
        state = StateName(StateRole.DEVIATION, factor.id)
        builder.hold(state, builder.course(action, 0.0, target))

    def shock(self, builder: ScheduleBuilder, factor: Factor, action: ShockAction) -> None:
        """Multiply."""
        add = math.log(max(action.times or 1.0, FLOOR))
        state = StateName(StateRole.DEVIATION, factor.id)
        builder.jump(state, builder.index(action.at), add, factor=1.0)


class Shares(Dynamics):
    """Numbers between 0 and 1 that follow their causes, by their log-odds."""

    def build(self, assembly: Assembly, item: FactorEquation) -> None:
        """See `Dynamics`."""
        initial = item.factor.initial
        start = None if initial is None else logit(initial) - logit(item.factor.baseline)
        _add_adjusting(assembly, item, start)

    def value(self, assembly: Assembly, factor: Factor) -> Row:
        """The log-odds of the reference, moved by the state."""
        rows = assembly.rows
        shift = rows.constant(logit(factor.baseline))
        return rows.emit(Op.LOGISTIC, rows.emit(Op.ADD, self.deviation(assembly, factor), shift))

    def deviation(self, assembly: Assembly, factor: Factor) -> Row:
        """The state itself."""
        return assembly.rows.state(StateName(StateRole.DEVIATION, factor.id))

    def set(self, builder: ScheduleBuilder, factor: Factor, action: SetAction) -> None:
        """Hold the state at the difference of log-odds."""
        target = logit(action.to) - logit(factor.baseline)
        state = StateName(StateRole.DEVIATION, factor.id)
        builder.hold(state, builder.course(action, 0.0, target))

    def shock(self, builder: ScheduleBuilder, factor: Factor, action: ShockAction) -> None:
        """Add what would move the reference so far."""
        moved = min(max(factor.baseline + (action.add or 0.0), FLOOR), 1.0 - FLOOR)
        add = logit(moved) - logit(factor.baseline)
        state = StateName(StateRole.DEVIATION, factor.id)
        builder.jump(state, builder.index(action.at), add, factor=1.0)


class Stocks(Dynamics):
    """Amounts that flows add to and take from."""

    def build(self, assembly: Assembly, item: FactorEquation) -> None:
        """See `Dynamics`."""
        _add_stock(assembly, item)

    def value(self, assembly: Assembly, factor: Factor) -> Row:
        """The state itself."""
        return assembly.rows.state(StateName(StateRole.STOCK, factor.id))

    def deviation(self, assembly: Assembly, factor: Factor) -> Row:
        """The logarithm of the ratio to the reference."""
        return _log_ratio(assembly, factor)

    def set(self, builder: ScheduleBuilder, factor: Factor, action: SetAction) -> None:
        """Hold the amount."""
        course = builder.course(action, builder.references[factor.id], action.to)
        builder.hold(StateName(StateRole.STOCK, factor.id), course)

    def shock(self, builder: ScheduleBuilder, factor: Factor, action: ShockAction) -> None:
        """Multiply and add."""
        state, times = StateName(StateRole.STOCK, factor.id), action.times or 1.0
        builder.jump(state, builder.index(action.at), action.add or 0.0, factor=times)


class Events(Dynamics):
    """What is on or off, and comes by chance."""

    def build(self, assembly: Assembly, item: FactorEquation) -> None:
        """See `Dynamics`."""
        _add_event(assembly, item)

    def value(self, assembly: Assembly, factor: Factor) -> Row:
        """1 while on."""
        return assembly.rows.state(StateName(StateRole.ON, factor.id))

    def output(self, assembly: Assembly, factor: Factor) -> Row:
        """The probability that it has happened since the present."""
        rows = assembly.rows
        total = rows.state(StateName(StateRole.TOTAL, factor.id))
        survival = rows.emit(Op.EXP, rows.emit(Op.NEGATE, total))
        return rows.emit(Op.SUBTRACT, rows.constant(1.0), survival)

    def deviation(self, assembly: Assembly, factor: Factor) -> Row:
        """1 while on, less what it is at present."""
        on = self.value(assembly, factor)
        reference = assembly.model.references[factor.id]
        if not reference:
            return on
        return assembly.rows.emit(Op.SUBTRACT, on, assembly.rows.constant(reference))

    def history(self, builder: ScheduleBuilder, factor: Factor) -> None:
        """Let it happen when the case says that it did."""
        for span in factor.occurred:
            builder.occur(factor.id, span)

    def set(self, builder: ScheduleBuilder, factor: Factor, action: SetAction) -> None:
        """Held on or off. Held off, its hazard rests; held on, it has happened for certain."""
        on = builder.course(action, action.to, action.to)
        builder.hold(StateName(StateRole.ON, factor.id), on)
        barred = builder.input(InputName(InputRole.BARRED, factor.id))
        if action.to > 0.0:
            certain = np.where(np.isnan(on), np.nan, CERTAIN)
            builder.hold(StateName(StateRole.TOTAL, factor.id), certain)
        elif barred is not None:
            barred[~np.isnan(on)] = 1.0


class Equations(Dynamics):
    """What an expression says at all times."""

    def build(self, assembly: Assembly, item: FactorEquation) -> None:
        """See `Dynamics`."""
        _add_equation(assembly, item)

    def value(self, assembly: Assembly, factor: Factor) -> Row:
        """The row of the expression."""
        return assembly.values[factor.id]

    def deviation(self, assembly: Assembly, factor: Factor) -> Row:
        """The logarithm of the ratio to the reference."""
        return _log_ratio(assembly, factor)

    def set(self, builder: ScheduleBuilder, factor: Factor, action: SetAction) -> None:
        """The given values go on at both ends of the hold, so that half steps are right there."""
        course = builder.course(action, builder.references[factor.id], action.to)
        held = builder.input(InputName(InputRole.HELD, factor.id))
        given = builder.input(InputName(InputRole.GIVEN, factor.id))
        if held is not None and given is not None:
            now, points = ~np.isnan(course), np.arange(len(course))
            held[now] = 1.0
            spread = np.interp(points, points[now], course[now])
            given[:] = np.where(held * ~now, given, spread)


class Inputs(Dynamics):
    """What is given from outside: rows that the schedule fills."""

    def build(self, assembly: Assembly, item: FactorEquation) -> None:
        """Nothing: inputs have no equations."""

    def value(self, assembly: Assembly, factor: Factor) -> Row:
        """The row of the values."""
        return assembly.rows.input(InputName(InputRole.VALUE, factor.id))

    def deviation(self, assembly: Assembly, factor: Factor) -> Row:
        """A row of its own, filled with the values."""
        return assembly.rows.input(InputName(InputRole.DEVIATION, factor.id))

    def history(self, builder: ScheduleBuilder, factor: Factor) -> None:
        """The course that the case gives."""
        _write_input(builder, factor, _course_given(builder, factor))
        if factor.dated and factor.shape is not None:
            for span in factor.shape.events:
                builder.occur(factor.id, span)

    def set(self, builder: ScheduleBuilder, factor: Factor, action: SetAction) -> None:
        """Replace the course while the action lasts; an occurrence leaves its traces."""
        values = builder.driven.setdefault(factor.id, _course_given(builder, factor))
        reference, begin = builder.references[factor.id], builder.index(action.at)
        target = action.to if factor.dated else action.to * reference
        course = builder.course(action, reference, target)
        if factor.dated and action.to > 0.0 and not values[begin - 1]:
            builder.leave_traces(factor.id, begin)
        values[:] = np.where(np.isnan(course), values, course)
        _write_input(builder, factor, values)

    def shock(self, builder: ScheduleBuilder, factor: Factor, action: ShockAction) -> None:
        """Multiply and add from then on."""
        values = builder.driven.setdefault(factor.id, _course_given(builder, factor))
        later = values[builder.index(action.at) :]
        later[:] = later * (action.times or 1.0) + (action.add or 0.0)
        _write_input(builder, factor, values)


def _course_given(builder: ScheduleBuilder, factor: Factor) -> Floats1d:
    return np.array([input_value(factor, time) for time in builder.times])


def _write_input(builder: ScheduleBuilder, factor: Factor, values: Floats1d) -> None:
    """Fill the value row of an input and the row of its deviation from the reference."""
    value = builder.input(InputName(InputRole.VALUE, factor.id))
    deviation = builder.input(InputName(InputRole.DEVIATION, factor.id))
    if value is not None:
        value[:] = values
    if deviation is not None:
        reference = builder.references[factor.id]
        if factor.dated:
            deviation[:] = values - reference
        else:
            deviation[:] = np.log(np.maximum(values / reference, FLOOR))


def _log_ratio(assembly: Assembly, factor: Factor) -> Row:
    rows, reference = assembly.rows, assembly.model.references[factor.id]
    scaled = rows.emit(Op.MULTIPLY, assembly.value(factor.id), rows.constant(1.0 / reference))
    held = rows.emit(Op.MAXIMUM, scaled, rows.constant(FLOOR))
    return rows.emit(Op.LN, held)


DYNAMICS: Mapping[Kind, Dynamics] = {
    "quantity": Quantities(),
    "share": Shares(),
    "stock": Stocks(),
    "event": Events(),
    "equation": Equations(),
    "input": Inputs(),
}
