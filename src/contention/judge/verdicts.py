"""From outcomes in every draw to a verdict, its margin, and its value at each horizon."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from contention.case.model import Case, Thresholds
from contention.judge.columns import Columns, margin
from contention.judge.evaluation import HOLDS, LOG, REVERSE, SCALED, SIZE
from contention.judge.question import Question
from contention.judge.relevance import Following
from contention.judge.sizes import size_of, stated_sizes
from contention.judge.subject import constants, subject_of
from contention.judge.tally import Shares, near_threshold, word
from contention.judge.totals import Totals, lacking_log
from contention.judge.verdict import Gap, Horizon, MarginKind, Verdict
from contention.models.program import Floats1d, Floats2d

MOST_HORIZONS = 12
QUANTILES = (0.05, 0.5, 0.95)


def margin_row(margin: Floats2d) -> int:
    """Log-ratios if there is one in every draw that has a margin, else scaled differences."""
    return SCALED if bool(lacking_log(margin).any()) else LOG


def margin_quantiles(margin: Floats1d) -> tuple[float, float, float] | None:
    """5 %, 50 % and 95 % over the draws that have a margin; None if none has."""
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
    question: Question, tally: Shares, years: Sequence[float], thresholds: Thresholds
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
        support, opposed = tally.holding(HOLDS, number), tally.holding(REVERSE, number)
        if support is None or opposed is None:
            continue
        found.append(
            Horizon(
                year=year,
                support=support.value,
                opposed=opposed.value,
                verdict=word(tally, thresholds, number),
            )
        )
    return tuple(found)


def turning_year(found: Sequence[Horizon]) -> float | None:
    """The first date at which the verdict differs from a decided one before it.

    Early dates at which nothing has moved yet (a lever is still being pulled, an effect is delayed)
    do not count.
    """
    decided = [number for number, horizon in enumerate(found) if horizon.verdict != "undecided"]
    if not decided:
        return None
    last = found[-1].verdict
    other = [number for number in decided if found[number].verdict != last]
    return found[other[-1] + 1].year if other else None


def not_following(question: Question, account: str, gaps: tuple[Gap, ...]) -> Verdict:
    """The verdict of an account that cannot say."""
    return Verdict(
        contention=question.contention.id,
        account=account,
        verdict="does not follow",
        needs=None,
        about=None,
        support=None,
        opposed=None,
        undecided=None,
        interval=None,
        margin=None,
        margin_kind=None,
        gaps=gaps,
    )


@dataclass(frozen=True)
class Told:
    """What all draws of an account told about a contention."""

    totals: Totals
    columns: Columns
    """which hold its margins"""


def _nothing_told(
    question: Question, account: str, following: Following, totals: Totals
) -> Verdict:
    """The verdict if no draw has a direction."""
    if not totals.present:
        return not_following(question, account, (Gap("not drawn"),))
    still = not_following(question, account, (*following.gaps, Gap("nothing moves")))
    return replace(
        still,
        verdict="undecided",
        presence=totals.present / totals.draws,
        moving=0.0,
        denied=0.0,
        claims_on_path=following.on_path,
    )


def verdict_of(
    case: Case,
    account: str,
    question: Question,
    following: Following,
    told: Told,
    years: Sequence[float],
) -> Verdict:
    """The verdict of an account that can say; what it needs is filled in later."""
    found = _at_the_end(case, account, question, following, told)
    if found.support is None:
        return found
    totals = told.totals
    course = horizons(question, totals.every, years, case.thresholds)
    lasting = course
    if totals.lost:
        lasting = horizons(question, totals.lasting, years, case.thresholds)
    return replace(
        found,
        about=subject_of(case, question),
        numbers=constants(question),
        near_threshold=near_threshold(totals.every, case.thresholds),
        horizons=course,
        turns=turning_year(lasting),
    )


def _at_the_end(
    case: Case, account: str, question: Question, following: Following, told: Told
) -> Verdict:
    """The word, and presence, direction and size at the end."""
    totals, id_ = told.totals, question.contention.id
    support, opposed = totals.every.holding(HOLDS), totals.every.holding(REVERSE)
    if support is None or opposed is None:
        return _nothing_told(question, account, following, totals)
    found = word(totals.every, case.thresholds)
    row = SCALED if totals.without_log else LOG
    built = bool(following.construction) and found == "supported"
    stated = stated_sizes(case, following.on_path)
    return Verdict(
        contention=id_,
        account=account,
        verdict="true by construction" if built else found,
        needs=None,
        about=None,
        support=support.value,
        opposed=opposed.value,
        undecided=max(0.0, 1.0 - support.value - opposed.value),
        interval=(support.low, support.high),
        opposed_interval=(opposed.low, opposed.high),
        margin=margin_quantiles(told.columns.column(margin(id_, row))),
        margin_kind=margin_kind(question, row),
        presence=totals.present / totals.draws,
        moving=totals.moving / totals.draws,
        denied=totals.denied / totals.draws,
        denials=following.denials,
        size=size_of(told.columns.column(margin(id_, SIZE)), case.thresholds, stated),
        claims_on_path=following.on_path,
        gaps=following.gaps,
        construction=following.construction,
    )
