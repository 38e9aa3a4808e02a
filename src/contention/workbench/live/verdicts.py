"""Verdicts of one account with claims off and sliders moved."""

from dataclasses import dataclass
from threading import Lock
from time import perf_counter

import numpy as np

from contention.case.model import Case
from contention.judge.columns import MARGINS, margin
from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.hinges.knockouts import LEAST_CHANGE, paired_error
from contention.judge.tally import Tally
from contention.judge.totals import totals_of
from contention.judge.verdict import Verdict
from contention.judge.verdicts import Told as ToldDraws
from contention.judge.verdicts import not_following, verdict_of
from contention.models.program import Floats1d
from contention.workbench.live.standing import Standing, Told, standing, told_without
from contention.workbench.live.what_if import WhatIf, checked

MOST_KEPT = 6
"""accounts that are kept ready"""


@dataclass(frozen=True)
class LiveVerdict:
    """A verdict as it is now, and as it is with all claims and sliders where the case has them."""

    now: Verdict
    before: Verdict
    moved: bool
    """whether a share, or how often anything moves, differs by more than its error"""


@dataclass(frozen=True)
class LiveVerdicts:
    """All contentions by one account."""

    asked: WhatIf
    case: Case
    """with sliders as they were moved"""
    final: bool
    """whether steps are those of the case"""
    verdicts: tuple[LiveVerdict, ...]
    seconds: float


@dataclass(frozen=True)
class _OneTally:
    """The columns of one contention."""

    contention: str
    tally: Tally

    def column(self, name: str) -> Floats1d:
        """Margins of the draws in which the outcome moves."""
        row = next(row for row in MARGINS if margin(self.contention, row) == name)
        return np.asarray(self.tally.margin[row, self.tally.moving])


class LiveAccounts:
    """The accounts of one case that were asked lately, ready to be asked again.

    Safe to use from several threads: those that ask for the same account wait for each other.
    """

    def __init__(self, case: Case, *, workers: int = 1) -> None:
        self.case = case
        self._workers = workers
        self._kept: dict[object, Standing] = {}
        self._locks: dict[object, Lock] = {}
        self._lock = Lock()

    def judge(self, asked: WhatIf) -> LiveVerdicts:
        """All verdicts of an account; raises WhatIfError for what the case lacks.

        As `contention judge` gives them at the end in as many draws, without the claims that are
        off; what each needs, and other readings of the words, are left to it.
        """
        begun = perf_counter()
        checked(self.case, asked)
        untouched = WhatIf(asked.account, asked.draws, asked.seed)
        first = self._standing(untouched, None)
        base = self._standing(asked, first) if asked.moved else first
        quick = asked.quick and bool(asked.off) and None not in (first.quick, base.quick)
        if quick:
            first, base = _quick(first), _quick(base)
        wanted = [
            id_ for id_ in first.contentions if id_ in (asked.contentions or first.contentions)
        ]
        told = told_without(base, asked.off, wanted) if asked.off else {}
        found = tuple(_compared(base, first, id_, told.get(id_)) for id_ in wanted)
        return LiveVerdicts(asked, base.case, not quick, found, perf_counter() - begun)

    def look(self, account: str, draws: int, seed: int) -> None:
        """Make the next run of an account without some claims quicker."""
        found = self._standing(checked(self.case, WhatIf(account, draws, seed)), None)
        for one in (found.quick, found):
            if one is not None:
                one.look()

    def _standing(self, asked: WhatIf, before: Standing | None) -> Standing:
        key = (asked.account, asked.draws, asked.seed, asked.moved)
        with self._lock:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            found = self._kept.pop(key, None)
            if found is None:
                found = standing(self.case, asked, workers=self._workers, before=before)
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > MOST_KEPT:
                    self._forget(next(iter(self._kept)))
        return found

    def _forget(self, key: object) -> None:
        self._kept.pop(key)
        self._locks.pop(key, None)


def _quick(base: Standing) -> Standing:
    return base.quick or base


def _compared(base: Standing, first: Standing, id_: str, told: Told | None) -> LiveVerdict:
    before = _verdict(first, id_, _as_it_stands(first, id_))
    if told is None:
        told = _as_it_stands(base, id_)
        now = before if base is first else _verdict(base, id_, told)
    else:
        now = _verdict(base, id_, told)
    return LiveVerdict(
        now, before, now is not before and _moved(first.tallies.get(id_), told.tally)
    )


def _as_it_stands(base: Standing, id_: str) -> Told:
    return Told(base.item.followings[id_], base.tallies.get(id_))


def _verdict(base: Standing, id_: str, told: Told) -> Verdict:
    asked, account = base.item.questions[id_], base.item.account
    if told.tally is None:
        return not_following(asked, account, told.following.gaps)
    draws = ToldDraws(totals_of(told.tally), _OneTally(id_, told.tally))
    years = (base.case.times.end,)
    return verdict_of(base.case, account, asked, told.following, draws, years)


def _moved(before: Tally | None, after: Tally | None) -> bool:
    """Whether either share, or the share of draws in which anything moves, changes."""
    if before is None or after is None:
        return before is not after
    if abs(float(after.moving.mean()) - float(before.moving.mean())) > LEAST_CHANGE:
        return True
    return any(
        abs(_share(after, side) - _share(before, side))
        > max(2 * paired_error(before, after, side), LEAST_CHANGE)
        for side in (HOLDS, REVERSE)
    )


def _share(tally: Tally, side: int) -> float:
    share = tally.holding(side)
    return 0.0 if share is None else share.value
