"""Verdicts of one account with claims off and sliders moved."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from time import perf_counter

from contention.case.model import Case
from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.hinges.knockouts import LEAST_CHANGE, paired_error
from contention.judge.tally import Tally
from contention.judge.verdict import Verdict
from contention.workbench.live.measured import AccountDraws, Pause, never
from contention.workbench.live.standing import Standing, standing
from contention.workbench.live.trial import Trial
from contention.workbench.live.turns import Once
from contention.workbench.live.what_if import WhatIf, checked

MOST_KEPT, MOST_MOVED = 24, 4
"""accounts that are kept ready, as the case has them and with sliders moved"""


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
    draws: int
    """how many were run"""
    final: bool
    """whether these are all, in the steps of the case"""
    verdicts: tuple[LiveVerdict, ...]
    seconds: float


class LiveAccounts:
    """The accounts of one case that were asked lately, ready to be asked again.

    Safe to use from several threads: what several ask for is computed once.
    """

    def __init__(
        self, case: Case, *, workers: int = 1, before: "LiveAccounts | None" = None
    ) -> None:
        """`before` are those of an earlier state: draws that an edit leaves alone are kept."""
        self.case = case
        self._workers = workers
        self._kept = Once[Standing](MOST_KEPT)
        self._moved = Once[Standing](MOST_MOVED)
        earlier = () if before is None else before.kept
        self._earlier: dict[Hashable, Standing] = dict(earlier[-MOST_KEPT:])

    @property
    def kept(self) -> tuple[tuple[Hashable, Standing], ...]:
        """Accounts that are ready, in the order in which they were asked for."""
        return (*self._earlier.items(), *self._kept.items())

    def judge(self, asked: WhatIf, pause: Pause = never) -> LiveVerdicts:
        """All verdicts of an account; raises WhatIfError for what the case lacks.

        As `contention judge` gives them at the end in as many draws, without the claims that are
        off; what each needs, and other readings of the words, are left to it. `pause` is called
        between parts of the work.
        """
        begun = perf_counter()
        checked(self.case, asked)
        first = self._standing(replace(asked, strengths={}, actions={}), None)
        base = self._standing(asked, first) if asked.moved else first
        drawn, draws = _fewer(asked, first, base) or (first.draws, base.draws)
        before, now = first.trial(frozenset(), drawn), base.trial(asked.off, draws)
        wanted = [
            id_ for id_ in first.contentions if id_ in (asked.contentions or first.contentions)
        ]
        before.run(wanted, pause)
        now.run(wanted, pause)
        found = []
        for id_ in wanted:
            pause()
            found.append(_compared(now, before, id_))
        seconds = perf_counter() - begun
        final, ran = draws is base.draws, asked.draws if draws is None else draws.count
        return LiveVerdicts(asked, base.case, ran, final, tuple(found), seconds)

    def look(self, account: str, draws: int, seed: int, pause: Pause = never) -> None:
        """Make the next run of an account without some claims quicker."""
        asked = checked(self.case, WhatIf(account, draws, seed))
        self._standing(asked, None).look(pause)

    def _standing(self, asked: WhatIf, before: Standing | None) -> Standing:
        key = (asked.account, asked.draws, asked.seed, asked.moved)

        def make() -> Standing:
            earlier = self._earlier.pop(key, None)
            return standing(self.case, asked, workers=self._workers, before=before, earlier=earlier)

        return (self._moved if asked.moved else self._kept).get(key, make)


def _fewer(
    asked: WhatIf, first: Standing, base: Standing
) -> tuple[AccountDraws | None, AccountDraws | None] | None:
    """The draws that do for a first answer, as the case is and as it is now; None if none do.

    How an account goes in longer steps is not tried again for every place of a slider.
    """
    if asked.preview and (asked.off or asked.moved):
        longer = not asked.moved
        return first.preview(longer=longer), base.preview(longer=longer)
    if asked.quick and asked.off and None not in (first.coarse(), base.coarse()):
        return first.coarse(), base.coarse()
    return None


def _compared(now: Trial, before: Trial, id_: str) -> LiveVerdict:
    verdict = before.verdict(id_)
    if now is before:
        return LiveVerdict(verdict, verdict, moved=False)
    return LiveVerdict(now.verdict(id_), verdict, _moved(before.tally(id_), now.tally(id_)))


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
