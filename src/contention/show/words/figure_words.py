"""Verdicts on figures in words and counts."""

from collections import Counter
from collections.abc import Sequence

from contention.case.articles import counted
from contention.case.model import Figure
from contention.evidence.figures.figure_verdict import VERDICTS, FigureVerdict
from contention.evidence.figures.wording import number_text

CONTRADICTED = "data contradict this number"
"""the mark of a number wherever it appears"""
COMPARATORS = {
    "over": "over ", "at least": "at least ", "under": "under ", "at most": "at most ",
    "about": "about ", "exactly": "",
}  # fmt: skip


def stated_text(figure: Figure) -> str:
    """`over 18 500 person`, as far as numbers go."""
    year = figure.unit in ("year", "years") and figure.value >= 1000
    number = f"{figure.value:.0f}" if year else number_text(figure.value)
    unit = f" {figure.unit}" if figure.unit and not year else ""
    return f"{COMPARATORS.get(figure.comparator, '')}{number}{unit}"


def measured_text(verdict: FigureVerdict, figure: Figure | None) -> str:
    """The measured value with its date; a dash if there is none."""
    if verdict.measured is None:
        return "–"
    calendar = figure is not None and figure.unit in ("year", "years") and verdict.measured >= 1000
    number = f"{verdict.measured:.0f}" if calendar else number_text(verdict.measured)
    return f"{number} ({verdict.date})" if verdict.date else number


def summary(verdicts: Sequence[FigureVerdict]) -> str:
    """How many figures got which verdict."""
    counts = Counter(each.verdict for each in verdicts)
    said = [f"{counts[verdict]} × {verdict}" for verdict in VERDICTS if counts[verdict]]
    head = counted(len(verdicts), "comparison")
    return f"{head}: {', '.join(said)}." if said else "No figure is coded."


def contradiction_words(figure: Figure, verdict: FigureVerdict) -> str:
    """The mark of a contradicted number, with what is measured."""
    measured = measured_text(verdict, figure)
    return f"{CONTRADICTED[0].upper()}{CONTRADICTED[1:]}: measured {measured}, {verdict.series}"
