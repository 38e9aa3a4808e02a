"""What only shows when the equations are put together."""

from pathlib import Path

import networkx as nx

from contention.case.load import load_case
from contention.case.model import Case, Factor
from contention.case.problem import Problem, errors
from contention.models.compiler import causes_of
from contention.models.from_map import computable_order, factor_equation, reference_values


def load_runnable(folder: Path) -> tuple[Case | None, tuple[Problem, ...]]:
    """A case that can be run, or None, with all its problems: those of its equations included.

    `load_case` alone accepts a case whose equations form a loop without a state, say.
    """
    case, problems = load_case(folder)
    if case is None:
        return None, problems
    problems = tuple(sorted({*problems, *model_problems(case)}))
    return (None if errors(problems) else case), problems


def model_problems(case: Case) -> tuple[Problem, ...]:
    """Faults that no single line shows: circles of algebraic factors, references that are none."""
    return (*_algebraic_loops(case), *_references(case))


def _algebraic_loops(case: Case) -> list[Problem]:
    """Every feedback loop must pass through a state; one of equations only cannot be computed."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for factor in _algebraic(case):
        item = factor_equation(factor, ())
        graph.add_edges_from((cause, factor.id) for cause in causes_of(item))
    algebraic = {factor.id for factor in _algebraic(case)}
    problems = []
    for group in nx.strongly_connected_components(graph.subgraph(algebraic)):
        first = sorted(group)[0]
        if len(group) > 1 or graph.has_edge(first, first):
            problems.append(
                Problem(
                    case.factors[first].place,
                    "a loop without a state: " + " → ".join([*sorted(group), first]),
                    "make one of these factors a level or an accumulator, or use smth1(…)",
                )
            )
    return problems


def _algebraic(case: Case) -> list[Factor]:
    return [factor for factor in case.factors.values() if factor.equation is not None]


def _references(case: Case) -> list[Problem]:
    """An equation that acts as a cause needs a positive value at the reference."""
    items = {name: factor_equation(factor, ()) for name, factor in case.factors.items()}
    try:
        ordered = computable_order(items)
    except ValueError:
        return []  # reported as a loop
    values = reference_values(ordered, case.times.present)
    causes = _causes(case)
    return [
        _not_positive(factor, values[factor.id])
        for factor in _algebraic(case)
        if factor.id in causes and not values[factor.id] > 0.0
    ]


def _causes(case: Case) -> frozenset[str]:
    relations = [claim.relation for claim in case.claims.values()]
    relations += [assumption.relation for assumption in case.assumptions.values()]
    gates = [relation.condition for relation in relations]
    gates += [factor.only_while for factor in case.factors.values()]
    conditions = [gate for gate in gates if gate is not None]
    return frozenset(relation.cause for relation in relations) | frozenset(
        condition.factor for condition in conditions
    )


def _not_positive(factor: Factor, value: float) -> Problem:
    return Problem(
        factor.place,
        f"{factor.id} is a cause, but its equation gives {value:g} at the reference",
        "a cause acts by the ratio to its reference: give the factors in it positive baselines",
    )
