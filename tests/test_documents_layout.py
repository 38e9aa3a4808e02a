"""Columns with something between or beside them: in which order their lines are read."""

import textwrap
from dataclasses import replace

import pytest

from contention.documents.limits import ReadOptions
from contention.documents.pdf.hyphens import Spelling
from contention.documents.pdf.pages import read_pdf
from tests.page_writing import Piece, Sheet, pages_pdf

PLAIN = ReadOptions(any_language=True)
FERRY = (
    "The owners of the shops asked for a ferry, which the council refused because the harbour was "
    "too shallow. Since then the far bank has lost its school, and its post office as well. "
)
MILL = (
    "Wages at the mill follow the price of wool, as they did when the union was founded. A levy on "
    "wool would lower them, say the weavers; the council points to the fund for the young. "
)


def set_in(text: str, letters: int, x: float, top: float) -> list[Piece]:
    """Text as lines of Courier, 10 points wide by 6 a letter."""
    lines = textwrap.wrap(text, letters, break_on_hyphens=False)
    return [Piece(x, top - 12 * row, line) for row, line in enumerate(lines)]


def foot(pieces: list[Piece]) -> float:
    return min(each.y for each in pieces)


def paragraphs(*pieces: Piece) -> str:
    return read_pdf(pages_pdf([Sheet(pieces)]), PLAIN).text


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("dash", ["-", "\u2013", "\u2014"])
def test_a_dash_at_a_line_end_keeps_the_spaces_that_it_has(dash: str) -> None:
    join = Spelling().join
    assert join(f"half of it {dash}", "and then") == f"half of it {dash} and then"
    assert join(f"in 1990{dash}", "95 it fell") == f"in 1990{dash}95 it fell"


def test_two_large_lines_close_beside_the_text_are_no_part_of_its_lines() -> None:
    lines = ["The owners of the shops on the far bank asked for",
             "a ferry, which the council refused since the old",
             "harbour is too shallow for any boat of that size,",
             "and nobody there wanted to pay for the new stones."]  # fmt: skip
    beside = [line.ljust(50, "x") for line in lines]
    body = [Piece(72, 700 - 12 * row, line) for row, line in enumerate(beside)]
    quote = [Piece(382, 689, "Far too shallow", 13, "Helvetica"),
             Piece(382, 673, "for any boat", 13, "Helvetica")]  # fmt: skip
    text = flat(paragraphs(*body, *quote))
    assert flat(" ".join(beside)) in text
    assert "Far too shallow for any boat" in text


def test_a_short_head_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    above = [*set_in(FERRY, 30, 72, 700), *set_in(MILL, 30, 270, 700)]
    low = foot(above)
    head = Piece(72, low - 32, "Further letters", 14, "Helvetica-Bold")
    below = [*set_in(MILL[::-1], 30, 72, low - 60), *set_in(FERRY[::-1], 30, 270, low - 60)]
    text = flat(paragraphs(*above, head, *below))
    assert text == flat(f"{FERRY}{MILL} Further letters {MILL[::-1]}{FERRY[::-1]}")


def test_a_head_in_one_column_beside_the_text_of_the_other_parts_nothing() -> None:
    first = set_in(FERRY, 30, 72, 700)
    head = Piece(72, foot(first) - 30, "Further letters", 14, "Helvetica-Bold")
    second = set_in(MILL, 30, 72, head.y - 24)
    beside = set_in(3 * MILL, 30, 270, 700)
    text = flat(paragraphs(*first, head, *second, *beside))
    assert text == flat(f"{FERRY} Further letters {MILL} {3 * MILL}")


def test_columns_under_other_columns_keep_their_first_lines() -> None:
    columns = set_in(3 * FERRY, 54, 72, 700)[:8], set_in(MILL, 18, 430, 700)[:8]
    above = [replace(x, text=f"{x.text}.") if x is c[-1] else x for c in columns for x in c]
    low = foot(above) - 20
    head = Piece(72, low - 5, "Letters", 12, "Helvetica-Bold")
    below = [*set_in(MILL, 22, 72, low - 25), *set_in(FERRY, 22, 224, low),
             *set_in(MILL, 22, 376, low)]  # fmt: skip
    top = " ".join(each.text for each in above)
    assert flat(paragraphs(*above, head, *below)) == flat(f"{top} Letters {MILL}{FERRY}{MILL}")
