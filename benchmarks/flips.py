"""`python -m benchmarks.flips CASE`: how many verdicts turn under each choice of the coder's.

Every choice that no text makes is made otherwise, one at a time: tables of strengths and times,
integration, horizon, tolerance, threshold, rates of events. Counted are the verdicts whose word
changes, among those that follow from the accounts as the case is; and of these, the ones that turn
from supported to opposed or back.
"""

import argparse
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from contention.case.load import load_case
from contention.case.model import Case, Factor, Lognormal, Relation
from contention.judge.plain_verdicts import plain_verdicts
from contention.judge.robustness.choices import with_factors, with_relations
from contention.judge.shares import Share
from contention.judge.verdict import Verdict

Change = Callable[[Case], Case]
Words = Mapping[tuple[str, str], str]
Verdicts = Mapping[tuple[str, str], Verdict]

DRAWS = 1024
THRESHOLDS = (0.70, 0.75, 0.90, 0.95)


# --- choices -------------------------------------------------------------------------------------


def _times(number: Lognormal, by: float) -> Lognormal:
    return replace(number, median=number.median * by)


def strengths(by: float) -> Change:
    """All strengths, stated or not, so many times as large."""
    return lambda case: with_relations(
        case, lambda said: replace(said, strength=_times(said.strength, by))
    )


def spreads(power: float) -> Change:
    """The geometric standard deviation of all strengths to this power."""

    def change(said: Relation) -> Relation:
        spread = said.strength.spread**power
        return replace(said, strength=replace(said.strength, spread=spread))

    return lambda case: with_relations(case, change)


def delays(by: float) -> Change:
    """All delays and fading times of links so many times as long."""

    def change(said: Relation) -> Relation:
        return replace(
            said,
            delay=said.delay and _times(said.delay, by),
            transient=said.transient and _times(said.transient, by),
        )

    return lambda case: with_relations(case, change)


def adjustments(by: float) -> Change:
    """All adjustment times of factors so many times as long."""
    return lambda case: with_factors(
        case, lambda factor: replace(factor, adjustment=_times(factor.adjustment, by))
    )


def hazards(by: float) -> Change:
    """All events so many times as frequent by themselves."""

    def change(factor: Factor) -> Factor:
        if factor.hazard is None:
            return factor
        rate = _times(factor.hazard.rate, by)
        return replace(factor, hazard=replace(factor.hazard, rate=rate))

    return lambda case: with_factors(case, change)


def saturation(most: Callable[[float], float]) -> Change:
    """Another factor by which one cause changes its effect at most."""
    return lambda case: replace(case, saturation=most(case.saturation))


def end(years: float) -> Change:
    """The end of all scenarios so many years later."""
    return lambda case: replace(case, times=replace(case.times, end=case.times.end + years))


def tolerance(by: float) -> Change:
    """What counts as equal, and as negligible, so many times as much."""

    def change(case: Case) -> Case:
        given = case.thresholds
        wider = replace(
            given,
            tolerance=given.tolerance * by,
            tolerance_share=given.tolerance_share * by,
        )
        return replace(case, thresholds=wider)

    return change


def runge_kutta(case: Case) -> Case:
    """Integrated with the classical Runge-Kutta method instead of Euler's."""
    return replace(case, times=replace(case.times, method="rk4"))


CHOICES: Mapping[str, Change] = {
    "strengths × 0.5": strengths(0.5),
    "strengths × 1.5": strengths(1.5),
    "spread narrow (square root)": spreads(0.5),
    "spread wide (square)": spreads(2.0),
    "delays and fading × 0.5": delays(0.5),
    "delays and fading × 2": delays(2.0),
    "adjustment times × 0.5": adjustments(0.5),
    "adjustment times × 2": adjustments(2.0),
    "saturation half as far out": saturation(math.sqrt),
    "saturation twice as far out": saturation(lambda most: most * most),
    "no saturation": saturation(lambda _: math.inf),
    "Runge-Kutta": runge_kutta,
    "end 5 years earlier": end(-5.0),
    "end 5 years later": end(5.0),
    "tolerance × 0.5": tolerance(0.5),
    "tolerance × 2": tolerance(2.0),
    "tolerance near 0": tolerance(1e-6),
    "hazards × 0.5": hazards(0.5),
    "hazards × 2": hazards(2.0),
}


# --- verdicts ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Flip:
    """How many verdicts a choice turns."""

    choice: str
    changed: int
    directions: int
    """of these, verdicts on which way one outcome moves"""
    reversed: int
    """of these, from supported to opposed or back"""


def followed(case: Case, draws: int) -> dict[tuple[str, str], Verdict]:
    """The verdicts that say something, without hinges and other readings of strengths."""
    found = plain_verdicts(case, draws=draws, seed=1)
    return {(item.contention, item.account): item for item in found if item.support is not None}


def flip(choice: str, before: Verdicts, after: Words) -> Flip:
    """Compare the words of verdicts before and after a choice."""
    turned = [key for key, item in before.items() if after.get(key, "") != item.verdict]
    ends = {"supported", "opposed"}
    return Flip(
        choice,
        changed=len(turned),
        directions=sum(before[key].about == "direction" for key in turned),
        reversed=sum({before[key].verdict, after.get(key)} == ends for key in turned),
    )


def words_at(verdicts: Verdicts, threshold: float) -> Words:
    """The words of the same shares with another threshold."""
    return {key: _word(item, threshold) for key, item in verdicts.items()}


def _word(item: Verdict, threshold: float) -> str:
    if item.verdict == "true by construction":
        return item.verdict
    for word, share, interval in (
        ("supported", item.support, item.interval),
        ("opposed", item.opposed, item.opposed_interval),
    ):
        if share is None or interval is None:
            continue
        if Share(share, *interval).reaches(threshold):
            return word
    return "undecided"


def flips(case: Case, before: Verdicts, draws: int = DRAWS) -> Iterator[Flip]:
    """How many of the verdicts that follow each choice turns."""
    for threshold in THRESHOLDS:
        yield flip(f"threshold {threshold:.0%}", before, words_at(before, threshold))
    for choice, change in CHOICES.items():
        after = {key: item.verdict for key, item in followed(change(case), draws).items()}
        yield flip(choice, before, after)


def main() -> int:
    """Print one line a choice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--draws", type=int, default=DRAWS)
    options = parser.parse_args()
    case, problems = load_case(options.case)
    if case is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    before = followed(case, options.draws)
    print(f"{case.id}: {len(before)} verdicts that follow, {options.draws} draws")
    print(f"{'choice':30} {'changed':>8} {'directions':>11} {'reversed':>9}")
    for item in flips(case, before, options.draws):
        counts = f"{item.changed:8} {item.directions:11} {item.reversed:9}"
        print(f"{item.choice:30} {counts}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
