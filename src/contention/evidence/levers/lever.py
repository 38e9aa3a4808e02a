"""Levers: what the scenarios and demands of a case do, whole and action by action."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from contention.case.checks.actions import held_at, overlap
from contention.case.model import (
    Action,
    Case,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
    Times,
)
from contention.case.problem import Place

NOWHERE = Place("")


@dataclass(frozen=True)
class Lever:
    """Actions that are taken together, and compared with taking none."""

    id: str
    """id of the scenario, or `scenario/factor` of one of its actions"""
    title: str
    """of the scenario; empty if it is only a part of one"""
    actions: tuple[Action, ...]
    """without their places, so that equal ones are equal"""
    scenarios: tuple[str, ...]
    """those that take all of these actions"""
    demands: tuple[str, ...] = ()
    """those that ask for just these"""

    @property
    def single(self) -> bool:
        """Whether it acts on one factor, or takes out one claim."""
        return len(_by_subject(self.actions)) == 1

    def sets(self, factor: str) -> bool:
        """Whether it holds or shocks a factor itself."""
        return any(
            action.factor == factor
            for action in self.actions
            if not isinstance(action, RemoveAction)
        )


def levers(case: Case, baseline: str) -> tuple[Lever, ...]:
    """Every scenario but the baseline that does something, then its actions one by one.

    What several scenarios do alike is one lever. A demand belongs to the actions of its scenario
    on its factor, or to all of them.
    """
    found: dict[frozenset[Action], Lever] = {}
    used = [item for id_, item in case.scenarios.items() if id_ != baseline and item.actions]
    for scenario in used:
        actions = placeless(scenario.actions)
        found.setdefault(frozenset(actions), Lever(scenario.id, scenario.title, actions, ()))
    for scenario in used:
        for factor, actions in _by_subject(placeless(scenario.actions)).items():
            id_ = f"{scenario.id}/{factor}"
            found.setdefault(frozenset(actions), Lever(id_, "", actions, ()))
    demanded = _demanded(case)
    taken = {item.id: frozenset(placeless(item.actions)) for item in used}
    return tuple(
        replace(
            lever,
            scenarios=tuple(id_ for id_, every in taken.items() if actions <= every),
            demands=tuple(demanded.get(actions, ())),
        )
        for actions, lever in found.items()
    )


def placeless(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Actions without the places at which the case has them."""
    return tuple(replace(action, place=NOWHERE) for action in actions)


def _by_subject(actions: Iterable[Action]) -> Mapping[str, tuple[Action, ...]]:
    """The actions on each factor, or on each claim that is removed."""
    found: dict[str, tuple[Action, ...]] = {}
    for action in actions:
        name = action.claim if isinstance(action, RemoveAction) else action.factor
        found[name] = (*found.get(name, ()), action)
    return found


def _demanded(case: Case) -> Mapping[frozenset[Action], list[str]]:
    found: dict[frozenset[Action], list[str]] = {}
    for demand in case.demands.values():
        if demand.scenario is None:
            continue
        actions = placeless(case.scenarios[demand.scenario].actions)
        mine = _by_subject(actions).get(demand.factor or "", actions)
        found.setdefault(frozenset(mine), []).append(demand.id)
    return found


@dataclass(frozen=True)
class Refusal:
    """Why two actions cannot be taken together."""

    factor: str
    """id of the factor on which they clash"""
    why: str
    """`held twice` or `shocked while held`"""


def combined(case: Case, id_: str, chosen: Iterable[Lever]) -> Scenario | Refusal:
    """One scenario with all actions of some levers, or what keeps them apart.

    Equal actions are taken once; of a claim that several remove the earliest removal counts.
    """
    actions: list[Action] = []
    for lever in chosen:
        for action in lever.actions:
            if action in actions:
                continue
            for other in actions:
                clash = _clash(case.times, action, other)
                if clash is not None:
                    return clash
            actions.append(action)
    return Scenario(id_, id_, tuple(_earliest(actions)))


def _clash(times: Times, one: Action, other: Action) -> Refusal | None:
    match one, other:
        case (SetAction(), SetAction()) if one.factor == other.factor and overlap(
            times, one, other
        ):
            return Refusal(one.factor, "held twice")
        case (SetAction(), ShockAction()) if one.factor == other.factor and held_at(
            times, one, other.at
        ):
            return Refusal(one.factor, "shocked while held")
        case (ShockAction(), SetAction()):
            return _clash(times, other, one)
    return None


def _earliest(actions: Iterable[Action]) -> Iterable[Action]:
    """The actions, of each claim that is removed only the earliest removal."""
    first: dict[str, float] = {}
    for action in actions:
        if isinstance(action, RemoveAction):
            first[action.claim] = min(action.at, first.get(action.claim, action.at))
    for action in actions:
        if not isinstance(action, RemoveAction) or first.pop(action.claim, None) == action.at:
            yield action
