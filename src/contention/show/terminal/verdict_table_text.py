"""The table of verdicts for a terminal: contentions down, accounts across."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from contention.case.articles import counted
from contention.case.model import Case
from contention.case.model_cases import of_model_files
from contention.judge.verdict import Judgement, Verdict
from contention.show.terminal.styled_text import Line, Span, Style, wrapped
from contention.show.words.cell_words import abbreviated, cell_letter, cell_number, columns
from contention.show.words.reading_words import DEPENDENCE, RUNS_AWAY, cell_marks
from contention.show.words.verdict_marks import MARKS

STYLES: dict[str, Style] = {
    "supported": "supported", "opposed": "opposed", "undecided": "bold",
    "does not follow": "dim", "true by construction": "dim",
}  # fmt: skip
LEGEND = (
    "▲ supported and ≡ true by construction: the share of draws in which it holds. "
    "▼ opposed: the share in which its reverse holds. "
    "◆ undecided: the share in which it holds : in which its reverse holds. "
    "○ does not follow. A denial (deny) has no share.",
    "It needs (or rests on, if undecided): s signs alone, # strengths too, a an assumption of the "
    "coder.",
)
HINGES = (
    "“Without …”: hinges (leave-one-out sensitivity), the verdict and its share without one claim."
)
CELL = 11
"""columns of an account"""
TITLE = 22
"""least width of the column of titles"""


def verdict_table(case: Case, judgement: Judgement, width: int) -> Iterator[Line]:
    """Accounts with numbers and ids, the table, and its legend.

    If not all accounts fit, they are split evenly over several tables; each of these leaves out
    the contentions of which its accounts say nothing.
    """
    accounts = [item.account for item in judgement.diagnostics]
    for number, account in enumerate(accounts, 1):
        yield from named(f"{number} {case.accounts[account].title}", account, width)
    for part in split(len(accounts), width):
        yield ()
        yield from _block(case, judgement, accounts, part, width)
    yield ()
    notes = [DEPENDENCE] if any(verdict.differing for verdict in judgement.verdicts) else []
    notes += [RUNS_AWAY] if any(verdict.unstable for verdict in judgement.verdicts) else []
    legend = LEGEND[:1] if of_model_files(case) else LEGEND
    for line in (*legend, *notes, *([HINGES] if judgement.hinges else [])):
        yield from wrapped([Span(line, "dim")], width)


def named(title: str, id_: str, width: int, style: Style = "plain") -> Iterator[Line]:
    """A title with the id to use in commands."""
    yield from wrapped([Span(title, style), Span(f" [{id_}]", "dim")], width, "", "  ")


def split(accounts: int, width: int) -> tuple[slice, ...]:
    """Which accounts are in each table: as few tables as fit the width, of about equal size."""
    fitting = max(1, (width - TITLE) // CELL)
    tables = max(1, -(-accounts // fitting))
    edges = [number * accounts // tables for number in range(tables + 1)]
    return tuple(slice(*pair) for pair in pairwise(edges))


def _block(
    case: Case, judgement: Judgement, accounts: Sequence[str], part: slice, width: int
) -> Iterator[Line]:
    """The table of some accounts."""
    shown = accounts[part]
    room = max(TITLE, width - CELL * len(shown))
    yield from _heads(case, shown, part.start + 1, room)
    found = {(item.contention, item.account): item for item in judgement.verdicts}
    silent = 0
    for id_ in dict.fromkeys(item.contention for item in judgement.verdicts):
        row = [found[id_, account] for account in shown]
        if len(shown) < len(accounts) and all(one.verdict == "does not follow" for one in row):
            silent += 1
            continue
        title = list(wrapped([Span(case.contentions[id_].title)], room - 1, "", "  "))
        cells = [span for verdict in row for span in _cell(verdict)]
        gap = room - sum(columns(span.text) for span in title[0])
        yield (*title[0], Span(" " * gap), *cells)
        yield from title[1:]
    if silent:
        said = f"Left out: {counted(silent, 'contention')} that no account here answers."
        yield from wrapped([Span(said, "dim")], width)


def _heads(case: Case, accounts: Sequence[str], first: int, room: int) -> Iterator[Line]:
    """The number of each account, and below it its title cut to a few short lines."""
    heads = [
        (str(number), *abbreviated(case.accounts[account].title, CELL - 1))
        for number, account in enumerate(accounts, first)
    ]
    for row in zip_longest(*heads, fillvalue=""):
        cells = [f"{text}{' ' * (CELL - columns(text))}" for text in row]
        yield (Span(" " * room + "".join(cells), "dim"),)


def _cell(verdict: Verdict) -> tuple[Span, ...]:
    letters = f"{cell_letter(verdict):1}{cell_marks(verdict)}"
    text = f"{MARKS[verdict.verdict]}{cell_number(verdict):>5} {letters}".rstrip()
    return Span(text, STYLES[verdict.verdict]), Span(" " * (CELL - columns(text)))
