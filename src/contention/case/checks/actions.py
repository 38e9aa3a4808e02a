"""Whether the actions of one scenario conflict."""

from collections.abc import Iterator
from itertools import combinations

from contention.case.checks.grid import nearest
from contention.case.convert.converter import Converter
from contention.case.draft import Located
from contention.case.model import (
    Action,
    Case,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
    Times,
)
from contention.case.schema.scenarios import ScenarioEntry

Numbered = tuple[int, Action]


def check_actions(reading: Converter, case: Case) -> None:
    """Note holds that overlap, shocks within a hold, and claims that are removed twice."""
    for id_, entry in reading.draft.scenarios.items():
        actions = tuple(_numbered(entry, case.scenarios[id_]))
        _check_removals(reading, entry, actions)
        if reading.times_known:
            _check_holds(reading, entry, actions)
            _check_shocks(reading, entry, actions)


def _numbered(entry: Located[ScenarioEntry], scenario: Scenario) -> Iterator[Numbered]:
    """The actions that could be read, with their numbers in the file."""
    number_of = {entry.place("actions", n): n for n in range(len(entry.body.actions))}
    for action in scenario.actions:
        yield number_of[action.place], action


def _check_removals(
    reading: Converter, entry: Located[ScenarioEntry], actions: tuple[Numbered, ...]
) -> None:
    first: dict[str, RemoveAction] = {}
    for number, action in actions:
        if not isinstance(action, RemoveAction):
            continue
        before = first.setdefault(action.claim, action)
        if before is not action:
            message = f"`{action.claim}` is removed already, at {before.place}"
            hint = "keep the earlier of the two: a removed claim does not come back"
            reading.draft.note(entry.place("actions", number, "remove"), message, hint)


def _check_holds(
    reading: Converter, entry: Located[ScenarioEntry], actions: tuple[Numbered, ...]
) -> None:
    holds = [(n, action) for n, action in actions if isinstance(action, SetAction)]
    for (_, one), (number, other) in combinations(holds, 2):
        if one.factor == other.factor and overlap(reading.times, one, other):
            message = f"`{one.factor}` is held at this time already, at {one.place}"
            hint = "end the earlier one with `until:` at the date on which the later one begins"
            reading.draft.note(entry.place("actions", number, "set"), message, hint)


def overlap(times: Times, one: SetAction, other: SetAction) -> bool:
    """Whether both hold at some grid point; back to back they do not."""
    begins = max(nearest(times, one.at), nearest(times, other.at))
    return begins < min(_end(times, one), _end(times, other))


def held_at(times: Times, hold: SetAction, moment: float) -> bool:
    """Whether a hold is in force at a date."""
    return nearest(times, hold.at) <= nearest(times, moment) < _end(times, hold)


def _end(times: Times, hold: SetAction) -> int:
    """The first grid point at which a hold is over."""
    return nearest(times, times.end) + 1 if hold.until is None else nearest(times, hold.until)


def _check_shocks(
    reading: Converter, entry: Located[ScenarioEntry], actions: tuple[Numbered, ...]
) -> None:
    times = reading.times
    holds = [action for _, action in actions if isinstance(action, SetAction)]
    for number, action in actions:
        if not isinstance(action, ShockAction):
            continue
        for hold in holds:
            if hold.factor == action.factor and held_at(times, hold, action.at):
                message = f"`{action.factor}` is held at this time, at {hold.place}: nothing moves"
                hint = "move the shock, end the hold before it, or set another value instead"
                reading.draft.note(entry.place("actions", number, "shock"), message, hint)
