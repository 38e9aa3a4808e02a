"""docs/evidence.md names every design and says what the words go by."""

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from contention.case.evidence import Design
from contention.cli.main import main
from contention.evidence.claims.claim_evidence import Word, widened, word_of
from contention.evidence.claims.run_tests import DESIGNS
from contention.evidence.figures.figure_verdict import VERDICTS
from contention.evidence.sources.cells import BLANK

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "evidence.md").read_text("utf-8")


def rows(heading: str) -> dict[str, list[str]]:
    table = PAGE.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0]
    cells = [line.strip("|").split("|") for line in table.splitlines()[2:]]
    return {each[0].strip(" `*"): [cell.strip() for cell in each[1:]] for each in cells}


def test_every_design_is_described_with_its_keys() -> None:
    found = rows("design")
    assert set(found) == set(get_args(Design)) == set(DESIGNS)
    format_page = (ROOT / "docs" / "case-format.md").read_text("utf-8")
    for needs in found.values():
        for key in re.findall(r"`(\w+)`", needs[-1]):
            assert f"`{key}`" in format_page or f" {key}:" in format_page


def test_every_word_is_explained() -> None:
    assert set(rows("word")) == set(get_args(Word))


def test_the_page_says_how_far_intervals_are_widened() -> None:
    assert "1 − 0.1/m" in PAGE
    assert abs(widened(7) - (1 - 0.1 / 7)) < 1e-12
    assert word_of((0.1, 0.2), "+", 0.0) == "in line"


def test_every_verdict_on_figures_is_explained() -> None:
    assert tuple(rows("verdict")) == VERDICTS


def test_what_counts_as_not_available_is_listed() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("| an empty cell"))
    assert {each.casefold() for each in re.findall(r"`([^`]+)`", line)} | {""} == BLANK


def test_the_commands_print_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    case = ROOT / "cases" / "war-against-war"
    ignored = shutil.ignore_patterns(".contention")
    shutil.copytree(case, tmp_path / "cases" / "war-against-war", ignore=ignored)
    printed = ""
    for line in re.findall(r"^\$ contention (.+)$", PAGE, re.M):
        done = CliRunner().invoke(main, line.split())
        assert done.exit_code == 0, done.output
        printed += done.output
    shown = PAGE.split("```text\n")[1].split("```")[0].replace(" ", "").splitlines()
    assert len(shown) == 4
    plain = printed.replace("\u202f", "").replace(" ", "")
    assert [line for line in shown if line not in plain] == []
