"""What the actions of a case do to one outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.case.articles import counted
from contention.evidence.levers.compared_levers import LeverTable

if TYPE_CHECKING:
    from contention.api.case import Case


@dataclass(frozen=True, repr=False)
class Levers:
    """Every lever by every account on one outcome; `str` is the whole text."""

    case: Case
    value: LeverTable
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        return (
            f"<Levers of {self.case.id} on {self.value.outcome}: "
            f"{counted(len(self.value.levers), 'lever')}, "
            f"{counted(len(self.value.accounts), 'account')}>"
        )

    def __str__(self) -> str:
        return self.text()

    def ranked(self, account: str) -> tuple[str, ...]:
        """Ids of the levers that move the outcome by an account, the most wanted effect first."""
        from contention.api.asking import require
        from contention.show.contest.lever_words import moving

        require("account", account, dict.fromkeys(self.value.accounts))
        return tuple(lever.id for lever, _ in moving(self.value, account))

    def text(self, width: int = 100, *, colour: bool = False) -> str:
        """What `contention levers` prints, for a terminal of that many columns."""
        from contention.show.contest.lever_text import lever_text

        return lever_text(self.value, width, colour=colour)

    def as_json(self) -> dict[str, object]:
        """What `contention levers --json` prints, as plain values."""
        from contention.show.contest.lever_json import lever_json

        return lever_json(self.value)
