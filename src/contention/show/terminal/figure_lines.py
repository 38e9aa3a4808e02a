"""Figures and what data say about them, for a terminal."""

from collections.abc import Iterator

from contention.case.model import Case
from contention.evidence.evidence import Evidence
from contention.evidence.figures.figure_verdict import FigureVerdict
from contention.show.terminal.styled_text import Line, Span, Style, wrapped
from contention.show.words.figure_words import measured_text, stated_text, summary

STYLES: dict[str, Style] = {
    "agrees": "supported",
    "agrees with an earlier release": "bold",
    "between two series": "supported",
    "disagrees by a factor": "opposed",
    "no data": "dim",
}


def figure_lines(case: Case, found: Evidence, width: int) -> Iterator[Line]:
    """A summary, then each figure: what is stated, the verdict, what is measured, and notes."""
    yield from wrapped([Span(summary(found.figures), "dim")], width)
    for each in found.figures:
        yield from _figure(case, each, width)


def _figure(case: Case, verdict: FigureVerdict, width: int) -> Iterator[Line]:
    figure = case.figures.get(verdict.figure)
    title = figure.subject if figure is not None else verdict.figure
    yield from wrapped([Span(verdict.figure, "bold"), Span(f" {title}")], width, "", "  ")
    stated = stated_text(figure) if figure is not None else ""
    spans = [Span(f"{stated}: "), Span(verdict.words, STYLES[verdict.verdict])]
    if verdict.measured is not None:
        spans.append(Span(f"; measured {measured_text(verdict, figure)}"))
    if verdict.contradicted and verdict.factor is not None:
        spans.append(Span(f", {verdict.factor:.3g} times the number"))
    if verdict.series:
        spans.append(Span(f"; {verdict.series}"))
    yield from wrapped(spans, width, "  ", "    ")
    if verdict.note:
        yield from wrapped([Span(verdict.note, "dim")], width, "    ")
