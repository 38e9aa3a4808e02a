"""The table of verdicts for a terminal."""

from dataclasses import replace

import pytest

from contention.judge.verdict import Judgement, ReadingState
from contention.show.terminal.styled_text import rendered
from contention.show.terminal.verdict_table_text import CELL, split, verdict_table
from contention.show.words.cell_words import abbreviated, columns
from tests.show_example import example_case, example_judgement


def table(judgement: Judgement, width: int) -> list[str]:
    lines = verdict_table(example_case(), judgement, width)
    return rendered(lines, colour=False).splitlines()


@pytest.mark.parametrize(
    ("accounts", "width", "sizes"),
    [(7, 100, [7]), (7, 98, [3, 4]), (7, 80, [3, 4]), (5, 80, [5]), (6, 76, [3, 3]),
     (7, 60, [2, 2, 3]), (3, 40, [1, 1, 1]), (0, 80, [0])],
)  # fmt: skip
def test_accounts_are_split_evenly_over_as_few_tables_as_possible(
    accounts: int, width: int, sizes: list[int]
) -> None:
    found = split(accounts, width)
    assert [part.stop - part.start for part in found] == sizes
    assert [number for part in found for number in range(accounts)[part]] == [*range(accounts)]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("The authors in 2024", ("authors in", "2024")),
        ("Kremlin", ("Kremlin",)),
        ("Arms prolong the killing, a settlement saves lives", ("Arms", "prolong", "the…")),
        ("Donaudampfschiffe", ("Donaudamp…",)),
        ("援助の終了は多くの命を奪う", ("援助の終…",)),
    ],
)
def test_heads_are_short(title: str, lines: tuple[str, ...]) -> None:
    assert abbreviated(title, CELL - 1) == lines
    assert max(map(columns, lines)) < CELL


def test_heads_stand_over_their_columns() -> None:
    lines = table(example_judgement(), 100)
    at = next(number for number, line in enumerate(lines) if line.split() == ["1", "2", "3", "4"])
    assert lines[at + 1].split() == ["authors", "in", "authors,", "settlement", "Kremlin's"]
    row = next(line for line in lines[at:] if "▲  91% #" in line)
    assert row.index("▲") == lines[at].index("1") == lines[at + 1].index("authors in")


def test_a_table_of_some_accounts_leaves_out_what_they_say_nothing_of() -> None:
    lines = table(example_judgement(), 40)
    assert "Left out: 3 contentions that no account" in lines
    assert not any("Left out" in line for line in table(example_judgement(), 100))


def test_a_verdict_of_an_account_that_runs_away_is_marked() -> None:
    judgement = example_judgement()
    first = replace(judgement.verdicts[0], unstable=(ReadingState("coded", 0.3),))
    assert not any("▲  91% #!" in line for line in table(judgement, 100))
    lines = table(replace(judgement, verdicts=(first, *judgement.verdicts[1:])), 100)
    assert any("▲  91% #!" in line for line in lines)
    assert any(line.startswith("! the account runs away in more than a fifth") for line in lines)
