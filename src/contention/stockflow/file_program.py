"""From an account that is a model file to programs: of its start, and of its run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from contention.case.model import Case
from contention.language.parsing import names
from contention.language.syntax import Name
from contention.models.expressions import Scope, compile_node
from contention.models.model import ChanceSource, Measure, Model, Parameter, Ranged
from contention.models.program import Op, Program, RowMap, Schedule, Setup
from contention.models.registers import Row
from contention.models.schedule import HISTORY
from contention.models.states import StateName, StateRole
from contention.stockflow.asked import Asked
from contention.stockflow.compiled_model import CompiledModel
from contention.stockflow.compiler import compile_model
from contention.stockflow.emission import Emission
from contention.stockflow.file_changes import file_changes
from contention.stockflow.file_map import labels_of
from contention.stockflow.file_model import file_model, timed
from contention.stockflow.file_schedules import clocks, file_schedules


@dataclass(frozen=True)
class FileProgram:
    """A model file as a program, for all scenarios of a case."""

    program: Program
    parameters: tuple[Parameter, ...]
    setup: Setup
    schedules: Mapping[str, Schedule]


def file_program(
    case: Case,
    model: Model,
    measures: Sequence[Measure],
    outputs: Iterable[str] | None,
    *,
    own_rows: bool = False,
) -> FileProgram:
    """Compile what measures and outputs need of the model that an account is.

    Its times, and the factors that scenarios set, are those of `model`. With `own_rows` no two
    variables share a row. Raises ModelError if the numbers of the case keep the model from being
    compiled.
    """
    file = file_model(case, model.account)
    labels = labels_of(case, file)
    ranges = _ranges(case, labels)
    stocks = file.structure.stocks
    wanted = {name for measure in measures for name in names(measure.inner)} | set(outputs or ())
    changes = file_changes(case, labels, model.set_factors, stocks)
    asked = Asked(
        changes.apply,
        tuple(labels[id_] for id_ in labels if id_ in wanted),
        partial(_measures, model, measures, labels),
    )
    varied = [labels[id_] for id_ in ranges]
    loose = (*varied, *changes.held, *changes.driven)
    source = timed(file.source, model.times, changes.constants, loose)
    compiled = compile_model(source, varied, own_rows=own_rows, asked=asked)
    program = _program(model, compiled, labels, wanted)
    parameters: list[Parameter] = [
        Ranged(f"factor:{id_}/range", id_, *ends) for id_, ends in ranges.items()
    ]
    parameters += [ChanceSource(f"chance:{name}") for name in compiled.chances]
    return FileProgram(
        program, tuple(parameters), _setup(compiled), file_schedules(case, program, labels, stocks)
    )


def _ranges(case: Case, labels: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """The uncertain parameters that the model has, in the order of the case."""
    found = {id_: case.factors[id_].in_model for id_ in labels}
    return {
        id_: each.range
        for id_, each in found.items()
        if each is not None and each.range is not None
    }


def _measures(
    model: Model,
    measures: Sequence[Measure],
    labels: Mapping[str, str],
    emission: Emission,
    rows: Mapping[str, Row],
) -> dict[str, Row]:
    times, builder = model.times, emission.builder
    scope = Scope(builder, lambda id_: rows[labels[id_]], {}, times.step, times.start)
    found = {}
    for measure in measures:
        row = compile_node(measure.inner, scope)
        named = isinstance(measure.inner, Name)
        found[measure.key] = builder.emit(Op.COPY, row) if named else row
    return found


def _program(
    model: Model, compiled: CompiledModel, labels: Mapping[str, str], wanted: set[str]
) -> Program:
    rows = {each.label: each.row for each in compiled.shown}
    return replace(
        compiled.program,
        rows=_named(compiled.program.rows, labels),
        outputs={id_: rows[label] for id_, label in labels.items() if id_ in wanted},
        measures=dict(compiled.measures),
        present=model.times.present,
        goes_on=False,
    )


def _named(rows: RowMap, labels: Mapping[str, str]) -> RowMap:
    """Stocks by the ids of their factors, where the case names them."""
    ids = {label: id_ for id_, label in labels.items()}
    return replace(rows, states=tuple(_state(each, ids) for each in rows.states))


def _state(name: StateName, ids: Mapping[str, str]) -> StateName:
    if name.role is not StateRole.STOCK:
        return name
    if name.owner in ids:
        return replace(name, owner=ids[name.owner])
    return replace(name, role=StateRole.EXPRESSION)


def _setup(compiled: CompiledModel) -> Setup:
    schedule = Schedule(HISTORY, clocks(compiled.setup))
    return Setup(compiled.setup, schedule, compiled.starts)
