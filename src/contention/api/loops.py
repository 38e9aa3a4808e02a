"""Loops that drive factors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.api.asking import require
from contention.api.frames import frame
from contention.api.judgement import pair
from contention.case.articles import counted

if TYPE_CHECKING:
    import pandas as pd

    from contention.analysis.loops.factor_loops import FactorLoops
    from contention.analysis.loops.told_loops import ToldLoops
    from contention.api.case import Case

LOOP_COLUMNS = ("account", "scenario", "factor", "driver", "loop", "polarity", "factors", "time",
                "share", "relative")  # fmt: skip


@dataclass(frozen=True, repr=False)
class Loops:
    """The loops behind some factors in some scenarios, by one account; `str` is the whole text."""

    case: Case
    value: ToldLoops
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        driven = sum(bool(each.driver) for each in self)
        return (
            f"<Loops of {self.value.account}: {counted(len(self), 'course')}, "
            f"{driven} driven by loops>"
        )

    def __str__(self) -> str:
        return self.text()

    def __iter__(self) -> Iterator[FactorLoops]:
        return iter(self.value.found)

    def __len__(self) -> int:
        return len(self.value.found)

    def __getitem__(self, key: tuple[str, str]) -> FactorLoops:
        """`loops[scenario, factor]`; raises KeyError if it is not among them."""
        scenario, factor = pair(key, "scenario", "factor")
        require("scenario", scenario, self.case.value.scenarios)
        require("factor", factor, self.case.value.factors)
        for each in self:
            if (each.scenario, each.factor) == (scenario, factor):
                return each
        raise KeyError(f"“{factor}” in “{scenario}” is not among the loops asked for")

    def text(self, width: int = 100) -> str:
        """The loops with their claims, for a terminal of a given width."""
        from contention.show.terminal.loops_text import LoopTeller

        return "\n".join(LoopTeller(self.case.value, self.value, width).lines()).strip("\n")

    def as_json(self) -> dict[str, object]:
        """The same as plain values, as `contention explain --loops --json` has them at `loops`."""
        from contention.show.loops_json import loops_json

        return loops_json(self.value)

    def to_frame(self) -> pd.DataFrame:
        """One row for each scenario, factor, loop and step; needs pandas."""
        records = (
            {
                "account": self.value.account, "scenario": each.scenario, "factor": each.factor,
                "driver": each.driver, "loop": loop.id, "polarity": loop.polarity,
                "factors": " ".join(loop.factors), "time": float(time),
                "share": float(share), "relative": float(relative),
            }
            for each in self
            for loop in each.loops
            for time, share, relative in zip(each.years, loop.shares, loop.relative, strict=True)
        )  # fmt: skip
        return frame(records, LOOP_COLUMNS)
