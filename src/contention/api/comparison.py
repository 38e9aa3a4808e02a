"""Two versions of a case: which verdicts differ, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.analysis.difference import Difference as DifferenceValue
from contention.api.asking import cores, draws_of, shown, whole
from contention.api.case import Case
from contention.api.frames import frame
from contention.case.articles import counted

if TYPE_CHECKING:
    import pandas as pd

    from contention.analysis.case_changes import Change
    from contention.analysis.turning_changes import Turn
    from contention.api.case import Progress

DIFFERENCE_COLUMNS = (
    "contention", "account", "before", "after", "support_before", "support_after",
    "opposed_before", "opposed_after",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Difference:
    """What became of a case's verdicts from one version to another; `str` is the whole text."""

    value: DifferenceValue
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        return (
            f"<Difference: {counted(len(self.turned), 'verdict')} changed, {len(self.moved)} in "
            f"their shares only, {counted(len(self.changes), 'entry', 'entries')} edited>"
        )

    def __str__(self) -> str:
        return self.text()

    @property
    def changes(self) -> tuple[Change, ...]:
        """Entries that were added, removed or changed."""
        return self.value.changes

    @property
    def turned(self) -> tuple[Turn, ...]:
        """Verdicts whose word changed."""
        return self.value.turned

    @property
    def moved(self) -> tuple[Turn, ...]:
        """Verdicts whose shares moved beyond their intervals."""
        return self.value.moved

    def to_frame(self) -> pd.DataFrame:
        """One row for each verdict that turned or moved; needs pandas."""
        records = (
            dict(zip(DIFFERENCE_COLUMNS, cells, strict=True))
            for turn in (*self.turned, *self.moved)
            for cells in [
                (*turn.pair, turn.before.verdict, turn.after.verdict, turn.before.support,
                 turn.after.support, turn.before.opposed, turn.after.opposed)
            ]
        )  # fmt: skip
        return frame(records, DIFFERENCE_COLUMNS, DIFFERENCE_COLUMNS[4:])

    def text(self, width: int | None = 100) -> str:
        """What `contention diff` prints, for a terminal of a given width."""
        from contention.show.terminal.difference_text import difference_text

        return difference_text(self.value, width)

    def as_json(self) -> dict[str, object]:
        """What `contention diff --json` prints, as plain values."""
        from contention.show.terminal.difference_text import difference_json

        return difference_json(self.value)


def compare(
    before: Case,
    after: Case,
    draws: int = 2000,
    seed: int = 1,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Difference:
    """Judge two versions of a case with the same draws, then try their changes one at a time.

    Raises TypeError for anything but cases, such as a path that was not loaded.
    """
    from contention.analysis.difference import difference

    for case in (before, after):
        if not isinstance(case, Case):
            raise TypeError(f"give cases, as `load` opens them, not {shown(case)}")
    value = difference(
        before.value,
        after.value,
        draws=draws_of("draws", draws),
        seed=whole("seed", seed),
        workers=cores(workers),
        progress=progress,
    )
    return Difference(value)
