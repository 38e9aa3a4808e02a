"""PDF files: what a person reads on the page is what the reader reads."""

import pytest

from contention.read import pdf as pdf_module
from contention.read.faults import UnreadableFileError
from contention.read.files import read_bytes
from contention.read.limits import ReadOptions
from contention.read.pdf import read_pdf
from tests.file_writing import PlacedLine, pdf

PLAIN = ReadOptions()


def sentences_of(*pages: list[PlacedLine]) -> list[str]:
    document = read_bytes(pdf(pages), "page.pdf", PLAIN)
    return [" ".join(each.split()) for each in document.sentence_texts()]


def column(lines: list[str], x: float, top: float = 720, size: float = 11) -> list[PlacedLine]:
    return [(x, top - 14 * row, size, line) for row, line in enumerate(lines)]


def test_a_page_of_five_full_lines_is_five_sentences() -> None:
    lines = [
        "The new levy raises the price of bread in the northern towns.",
        "Higher prices lower the number of meals that families eat.",
        "Fewer meals weaken the health of children and old people.",
        "The council says that the levy pays for the repair of roads.",
        "Better roads lower the cost of grain in the whole valley.",
    ]
    assert sentences_of(column(lines, 72)) == lines


def test_whatever_goes_wrong_inside_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(pdf_module, "_pages", broken)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_pdf(pdf([[(72, 700, 12, "The rents rose.")]]), PLAIN)
