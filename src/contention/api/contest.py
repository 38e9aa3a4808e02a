"""Accounts against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.api.asking import require
from contention.api.judgement import Judgement, pair
from contention.case.articles import counted
from contention.evidence.contest.contest import Contest as ContestValue
from contention.evidence.contest.contest import Pair

if TYPE_CHECKING:
    from contention.api.case import Case


@dataclass(frozen=True, repr=False)
class Contest:
    """All accounts on the same contentions, and every pair of them; `str` is the whole text."""

    case: Case
    value: ContestValue
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        opposite = sum(item.opposite for each in self.pairs for item in each.partings)
        return (
            f"<Contest of {self.case.id}: {counted(len(self.judgement.accounts), 'account')}, "
            f"{counted(opposite, 'contradiction')} among {counted(len(self.pairs), 'pair')}>"
        )

    def __str__(self) -> str:
        return self.text()

    @property
    def judgement(self) -> Judgement:
        """The verdicts of all accounts."""
        return Judgement(self.case, self.value.judgement)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair of accounts: what they share, where they differ, what would settle it."""
        return self.value.pairs

    def __getitem__(self, key: tuple[str, str]) -> Pair:
        """`contest[first, second]`, in either order; raises KeyError with a guess."""
        wanted = pair(key, "account", "account")
        for id_ in wanted:
            require("account", id_, self.case.accounts)
        for item in self.pairs:
            if {item.first, item.second} == set(wanted):
                return item
        raise KeyError(f"“{wanted[0]}” and “{wanted[1]}” are not a pair of this contest")

    def text(self, width: int = 100, *, colour: bool = False) -> str:
        """What `contention contest` prints, for a terminal of a given width."""
        from contention.show.contest.contest_text import contest_text

        return contest_text(self.case.value, self.value, width, colour=colour)

    def as_json(self) -> dict[str, object]:
        """What `contention contest --json` prints, as plain values."""
        from contention.show.contest.contest_json import contest_json

        return contest_json(self.case.value, self.value)

    def svg(self) -> str:
        """The matrix of verdicts as one picture."""
        from contention.show.contest.contest_figure import contest_figure

        return contest_figure(self.case.value, self.value)

    def _repr_svg_(self) -> str:
        return self.svg()
