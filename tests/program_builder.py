"""Programs made by hand, for the tests of the engine: rows by name, numbers at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from contention.models.program import (
    EventRows,
    Floats2d,
    Op,
    Program,
    Reducer,
    ReducerKind,
    Ring,
    RowMap,
    Schedule,
)
from contention.models.states import TIME, InputName, InputRole, StateName, StateRole

Ref = tuple[str, int]
FREE = (-np.inf, np.inf)
STEPS = 100
STEP = 0.1
START = 2000.0
END = START + STEPS * STEP
KINDS: tuple[ReducerKind, ...] = (
    "initial",
    "final",
    "at",
    "change",
    "min",
    "max",
    "mean",
    "integral",
)


@dataclass
class ProgramBuilder:
    """Collects rows and instructions; `build` numbers them."""

    constants: list[float] = field(default_factory=list)
    parameters: list[str] = field(default_factory=list)
    inputs: list[InputName] = field(default_factory=lambda: [TIME])
    states: list[StateName] = field(default_factory=list)
    lines: list[tuple[Op, tuple[Ref | int, ...]]] = field(default_factory=list)
    slopes: list[tuple[Ref, Ref, tuple[float, float]]] = field(default_factory=list)
    begins: dict[Ref, Ref] = field(default_factory=dict)
    presents: dict[Ref, Ref] = field(default_factory=dict)
    events: list[dict[str, object]] = field(default_factory=list)
    rings: list[tuple[Ref, int, Ref, Ref]] = field(default_factory=list)
    tables: list[Floats2d] = field(default_factory=list)

    def constant(self, value: float) -> Ref:
        self.constants.append(value)
        return "constant", len(self.constants) - 1

    def parameter(self) -> Ref:
        self.parameters.append(f"p{len(self.parameters)}")
        return "parameter", len(self.parameters) - 1

    def input(self, name: str) -> Ref:
        self.inputs.append(InputName(InputRole.VALUE, name))
        return "input", len(self.inputs) - 1

    @property
    def time(self) -> Ref:
        return "input", 0

    def state(self, initial: Ref | None = None) -> Ref:
        self.states.append(StateName(StateRole.DEVIATION, f"s{len(self.states)}"))
        ref = ("state", len(self.states) - 1)
        if initial is not None:
            self.begins[ref] = initial
        return ref

    def do(self, op: Op, *operands: Ref | int) -> Ref:
        self.lines.append((op, operands))
        return "temporary", len(self.lines) - 1

    def slope(self, state: Ref, slope: Ref, bounds: tuple[float, float] = FREE) -> None:
        self.slopes.append((state, slope, bounds))

    def event(self, *, hazard: Ref, thresholds: Sequence[Ref], duration: Ref,
              kicks: Sequence[Ref] = ()) -> tuple[Ref, Ref, Ref, Ref]:  # fmt: skip
        """An event whose hazard gathers while it is off: on, count, remaining, hazard state."""
        on, count, remaining, gathered = (self.state() for _ in range(4))
        nothing = self.constant(0.0)
        self.slope(gathered, self.do(Op.SELECT, on, nothing, hazard))
        self.events.append(
            {
                "refs": (on, count, remaining, gathered),
                "thresholds": tuple(thresholds),
                "duration": duration,
                "kicks": tuple(kicks),
            }
        )
        return on, count, remaining, gathered

    def delay(self, source: Ref, length: int, output: Ref) -> None:
        slots = [self.state() for _ in range(length)]
        self.rings.append((slots[0], length, source, output))

    def number(self, ref: Ref | int) -> int:
        if isinstance(ref, int):
            return ref
        sizes = {"constant": len(self.constants), "parameter": len(self.parameters),
                 "input": len(self.inputs), "state": len(self.states)}  # fmt: skip
        before = list(sizes)[: list(sizes).index(ref[0])] if ref[0] in sizes else list(sizes)
        return sum(sizes[kind] for kind in before) + ref[1]

    def build(
        self,
        steps: int,
        step: float = 0.1,
        method: Literal["euler", "rk4"] = "euler",
        start: float = 2000.0,
    ) -> Program:
        instructions = []
        for place, (op, operands) in enumerate(self.lines):
            numbers = [self.number(operand) for operand in operands]
            padded = [*numbers, *[-1] * (3 - len(numbers))]
            instructions.append((int(op), self.number(("temporary", place)), *padded))
        rows = RowMap(np.array(self.constants, dtype=float), tuple(self.parameters),
                      tuple(self.inputs), tuple(self.states),
                      self.number(("temporary", len(self.lines))))  # fmt: skip
        number = self.number
        return Program(
            rows=rows,
            instructions=np.array(instructions, dtype=np.int32).reshape(-1, 5),
            continuous=np.array(
                [(number(s), number(d)) for s, d, _ in self.slopes], dtype=np.int32
            ).reshape(-1, 2),
            bounds=np.array([bounds for _, _, bounds in self.slopes]).reshape(-1, 2),
            events=tuple(self._event(**event) for event in self.events),  # type: ignore[arg-type]
            rings=tuple(Ring(number(f), n, number(s), number(o)) for f, n, s, o in self.rings),
            tables=tuple(self.tables),
            outputs={},
            measures={},
            initial={number(state): number(value) for state, value in self.begins.items()},
            at_present={number(state): number(value) for state, value in self.presents.items()},
            start=start,
            present=start,
            end=start + steps * step,
            step=step,
            method=method,
        )

    def _event(self, refs: tuple[Ref, Ref, Ref, Ref], thresholds: tuple[Ref, ...],
               duration: Ref, kicks: tuple[Ref, ...]) -> EventRows:  # fmt: skip
        on, count, remaining, gathered = (self.number(ref) for ref in refs)
        return EventRows("event", on, count, remaining, gathered,
                         tuple(self.number(ref) for ref in thresholds), self.number(duration),
                         tuple(self.number(ref) for ref in kicks))  # fmt: skip


def plain_schedule(program: Program, *inputs: npt.ArrayLike) -> Schedule:
    """Time, then the given inputs, on the whole grid."""
    points = round((program.end - program.start) / program.step) + 1
    times = program.start + program.step * np.arange(points)
    return Schedule("", np.array([times, *map(np.asarray, inputs)], dtype=np.float64))


def decay(
    bounds: tuple[float, float] = FREE, method: Literal["euler", "rk4"] = "euler"
) -> tuple[Program, Ref]:
    """y' = -k y from 2, and the row of y."""
    builder = ProgramBuilder()
    rate, begin = builder.parameter(), builder.constant(2.0)
    y = builder.state(begin)
    builder.slope(y, builder.do(Op.NEGATE, builder.do(Op.MULTIPLY, rate, y)), bounds)
    program = builder.build(STEPS, STEP, method)
    return program, ("row", builder.number(y))


def rates(draws: int) -> Floats2d:
    return np.linspace(0.1, 0.9, draws)[None, :]


def reducers(row: int, start: float = START, end: float = END) -> list[Reducer]:
    return [Reducer(kind, row, start, end) for kind in KINDS]
