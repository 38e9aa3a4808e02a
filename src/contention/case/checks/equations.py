"""Faults that only show when the equations of a case are put together."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from contention.case.draft import Draft
from contention.case.model import Case, Factor
from contention.case.problem import Problem
from contention.case.references import reference_value
from contention.language.parsing import names, parse
from contention.language.syntax import Fault, Node


def check_equations(draft: Draft, case: Case) -> None:
    """Note the faults of equations together; those of each by itself must have been noted."""
    draft.problems.extend(equation_problems(case))


def equation_problems(case: Case) -> tuple[Problem, ...]:
    """Faults that no single line shows: circles of algebraic factors, invalid references."""
    equations = {factor.id: _tree(factor.equation) for factor in _algebraic(case)}
    loops = list(_loops(equations))
    if loops:
        return tuple(_loop_problem(case, loop) for loop in loops)
    return tuple(_references(case, equations))


def _tree(text: str | None) -> Node:
    node = parse(text or "")
    if isinstance(node, Fault):
        raise ValueError(f"{node.message}: {text!r}")
    return node


def _algebraic(case: Case) -> list[Factor]:
    return [factor for factor in case.factors.values() if factor.equation is not None]


def _order(equations: Mapping[str, Node]) -> tuple[str, ...]:
    """Each equation after those that it refers to; raises CycleError."""
    graph = {id_: sorted(equations.keys() & set(names(node))) for id_, node in equations.items()}
    return tuple(TopologicalSorter(graph).static_order())


def _loops(equations: Mapping[str, Node]) -> Iterable[tuple[str, ...]]:
    """Circles of equations that share no factor; the rest of them can be computed.

    Every feedback loop must pass through a state; one of equations only cannot be computed.
    """
    left = dict(equations)
    while True:
        try:
            _order(left)
        except CycleError as error:
            circle: list[str] = error.args[1][:-1]
            first = circle.index(min(circle))
            yield tuple(circle[first:] + circle[:first])
            for id_ in circle:
                del left[id_]
        else:
            return


def _loop_problem(case: Case, loop: tuple[str, ...]) -> Problem:
    return Problem(
        case.factors[loop[0]].place,
        "a loop without a state: " + " → ".join([*loop, loop[0]]),
        "make one of these factors a quantity or a stock, or use smth1(…)",
    )


def _references(case: Case, equations: Mapping[str, Node]) -> Iterable[Problem]:
    """An equation that acts as a cause needs a positive value at the reference."""
    present = case.times.present
    values = {
        factor.id: reference_value(factor, None, {}, present)
        for factor in case.factors.values()
        if factor.id not in equations
    }
    causes = _causes(case)
    for id_ in _order(equations):
        factor = case.factors[id_]
        values[id_] = reference_value(factor, equations[id_], values, present)
        if id_ in causes and not values[id_] > 0.0:
            yield _not_positive(factor, values[id_])


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
