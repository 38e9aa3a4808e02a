"""What data say about a figure."""

from dataclasses import dataclass
from typing import Literal, get_args

from contention.case.evidence import DataSource

Verdict = Literal[
    "agrees",
    "agrees with an earlier release",
    "between two series",
    "disagrees by a factor",
    "no data",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True)
class MeasuredLine:
    """A series with which a figure was compared, in the figure's unit."""

    source: DataSource
    times: tuple[float, ...]
    """decimal years"""
    values: tuple[float, ...]


@dataclass(frozen=True)
class FigureVerdict:
    """One figure of a text compared with what measures it; numbers are in the figure's unit."""

    figure: str
    """its id; of parts that are added up, that of the whole"""
    verdict: Verdict
    series: str = ""
    """id of the source it was compared with; several are joined by `, `"""
    stated: float = 0.0
    measured: float | None = None
    factor: float | None = None
    """measured ÷ stated"""
    date: str = ""
    """of the measured value, as its file writes it"""
    note: str = ""
    """why, what the series measures, and what the case notes"""
    reason: str = ""
    """the same without what the series measures"""
    months: float | None = None
    """of a release that is out of date: how old it was at the date of the figure"""
    lines: tuple[MeasuredLine, ...] = ()
    """the series that have a value at its date"""
    when: float | None = None
    """decimal year of the figure"""

    @property
    def contradicted(self) -> bool:
        """Whether data contradict the number."""
        return self.verdict == "disagrees by a factor"

    @property
    def words(self) -> str:
        """The verdict, with the age of the release; without a factor if there is none."""
        if self.contradicted and self.factor is None:
            return "disagrees"
        if self.months is None or self.verdict != "agrees with an earlier release":
            return self.verdict
        months = max(1, round(self.months))
        return f"{self.verdict} ({months} month{'' if months == 1 else 's'} old)"

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {
            "figure": self.figure,
            "verdict": self.verdict,
            "series": self.series or None,
            "stated": self.stated,
            "measured": self.measured,
            "factor": self.factor,
            "date": self.date or None,
            "note": self.note,
        }
