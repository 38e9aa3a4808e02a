"""Whether signs alone settle a contention, before any number is drawn."""

from dataclasses import replace

from contention.case.factor_kinds import traits
from contention.case.model import (
    Case,
    Factor,
    RemoveAction,
    SetAction,
    ShockAction,
)
from contention.judge.interventions import actions, moves
from contention.judge.question import Comparison, QuestionLeaf
from contention.judge.relevance import Bearing, Following
from contention.language.syntax import Name
from contention.maps.causal_map import CausalMap, MapLink
from contention.maps.paths import reachable
from contention.maps.signs import edges, signs_of_walks
from contention.models.model import Measure

SIDES = {">": 1, ">=": 1, "<": -1, "<=": -1}
MONOTONE = frozenset({"final", "mean", "min", "max", "integral", "change", "at"})
"""reducers that increase with the course"""
LOWEST = 0.001
"""a quantity set to this or less is at its floor: nothing can be below it"""


def settled_by_signs(case: Case, following: Following, side: int) -> bool:
    """Whether the signs of the map alone make the contention hold (`side` 1) or fail (-1).

    Only for tests made of comparisons of one outcome in two scenarios whose levers all move in a
    known direction, and whose every walk to the outcome carries that direction alike.
    """
    if not all(not bearing.gap for bearing in following.bearings):
        return False
    return all(_signs_of(case, bearing) == {side} for bearing in following.bearings)


def _signs_of(case: Case, bearing: Bearing) -> set[int]:
    """Signs of left minus right, oriented so that 1 means that the comparison holds."""
    pair = _one_outcome(bearing.comparison)
    if pair is None:
        return set()
    left, right = pair
    outcome = left.factors[0]
    opened = _opened(case, bearing)
    found: set[int] = set()
    for lever in bearing.levers:
        for source in lever.sources:
            direction = lever_direction(case, bearing.map, source, left.measure, right.measure)
            walks = signs_of_walks(opened, source, outcome)
            if walks and (direction is None or lever.kind == "remove"):
                return set()
            found |= {sign * (direction or 0) for sign in walks}
    turn = SIDES[bearing.comparison.operator]
    return {sign * turn for sign in found}


def _one_outcome(comparison: Comparison) -> tuple[QuestionLeaf, QuestionLeaf] | None:
    """Both sides, if they are the same measure of one factor in two scenarios."""
    left, right = comparison.left, comparison.right
    if not isinstance(left, QuestionLeaf) or not isinstance(right, QuestionLeaf):
        return None
    if comparison.operator not in SIDES or left.measure.kind not in MONOTONE:
        return None
    if not isinstance(left.measure.inner, Name) or len(left.factors) != 1:
        return None
    other = replace(right.measure, scenario=left.measure.scenario, inner=left.measure.inner)
    return (left, right) if other == left.measure else None


def _opened(case: Case, bearing: Bearing) -> CausalMap:
    """The map with `?` on every edge that may turn a lasting rise of its cause into a fall.

    A sign in doubt may be the other one. What fades ends sooner if it starts sooner: the effect of
    a transient link, and an event of finite duration whose hazard the levers move.
    """
    moved = reachable(bearing.map, [source for lever in bearing.levers for source in lever.sources])
    passing = {
        edge.effect
        for edge in edges(bearing.map)
        if edge.cause in moved and _passes(case.factors[edge.effect])
    }
    return replace(
        bearing.map,
        links=tuple(
            replace(link, sign="?") if link.cause in passing or _open(link) else link
            for link in bearing.map.links
        ),
        dependencies=tuple(
            replace(edge, sign="?") if edge.cause in passing else edge
            for edge in bearing.map.dependencies
        ),
    )


def _passes(factor: Factor) -> bool:
    """Whether the factor is an event that ends by itself."""
    return factor.kind == "event" and factor.duration is not None


def _open(link: MapLink) -> bool:
    """Whether some claim behind the link fades, or is in doubt about its sign."""
    said = [backing.relation or link.relation for backing in link.backing]
    return any(one.transient is not None or one.sign_credibility < 1.0 for one in said)


Push = SetAction | ShockAction


def lever_direction(
    case: Case, causal_map: CausalMap, factor: str, left: Measure, right: Measure
) -> int | None:
    """1 where the factor is higher in the left scenario, -1 where lower, None if not settled."""
    ours, theirs = (_pushes(case, side.scenario, factor, left.end) for side in (left, right))
    if any(push in theirs for push in ours):
        return None
    if len(ours) == 1 and len(theirs) == 1:
        released = _released(case, ours[0], left.end)
        return None if released else _between(ours[0], theirs[0])
    if len(ours) + len(theirs) != 1 or _released(case, (*ours, *theirs)[0], left.end):
        return None
    against = _against_nature(case, causal_map, (*ours, *theirs)[0])
    return against if ours or against is None else -against


def _pushes(case: Case, scenario: str, factor: str, until: float) -> tuple[Push, ...]:
    """What a scenario does to a factor."""
    return tuple(
        action
        for action in actions(case, scenario, until)
        if not isinstance(action, RemoveAction) and action.factor == factor
    )


def _released(case: Case, action: Push, until: float) -> bool:
    """Whether an event that is held runs its own course again before `until`.

    Then it may come later, or not again, and so be off while it is on in the other scenario.
    """
    if not isinstance(action, SetAction) or action.until is None or action.until > until:
        return False
    factor = case.factors[action.factor]
    return factor.kind == "event" and (action.to > 0 or _passes(factor))


def _between(ours: Push, theirs: Push) -> int | None:
    """Which of two actions of the same dates and form lifts the factor higher."""
    if isinstance(ours, SetAction) and isinstance(theirs, SetAction):
        alike = (ours.at, ours.over, ours.until) == (theirs.at, theirs.over, theirs.until)
        return _order(ours.to, theirs.to) if alike else None
    if isinstance(ours, ShockAction) and isinstance(theirs, ShockAction) and ours.at == theirs.at:
        return _order(ours.times or ours.add or 0.0, theirs.times or theirs.add or 0.0)
    return None


def _against_nature(case: Case, causal_map: CausalMap, action: Push) -> int | None:
    """Direction in which the action moves the factor relative to its undisturbed path."""
    factor = case.factors[action.factor]
    if isinstance(action, ShockAction):
        return _order(action.times, 1.0) if action.times is not None else _order(action.add or 0, 0)
    if factor.switch:
        return 1 if action.to > 0 else -1
    if traits(factor).bounds_relative and action.to <= LOWEST:
        return -1
    if not _at_rest(causal_map, factor, case):
        return None
    return _order(action.to, factor.baseline if traits(factor).set_as == "share" else 1.0)


def _at_rest(causal_map: CausalMap, factor: Factor, case: Case) -> bool:
    """Whether nothing in the account moves the factor after present."""
    if not traits(factor).steady:
        return False
    if factor.shape is not None and moves(factor.shape, case.times.present, case.times.end):
        return False
    return all(edge.effect != factor.id for edge in edges(causal_map))


def _order(left: float, right: float) -> int | None:
    return None if left == right else 1 if left > right else -1
