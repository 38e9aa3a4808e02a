"""What happens to states at grid points: shocks, interventions and events, and their flows.

A state that nothing jumps or holds is a plain stock. Any other is a stock that carries its value
from step to step, with a variable `… now` that shocks and interventions have reached, as the engine
has it at each grid point (`runs/kernel.py`); its flow leads to the next value in one Euler step.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from contention.exchange.models.courses import Mask, clipped
from contention.exchange.models.equations import (
    ONE,
    ZERO,
    Call,
    Expression,
    Name,
    Number,
    Stock,
    call,
    choose,
)
from contention.exchange.models.mechanics import FOREVER, Mechanics, words_of
from contention.models.program import EventRows, Floats1d, Program, StateColumn
from contention.models.schedule import HISTORY
from contention.models.states import StateName

SLACK = 1e-6
"""share of a step that counts as zero, as in `runs/events.py`"""


@dataclass(frozen=True)
class State:
    """One state row and the stock that carries it."""

    mechanics: Mechanics
    row: int
    name: StateName

    @cached_property
    def stock(self) -> str:
        """Name of the stock."""
        return self.mechanics.names.of(f"{self.name.role.value} of {_words(self.name)}")


def _words(name: StateName) -> str:
    words = words_of(name.owner)
    return f"{words} stage {name.stage}" if name.stage else words


@dataclass
class Arrivals:
    """What happens to states at grid points: shocks, interventions, events."""

    mechanics: Mechanics
    states: Mapping[int, State]
    now: dict[int, Expression] = field(default_factory=dict)
    """state row → its value after what arrives at the grid point"""
    held: dict[int, Expression] = field(default_factory=dict)
    """state row → condition under which it is held"""

    @property
    def program(self) -> Program:
        """The compiled account."""
        return self.mechanics.program

    def seen(self) -> dict[int, Expression]:
        """State row → the variable that equations see."""
        jumped = {row: self._jumped(row) for row in self.states}
        self.now = dict(jumped)
        for event in self.program.events:
            self._release(event)
        before = dict(self.now)
        for row in self.states:
            self._hold(row)
        for event in self.program.events:
            self._switch(event, before)
        for row, state in self.states.items():
            if not isinstance(self.now[row], Name):
                words = f"{state.name.role.value} of {_words(state.name)} now"
                self.now[row] = self.mechanics.variable(words, self.now[row])
        return dict(self.now)

    def _bounds(self, row: int) -> tuple[float, float]:
        for (state, _), (low, high) in zip(
            self.program.continuous, self.program.bounds, strict=True
        ):
            if state == row:
                return float(low), float(high)
        return -np.inf, np.inf

    def _jumped(self, row: int) -> Expression:
        """Its value after the shocks of a grid point, in their order."""
        value: Expression = Name(self.states[row].stock)
        present = self.mechanics.present
        source = self.program.at_present.get(row)
        if source is not None and present > 0:
            at = self.mechanics.courses.at(present)
            value = choose(at, Number(self._number(source)), value)
        schedules = self.mechanics.plan.schedules
        past = [each for each in schedules[HISTORY].jumps if each.index < present]
        for jump in (each for each in past if each.state == row):
            value = self._after(value, row, jump.index, jump.factor, jump.add)
        for number, scenario in enumerate(self.mechanics.scenarios, 1):
            mine = Call("equal", (self.mechanics.scenario, Number(float(number))))
            for jump in schedules[scenario].jumps:
                if jump.state == row and jump.index >= present:
                    value = self._after(value, row, jump.index, jump.factor, jump.add, mine)
        return value

    def _after(
        self, value: Expression, row: int, index: int, factor: float, add: float,
        only: Expression | None = None,
    ) -> Expression:  # fmt: skip
        when = self.mechanics.courses.at(index)
        if only is not None:
            when = Call("and", (only, when))
        scaled = call("multiply", Number(factor), value) if factor else ZERO
        moved = clipped(call("add", scaled, Number(min(add, FOREVER))), *self._bounds(row))
        return choose(when, moved, value)

    def _number(self, source: int) -> float:
        rows = self.program.rows
        constant = source < rows.first_parameter
        given = (
            rows.constants[source]
            if constant
            else (self.mechanics.numbers[source - rows.first_parameter])
        )
        return float(given)

    def _course(self, row: int, scenario: str) -> Floats1d:
        """What a scenario holds a state at over the grid; NaN where it does not."""
        values = np.full(len(self.mechanics.courses.times), np.nan)
        for hold in self.mechanics.plan.schedules[scenario].holds:
            if hold.state == row:
                values = np.where(np.isnan(hold.values), values, hold.values)
        values[: self.mechanics.present] = np.nan
        return values

    def _hold(self, row: int) -> None:
        courses = [self._course(row, scenario) for scenario in self.mechanics.scenarios]
        held = self._where(~np.isnan(each) for each in courses)
        if held is None:
            return
        name = _words(self.states[row].name)
        values = self.mechanics.courses.by_scenario([_filled(each) for each in courses], name)
        self.held[row] = held
        self.now[row] = choose(held, values, self.now[row])

    def _where(self, masks: Iterable[Mask]) -> Expression | None:
        """A condition that is true where the mask of the chosen scenario is set."""
        found: Expression | None = None
        for number, mask in enumerate(masks, 1):
            spans = self.mechanics.courses.spans(mask)
            if spans is None:
                continue
            mine = Call("equal", (self.mechanics.scenario, Number(float(number))))
            both = Call("and", (mine, spans))
            found = both if found is None else Call("or", (found, both))
        return found

    def _release(self, event: EventRows) -> None:
        """An event that only a hold kept on ends with it."""
        masks = []
        for scenario in self.mechanics.scenarios:
            held = ~np.isnan(self._course(event.on, scenario))
            masks.append(np.concatenate([[False], held[:-1] & ~held[1:]]))
        released = self._where(masks)
        if released is not None:
            over = Call("less_equal", (self.now[event.remaining], ZERO))
            self.now[event.on] = choose(Call("and", (released, over)), ZERO, self.now[event.on])

    def _switch(self, event: EventRows, before: Mapping[int, Expression]) -> None:
        """What a hold on an event brings with it."""
        held = self.held.get(event.on)
        if held is None:
            return
        on = self.mechanics.variable(f"on of {event.factor} held", self.now[event.on])
        self.now[event.on] = on
        off = Call("equal", (on, ZERO))
        self.now[event.remaining] = choose(
            Call("and", (held, off)), ZERO, self.now[event.remaining]
        )
        begun = Call("and", (Call("not", (off,)), Call("equal", (before[event.on], ZERO))))
        for kick in event.kicks:
            self.now[kick] = choose(Call("and", (held, begun)), ONE, self.now[kick])

    def go(self, row: Mapping[int, Expression]) -> None:
        """The flows of all states, one Euler step ahead."""
        after: dict[int, Expression] = {}
        rates: dict[int, Expression] = {}
        for line in self.program.continuous:
            moving, rate = int(line[StateColumn.STATE]), row[int(line[StateColumn.DERIVATIVE])]
            if moving in self.held:
                rate = choose(self.held[moving], ZERO, rate)
            rates[moving] = rate
            moved = call("add", self.now[moving], call("multiply", self.mechanics.step, rate))
            after[moving] = clipped(moved, *self._bounds(moving))
        changed: set[int] = set()
        for event in self.program.events:
            changed |= self._settle(event, after)
        for number, state in self.states.items():
            self._stock(state, after.get(number, self.now[number]), rates.get(number),
                        number in changed)  # fmt: skip

    def _stock(
        self, state: State, after: Expression, rate: Expression | None, changed: bool
    ) -> None:
        carried = Name(state.stock)
        free = rate is not None and not changed and self.now[state.row] == carried
        unbounded = self._bounds(state.row) == (-np.inf, np.inf)
        if free and unbounded and rate is not None:
            flow = rate
        else:
            flow = call("divide", call("subtract", after, carried), self.mechanics.step)
        source = self.program.initial.get(state.row)
        initial = 0.0 if source is None else self._number(source)
        self.mechanics.stocks.append(Stock(state.stock, initial, flow))

    def _settle(self, event: EventRows, after: dict[int, Expression]) -> set[int]:
        """An event fires or ends at the end of a step; gives the states that this changes."""
        make, free = self.mechanics.variable, self._free(event)
        on, remaining = self.now[event.on], self.now[event.remaining]
        hazard = after.get(event.hazard_state, self.now[event.hazard_state])
        off = Call("equal", (on, ZERO))
        reached = Call("less_equal", (self._threshold(event), hazard))
        fires = make(f"fires {event.factor}", choose(free(Call("and", (off, reached))), ONE, ZERO))
        fired = Call("equal", (fires, ONE))
        passed = choose(off, ZERO, self.mechanics.step)
        left = make(f"left of {event.factor}", call("subtract", remaining, passed))
        slack = call("multiply", Number(SLACK), self.mechanics.step)
        ended = free(Call("less_equal", (left, slack)))
        duration = Number(min(self._number(event.duration), FOREVER))
        gone = choose(ended, ZERO, left)
        stays = self.held.get(event.on)
        if stays is not None:
            gone = choose(stays, remaining, gone)
        after[event.on] = choose(fired, ONE, choose(ended, ZERO, on))
        after[event.remaining] = choose(fired, duration, gone)
        after[event.count] = call("add", self.now[event.count], fires)
        after[event.hazard_state] = choose(fired, ZERO, hazard)
        for kick in event.kicks:
            after[kick] = choose(fired, ONE, after.get(kick, self.now[kick]))
        return {event.on, event.remaining, event.count, event.hazard_state, *event.kicks}

    def _free(self, event: EventRows) -> Callable[[Expression], Expression]:
        """Makes a condition true only while nothing holds the event."""
        held = self.held.get(event.on)

        def free(condition: Expression) -> Expression:
            return condition if held is None else Call("and", (Call("not", (held,)), condition))

        return free

    def _threshold(self, event: EventRows) -> Expression:
        found: Expression = Number(FOREVER)
        for number, row in reversed(list(enumerate(event.thresholds))):
            value = Number(min(self._number(row), FOREVER))
            count = self.now[event.count]
            found = choose(Call("less", (count, Number(number + 0.5))), value, found)
        return found


def _filled(values: Floats1d) -> Floats1d:
    """A course with its gaps filled by what comes before, so that few points describe it."""
    known = np.flatnonzero(~np.isnan(values))
    if len(known) == 0:
        return np.zeros_like(values)
    nearest = np.clip(np.searchsorted(known, np.arange(len(values)), side="right") - 1, 0, None)
    return np.asarray(values[known[nearest]])
