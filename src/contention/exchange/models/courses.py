"""Values over the grid of a run as expressions of time, for one scenario or several."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from contention.exchange.models.equations import (
    Call,
    Expression,
    Lookup,
    Name,
    Number,
    call,
    choose,
)
from contention.models.program import Floats1d

Mask = NDArray[np.bool_]
"""one truth value for each grid point"""
DECIMALS = 7
"""of a point of a graph"""
SEGMENTS = 12
"""straight parts of a course up to which it is written as conditions on time"""


@dataclass
class Courses:
    """Writes courses; each graphical function that they need is a variable of its own."""

    times: Floats1d
    scenario: Name
    steps: Name
    """how many steps have passed"""
    clock: Name
    """the time of the grid point, without the rounding that other tools gather"""
    variable: Callable[[str, Expression], Name]
    made: dict[Lookup, Name] = field(default_factory=dict)

    @property
    def half(self) -> float:
        """Half a step: times of different tools agree to less than that."""
        return float(self.times[1] - self.times[0]) / 2

    def by_scenario(self, courses: Sequence[Floats1d], name: str) -> Expression:
        """The course of the scenario that is chosen; scenarios count from 1."""
        return self.chosen([self.course(each, name) for each in courses])

    def chosen(self, expressions: Sequence[Expression]) -> Expression:
        """The expression of the scenario that is chosen; the most frequent one comes last."""
        common = max(expressions, key=lambda each: sum(each == other for other in expressions))
        found = common
        for number, each in reversed(list(enumerate(expressions, 1))):
            if each != common:
                found = choose(Call("equal", (self.scenario, Number(float(number)))), each, found)
        return found

    def course(self, values: Floats1d, name: str) -> Expression:
        """One value for each grid point as an expression of time."""
        kept = _corners(self.times, values)
        if len(kept) - 1 <= SEGMENTS:
            return self._segments(kept.tolist(), values)
        return self._graph(kept, values, name)

    def _segments(self, kept: list[int], values: Floats1d) -> Expression:
        """Straight lines between corners, each until the next corner, the last one first."""
        found: Expression = Number(float(values[-1]))
        for first, last in reversed(list(pairwise(kept))):
            low, high = float(values[first]), float(values[last])
            line: Expression = Number(low)
            if low != high:
                passed = call("subtract", self.clock, Number(float(self.times[first])))
                length = float(self.times[last]) - float(self.times[first])
                slope = call("multiply", Number((high - low) / length), passed)
                line = Number(low) if last == first + 1 else call("add", Number(low), slope)
            until = Number(float(self.times[last]) - self.half)
            found = choose(Call("less", (self.clock, until)), line, found)
        return found

    def _graph(self, kept: NDArray[np.int64], values: Floats1d, name: str) -> Expression:
        """A graphical function over the number of the step, in two parts of seven decimals.

        PySD 3.14.3 reads eight digits of the points of a graph.
        """
        scale = float(np.abs(values[kept]).max())
        main = np.round(values[kept] / scale, DECIMALS)
        rest = np.round((values[kept] / scale - main) * 10.0**DECIMALS, DECIMALS)
        found: Expression = self._named(kept, main, name)
        if rest.any():
            small = self._named(kept, rest, f"{name} rest")
            found = call("add", found, call("multiply", Number(10.0**-DECIMALS), small))
        return call("multiply", Number(scale), found)

    def _named(self, kept: NDArray[np.int64], values: Floats1d, name: str) -> Name:
        x, y = tuple(kept.astype(float).tolist()), tuple(values.tolist())
        graph = Lookup(x, y, self.steps)
        if graph not in self.made:
            self.made[graph] = self.variable(f"course of {name}", graph)
        return self.made[graph]

    def at(self, index: int) -> Expression:
        """Whether the time is this grid point."""
        return self.between(index, index + 1)

    def between(self, first: int, last: int) -> Expression:
        """Whether the time is at grid point `first` or later, and before `last`."""
        low = Call("less", (Number(float(self.times[first]) - self.half), self.clock))
        if last >= len(self.times):
            return low
        high = Call("less", (self.clock, Number(float(self.times[last]) - self.half)))
        return Call("and", (low, high))

    def spans(self, mask: Mask) -> Expression | None:
        """Whether the time is where a mask is set; None if it is set nowhere."""
        edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(int)))
        pairs = [(int(edges[k]), int(edges[k + 1])) for k in range(0, len(edges), 2)]
        found: Expression | None = None
        for first, last in pairs:
            span = self.between(first, last)
            found = span if found is None else Call("or", (found, span))
        return found


def _corners(times: Floats1d, values: Floats1d) -> NDArray[np.int64]:
    """Indices of the points that a line between their neighbours misses, and both ends."""
    kept = [0]
    for index in range(1, len(values) - 1):
        before, after = kept[-1], index + 1
        share = (times[index] - times[before]) / (times[after] - times[before])
        line = values[before] + share * (values[after] - values[before])
        size = abs(values[index]) + abs(values[before]) + abs(values[after])
        if abs(values[index] - line) > 1e-13 * size:
            kept.append(index)
    return np.asarray([*kept, len(values) - 1], dtype=np.int64)


def clipped(value: Expression, low: float, high: float) -> Expression:
    """A value held between bounds that are there."""
    if low != -np.inf:
        value = call("max", Number(low), value)
    return value if high == np.inf else call("min", Number(high), value)
