"""From a model to the program that the engine runs."""

from collections.abc import Iterable, Sequence

import numpy as np

from contention.case.factor_kinds import traits
from contention.language.parsing import names
from contention.language.syntax import Name, Node
from contention.models.builder import Assembly
from contention.models.dynamics import DYNAMICS
from contention.models.expressions import Scope, compile_node
from contention.models.model import FactorEquation, Measure, Model, Parameter
from contention.models.program import BoundColumn, EventRows, Op, Program, Ring, StateColumn
from contention.models.registers import Row
from contention.models.states import HAZARDS, TIME


def compile_program(
    model: Model, measures: Sequence[Measure] = (), outputs: Iterable[str] | None = None
) -> tuple[Program, tuple[Parameter, ...]]:
    """The program of a model and the meaning of its parameter rows.

    With `outputs` None only what the measures depend on is compiled; else the named factors too.
    """
    wanted = {name for measure in measures for name in names(measure.inner)}
    wanted |= set(outputs or ())
    needed = depends_on(model, wanted)
    assembly = Assembly(model, DYNAMICS)
    assembly.rows.input(TIME)
    assembly.rows.input(HAZARDS)
    for item in model.equations:
        if item.factor.id in needed:
            assembly.build(item)
    rows_of_outputs = {name: assembly.output(name) for name in sorted(wanted & needed)}
    rows_of_measures = _measures(assembly, measures)
    return _program(assembly, rows_of_outputs, rows_of_measures), tuple(
        assembly.rows.parameters.values()
    )


def depends_on(model: Model, wanted: Iterable[str]) -> frozenset[str]:
    """The wanted factors and everything upstream of them."""
    by_id = {item.factor.id: item for item in model.equations}
    found: set[str] = set()
    open_ones = [name for name in wanted if name in by_id]
    while open_ones:
        name = open_ones.pop()
        if name not in found:
            found.add(name)
            open_ones += [cause for cause in causes_of(by_id[name]) if cause in by_id]
    return frozenset(found)


def causes_of(item: FactorEquation) -> list[str]:
    """Every factor that an equation refers to: causes, conditions and names in expressions."""
    found = [link.cause for link in item.incoming]
    conditions = [link.relation.condition for link in item.incoming] + [item.factor.only_while]
    found += [condition.factor for condition in conditions if condition is not None]
    for node in (item.equation, item.inflow, item.outflow):
        found += names(node) if node is not None else ()
    return found


def _measures(assembly: Assembly, measures: Sequence[Measure]) -> dict[str, Row]:
    """One row per distinct inner expression; in them stocks count from present."""
    scope = Scope(
        assembly.rows,
        lambda name: _judged(assembly, name),
        assembly.model.references,
        assembly.model.times.step,
        assembly.model.times.start,
    )
    return {measure.key: _inner(measure.inner, scope) for measure in measures}


def _inner(node: Node, scope: Scope) -> Row:
    row = compile_node(node, scope)
    return scope.rows.emit(Op.COPY, row) if isinstance(node, Name) else row


def _judged(assembly: Assembly, name: str) -> Row:
    """A factor's value as contentions see it."""
    row = assembly.output(name)
    if not traits(assembly.factor(name)).cumulative:
        return row
    present = assembly.rows.constant(assembly.factor(name).baseline)
    return assembly.rows.emit(Op.SUBTRACT, row, present)


def _program(assembly: Assembly, outputs: dict[str, Row], measures: dict[str, Row]) -> Program:
    rows, times = assembly.rows, assembly.model.times
    rates = {**assembly.rates, **assembly.scope.rates}
    initial = dict(assembly.initial)
    for state, value in assembly.scope.initial.items():
        initial[state] = rows.constant(value)
    zero = rows.constant(0.0)
    for parts in assembly.events:
        assembly.at_present[parts.hazard] = zero
        assembly.at_present[parts.total] = zero
    number = rows.number
    unbounded = (-np.inf, np.inf)
    return Program(
        rows=rows.layout(),
        instructions=rows.encoded(),
        continuous=np.array(
            [(number(state), number(rate)) for state, rate in rates.items()], dtype=np.int32
        ).reshape(len(rates), len(StateColumn)),
        bounds=np.array(
            [assembly.bounds.get(state, unbounded) for state in rates], dtype=np.float64
        ).reshape(len(rates), len(BoundColumn)),
        events=_events(assembly),
        rings=_rings(assembly),
        tables=tuple(rows.tables),
        outputs={name: number(row) for name, row in outputs.items()},
        measures={key: number(row) for key, row in measures.items()},
        signals={
            name: tuple(number(row) for row in found) for name, found in assembly.signals.items()
        },
        effects={links: number(row) for links, row in assembly.effects.items()},
        initial={number(state): number(row) for state, row in initial.items()},
        at_present={number(s): number(row) for s, row in assembly.at_present.items()},
        start=times.start,
        present=times.present,
        end=times.end,
        step=times.step,
        method=times.method,
    )


def _events(assembly: Assembly) -> tuple[EventRows, ...]:
    number = assembly.rows.number
    return tuple(
        EventRows(
            factor=parts.factor,
            on=number(parts.on),
            count=number(parts.count),
            remaining=number(parts.remaining),
            hazard_state=number(parts.hazard),
            thresholds=tuple(number(row) for row in parts.thresholds),
            duration=number(parts.duration),
            kicks=tuple(number(row) for row in assembly.kicks.get(parts.factor, ())),
        )
        for parts in assembly.events
    )


def _rings(assembly: Assembly) -> tuple[Ring, ...]:
    number = assembly.rows.number
    return tuple(
        Ring(number(ring.states[0]), len(ring.states), number(ring.source), number(ring.output))
        for ring in assembly.scope.rings
    )
