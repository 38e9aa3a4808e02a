"""From outcomes in every draw to a verdict, its margin, and how it stands at each horizon."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.case.values import Case, Thresholds
from contention.judge.evaluate import HOLDS, LOG, REVERSE, SCALED, UNDECIDED
from contention.judge.following import Following
from contention.judge.question import Question
from contention.judge.values import Horizon, MarginKind, Verdict, VerdictWord
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import interval

MOST_HORIZONS = 12
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Tally:
    """One contention in one account: every draw at every horizon."""

    truth: NDArray[np.int8]
    """shape (horizons, draws); the last horizon is the end"""
    margin: Floats2d
    """shape (2, draws), at the end: rows LOG and SCALED of `evaluate`"""
    lost: NDArray[np.bool_] | None = None
    """shape (draws,): draws in which an outcome has no number at some horizon; None for no draw"""

    @property
    def final(self) -> NDArray[np.int8]:
        """Truth at the end."""
        return np.asarray(self.truth[-1], dtype=np.int8)

    def first(self, draws: int) -> "Tally":
        """The same for the first draws only."""
        lost = None if self.lost is None else self.lost[:draws]
        return Tally(self.truth[:, :draws], self.margin[:, :draws], lost)

    def kept(self) -> "Tally":
        """The draws that have a number at every horizon."""
        if self.lost is None:
            return self
        return Tally(self.truth[:, ~self.lost], self.margin[:, ~self.lost])


def joined(tallies: Sequence[Tally]) -> Tally:
    """Tallies of consecutive draws as one."""
    return Tally(
        np.concatenate([tally.truth for tally in tallies], axis=1),
        np.concatenate([tally.margin for tally in tallies], axis=1),
        np.concatenate(
            [
                np.zeros(tally.truth.shape[1], dtype=np.bool_) if tally.lost is None else tally.lost
                for tally in tallies
            ]
        ),
    )


def share(truth: NDArray[np.int8], value: int) -> float:
    """Share of all draws, failed ones included, in which the truth has this value."""
    return float((truth == value).mean())


def word(truth: NDArray[np.int8], thresholds: Thresholds) -> VerdictWord:
    """Supported, opposed or undecided."""
    if share(truth, HOLDS) >= thresholds.supported:
        return "supported"
    if share(truth, REVERSE) >= thresholds.supported:
        return "opposed"
    return "undecided"


def margin_row(margin: Floats2d) -> int:
    """Log-ratios where there is one in every draw that has a margin, else scaled differences."""
    without = np.isnan(margin[LOG]) & ~np.isnan(margin[SCALED])
    return SCALED if bool(without.any()) else LOG


def margin_quantiles(margin: Floats1d) -> tuple[float, float, float] | None:
    """5 %, 50 % and 95 % over the draws that have a margin; None where none has."""
    known = margin[~np.isnan(margin)]
    if not known.size:
        return None
    low, middle, high = (float(value) for value in np.quantile(known, QUANTILES))
    return low, middle, high


def margin_kind(question: Question, row: int) -> MarginKind:
    """What the margin of a contention is measured in."""
    if len(question.yardsticks) > 1:
        return "mixed"
    (yardstick,) = question.yardsticks
    if yardstick == "ratio":
        return "log-ratio" if row == LOG else "scaled difference"
    return "difference" if yardstick == "difference" else "log hazard ratio"


def horizon_years(case: Case) -> tuple[float, ...]:
    """The first of each January after present, at most twelve of them evenly thinned, and the end.

    A date within a tenth of a year of present or of the end is left out.
    """
    present, end = case.times.present, case.times.end
    years = range(math.ceil(present + 0.1), math.floor(end - 0.1) + 1)
    stride = max(1, math.ceil((len(years) + 1) / MOST_HORIZONS))
    kept = [float(year) for year in reversed(years)][stride - 1 :: stride]
    return (*reversed(kept), end)


def horizons(
    question: Question, tally: Tally, years: Sequence[float], thresholds: Thresholds
) -> tuple[Horizon, ...]:
    """The verdict with every window cut at each date at which all windows are open.

    The date of an `at` must have come; dates after the last window has closed add nothing.
    """
    opening = max(
        measure.end - 1e-9 if measure.kind == "at" else measure.start
        for measure in question.measures
    )
    closing = max(measure.end for measure in question.measures)
    found = []
    for number, year in enumerate(years):
        earlier = years[number - 1] if number else -math.inf
        if year <= opening or earlier >= closing:
            continue
        truth = tally.truth[number]
        found.append(
            Horizon(
                year=year,
                support=share(truth, HOLDS),
                opposed=share(truth, REVERSE),
                verdict=word(truth, thresholds),
            )
        )
    return tuple(found)


def _lasting(
    question: Question, tally: Tally, years: Sequence[float], thresholds: Thresholds
) -> tuple[Horizon, ...]:
    """The horizons of the draws that never fail: a draw that runs to infinity turns nothing."""
    kept = tally.kept()
    return horizons(question, kept, years, thresholds) if kept.truth.shape[1] else ()


def turning_year(found: Sequence[Horizon]) -> float | None:
    """The first date at which the verdict word changes to what it then stays."""
    if not found:
        return None
    last = found[-1].verdict
    other = [number for number, horizon in enumerate(found) if horizon.verdict != last]
    return found[other[-1] + 1].year if other else None


def not_following(question: Question, account: str, following: Following) -> Verdict:
    """The verdict of an account that cannot say."""
    return Verdict(
        contention=question.contention.id,
        account=account,
        verdict="does not follow",
        needs=None,
        support=None,
        opposed=None,
        undecided=None,
        decided_support=None,
        interval=None,
        margin=None,
        margin_kind=None,
        gaps=following.gaps,
    )


def verdict_of(
    case: Case,
    account: str,
    question: Question,
    following: Following,
    tally: Tally,
    years: Sequence[float],
) -> Verdict:
    """The verdict of an account that can say; what it needs is filled in later."""
    truth = tally.final
    support, opposed = share(truth, HOLDS), share(truth, REVERSE)
    decided = support + opposed
    row = margin_row(tally.margin)
    course = horizons(question, tally, years, case.thresholds)
    found = word(truth, case.thresholds)
    built = bool(following.construction) and found == "supported"
    return Verdict(
        contention=question.contention.id,
        account=account,
        verdict="true by construction" if built else found,
        needs=None,
        support=support,
        opposed=opposed,
        undecided=share(truth, UNDECIDED),
        decided_support=support / decided if decided else None,
        interval=interval((truth == HOLDS).astype(np.float64)),
        margin=margin_quantiles(tally.margin[row]),
        margin_kind=margin_kind(question, row),
        horizons=course,
        turns=turning_year(_lasting(question, tally, years, case.thresholds)),
        claims_on_path=following.on_path,
        gaps=following.gaps,
        construction=following.construction,
        opposed_interval=interval((truth == REVERSE).astype(np.float64)),
    )
