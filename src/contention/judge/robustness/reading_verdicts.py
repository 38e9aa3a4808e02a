"""Verdicts under other readings of the strength words."""

from collections.abc import Sequence

from contention.case.model import Case
from contention.case.strength_reading import WordReading
from contention.case.strength_readings import CODED
from contention.judge.evaluation import HOLDS, REVERSE, SIZE
from contention.judge.relevance import Following
from contention.judge.sizes import size_of, stated_sizes
from contention.judge.tally import Tally, near_threshold, word
from contention.judge.unstable import loop_of
from contention.judge.verdict import ReadingState, ReadingVerdict, Verdict
from contention.maps.causal_map import CausalMap
from contention.runs.plan import Reread


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
    """How stable an account is under a reading; if it runs away, by which loop."""
    loop = loop_of(causal_map, read.unstable_share, read.growing, read.plan.tables)
    return ReadingState(reading, read.unstable_share, loop)


def with_readings(verdict: Verdict, others: Sequence[ReadingVerdict]) -> tuple[ReadingVerdict, ...]:
    """A verdict under all readings, as coded first; none if the account cannot say."""
    return (coded_verdict(verdict), *others) if verdict.support is not None and others else ()
