"""Robustness of verdicts as rows of small squares and as sentences, for every output."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from contention.case.articles import counted
from contention.case.model import Case
from contention.case.model_cases import of_model_files
from contention.judge.robustness.choices import Choice
from contention.judge.robustness.robustness import Cell, Robustness, RobustnessRow
from contention.show.judgement_json import Json, rounded
from contention.show.words.numbers import listed, percent
from contention.show.words.verdict_marks import MARKS

SYMBOLS = {"stands": "·", "size": "s", "near": "~"}
STATES = {
    "stands": "unchanged",
    "size": "unchanged, but with a different word for its size",
    "near": "too near the threshold to call",
    "turns": "changes",
}
CLASSES = {"stands": "same"}
"""state → CSS class, if it has another name"""
GROUPS = {
    "readings": "Readings",
    "strengths": "Strengths", "saturation": "Saturation", "times": "Times",
    "window": "End", "levers": "Levers", "thresholds": "Thresholds", "hedges": "Hedges",
    "rates": "Rates of factors", "ranges": "Ranges", "draws": "Draws",
}  # fmt: skip
OF_CLAIMS = (
    "Not tried, since a model file has none of it: readings and strengths of words, saturation, "
    "adjustment times, hedges, hazards and flows of factors."
)
"""choices that do not apply to accounts that are model files"""


@dataclass(frozen=True)
class Square:
    """One verdict under one choice."""

    symbol: str
    state: str
    """CSS class"""
    said: str
    """full wording, for screen readers"""
    first: bool = False
    """whether it is the first of a group of choices"""


@dataclass(frozen=True)
class ShownRow:
    """A verdict with its squares, and a sentence on what changes it."""

    contention: str
    title: str
    account: str
    mark: str
    word: str
    squares: tuple[Square, ...]
    sentence: str


@dataclass(frozen=True)
class ShownChoice:
    """A column: a choice, and how many verdicts change under it."""

    number: int
    title: str
    turned: int
    group: str
    first: bool
    """whether it is the first of its group"""


@dataclass(frozen=True)
class ShownGroup:
    """Adjacent columns with choices of one kind."""

    title: str
    choices: int


def symbol(cell: Cell) -> str:
    """A dot, `s`, `~`, or the mark of the changed verdict."""
    return MARKS[cell.verdict] if cell.state == "turns" else SYMBOLS[cell.state]


def shown_rows(case: Case, found: Robustness) -> tuple[ShownRow, ...]:
    """All verdicts that follow, in the order of the case."""
    titles = {choice.id: choice.title for choice in found.choices}
    first = {choice.id for choice in _firsts(found)}
    return tuple(
        ShownRow(
            contention=row.contention,
            title=case.contentions[row.contention].title,
            account=case.accounts[row.account].title,
            mark=MARKS[row.verdict],
            word=row.verdict,
            squares=tuple(
                _square(cell, titles[cell.choice], cell.choice in first) for cell in row.cells
            ),
            sentence=row_sentence(row, titles),
        )
        for row in found.rows
    )


def shown_choices(found: Robustness) -> tuple[ShownChoice, ...]:
    """The columns, numbered from 1."""
    firsts = _firsts(found)
    return tuple(
        ShownChoice(
            number, choice.title, found.turned(choice.id), GROUPS[choice.group], choice in firsts
        )
        for number, choice in enumerate(found.choices, 1)
    )


def _firsts(found: Robustness) -> list[Choice]:
    """The first choice of each run of one group."""
    before = ("", *(choice.group for choice in found.choices))
    return [
        choice
        for choice, group in zip(found.choices, before, strict=False)
        if choice.group != group
    ]


def shown_groups(found: Robustness) -> tuple[ShownGroup, ...]:
    """The groups of choices, from left to right."""
    groups = groupby(choice.group for choice in found.choices)
    return tuple(ShownGroup(GROUPS[group], len(list(each))) for group, each in groups)


def _square(cell: Cell, title: str, first: bool) -> Square:
    class_ = CLASSES.get(cell.state, cell.state)
    return Square(symbol(cell), class_, f"{_state(cell)} if {title}", first)


def _state(cell: Cell) -> str:
    share = "" if cell.share is None else f" ({percent(cell.share)})"
    if cell.state == "turns":
        return f"{cell.verdict}{share}"
    if cell.state == "size" and cell.size is not None:
        return f"unchanged, but its size is {cell.size},"
    return STATES[cell.state]


def row_sentence(row: RobustnessRow, titles: dict[str, str]) -> str:
    """`unchanged under all 24 choices.`, or the choices under which it changes, and to what."""
    kept = sum(cell.state in ("stands", "size") for cell in row.cells)
    if not row.turning:
        near = [titles[cell.choice] for cell in row.cells if cell.state == "near"]
        if not near:
            return f"unchanged under {_all(len(row.cells))}."
        unchanged = f"unchanged under {kept} of {counted(len(row.cells), 'choice')}"
        return f"{unchanged}; too near the threshold to call if {listed(near, 'or')}."
    into: dict[str, list[str]] = {}
    for cell in row.turning:
        share = "" if cell.share is None else f" ({percent(cell.share)})"
        into.setdefault(cell.verdict, []).append(f"{titles[cell.choice]}{share}")
    said = [f"{word} if {listed(why, 'or')}" for word, why in into.items()]
    return f"unchanged under {kept} of {counted(len(row.cells), 'choice')}; {'; '.join(said)}."


def _all(number: int) -> str:
    return f"all {counted(number, 'choice')}" if number > 1 else counted(number, "choice")


def summary(found: Robustness) -> str:
    """How many verdicts change under some choice, and which choices change most of them."""
    turning = sum(bool(row.turning) for row in found.rows)
    turn = f"{turning or 'none'} {'changes' if turning < 2 else 'change'}"
    said = f"Of {counted(len(found.rows), 'verdict')}, {turn} under any of "
    said += f"{counted(len(found.choices), 'choice')}."
    worst = sorted(shown_choices(found), key=lambda item: (-item.turned, item.number))[:3]
    telling = [f"{item.title} ({item.turned})" for item in worst if item.turned]
    return said + (f" Most change if {listed(telling, 'or')}." if telling else "")


@dataclass(frozen=True)
class Survived:
    """The section of the report on robustness."""

    draws: int
    summary: str
    groups: tuple[ShownGroup, ...]
    choices: tuple[ShownChoice, ...]
    rows: tuple[ShownRow, ...]
    refusals: Sequence[str]
    inapplicable: str = ""
    """choices that do not apply to the case"""


def survived(case: Case, found: Robustness) -> Survived:
    """The matrix for the report."""
    return Survived(
        found.draws,
        summary(found),
        shown_groups(found),
        shown_choices(found),
        shown_rows(case, found),
        refusals(found),
        inapplicable(case),
    )


def refusals(found: Robustness) -> Sequence[str]:
    """The choices that could not be tried, and why."""
    return [f"Not tried: {choice}: {why}" for choice, why in found.refused]


def inapplicable(case: Case) -> str:
    """What other cases are tried with and this one has nothing of; empty if it has all."""
    return OF_CLAIMS if of_model_files(case) else ""


def robustness_json(found: Robustness) -> Json:
    """The whole matrix."""
    return {
        "case": found.case,
        "draws": found.draws,
        "seed": found.seed,
        "choices": [
            {"id": item.id, "title": item.title, "group": item.group,
             "turned": found.turned(item.id)}
            for item in found.choices
        ],
        "verdicts": [
            {
                "contention": row.contention,
                "account": row.account,
                "verdict": row.verdict,
                "share": rounded(row.share),
                "size": row.size,
                "turns": [cell.choice for cell in row.turning],
                "under": {
                    cell.choice: {"verdict": cell.verdict, "share": rounded(cell.share),
                                  "size": cell.size, "state": cell.state}
                    for cell in row.cells
                },
            }
            for row in found.rows
        ],
        "not_following": found.silent,
        "refused": [{"choice": choice, "why": why} for choice, why in found.refused],
    }  # fmt: skip
