"""Which verdicts survive alternatives to the case's modelling choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.api.frames import frame
from contention.judge.robustness.robustness import Robustness as RobustnessValue

if TYPE_CHECKING:
    import pandas as pd

    from contention.api.case import Case
    from contention.judge.robustness.choices import Choice
    from contention.judge.robustness.robustness import RobustnessRow

ROBUSTNESS_COLUMNS = (
    "contention", "account", "verdict", "choice", "verdict_there", "share_there", "size_there",
    "state",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Robustness:
    """Every verdict that follows, under every choice; `str` is the whole text."""

    case: Case
    value: RobustnessValue
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        turned = sum(bool(row.turning) for row in self.rows)
        return (
            f"<Robustness of {self.case.id}: {len(self.rows)} verdicts under "
            f"{len(self.choices)} choices, {turned} turned by some>"
        )

    def __str__(self) -> str:
        return self.text()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The alternative choices."""
        return self.value.choices

    @property
    def rows(self) -> tuple[RobustnessRow, ...]:
        """One for each verdict that follows, with a cell for each choice."""
        return self.value.rows

    def to_frame(self) -> pd.DataFrame:
        """One row for each verdict and choice; needs pandas."""
        records = (
            dict(zip(ROBUSTNESS_COLUMNS, cells, strict=True))
            for row in self.rows
            for cell in row.cells
            for cells in [
                (row.contention, row.account, row.verdict, cell.choice, cell.verdict, cell.share,
                 cell.size, cell.state)
            ]
        )  # fmt: skip
        return frame(records, ROBUSTNESS_COLUMNS, ["share_there"])

    def text(self, width: int = 100, *, colour: bool = False) -> str:
        """What `contention robustness` prints, for a terminal of a given width."""
        from contention.show.terminal.robustness_text import robustness_text

        return robustness_text(self.case.value, self.value, width, colour=colour)

    def as_json(self) -> dict[str, object]:
        """What `contention robustness --json` prints, as plain values."""
        from contention.show.robustness_rows import robustness_json

        return robustness_json(self.value)
