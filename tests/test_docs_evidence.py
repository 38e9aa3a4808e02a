"""docs/evidence.md names every design and says what the words go by."""

import re
from pathlib import Path
from typing import get_args

from contention.case.evidence import Design
from contention.evidence.claims.claim_evidence import Word, widened, word_of
from contention.evidence.claims.run_tests import DESIGNS

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
