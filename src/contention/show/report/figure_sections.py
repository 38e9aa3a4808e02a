"""The figures of the texts in the report: what is stated, what is measured, and the verdict."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from contention.case.evidence import DataSource
from contention.case.model import Case, Figure
from contention.evidence.evidence import Evidence
from contention.evidence.figures.figure_verdict import FigureVerdict, Verdict
from contention.show.report.figure_timelines import timeline
from contention.show.words.figure_words import measured_text, stated_text, summary

ORDER: tuple[Verdict, ...] = (
    "disagrees by a factor",
    "between two series",
    "agrees with an earlier release",
    "agrees",
)
"""Verdicts in the order of the table: what needs a reader's attention comes first."""


@dataclass(frozen=True)
class FigureLine:
    """One figure and its verdict."""

    figure: Figure
    document: str
    verdict: FigureVerdict
    stated: str
    measured: str
    date: str
    sources: tuple[DataSource, ...]
    """what it was compared with, if that is a series"""
    chart: Markup | None

    @property
    def key(self) -> str:
        """Class of the verdict's words."""
        return "wrong" if self.verdict.contradicted else "measured-words"


@dataclass(frozen=True)
class FigureSection:
    """All figures that were compared."""

    summary: str
    lines: tuple[FigureLine, ...]

    @property
    def compared(self) -> tuple[FigureLine, ...]:
        """Those that something measures, contradicted ones first."""
        measured = [each for each in self.lines if each.verdict.verdict != "no data"]
        return tuple(sorted(measured, key=lambda each: ORDER.index(each.verdict.verdict)))

    @property
    def silent(self) -> tuple[FigureLine, ...]:
        """Those that nothing measures."""
        return tuple(each for each in self.lines if each.verdict.verdict == "no data")

    @property
    def charts(self) -> tuple[FigureLine, ...]:
        """Those that can be drawn on their series."""
        return tuple(each for each in self.lines if each.chart is not None)


def figure_section(case: Case, found: Evidence | None) -> FigureSection | None:
    """The section; None if the case compares no figures with data."""
    if found is None or not found.figures:
        return None
    lines = tuple(
        _line(case, case.figures[each.figure], each)
        for each in found.figures
        if each.figure in case.figures
    )
    return FigureSection(summary(found.figures), lines)


def _line(case: Case, figure: Figure, verdict: FigureVerdict) -> FigureLine:
    named = verdict.series.split(", ")
    sources = [case.evidence.data[id_] for id_ in named if id_ in case.evidence.data]
    sources += [each.source for each in verdict.lines
                if each.source.id in named and each.source not in sources]  # fmt: skip
    return FigureLine(
        figure,
        case.documents[figure.document].title,
        verdict,
        stated_text(figure),
        measured_text(replace(verdict, date=""), figure),
        verdict.date,
        tuple(sources),
        timeline(case, figure, verdict),
    )
