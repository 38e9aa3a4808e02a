"""Verdicts under other readings of the strength words."""

from collections.abc import Sequence
from math import prod

from contention.case.model import Case
from contention.case.strength_reading import WordReading
from contention.case.strength_readings import CODED
from contention.judge.evaluation import HOLDS, REVERSE, SIZE
from contention.judge.relevance import Following
from contention.judge.sizes import size_of, stated_sizes
from contention.judge.tally import Tally, near_threshold, word
from contention.judge.verdict import ReadingState, ReadingVerdict, Verdict
from contention.maps.causal_map import CausalMap
from contention.maps.loops import Loop, loops
from contention.models.reading_strengths import Tables
from contention.runs.plan import Reread

MOST = 0.5
"""share of draws from which on an account runs away in most of them"""


def other_readings(case: Case) -> tuple[WordReading, ...]:
    """The readings of a case, without its own tables."""
    return tuple(reading for id_, reading in case.readings.items() if id_ != CODED)


def coded_verdict(verdict: Verdict) -> ReadingVerdict:
    """The verdict itself, as one reading among others."""
    return ReadingVerdict(
        CODED,
        verdict.verdict,
        verdict.support,
        verdict.opposed,
        verdict.near_threshold,
        verdict.size,
    )


def reading_verdict(case: Case, reading: str, following: Following, tally: Tally) -> ReadingVerdict:
    """The verdict under a reading, from the draws that were run with it."""
    support, opposed = tally.holding(HOLDS), tally.holding(REVERSE)
    found = word(tally, case.thresholds)
    moving = tally.margin[SIZE, tally.moving]
    return ReadingVerdict(
        reading,
        "true by construction" if following.construction and found == "supported" else found,
        None if support is None else support.value,
        None if opposed is None else opposed.value,
        near_threshold(tally, case.thresholds),
        size_of(moving, case.thresholds, stated_sizes(case, following.on_path)),
    )


def state_of(causal_map: CausalMap, reading: str, read: Reread) -> ReadingState:
    """How stable an account is under a reading; if it runs away in most draws, by which loop."""
    if read.unstable_share <= MOST or not read.growing:
        return ReadingState(reading, read.unstable_share)
    inside = {state.owner for state in read.growing[0].states}
    return ReadingState(reading, read.unstable_share, _loop(causal_map, inside, read.plan.tables))


def _loop(causal_map: CausalMap, inside: set[str], tables: Tables) -> tuple[str, ...]:
    """The loop of the most gain within some factors; all of them if no loop is found."""
    found = [loop for loop in loops(causal_map).loops if inside.issuperset(loop.factors)]
    if not found:
        return tuple(name for name in causal_map.factors if name in inside)
    return max(found, key=lambda loop: _gain(causal_map, loop, tables)).factors


def _gain(causal_map: CausalMap, loop: Loop, tables: Tables) -> float:
    links = {link.id: link for link in causal_map.links}
    return prod(tables.strength(links[id_].relation).median for id_ in loop.links)


def with_readings(verdict: Verdict, others: Sequence[ReadingVerdict]) -> tuple[ReadingVerdict, ...]:
    """A verdict under all readings, as coded first; none if the account cannot say."""
    return (coded_verdict(verdict), *others) if verdict.support is not None and others else ()
