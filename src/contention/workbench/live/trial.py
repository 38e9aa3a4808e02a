"""One account without some claims: how it bears on each contention, and its verdicts."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from contention.case.model import Case
from contention.judge.account_draws import Taken, tally
from contention.judge.columns import MARGINS, margin
from contention.judge.relevance import Following, follow
from contention.judge.required_runs import Docket, Removal, still_follows
from contention.judge.tally import Tally
from contention.judge.totals import totals_of
from contention.judge.verdict import Verdict
from contention.judge.verdicts import Told, not_following, verdict_of
from contention.maps.causal_map import CausalMap
from contention.maps.debate import Debate
from contention.models.program import Floats1d
from contention.runs.account_kinds import account_map
from contention.workbench.live.measured import AccountDraws, Measured, Pause, never
from contention.workbench.live.turns import Once
from contention.workbench.live.what_if import without_claims


class Left:
    """What an account says without some claims, whatever its draws."""

    def __init__(self, case: Case, item: Docket, off: Removal) -> None:
        self.off = off
        self._item = item
        self._case = without_claims(case, off) if off else case
        self._followings = Once[Following]()
        self._touched = Once[bool]()
        self._said = Once[tuple[CausalMap, Debate]]()

    def touches(self, contention: str) -> bool:
        """Whether what a contention measures may be another without these claims."""
        before = self._item.followings[contention]
        return self._touched.get(contention, lambda: not self.off.isdisjoint(before.reaching))

    def following(self, contention: str) -> Following:
        """How the account bears on a contention."""
        if not self.off:
            return self._item.followings[contention]
        return self._followings.get(contention, lambda: self._follow(contention))

    def _follow(self, contention: str) -> Following:
        left, debate = self._said.get("said", self._says)
        return follow(self._case, left, self._item.questions[contention], debate)

    def _says(self) -> tuple[CausalMap, Debate]:
        return account_map(self._case, self._item.account), Debate(self._case)


@dataclass(frozen=True)
class _OneTally:
    """The columns of one contention."""

    contention: str
    tally: Tally

    def column(self, name: str) -> Floats1d:
        """Margins of the draws in which the outcome moves."""
        row = next(row for row in MARGINS if margin(self.contention, row) == name)
        return np.asarray(self.tally.margin[row, self.tally.moving])


class Trial:
    """An account in so many draws without some claims; `whole` is the same with all of them."""

    def __init__(
        self, case: Case, item: Docket, left: Left, draws: AccountDraws | None,
        whole: "Trial | None" = None,
    ) -> None:  # fmt: skip
        self._case, self._item, self._left = case, item, left
        self._whole = whole
        self._measured = None if draws is None else Measured(draws, left.off)
        if draws is not None and whole is None:
            self._measured = draws.whole
        self._tallies = Once[Tally]()
        self._verdicts = Once[Verdict]()

    def run(self, contentions: Collection[str], pause: Pause = never) -> None:
        """Run what is needed for some contentions, side by side."""
        if self._whole is not None:
            self._whole.run(contentions, pause)
        again = [id_ for id_ in contentions if self._again(id_)]
        if again and self._measured is not None:
            self._measured.values(self._item.measures(again), pause)

    def tally(self, contention: str) -> Tally | None:
        """Every draw of a contention; None if nothing follows."""
        if self._again(contention):
            return self._tallies.get(contention, lambda: self._tally(contention))
        if self._whole is None or self._left.touches(contention):
            return None
        return self._whole.tally(contention)

    def verdict(self, contention: str) -> Verdict:
        """The verdict at the end; what it needs is left out."""
        return self._verdicts.get(contention, lambda: self._verdict(contention))

    def _again(self, contention: str) -> bool:
        """Whether draws of its own tell it."""
        before = self._item.followings[contention]
        if not before.follows:
            return False
        return not self._left.off or (
            self._left.touches(contention) and still_follows(before, self._left.off)
        )

    def _tally(self, contention: str) -> Tally:
        assert self._measured is not None
        values = self._measured.values(self._item.measures([contention]))
        last = {measure: each[None, :] for measure, each in values.items()}
        taken = Taken(last, self._measured.held, (self._case.times.end,))
        asked, following = self._item.questions[contention], self._item.followings[contention]
        return tally(self._case, asked, following, taken)

    def _verdict(self, contention: str) -> Verdict:
        following, told = self._left.following(contention), self.tally(contention)
        asked, account = self._item.questions[contention], self._item.account
        if told is None:
            return not_following(asked, account, following.gaps)
        draws = Told(totals_of(told), _OneTally(contention, told))
        years = (self._case.times.end,)
        return verdict_of(self._case, account, asked, following, draws, years)
