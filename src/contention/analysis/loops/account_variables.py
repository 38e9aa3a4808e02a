"""The variables of an account's program: factors, what each link adds, and stages of delays.

Events and inputs have no equation: an event happens at a moment, so that no score says from step to
step how much of it a loop makes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contention.analysis.loops.link_graph import LinkGraph, Variable, link_graph
from contention.maps.causal_map import MapLink
from contention.models.program import Program
from contention.models.states import StateRole
from contention.runs.run_inputs import Plan

OWN = (StateRole.DEVIATION, StateRole.STOCK)
COMPUTED = frozenset({"equation", "variable"})
"""kinds of factors whose values are those of an expression"""
STAGES = (StateRole.LAG, StateRole.MEAN, StateRole.FADE, StateRole.EXPRESSION)


@dataclass(frozen=True)
class AccountVariables:
    """The graph of an account, and what its variables are."""

    graph: LinkGraph
    factors: Mapping[int, tuple[str, ...]]
    """variable → the factors whose value it is: several if one only repeats another"""
    links: Mapping[int, tuple[MapLink, ...]]
    """variable → the links whose part in their effect it is: all of one cause, effect and sign"""

    def number(self, factor: str) -> int | None:
        """The variable of a factor; None for an event or an input."""
        return next((each for each, names in self.factors.items() if factor in names), None)


def account_variables(plan: Plan) -> AccountVariables:
    """The variables of a plan; factors with an equation of their own must be among its outputs."""
    program = plan.program
    known = {link.id: link for link in plan.map.links}
    named: dict[int, list[str]] = {}
    for factor, row in _factor_rows(plan):
        named.setdefault(row, []).append(factor)
    variables = [Variable(factors[0], row) for row, factors in named.items()]
    variables += [Variable(" ".join(ids), row) for ids, row in program.effects.items()]
    graph = link_graph(program, [*variables, *_stages(program)])
    numbers = {each.row: number for number, each in enumerate(graph.variables)}
    added = {row: ids for ids, row in program.effects.items() if row not in named}
    return AccountVariables(
        graph,
        {numbers[row]: tuple(factors) for row, factors in named.items()},
        {numbers[row]: tuple(known[id_] for id_ in ids) for row, ids in added.items()},
    )


def _factor_rows(plan: Plan) -> Iterator[tuple[str, int]]:
    rows, stocks = plan.program.rows, set[str]()
    for number, name in enumerate(rows.states):
        if name.role in OWN:
            stocks.add(name.owner)
            yield name.owner, rows.first_state + number
    for item in plan.model.equations:
        output = plan.program.outputs.get(item.factor.id)
        computed = item.factor.kind in COMPUTED and item.factor.id not in stocks
        if computed and output is not None and output >= rows.first_state:
            yield item.factor.id, output


def _stages(program: Program) -> Iterator[Variable]:
    """Stages of delays and smoothings, and what leaves a fixed delay."""
    rows = program.rows
    moving = {int(state) for state, _ in program.continuous}
    for number, name in enumerate(rows.states):
        if name.role in STAGES and rows.first_state + number in moving:
            yield Variable(str(name), rows.first_state + number, hidden=True)
    for ring in program.rings:
        delayed = rows.inputs[ring.output - rows.first_input]
        yield Variable(str(delayed), ring.output, hidden=True)
