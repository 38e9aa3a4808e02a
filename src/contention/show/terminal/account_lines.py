"""Accounts and what was observed, for a terminal."""

from collections.abc import Iterator

from contention.case.model import Case
from contention.evidence.evidence import Evidence
from contention.show.terminal.styled_text import Line, Span, Style, wrapped
from contention.show.words.account_words import (
    HEADINGS,
    ScoreLine,
    changed_verdicts,
    changed_words,
    evidence_words,
    ground_words,
    score_lines,
    worse_words,
)
from contention.show.words.cell_words import columns

LEAST_TITLE = 12
"""columns that a title keeps however narrow the terminal is"""


def account_lines(case: Case, found: Evidence, width: int) -> Iterator[Line]:
    """What was compared, the table of scores, and the verdicts that data change."""
    rows = found.accounts
    if not rows:
        yield (Span("evidence.yaml ties no factor to an available series", "dim"),)
        return
    whole = rows[0].whole
    yield from wrapped([Span(ground_words(whole), "dim")], width)
    yield from _table(score_lines(case, rows), width)
    for text in (worse_words(case, rows), evidence_words(case, rows)):
        if text:
            yield from wrapped([Span(text)], width)
    changed = changed_verdicts(rows)
    judged = sum(len(row.verdicts) for row in rows)
    if judged:
        text = f"With the data {len(changed)} of {judged} verdicts differ."
        yield from wrapped([Span(text)], width)
    for each in changed:
        yield from wrapped([Span(changed_words(case, each))], width, "  ", "    ")


def _table(lines: tuple[ScoreLine, ...], width: int) -> Iterator[Line]:
    cells = [HEADINGS, *(line.cells for line in lines)]
    widths = [max(columns(row[number]) for row in cells) for number in range(len(HEADINGS))]
    rest = sum(widths[1:]) + 2 * (len(widths) - 1)
    title = max(LEAST_TITLE, min(widths[0], width - rest))
    yield (Span(_row(HEADINGS, title, widths), "dim"),)
    for line in lines:
        style: Style = "opposed" if line.worse else "plain"
        first, *other = wrapped([Span(line.cells[0])], title, "", "  ")
        text = "".join(span.text for span in first)
        yield (Span(_row((text, *line.cells[1:]), title, widths), style),)
        yield from other


def _row(cells: tuple[str, ...], title: int, widths: list[int]) -> str:
    padded = [cells[0] + " " * (title - columns(cells[0]))]
    padded += [
        " " * (most - columns(cell)) + cell
        for cell, most in zip(cells[1:], widths[1:], strict=True)
    ]
    return "  ".join(padded)
