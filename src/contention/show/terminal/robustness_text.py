"""A verdict × choice matrix for a terminal."""

from collections.abc import Iterator

from contention.case.articles import counted
from contention.case.model import Case
from contention.judge.robustness.robustness import Robustness
from contention.show.robustness_rows import (
    inapplicable,
    refusals,
    shown_choices,
    shown_rows,
    summary,
)
from contention.show.terminal.styled_text import (
    Line,
    Span,
    Style,
    plain,
    rendered,
    wrapped,
)
from contention.show.words.cell_words import columns

STYLES: dict[str, Style] = {"turns": "opposed", "near": "bold", "size": "plain", "same": "dim"}
LEGEND = (
    "· unchanged   s unchanged, but with a different word for its size   "
    "~ too near the threshold to call   ▲ ▼ ◆ ○ changes to that verdict"
)
TITLE = 28
"""least width of the column of titles"""


def robustness_text(
    case: Case, found: Robustness, width: int = 100, *, colour: bool = False
) -> str:
    """The choices, the matrix, and what changes each verdict; `width` is in columns."""
    width = max(width, 40)
    if not found.rows:
        return "No verdict in this case follows from any account, so there is nothing to test."
    return rendered(_lines(case, found, width), colour=colour)


def _lines(case: Case, found: Robustness, width: int) -> Iterator[Line]:
    yield from wrapped([Span(summary(found), "bold")], width)
    yield ()
    for choice in shown_choices(found):
        turned = (
            counted(choice.turned, "verdict changes", "verdicts change") if choice.turned else ""
        )
        head = f"{choice.number:>3} {choice.group}: if {choice.title}"
        yield from wrapped([Span(head), Span(f" {turned}", "opposed")], width, "", "      ")
    fitting = max(5, width - TITLE)
    for first in range(0, len(found.choices), fitting):
        yield ()
        yield from _block(case, found, slice(first, first + fitting), width)
    yield ()
    yield from wrapped([Span(LEGEND, "dim")], width)
    yield ()
    yield from _sentences(case, found, width)
    yield from _end(case, found, width)


def _block(case: Case, found: Robustness, part: slice, width: int) -> Iterator[Line]:
    """Part of the matrix: as many choices as fit, with their numbers written vertically."""
    numbers = range(1, len(found.choices) + 1)[part]
    room = width - len(numbers)
    for digit in (0, 1):
        yield plain(" " * room + "".join(f"{number:>2}"[digit] for number in numbers))
    contention = ""
    for row in shown_rows(case, found):
        if row.contention != contention:
            contention = row.contention
            yield from wrapped([Span(row.title, "bold")], width, "", "  ")
        name = _cut(f"  {row.mark} {row.account}", room - 1)
        gap = " " * (room - columns(name))
        squares = [Span(item.symbol, STYLES[item.state]) for item in row.squares[part]]
        yield (Span(name + gap), *squares)


def _cut(text: str, room: int) -> str:
    """A text cut to at most `room` columns."""
    while columns(text) > room:
        text = text[:-2].rstrip() + "…"
    return text


def _sentences(case: Case, found: Robustness, width: int) -> Iterator[Line]:
    """What changes each verdict; those that never change are only counted."""
    for row in shown_rows(case, found):
        if any(item.state in ("turns", "near") for item in row.squares):
            said = f"“{row.title}”, {row.account}: {row.mark} {row.word}, {row.sentence}"
            yield from wrapped([Span(said)], width, "", "  ")


def _end(case: Case, found: Robustness, width: int) -> Iterator[Line]:
    if left_out := inapplicable(case):
        yield from wrapped([Span(left_out, "dim")], width)
    for line in refusals(found):
        yield from wrapped([Span(line, "opposed")], width, "", "  ")
    silent = ""
    if found.silent:
        silent = f"{counted(found.silent, 'answer')} left out: these accounts say nothing. "
    tail = f"{silent}{found.draws} Monte Carlo draws, seed {found.seed}."
    yield from wrapped([Span(tail, "dim")], width)
