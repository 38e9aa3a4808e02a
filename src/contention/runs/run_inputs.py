"""What it takes to run one account, and the numbers of its draws."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import networkx as nx

from contention.case.model import Case
from contention.maps.causal_map import CausalMap
from contention.models.compiler import causes_of
from contention.models.dynamics import occurrence_keys
from contention.models.model import Measure, Model, Occurrence, Parameter
from contention.models.parameters import (
    Numbers,
    Sample,
    Uniforms,
    parameter_keys,
    parameter_numbers,
)
from contention.models.program import Floats2d, Program, Schedule, Setup
from contention.models.reading_strengths import AS_CODED, Tables
from contention.runs.draws import FROM_SEED, GivenDraws

NEVER = 1e300
"""A cumulative hazard that no run reaches."""


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
    feeding: frozenset[str]
    """events whose firing acts back on their own hazard"""
    measures: tuple[Measure, ...] = ()
    tables: Tables = AS_CODED
    """how the words for strengths are read"""
    given: GivenDraws = FROM_SEED
    """draws that are not those of the seed"""
    setup: Setup | None = None
    """of a model file: what gives the states their values at the start"""


def self_feeding(model: Model) -> frozenset[str]:
    """Events on a loop: their hazard depends on whether they have fired."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for item in model.equations:
        graph.add_edges_from((cause, item.factor.id) for cause in causes_of(item))
    looped = {
        name
        for group in nx.strongly_connected_components(graph)
        for name in group
        if len(group) > 1 or graph.has_edge(name, name)
    }
    events = {item.factor.id for item in model.equations if item.factor.kind == "event"}
    return frozenset(events & looped)


def silenced(plan: Plan, rows: Floats2d, events: Collection[str]) -> Floats2d:
    """Parameter rows with which these events never fire; everything else is as drawn."""
    if not events:
        return rows
    changed = rows.copy()
    keys = {
        key
        for item in plan.model.equations
        if item.factor.id in events
        for key in occurrence_keys(item.factor.id, item.factor.at_most)
    }
    for number, parameter in enumerate(plan.parameters):
        if isinstance(parameter, Occurrence) and parameter.key in keys:
            changed[number] = NEVER
    return changed


def sample(plan: Plan, *, seed: int, first: int, count: int) -> Sample:
    """`count` draws from number `first` on, with their uniform numbers."""
    keys = parameter_keys(plan.parameters)
    drawn = Uniforms.of(keys, plan.given.uniforms(keys, seed, first, count))
    rows = parameter_numbers(plan.parameters, drawn, plan.program.step, tables=plan.tables)
    return Sample(drawn, rows, plan.program.step)


def numbers(
    plan: Plan, *, seed: int, first: int, count: int, without: Collection[str] = ()
) -> Numbers:
    """Parameter rows of `count` draws from number `first` on."""
    keys = parameter_keys(plan.parameters)
    drawn = Uniforms.of(keys, plan.given.uniforms(keys, seed, first, count))
    return parameter_numbers(plan.parameters, drawn, plan.program.step, without, plan.tables)
