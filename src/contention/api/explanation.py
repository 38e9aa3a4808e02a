"""Why an account gives a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.analysis.explanation import Explanation as ExplanationValue
from contention.api.loops import Loops
from contention.api.verdict import Verdict
from contention.case.articles import counted

if TYPE_CHECKING:
    from contention.analysis.explanation import ExplainedPath
    from contention.analysis.replayed_draw import ReplayedDraw
    from contention.api.case import Case
    from contention.evidence.evidence import Evidence


@dataclass(frozen=True, repr=False)
class Explanation:
    """The paths from lever to outcome with the claims behind them; `str` is the whole text."""

    case: Case
    value: ExplanationValue
    """all of it, as a frozen dataclass"""
    evidence: Evidence | None = None
    """what data say about claims, if the case has tests"""

    def __repr__(self) -> str:
        verdict = self.value.verdict
        return (
            f"<Explanation of {verdict.contention} by {verdict.account}: {verdict.verdict}, "
            f"{counted(len(self.paths), 'path')}>"
        )

    def __str__(self) -> str:
        return self.text()

    @property
    def verdict(self) -> Verdict:
        """The verdict that is explained, with its hinges."""
        return Verdict(self.case, self.value.verdict, self.value.hinges)

    @property
    def paths(self) -> tuple[ExplainedPath, ...]:
        """Paths from a lever to an outcome, shortest first; `value.bounded` if there are more."""
        return self.value.paths

    @property
    def replayed(self) -> ReplayedDraw | None:
        """The draw that was asked for, step by step."""
        return self.value.replayed

    @property
    def loops(self) -> Loops | None:
        """The loops behind what the contention looks at, if they were asked for."""
        return None if self.value.loops is None else Loops(self.case, self.value.loops)

    def text(self, width: int = 100) -> str:
        """What `contention explain` prints, for a terminal of a given width."""
        from contention.show.terminal.explanation_text import explanation_text

        return explanation_text(self.case.value, self.value, width, self.evidence)

    def as_json(self) -> dict[str, object]:
        """What `contention explain --json` prints, as plain values."""
        from contention.show.terminal.explanation_text import explanation_json

        return explanation_json(self.case.value, self.value, self.evidence)
