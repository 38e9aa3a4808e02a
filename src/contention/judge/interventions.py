"""What a comparison turns on: what differs between its scenarios, or what moves within one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from contention.case.model import (
    Action,
    Case,
    Factor,
    InputShape,
    RemoveAction,
    SetAction,
)
from contention.case.problem import Place
from contention.judge.question import QuestionLeaf
from contention.maps.causal_map import CausalMap, MapLink
from contention.models.model import Measure

NOWHERE = Place("")


@dataclass(frozen=True)
class Lever:
    """Where a difference enters the system, whether or not the account's map has that factor."""

    kind: Literal["set", "shock", "remove", "input", "hazard", "course"]
    """`course`: a model file moves of itself, without a scenario"""
    sources: tuple[str, ...]
    """factors that it moves first; empty if the account lacks them"""
    name: str
    """title for readers"""
    claim: str | None = None
    """the claim that the scenarios differ in, if it is one"""
    factor: str | None = None
    """the factor that it is about, whether or not the account has that; None for a claim"""

    @property
    def id(self) -> str:
        """Id of the factor that it is about, or of the claim that the scenarios differ in."""
        return self.factor or self.claim or ""


def levers(
    case: Case, causal_map: CausalMap, scenarios: Iterable[str], leaves: Iterable[QuestionLeaf]
) -> tuple[Lever, ...]:
    """The levers of a comparison of `leaves` between `scenarios`, or within a single one.

    What happens after the last date in the test is left out.
    """
    used = tuple(dict.fromkeys(scenarios))
    measures = [leaf.measure for leaf in leaves]
    until = max((measure.end for measure in measures), default=case.times.end)
    if len(used) > 1:
        found = [_of_action(case, causal_map, action) for action in differing(case, used, until)]
    else:
        taken = actions(case, used[0] if used else "", until)
        found = [_of_action(case, causal_map, action) for action in taken]
        found += _moving(case, causal_map, case.times.present, until)
        if causal_map.moving:
            found.append(Lever("course", causal_map.moving, "the model's own course"))
    return tuple(dict.fromkeys(found))


def differing(case: Case, scenarios: tuple[str, ...], until: float) -> tuple[Action, ...]:
    """Actions up to a date that some of the scenarios take and others do not."""
    each = [actions(case, scenario, until) for scenario in scenarios]
    shared = set.intersection(*map(set, each)) if each else set()
    every = dict.fromkeys(action for taken in each for action in taken)
    return tuple(action for action in every if action not in shared)


def held(case: Case, scenarios: Iterable[str], until: float, before: float) -> frozenset[str]:
    """Factors that all the scenarios hold from `before` at the latest up to `until`."""
    each = [
        {
            action.factor
            for action in actions(case, scenario, until)
            if isinstance(action, SetAction) and action.at <= before and _lasts(action, until)
        }
        for scenario in scenarios
    ]
    return frozenset(set.intersection(*each)) if each else frozenset()


def sets(case: Case, leaf: QuestionLeaf) -> bool:
    """Whether the leaf's scenario sets all its factors throughout its window."""
    return bool(leaf.factors) and all(_set(case, leaf.measure, name) for name in leaf.factors)


def _set(case: Case, measure: Measure, factor: str) -> bool:
    """Whether the scenario of a measure holds a factor over the whole of its window."""
    start = measure.end if measure.kind in ("final", "at") else measure.start
    end = measure.start if measure.kind == "initial" else measure.end
    held = [
        action
        for action in actions(case, measure.scenario, end)
        if isinstance(action, SetAction) and action.factor == factor
    ]
    until = end + case.times.step  # on its last date an input already runs its own course again
    lasting = all(action.until is None or action.until >= until for action in held)
    return lasting and any(action.at <= start for action in held)


def first_date(case: Case, scenarios: tuple[str, ...], until: float) -> float:
    """When the scenarios begin to differ."""
    return min((action.at for action in differing(case, scenarios, until)), default=until)


def _lasts(action: SetAction, until: float) -> bool:
    return action.until is None or action.until >= until


def actions(case: Case, scenario: str, until: float) -> tuple[Action, ...]:
    """Actions of a scenario up to a date, without their places, so that equal ones are equal."""
    if scenario not in case.scenarios:
        return ()
    every = case.scenarios[scenario].actions
    return tuple(replace(action, place=NOWHERE) for action in every if action.at <= until)


def _of_action(case: Case, causal_map: CausalMap, action: Action) -> Lever:
    if isinstance(action, RemoveAction):
        carried = [link for link in causal_map.links if action.claim in link.claims]
        return Lever("remove", _effects(carried), _claim_name(case, action.claim), action.claim)
    kind: Literal["set", "shock"] = "set" if isinstance(action, SetAction) else "shock"
    return _on_factor(kind, causal_map, case.factors[action.factor])


def _on_factor(
    kind: Literal["set", "shock", "input", "hazard"], causal_map: CausalMap, factor: Factor
) -> Lever:
    sources = (factor.id,) if factor.id in causal_map.factors else ()
    return Lever(kind, sources, factor.title, factor=factor.id)


def _effects(links: Iterable[MapLink]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.effect for link in links))


def _claim_name(case: Case, claim: str) -> str:
    """`cause → effect` of a claim or assumption, by title."""
    found = case.claims.get(claim) or case.assumptions.get(claim)
    if found is None:
        return claim
    ends = (found.relation.cause, found.relation.effect)
    return " → ".join(case.factors[end].title if end in case.factors else end for end in ends)


def _moving(case: Case, causal_map: CausalMap, start: float, end: float) -> Iterator[Lever]:
    """Inputs that move and hazards that are active between two dates."""
    for factor in case.factors.values():
        if factor.kind == "input" and factor.shape is not None and moves(factor.shape, start, end):
            yield _on_factor("input", causal_map, factor)
        if factor.kind == "event" and _hazardous(factor):
            yield _on_factor("hazard", causal_map, factor)


def _hazardous(factor: Factor) -> bool:
    return factor.hazard is not None and factor.hazard.rate.median > 0


def moves(shape: InputShape, start: float, end: float) -> bool:
    """Whether an input changes after `start` and up to `end`."""
    match shape.form:
        case "constant":
            return False
        case "step":
            return start < shape.start <= end
        case "pulse":
            return any(start < date <= end for date in (shape.start, shape.end))
        case "ramp":
            return shape.start < end and shape.end > start
        case "events":
            edges = [date for event in shape.events for date in (event.start, event.until)]
            return any(date is not None and start < date <= end for date in edges)
        case "series":
            return shape.series is not None and _varies(
                shape.series.times, shape.series.values, start, end
            )


def _varies(times: tuple[float, ...], values: tuple[float, ...], start: float, end: float) -> bool:
    points = zip(times, values, strict=True)
    return any(
        before != after and date < end and later > start
        for (date, before), (later, after) in pairwise(points)
    )
