"""Two accounts of a case, or two texts, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.analysis.side_by_side import SideBySide as SideBySideValue
from contention.api.asking import chosen
from contention.case.articles import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contention.analysis.figure_changes import FigureChange
    from contention.analysis.side_by_side import VerdictChange
    from contention.api.case import Case, Progress
    from contention.maps.stated_pairs import PairChange


@dataclass(frozen=True, repr=False)
class SideBySide:
    """What two accounts or texts share and where they differ; `str` is the whole text."""

    case: Case
    value: SideBySideValue
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        moved = sum(pair.moved for pair in self.pairs)
        return (
            f"<SideBySide {self.value.first.title} → {self.value.second.title}: "
            f"{counted(moved, 'pair')} differ, {counted(len(self.verdicts), 'verdict')} differ>"
        )

    def __str__(self) -> str:
        return self.text()

    @property
    def pairs(self) -> tuple[PairChange, ...]:
        """Every pair of factors that either speaks of, with its kind of change."""
        return self.value.pairs

    @property
    def verdicts(self) -> tuple[VerdictChange, ...]:
        """Contentions on which their verdicts differ, with the claims on which that hinges."""
        return self.value.verdicts

    @property
    def figures(self) -> tuple[FigureChange, ...]:
        """The figures of two texts, paired; empty for accounts."""
        return self.value.figures

    def text(self, width: int | None = 100) -> str:
        """What `contention compare` prints, for a terminal of a given width."""
        from contention.show.terminal.side_by_side_text import side_by_side_text

        return side_by_side_text(self.case.value, self.value, width)

    def as_json(self) -> dict[str, object]:
        """What `contention compare --json` prints, as plain values."""
        from contention.show.terminal.side_by_side_text import side_by_side_json

        return side_by_side_json(self.value)


def compared(
    case: Case,
    accounts: tuple[str, str] | None,
    documents: tuple[str, str] | None,
    *,
    draws: int,
    seed: int,
    workers: int,
    progress: Progress | None,
) -> SideBySide:
    """Compare two accounts or two documents of a case; raises KeyError and ValueError."""
    from contention.analysis.side_by_side import judged_side_by_side

    if (accounts is None) == (documents is None):
        raise ValueError("give two accounts or two documents")
    noun = "document" if accounts is None else "account"
    known: Mapping[str, object] = case.documents if accounts is None else case.accounts
    asked = chosen(noun, documents if accounts is None else accounts, known)
    if len(asked) != 2:
        raise ValueError(f"give two different {noun}s, not {counted(len(asked), noun)}")
    value = judged_side_by_side(
        case.value, asked[0], asked[1], documents=noun == "document", draws=draws, seed=seed,
        workers=workers, progress=progress,
    )  # fmt: skip
    return SideBySide(case, value)
