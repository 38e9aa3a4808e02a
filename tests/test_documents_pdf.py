"""PDF files: what a person reads on the page is what the reader reads."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.documents.files import read_bytes
from contention.documents.limits import Limits, ReadOptions
from contention.documents.pdf import pages as pdf_module
from contention.documents.pdf.pages import read_pdf
from contention.documents.unreadable import UnreadableFileError
from tests.file_writing import pdf
from tests.page_writing import COURIER, Piece, Sheet, pages_pdf, turned

PLAIN = ReadOptions(any_language=True)
LEFT = """the levy raises the price / of bread in the towns and / of wool on the coast. The /
dam lowers / the number of floods that / the farmers in the valley / fear. The mill /
raises the wages of those / who live there since the / spring. Taxes lower rents."""
RIGHT = """A new ferry brings more / visitors to the islands, / and the visitors raise /
the rents of the huts. / Higher rents drive out / the fishermen, whose / boats lie idle. The
council / wants to cap the rents. / A cap would keep the / fishermen on the islands."""
BODY = [
    "The council closed the old bridge in the spring after a long dispute about its repair, and",
    "the shops on the far bank lost half of their customers within a year. The owners asked for",
    "a ferry, which the council refused because the harbour was too shallow for a boat of that",
    "size. Since then the far bank has lost its school and its post office as well.",
]


def lines_of(text: str) -> list[str]:
    return " ".join(text.split()).split(" / ")


def sentences_of(*sheets: Sheet) -> list[str]:
    document = read_bytes(pages_pdf(sheets), "page.pdf", PLAIN)
    return [" ".join(each.split()) for each in document.sentence_texts()]


def column(lines: list[str], x: float = 72, top: float = 700, size: float = 11) -> list[Piece]:
    return [Piece(x, top - 14 * row, line, size, "Helvetica") for row, line in enumerate(lines)]


def text_of(*sheets: Sheet) -> str:
    return read_pdf(pages_pdf(sheets), PLAIN).text


def test_a_page_of_five_full_lines_is_five_sentences() -> None:
    lines = [
        "The new levy raises the price of bread in the northern towns.",
        "Higher prices lower the number of meals that families eat.",
        "Fewer meals weaken the health of children and old people.",
        "The council says that the levy pays for the repair of roads.",
        "Better roads lower the cost of grain in the whole valley.",
    ]
    assert sentences_of(Sheet(column(lines))) == lines


def two_columns() -> list[Piece]:
    return column(lines_of(LEFT)) + column(lines_of(RIGHT), x=320)


TWO_COLUMNS = [
    "the levy raises the price of bread in the towns and of wool on the coast.",
    "The dam lowers the number of floods that the farmers in the valley fear.",
    "The mill raises the wages of those who live there since the spring.",
    "Taxes lower rents.",
    "A new ferry brings more visitors to the islands, and the visitors raise the rents of "
    "the huts.",
    "Higher rents drive out the fishermen, whose boats lie idle.",
    "The council wants to cap the rents.",
    "A cap would keep the fishermen on the islands.",
]


def test_two_ragged_columns_are_read_one_after_the_other() -> None:
    assert sentences_of(Sheet(two_columns())) == TWO_COLUMNS


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_a_page_is_drawn_does_not_matter(seed: int) -> None:
    pieces = two_columns()
    random.Random(seed).shuffle(pieces)
    assert sentences_of(Sheet(pieces)) == TWO_COLUMNS


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_shown_turned_reads_as_it_is_shown(rotate: int) -> None:
    assert sentences_of(turned(Sheet(two_columns()), rotate)) == TWO_COLUMNS


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_heads_are_told_by_their_height_on_the_page_as_it_is_shown(rotate: int) -> None:
    head = Piece(72, 750, "Report on ferries 7", 8, "Helvetica")
    inner = Piece(72, 560, "Riders in thousands 7", 8, "Helvetica")
    sheet = Sheet([head, inner, *column(BODY)])
    text = text_of(turned(sheet, rotate) if rotate else sheet)
    assert "Report on ferries" not in text
    assert "Riders in thousands 7" in text


def test_a_page_drawn_sideways_is_read_sideways() -> None:
    stored = replace(turned(Sheet(two_columns()), 90), rotate=0)
    assert sentences_of(stored) == TWO_COLUMNS


def test_a_page_scanned_a_little_askew_keeps_its_columns() -> None:
    askew = []
    for piece in two_columns():
        turn = 0.02  # about 1.1 degrees
        askew.append(
            replace(piece, x=piece.x - turn * piece.y, y=piece.y + turn * piece.x, angle=1.146)
        )
    assert sentences_of(Sheet(askew)) == TWO_COLUMNS


@pytest.mark.parametrize(
    "stamp",
    [
        Piece(120, 420, "CONFIDENTIAL", 60, "Helvetica-Bold", 45),
        Piece(30, 300, "Registered under number seven", 12, "Helvetica", 90),
        Piece(80, 600, "COPY", 70, "Helvetica-Bold"),
    ],
    ids=["slanted", "up the margin", "upright over the text"],
)
@pytest.mark.parametrize("first", [True, False])
def test_stamps_and_watermarks_are_left_out(stamp: Piece, first: bool) -> None:
    pieces = [stamp, *two_columns()] if first else [*two_columns(), stamp]
    assert sentences_of(Sheet(pieces)) == TWO_COLUMNS


def test_raised_note_calls_are_left_out_and_powers_stay() -> None:
    pieces = [
        Piece(72, 700, "The dam lowers floods"), Piece(72 + 126, 704, "12", 6),
        Piece(72 + 126 + 7.2, 700, ", and the park of 40 km"), Piece(72 + 264 + 7.2, 704, "2", 6),
        Piece(72 + 285, 700, "cools it."),
        Piece(72, 686, "The mill saves 10"), Piece(72 + 102, 690, "6", 6),
        Piece(72 + 114, 686, "litres and much CO"), Piece(72 + 222, 684, "2", 6),
        Piece(72 + 225.6, 686, "."),
    ]  # fmt: skip
    assert sentences_of(Sheet(pieces)) == [
        "The dam lowers floods, and the park of 40 km2 cools it.",
        "The mill saves 10^6 litres and much CO2.",
    ]


def test_notes_at_the_foot_stay_out_of_a_sentence_that_goes_on_overleaf() -> None:
    note = [
        Piece(72, 110, "1 The council's own count, in its report of that year.", 8, "Helvetica")
    ]
    first = Sheet([*column(BODY[:3]), *note])
    assert sentences_of(first, Sheet(column(BODY[3:])))[2].startswith(
        "The owners asked for a ferry"
    ) or ("too shallow for a boat of that size." in text_of(first, Sheet(column(BODY[3:]))))


def test_heads_and_page_numbers_go_on_two_pages_already() -> None:
    def page(number: int, lines: list[str]) -> Sheet:
        head = Piece(72, 750, f"The bridge and its end, part {number}", 11, "Helvetica")
        return Sheet([head, *column(lines), Piece(300, 40, str(number), 11, "Helvetica")])

    assert text_of(page(1, BODY[:2]), page(2, BODY[2:])) == " ".join(BODY)


def test_a_numbered_heading_at_the_head_of_a_page_stays() -> None:
    heading = Piece(72, 750, "2 Bridges and ferries", 13, "Helvetica-Bold")
    assert text_of(Sheet([heading, *column(BODY)])).startswith(
        "2 Bridges and ferries\n\nThe council"
    )


def test_a_table_beside_the_text_and_a_box_stay_out_of_its_sentences() -> None:
    lines = ["The levy raises the price of", "bread in the northern towns and",
             "of wool on the whole coast. The", "dam lowers the number of floods",
             "that the farmers in the valley", "fear most of all in the spring."]  # fmt: skip
    rows = [Piece(400 + 60 * at, 700 - 17 * row, f"{row}{at}.{at}", 9, "Helvetica")
            for row in range(5) for at in range(3)]  # fmt: skip
    assert sentences_of(Sheet(column(lines) + rows))[:2] == [
        "The levy raises the price of bread in the northern towns and of wool on the whole coast.",
        "The dam lowers the number of floods that the farmers in the valley fear most of all "
        "in the spring.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("The council is well-", "known for its long and patient talks.", "well-known"),
        ("The council blames the govern-", "ment for the poor state of it.", "government"),
        ("The council blames the low-", "paid labour on the old bridges.", "low-paid"),
        ("The council wants more deregu-", "lation of the fares on the bus.", "deregulation"),
        ("The council waits for the Anglo-", "French talks about the cables.", "Anglo-French"),
        ("The levy is a cross-", "border matter, and a crossborder one.", "crossborder matter"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_where_the_whole_word_is_known(
    before: str, after: str, whole: str
) -> None:
    assert f" {whole}" in text_of(Sheet(column([before, after])))


def test_a_label_never_sticks_to_its_item_and_a_number_stays_whole() -> None:
    pieces = [Piece(72, 700, "(1)"), Piece(90, 700, "The fares rose by"),
              Piece(72, 688, "55."), Piece(90, 688, "6 per cent in the end.")]  # fmt: skip
    assert text_of(Sheet(pieces)) == "(1) The fares rose by 55.6 per cent in the end."


def test_large_first_letters_join_their_word() -> None:
    lines = column(BODY[:2], x=98) + column(BODY[2:], top=672)
    lines[0] = replace(lines[0], text=lines[0].text[1:])
    cap = Piece(72, 686, "T", 34, "Helvetica")
    assert sentences_of(Sheet([cap, *lines]))[0].startswith("The council closed")


def test_whatever_goes_wrong_inside_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(pdf_module, "_pages", broken)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_pdf(pdf([[(72, 700, 12, "The rents rose.")]]), PLAIN)


def test_pages_and_characters_have_limits() -> None:
    file = pages_pdf([Sheet(column(BODY))] * 3)
    with pytest.raises(UnreadableFileError, match="3 pages"):
        read_pdf(file, ReadOptions(limits=Limits(pages=2)))
    with pytest.raises(UnreadableFileError, match="characters"):
        read_pdf(file, ReadOptions(limits=Limits(characters=300)))


def test_a_page_of_thousands_of_pieces_is_read_by_rows() -> None:
    pieces = [Piece(20 + 9 * (n % 64), 760 - 11 * (n // 64), "ox", 5) for n in range(4_000)]
    assert text_of(Sheet(pieces)).split().count("ox") == 4_000


def word(choose: random.Random) -> str:
    return "".join(choose.choices("abdeghknoprstuw", k=choose.randint(2, 6)))


def page_of_columns(seed: int) -> tuple[Sheet, list[str]]:
    """A page of one to three ragged columns, drawn in any order, and its words as they are read."""
    choose = random.Random(seed)
    number, size = choose.randint(1, 3), choose.choice([7.0, 9.0, 10.0])
    wide = (500 - 20 * (number - 1)) / number
    words: list[str] = []
    pieces: list[Piece] = []
    for at in range(number):
        for row in range(choose.randint(6, 20)):
            line: list[str] = []
            while sum(len(each) + 1 for each in line) + 10 < int(wide / (COURIER * size)):
                line.append(word(choose))
            words += line
            x, y = 56 + at * (wide + 20), 690 - 1.3 * size * row
            pieces.append(Piece(x, y, " ".join(line), size))
    choose.shuffle(pieces)
    return Sheet(pieces), words


def page_of_anything(seed: int) -> Sheet:
    """Words anywhere on a page but over each other, in several sizes, fonts and directions."""
    choose = random.Random(seed)
    pieces = [Piece(60, 720, "the upright text is the main one", 10)]
    for y in choose.sample(range(100, 690, 20), choose.randint(1, 25)):
        text = " ".join(word(choose) for _ in range(choose.randint(1, 4)))
        size, font = choose.choice([8.0, 10.0, 14.0]), choose.choice(["Courier", "Helvetica"])
        angle = choose.choice([0, 0, 0, 0, 45, 90])
        room = 600 - COURIER * size * len(text)
        pieces.append(Piece(choose.uniform(20, max(room, 21)), y, text, size, font, angle))
    return Sheet(pieces)


def check_columns(seed: int) -> None:
    sheet, words = page_of_columns(seed)
    assert text_of(sheet).split() == words


def check_anything(seed: int) -> None:
    sheet = page_of_anything(seed)
    upright = "".join(each.text for each in sheet.pieces if each.angle == 0)
    assert Counter("".join(text_of(sheet).split())) == Counter(upright.replace(" ", ""))


SEEDS = st.integers(0, 10**9)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_every_word_of_any_columns_comes_out_once_and_in_order(seed: int) -> None:
    check_columns(seed)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_every_upright_letter_of_any_page_comes_out_once(seed: int) -> None:
    check_anything(seed)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_many_pages_of_columns(seed: int) -> None:
    check_columns(seed)


@pytest.mark.slow
@settings(max_examples=1_500, deadline=None)
@given(SEEDS)
def test_many_pages_of_anything(seed: int) -> None:
    check_anything(seed)
