"""One account made ready to run: its map, its equations, its program and its schedules."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from contention.case.values import Case
from contention.maps.build import build_map
from contention.maps.causal_map import CausalMap
from contention.models.build import build_model
from contention.models.compile import compile_program
from contention.models.model import Measure, Model, Parameter
from contention.models.parameters import Numbers, Uniforms, draw_keys, parameter_numbers
from contention.models.program import Program, Schedule
from contention.models.schedule import schedules
from contention.runs.draws import uniforms


@dataclass(frozen=True)
class Plan:
    """What it takes to run one account, for any draws."""

    case: Case
    map: CausalMap
    model: Model
    program: Program
    parameters: tuple[Parameter, ...]
    schedules: Mapping[str, Schedule]
    """scenario id → schedule; the key '' is history"""
    keys: tuple[str, ...]
    """draw keys of the whole case (or of several revisions of it), so that draws are shared"""
    measures: tuple[Measure, ...] = ()


def prepare(
    case: Case,
    account: str,
    measures: Sequence[Measure] = (),
    *,
    outputs: Iterable[str] | None = None,
    keys: Sequence[str] | None = None,
) -> Plan:
    """Build map, model, program and schedules of an account.

    Only what the measures and the named outputs depend on is compiled. `keys` overrides the draw
    keys of the case, to pair draws with another revision of it.
    """
    causal_map = build_map(case, account)
    model = build_model(case, causal_map)
    program, parameters = compile_program(model, measures, outputs)
    return Plan(
        case=case,
        map=causal_map,
        model=model,
        program=program,
        parameters=parameters,
        schedules=schedules(case, model, program),
        keys=tuple(keys) if keys is not None else draw_keys(case),
        measures=tuple(measures),
    )


def recompiled(plan: Plan, outputs: Iterable[str]) -> Plan:
    """The same account with a program that gives these factors as outputs."""
    program, parameters = compile_program(plan.model, (), outputs)
    return replace(
        plan,
        program=program,
        parameters=parameters,
        schedules=schedules(plan.case, plan.model, program),
        measures=(),
    )


def numbers(
    plan: Plan, *, seed: int, first: int, count: int, without: Collection[str] = ()
) -> Numbers:
    """Parameter rows of `count` draws from number `first` on."""
    drawn = Uniforms.of(plan.keys, uniforms(plan.keys, seed, first, count))
    return parameter_numbers(plan.parameters, drawn, plan.program.step, without)
