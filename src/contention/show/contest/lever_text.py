"""Levers for a terminal: a matrix of levers by accounts, then account by account."""

from collections.abc import Iterator, Sequence

from contention.evidence.levers.compared_levers import LeverEffect, LeverTable
from contention.evidence.levers.lever import Lever
from contention.judge.verdict import VerdictWord
from contention.show.contest.contest_text import COLUMN, STYLES
from contention.show.contest.contest_words import letter
from contention.show.contest.lever_words import (
    demand_lever,
    effect_sentence,
    heading,
    lever_title,
    mix_sentences,
    moving,
    pair_sentences,
    refusal_sentence,
    unit_sentence,
    unmet_sentence,
    whole_scenario,
)
from contention.show.terminal.styled_text import Line, Span, plain, rendered, wrapped
from contention.show.words.cell_words import columns
from contention.show.words.reasons import quoted
from contention.show.words.verdict_marks import MARKS

MOST_LEVERS = 5
MOST_PAIRS = 8


def lever_text(table: LeverTable, width: int = 100, *, colour: bool = False) -> str:
    """The whole comparison, for a terminal of that many columns."""
    return rendered(_lines(table, max(width, 40)), colour=colour)


def _lines(table: LeverTable, width: int) -> Iterator[Line]:
    yield from wrapped([Span(heading(table), "bold")], width)
    for number, account in enumerate(table.accounts):
        said = f"{letter(number)} {table.case.accounts[account].title}"
        yield from wrapped([Span(said)], width, "", "   ")
    yield ()
    yield from _matrix(table, width)
    yield from _demands(table, width)
    yield ()
    yield from wrapped([Span(unit_sentence(table), "dim")], width)
    for number, account in enumerate(table.accounts):
        yield from _account(table, number, account, width)
    yield from _together(table, width)
    yield ()
    yield from wrapped([Span(foot(table), "dim")], width)


def _matrix(table: LeverTable, width: int) -> Iterator[Line]:
    room = width - COLUMN * len(table.accounts)
    head = "".join(f"{letter(number):>{COLUMN}}" for number in range(len(table.accounts)))
    yield plain(" " * room + head)
    for lever in table.levers:
        yield from _row(table, lever_title(table, lever), lever, room)
    down, up = ("lowers", "raises") if table.direction == "lower" else ("raises", "lowers")
    yield from wrapped([Span(f"▲ {down} it ▼ {up} it ◆ open ○ no lever here", "dim")], width)
    if table.direct:
        names = quoted(lever_title(table, lever) for lever in table.direct)
        yield from wrapped([Span(f"Set the outcome themselves: {names}.")], width)


def _row(
    table: LeverTable, title: str, lever: Lever, room: int, indent: str = "  "
) -> Iterator[Line]:
    *above, last = wrapped([Span(title)], room - 1, indent, f"{indent}  ")
    yield from above
    gap = " " * (room - sum(columns(span.text) for span in last))
    words: Sequence[VerdictWord] = [
        table.effects[lever.id, account].verdict.verdict for account in table.accounts
    ]
    yield (*last, Span(gap), *(Span(f"{MARKS[word]:>{COLUMN}}", STYLES[word]) for word in words))


def _demands(table: LeverTable, width: int) -> Iterator[Line]:
    """Every demand with its lever in every account, or why it has none."""
    if not table.case.demands:
        return
    yield from wrapped([Span("Demands", "bold")], width)
    room = width - COLUMN * len(table.accounts)
    for demand in table.case.demands.values():
        lever = demand_lever(table, demand)
        if lever is None:
            said = f"{demand.paraphrase} No lever: {demand.no_lever or 'no scenario does it'}"
            yield from wrapped([Span(said)], width, "  ", "    ")
        elif lever in table.direct:
            said = f"{demand.paraphrase} Its scenario sets the outcome itself."
            yield from wrapped([Span(said)], width, "  ", "    ")
        else:
            yield from _row(table, demand.paraphrase, lever, room)
            whole = whole_scenario(table, demand, lever)
            if whole is not None:
                yield from _row(table, f"with all of “{whole.title}”", whole, room, "    ")


def _account(table: LeverTable, number: int, account: str, width: int) -> Iterator[Line]:
    yield ()
    title = f"{letter(number)} {table.case.accounts[account].title}"
    yield from wrapped([Span(title, "bold")], width, "", "  ")
    found = moving(table, account)
    if not found:
        yield from wrapped([Span("No lever of the case moves it in this account.")], width, "  ")
        return
    yield from _moving(table, found, width)
    unmet = unmet_sentence(table, account)
    if unmet:
        yield from wrapped([Span(unmet)], width, "  ")


def _moving(
    table: LeverTable, found: Sequence[tuple[Lever, LeverEffect]], width: int
) -> Iterator[Line]:
    """The levers with the most and the least wanted effects."""
    shown = list(found)
    if len(found) > 2 * MOST_LEVERS:
        shown = [*found[:MOST_LEVERS], *found[-MOST_LEVERS:]]
    for place, (lever, item) in enumerate(shown):
        if len(shown) < len(found) and place == MOST_LEVERS:
            yield from wrapped(
                [Span(f"… {len(found) - len(shown)} in between", "dim")], width, "    "
            )
        word = item.verdict.verdict
        spans = [Span(f"{MARKS[word]} ", STYLES[word]), Span(effect_sentence(table, item, lever))]
        yield from wrapped(spans, width, "  ", "    ")


def _together(table: LeverTable, width: int) -> Iterator[Line]:
    yield ()
    yield from wrapped([Span("Levers together", "bold")], width)
    pairs = list(pair_sentences(table, MOST_PAIRS))
    for sentence in pairs or ["No two levers help or hinder each other beyond the error."]:
        yield from wrapped([Span(sentence)], width, "  ", "    ")
    refused = refusal_sentence(table)
    if refused:
        yield from wrapped([Span(refused)], width, "  ", "    ")
    yield ()
    yield from wrapped([Span("Under a budget", "bold")], width)
    for sentence in mix_sentences(table):
        yield from wrapped([Span(sentence)], width, "  ", "    ")


def foot(table: LeverTable) -> str:
    """How it was computed, and what it leaves out."""
    return (
        f"{table.draws} Monte Carlo draws, seed {table.seed}; {table.effect_draws} for effects, "
        "pairs and mixes. Levers are ranked by this one outcome; what else they do is not weighed."
    )
