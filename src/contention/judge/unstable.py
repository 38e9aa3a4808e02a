"""Which accounts run away, under which reading of the words, and by which loop."""

from collections.abc import Sequence
from math import prod

from contention.case.strength_readings import CODED
from contention.judge.verdict import Diagnostics, ReadingState, Verdict
from contention.maps.causal_map import CausalMap
from contention.maps.loops import Loop, loops
from contention.models.reading_strengths import Tables
from contention.runs.stability import Growth

UNSTABLE = 0.2
"""share of unstable draws above which an account is said to run away: as many as may speak against
a verdict that counts as supported by default"""


def loop_of(
    causal_map: CausalMap, unstable_share: float, growing: Sequence[Growth], tables: Tables
) -> tuple[str, ...]:
    """Factors of the loop behind an account that runs away; empty if it does not.

    Of the loops among the factors that grow together the most often (reinforcing ones if there are
    any), the one whose median strengths have the largest product; all these factors if there is
    none.
    """
    if unstable_share <= UNSTABLE or not growing:
        return ()
    inside = {state.owner for state in growing[0].states}
    every = [loop for loop in loops(causal_map).loops if inside.issuperset(loop.factors)]
    found = [loop for loop in every if loop.polarity == "R"] or every
    if not found:
        return tuple(name for name in causal_map.factors if name in inside)
    return max(found, key=lambda loop: _gain(causal_map, loop, tables)).factors


def _gain(causal_map: CausalMap, loop: Loop, tables: Tables) -> float:
    links = {link.id: link for link in causal_map.links}
    return prod(tables.strength(links[id_].relation).median for id_ in loop.links)


def running_away(verdict: Verdict, found: Diagnostics) -> tuple[ReadingState, ...]:
    """The readings under which the account runs away, as coded first, if that bears on a verdict.

    It does not on what signs alone or scenarios settle, nor on a denial.
    """
    if verdict.needs not in ("strengths", "assumptions"):
        return ()
    states = (ReadingState(CODED, found.unstable_share, found.loop), *found.readings)
    return tuple(state for state in states if state.unstable_share > UNSTABLE)
