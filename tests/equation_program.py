"""A stock and flow model as a program with a row for every variable, and its loops scored here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from contention.analysis.loops.link_graph import LinkGraph, Variable, link_graph
from contention.analysis.loops.link_scores import Scores, completed, link_scores
from contention.analysis.loops.loop_scores import (
    find_loops,
    relative_scores,
    seen_scores,
    ways,
)
from contention.analysis.loops.loop_search import FoundLoops, groups
from contention.analysis.loops.run_trace import run_trace
from contention.exchange.models.equations import (
    TIME as CLOCK,
)
from contention.exchange.models.equations import (
    Call,
    Expression,
    Lookup,
    Name,
    Number,
    StockFlowModel,
)
from contention.exchange.models.xmile import flow_name
from contention.models.program import Op, Program, Schedule
from contention.models.registers import Row, RowBuilder
from contention.models.states import TIME, StateName, StateRole
from contention.models.time_grid import grid
from contention.runs.engine import initial_state

OPS = {
    "add": Op.ADD, "subtract": Op.SUBTRACT, "multiply": Op.MULTIPLY, "divide": Op.DIVIDE,
    "negate": Op.NEGATE, "power": Op.POWER, "exp": Op.EXP, "ln": Op.LN, "abs": Op.ABS,
    "sqrt": Op.SQRT, "min": Op.MINIMUM, "max": Op.MAXIMUM, "less": Op.LESS,
    "less_equal": Op.LESS_EQUAL, "equal": Op.EQUAL, "and": Op.AND, "or": Op.OR, "not": Op.NOT,
    "if": Op.SELECT, "sin": Op.SIN, "cos": Op.COS, "int": Op.INTEGER,
}  # fmt: skip


@dataclass
class _Writer:
    """Writes variables in the order in which they can be computed."""

    model: StockFlowModel
    rows: RowBuilder = field(default_factory=RowBuilder)
    known: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows.constant(0.0)
        self.known[CLOCK.name] = self.rows.input(TIME)
        for stock in self.model.stocks:
            self.known[stock.name] = self.rows.state(StateName(StateRole.STOCK, stock.name))
        self.equations: dict[str, Expression] = {
            each.name: each.expression for each in self.model.auxiliaries
        }
        self.equations |= {flow_name(each): each.flow for each in self.model.stocks}

    def variable(self, name: str) -> Row:
        """A row of its own for every variable, even where two are computed alike."""
        if name not in self.known:
            made = self.expression(self.equations[name])
            if made in self.known.values() or isinstance(self.equations[name], Number | Name):
                self.rows.shared.clear()
                made = self.rows.emit(Op.COPY, made)
            self.rows.shared.clear()
            self.known[name] = made
        return self.known[name]

    def expression(self, made: Expression) -> Row:
        match made:
            case Number(value=value):
                return self.rows.constant(value)
            case Name(name=name):
                return self.variable(name)
            case Lookup(x=x, y=y, argument=argument):
                return self.rows.lookup(np.array([x, y]), self.expression(argument))
            case Call(function=function, arguments=arguments):
                parts = [self.expression(each) for each in arguments]
                return self.rows.emit(OPS[function], *parts)


def program_of(model: StockFlowModel) -> tuple[Program, tuple[Variable, ...]]:
    """The program of a model in Euler steps, and its variables: stocks, their flows, all others."""
    writer = _Writer(model)
    names = [*(each.name for each in model.stocks), *writer.equations]
    found = {name: writer.variable(name) for name in names}
    rows = writer.rows
    initial = {found[each.name]: rows.constant(each.initial) for each in model.stocks}
    pairs = [(found[each.name], found[flow_name(each)]) for each in model.stocks]
    program = Program(
        rows=rows.layout(),
        instructions=rows.encoded(),
        continuous=np.array([[rows.number(row) for row in pair] for pair in pairs], dtype=np.int32),
        bounds=np.array([[-np.inf, np.inf] for _ in pairs]),
        events=(), rings=(), tables=tuple(rows.tables),
        outputs={name: rows.number(row) for name, row in found.items()},
        measures={},
        initial={rows.number(state): rows.number(row) for state, row in initial.items()},
        at_present={},
        start=model.start, present=model.start, end=model.stop, step=model.step, method="euler",
    )  # fmt: skip
    return program, tuple(Variable(name, rows.number(row)) for name, row in found.items())


@dataclass(frozen=True)
class Group:
    """Variables that act on each other, and their loops."""

    variables: frozenset[int]
    found: FoundLoops
    relative: np.ndarray
    """(loops, steps)"""


@dataclass(frozen=True)
class Scored:
    """A model's run: link scores by name, and the loops of each group."""

    graph: LinkGraph
    values: Mapping[str, np.ndarray]
    """variable → (times,)"""
    links: Mapping[tuple[str, str], np.ndarray]
    """cause and effect → (steps,)"""
    groups: tuple[Group, ...]

    def loops(self) -> dict[tuple[str, ...], np.ndarray]:
        """Names round each loop, from the smallest on → relative scores, (steps,)."""
        return {
            turned(self.graph.variables[each].name for each in loop): group.relative[number]
            for group in self.groups
            for number, loop in enumerate(group.found.loops)
        }


def turned(names: Iterable[str]) -> tuple[str, ...]:
    """The names of a loop, beginning at the first in the alphabet."""
    found = tuple(names)
    first = found.index(min(found))
    return found[first:] + found[:first]


def scored(model: StockFlowModel) -> Scored:
    """Run a model and score its loops."""
    program, variables = program_of(model)
    graph = link_graph(program, variables)
    times = grid(program)
    none = np.zeros((0, 1))
    schedule = Schedule("", times[None, :])
    given = run_trace(program, none, schedule, initial_state(program, none), 0, len(times) - 1)
    trace = completed(graph, given)
    scores = link_scores(graph, trace)
    return Scored(
        graph,
        {each.name: trace[each.row][:, 0] for each in graph.variables if each.row in trace},
        {_named(graph, link): values[:, 0] for link, values in scores.items()},
        _groups(graph, scores),
    )


def _groups(graph: LinkGraph, scores: Scores) -> tuple[Group, ...]:
    seen = seen_scores(ways(graph), scores)
    flows = set(graph.program.continuous[:, 1].tolist())
    made = []
    for group in groups(seen):
        states = {each.effect for each in graph.equations if each.target in flows}
        found = find_loops(seen, group, group & states)
        made.append(Group(group, found, relative_scores(seen, found.loops)[:, :, 0]))
    return tuple(made)


def _named(graph: LinkGraph, link: tuple[int, int]) -> tuple[str, str]:
    return graph.variables[link[0]].name, graph.variables[link[1]].name
