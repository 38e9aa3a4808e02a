"""The keys of a review are documented as they are, each means one thing, and all are shown."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.case.parsed_case import read_draft
from contention.cli.main import main
from contention.cli.reviewing.keys import (
    CLAIM_KEYS,
    FIELD_KEYS,
    FIGURE_FIELD_KEYS,
    MERGE_KEYS,
    NAME_KEYS,
    PRUNE_KEYS,
    Binding,
    bar,
    help_text,
    meant,
)
from contention.cli.terminal.styled import KEEP

PAGE = (Path(__file__).parent.parent / "docs" / "review.md").read_text("utf-8")
ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
ALL = [NAME_KEYS, CLAIM_KEYS, MERGE_KEYS, PRUNE_KEYS]


def rows(bindings: Sequence[Binding]) -> list[str]:
    found = []
    for each in bindings:
        keys = " ".join(f"`{ARROWS.get(key, key)}`" for key in (each.key, *each.also))
        found.append(f"| {keys} | {each.name} | {each.does} |")
    return found


def test_the_tables_of_the_page_are_the_keys_of_the_code() -> None:
    tables = PAGE.split("| key | name | what it does |\n|---|---|---|\n")[1:]
    found = [table.split("\n\n")[0].split("\n") for table in tables]
    assert found == [rows(bindings) for bindings in ALL]


@pytest.mark.parametrize("bindings", [*ALL, FIELD_KEYS, FIGURE_FIELD_KEYS])
def test_no_key_means_two_things(bindings: Sequence[Binding]) -> None:
    keys = [key for each in bindings for key in (each.key, *each.also)]
    assert len(keys) == len(set(keys))
    assert all(meant(key, bindings) == each.key for each in bindings for key in each.also)


@pytest.mark.parametrize("bindings", ALL)
def test_the_line_of_keys_leads_to_all_of_them(bindings: Sequence[Binding]) -> None:
    assert f"?{KEEP}help" in bar(bindings)
    assert len(help_text(bindings).split("\n")) == len(bindings) <= 22


def test_a_text_is_coded_by_hand_from_its_first_sentence(tmp_path: Path) -> None:
    text, case = tmp_path / "text.txt", tmp_path / "case"
    text.write_text("Tolls lower traffic. Traffic raises noise.\n", "utf-8")
    named = ["--id", "text", "--title", "T", "--author", "A", "--date", "2030-01-01"]
    start = ["new", str(case), "--from", str(text), *named]
    assert CliRunner().invoke(main, start).exit_code == 0
    keys = "+ 1\n- 3\n\n. + 1\n+ 3\n\nq"
    done = CliRunner().invoke(main, ["review", str(case), "--from-start"], input=keys)
    assert done.exit_code == 0, done.output
    coded = [each.body for each in read_draft(case).claims.values()]
    assert [(each.cause, each.sign, each.effect) for each in coded] == [
        ("tolls", "lowers", "traffic"), ("traffic", "raises", "noise"),
    ]  # fmt: skip
    text.unlink()
    gone = CliRunner().invoke(main, ["review", str(case), "--from-start"])
    assert (gone.exit_code, "contention attach" in gone.output) == (2, True)
