"""From a model of a file to programs: order, states and the points in time."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError

import numpy as np

from contention.case.problem import Problem
from contention.models.program import Program, Ring
from contention.models.registers import Row
from contention.models.states import InputName, InputRole, StateName, StateRole
from contention.stockflow.arguments import copied
from contention.stockflow.asked import Asked, nothing_asked
from contention.stockflow.cells import has_limits, limited, lowered
from contention.stockflow.compiled_model import CompiledModel, Shown
from contention.stockflow.emission import Emission
from contention.stockflow.graph import Cell, Tabled
from contention.stockflow.lowering import Lowering
from contention.stockflow.names import key
from contention.stockflow.ordering import Order, behind, below, cells_read, orders
from contention.stockflow.refusal import ModelError, RefusedError
from contention.stockflow.source import SourceModel
from contention.stockflow.time_points import TimePoints, time_points

MOST_SLOTS = 1_000_000
"""states of all fixed delays together"""
MOST_NAMED = 12
"""variables of a loop that a message lists"""


def compile_model(
    model: SourceModel, uncertain: Sequence[str] = (), *, own_rows: bool = False,
    asked: Asked | None = None,
) -> CompiledModel:  # fmt: skip
    """The programs of a model; `uncertain` are labels of constants that draws vary.

    Variables that are computed alike share a row, and so do equal parts of their equations; with
    `own_rows` each variable has its own, as has what flows into a level or a delay: slower, but it
    can be told which variable an equation names. With `asked` only what that needs is compiled.
    Raises ModelError with everything that keeps it from running.
    """
    lowering, problems = lowered(model)
    if problems:
        raise ModelError(tuple(sorted(problems)))
    try:
        change = nothing_asked if asked is None else asked.change
        limits = has_limits(model.variables)
        if limits:
            limited(lowering, with_inflows=True)
        own = change(lowering)
        found = orders(lowering)
        if limits and any(isinstance(each, CycleError) for each in found):
            lowering, _ = lowered(model)
            limited(lowering, with_inflows=False)
            own = change(lowering)
            found = orders(lowering)
        given = {own.get(cell, cell): each for cell, each in _cells(lowering, uncertain).items()}
        return _Assembly(model, lowering, given, own_rows, asked).compiled(*found)
    except RefusedError as fault:
        raise ModelError((fault.problem(model.run.place),)) from fault


def _cells(lowering: Lowering, labels: Sequence[str]) -> dict[int, str]:
    """The cells of variables, each with the label under which it is asked for."""
    by_key = {key(cell.label): number for number, cell in enumerate(lowering.cells) if cell.shown}
    found = {}
    for label in labels:
        number = by_key.get(key(label))
        if number is None:
            raise RefusedError(f"`{label}` is not a variable of the model", "correct the name")
        found[number] = label
    return found


@dataclass
class _Assembly:
    """Both programs of a model under construction."""

    model: SourceModel
    lowering: Lowering
    given: dict[int, str]
    own_rows: bool
    asked: Asked | None = None
    main: Emission = field(init=False)
    setup: Emission = field(init=False)
    state_cells: list[int] = field(default_factory=list)
    """the cell of each state of the program"""
    rings: list[tuple[Row, int, Row, int]] = field(default_factory=list)
    """first slot, length, output, cell"""
    measures: Mapping[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        graph = self.lowering.graph
        self.setup, self.main = Emission(graph, starting=True), Emission(graph, starting=False)
        for emission in (self.setup, self.main):
            for name in (*self.given.values(), *self.lowering.chances):
                emission.builder.given(name)

    def compiled(self, starting: Order, running: Order) -> CompiledModel:
        problems = [*self._loop(running, "in every step"), *self._loop(starting, "at the start")]
        if isinstance(running, CycleError) and isinstance(starting, CycleError):
            same = set(running.args[1]) == set(starting.args[1])
            problems = problems[:1] if same else problems
        if problems or isinstance(starting, CycleError) or isinstance(running, CycleError):
            raise ModelError(tuple(problems))
        points = self._points(starting)
        self._values(self.setup, starting)
        needed = self._needed()
        self._carried(needed)
        left = [each for each in running if each in needed and each not in self.main.cells]
        self._values(self.main, left)
        if self.asked is not None:
            rows = {each: self.main.cells[cell] for cell, each in self._wanted().items()}
            self.measures = self.asked.measures(self.main, rows)
        return self._finished(points)

    def _wanted(self) -> dict[int, str]:
        return {} if self.asked is None else _cells(self.lowering, self.asked.labels)

    def _needed(self) -> set[int]:
        """The cells of the program that runs."""
        if self.asked is None:
            return set(range(len(self.lowering.cells)))
        return behind(self.lowering, self._wanted())

    def _loop(self, order: Order, when: str) -> Iterator[Problem]:
        if not isinstance(order, CycleError):
            return
        cells = [self.lowering.cells[number] for number in order.args[1]][::-1]
        names = list(dict.fromkeys(cell.label for cell in cells))
        shown = " → ".join(names[:MOST_NAMED]) + (" → …" if len(names) > MOST_NAMED else "")
        message = f"variables need each other {when}: {shown} → {names[0]}"
        hint = "put a stock or a delay between them" if when == "in every step" else (
            "give one of them an initial value that does not need the others")  # fmt: skip
        yield Problem(cells[0].place, message, hint)

    def _points(self, order: list[int]) -> TimePoints:
        """The grid: settings come before everything that compares times."""
        found = {}
        for name, node in self.lowering.settings.items():
            cells = set(cells_read(self.lowering, node, starting=True))
            needed = below(self.lowering, cells)
            self._values(self.setup, [number for number in order if number in needed])
            value = self.setup.value(self.setup.row(node))
            if value is None or not math.isfinite(value):
                raise self._not_constant(name)
            found[name] = value
            if name == "start":
                self.setup.start = value
            elif name == "step":
                self.setup.step = self.main.step = value
        return time_points(found, self.model.run.place)

    def _not_constant(self, setting: str) -> RefusedError:
        message = f"the {setting.replace('_', ' ')} of the run is not a constant number"
        return RefusedError(message, "make it one", self.model.run.place)

    def _stop(self) -> int | None:
        """The row of the end of the run, if that moves; nothing else of the run may."""
        moving = None
        for name, node in self.lowering.settings.items():
            row = self.main.row(node)
            if self.main.value(row) is None:
                if name != "stop":
                    raise self._not_constant(name)
                moving = row
        return None if moving is None else self.main.builder.number(moving)

    def _values(self, emission: Emission, order: Sequence[int]) -> None:
        for number in order:
            if number in emission.cells:
                continue
            cell = self.lowering.cells[number]
            root = cell.initial if cell.value is None else cell.value
            row = emission.row(root if root is not None else self.lowering.number(0.0))
            if self.own_rows and cell.shown and emission is self.main:
                row = emission.own(row)
            emission.cells[number] = self._drawn(emission, number, row)

    def _drawn(self, emission: Emission, number: int, row: Row) -> Row:
        """The row of a cell's value, or of the number that a draw gives it."""
        if number not in self.given:
            return row
        if emission.value(row) is None:
            label = self.lowering.cells[number].label
            raise RefusedError(f"`{label}` is not a constant", "vary constants only")
        return emission.builder.given(self.given[number])

    def _carried(self, needed: set[int]) -> None:
        """Rows of states and of what leaves fixed delays, before what is computed from them."""
        slots = 0
        for number, cell in enumerate(self.lowering.cells):
            if cell.value is not None or number not in needed:
                continue
            start = self.setup.cells[number]
            if cell.length is not None:
                slots += self._line(number, cell)
                if slots > MOST_SLOTS:
                    message = f"fixed delays last more than {MOST_SLOTS:,} steps together"
                    raise RefusedError(message, "use longer steps", cell.place)
            elif cell.rate is None and self.setup.value(start) is not None:
                self.main.cells[number] = self.main.constant(self.setup.value(start) or 0.0)
            else:
                role = StateRole.STOCK if cell.shown else StateRole.EXPRESSION
                owner = cell.label if cell.shown else f"{cell.label}@{number}"
                self.main.cells[number] = self.main.builder.state(StateName(role, owner))
                self.state_cells.append(number)

    def _line(self, number: int, cell: Cell) -> int:
        """The slots of a fixed delay; how many."""
        row = self.setup.row(cell.length or 0)
        value = self.setup.value(row)
        if value is None or not math.isfinite(value):
            message = f"the length of a fixed delay of `{cell.label}` is not a constant number"
            raise RefusedError(message, "make it one", cell.place)
        length = int(value)
        if length > MOST_SLOTS:
            return length
        owner = f"{cell.label}@{number}"
        output = self.main.builder.input(InputName(InputRole.DELAYED, owner))
        names = [StateName(StateRole.EXPRESSION, owner, slot + 1) for slot in range(length)]
        rows = [self.main.builder.state(name) for name in names]
        self.state_cells += [number] * length
        self.main.cells[number] = output
        self.rings.append((rows[0], length, output, number))
        return length

    def _finished(self, points: TimePoints) -> CompiledModel:
        rates = {
            number: self.main.row(cell.rate)
            for number, cell in enumerate(self.lowering.cells)
            if cell.value is None and cell.rate is not None and number in self.main.cells
        }
        sources = [
            self.main.row(self.lowering.cells[number].source or 0) for *_, number in self.rings
        ]
        if self.own_rows:
            rates = {number: self.main.own(row) for number, row in rates.items()}
            sources = [self.main.own(row) for row in sources]
        self._stop()
        arguments, first_arguments = self._arguments(self.main), self._arguments(self.setup)
        setup = self._program(self.setup, points, {}, [])
        main = self._program(self.main, points, rates, sources)
        number_of = self.setup.builder.number
        return CompiledModel(
            program=main,
            setup=setup,
            starts=np.array(
                [number_of(self.setup.cells[each]) for each in self.state_cells], dtype=np.int64
            ),
            shown=tuple(self._shown()),
            times=points.times,
            saved=points.saved,
            every=points.every,
            stop=self._stop(),
            uncertain=tuple(self.given.values()),
            chances=tuple(self.lowering.chances),
            registers=tuple(dict.fromkeys(self.lowering.registers)),
            arguments=arguments,
            first_arguments=first_arguments,
            measures={key: self.main.builder.number(row) for key, row in self.measures.items()},
            time_units=self.model.run.time_units,
            readings=self.model.readings,
        )

    def _arguments(self, emission: Emission) -> tuple[tuple[str, int], ...]:
        """Label of a cell → row that shows infinite arguments of graphical functions in it."""
        graph = self.lowering.graph
        if self.own_rows or self.asked or not any(isinstance(kind, Tabled) for kind in graph.kinds):
            return ()
        found = []
        for cell in self.lowering.cells:
            moving = (cell.value, cell.rate, cell.source)
            for root in (cell.initial,) if emission.starting else moving:
                copy = None if root is None else copied(
                    graph, root, self.lowering.cells,
                    lambda node: emission.value(emission.row(node)), starting=emission.starting,
                )  # fmt: skip
                if copy is not None:
                    found.append((cell.label, emission.builder.number(emission.row(copy))))
        return tuple(found)

    def _program(
        self, emission: Emission, points: TimePoints, rates: dict[int, Row], sources: list[Row]
    ) -> Program:
        builder = emission.builder
        rows, number = builder.layout(), builder.number
        continuous = [(number(emission.cells[cell]), number(rate)) for cell, rate in rates.items()]
        last = 0 if emission.starting else len(points.times) - 1
        return Program(
            rows=rows,
            instructions=builder.encoded(),
            continuous=np.array(continuous, dtype=np.int32).reshape(-1, 2),
            bounds=np.tile([-np.inf, np.inf], (len(continuous), 1)),
            events=(),
            rings=tuple(
                Ring(number(first), length, number(source), number(output))
                for (first, length, output, _), source in zip(self.rings, sources, strict=True)
            ) if sources else (),
            tables=tuple(builder.tables),
            outputs={},
            measures={},
            initial={},
            at_present={},
            start=points.start,
            present=points.start,
            end=points.start + last * points.step,
            step=points.step,
            method=self.model.run.method,
            goes_on=True,
            lists=tuple(tuple(number(row) for row in each) for each in builder.lists),
        )  # fmt: skip

    def _shown(self) -> Iterator[Shown]:
        defined = self.lowering.unrolled.defined
        for (name, elements), cell in self.lowering.numbers.items():
            if cell not in self.main.cells:
                continue
            row = self.main.cells[cell]
            value = self.main.value(row)
            variable = defined[name, elements].variable
            yield Shown(
                label=self.lowering.cells[cell].label,
                row=self.main.builder.number(row),
                constant=value is not None,
                value=math.nan if value is None else value,
                units=variable.units,
                documentation=variable.documentation,
            )
