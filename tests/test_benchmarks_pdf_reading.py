"""The benchmark of PDF pages: its counting, and a page of each kind that needs no browser."""

import pytest

pytest.importorskip("reportlab", reason="the pages are drawn with ReportLab (extra `pages`)")

from benchmarks.pdf_layouts import LAYOUTS
from benchmarks.pdf_pages import Made, Maker
from benchmarks.pdf_reading import Score, count, in_order, mixed_in
from benchmarks.pdf_sentences import SentenceMaker


def test_sentences_count_where_they_are_whole_and_in_order() -> None:
    known = ["A b c.", "D e f.", "G h i.", "J k l."]
    assert in_order(known, ["A b c.", "G h i.", "D e f.", "x", "J k l."]) in (
        ["A b c.", "D e f.", "J k l."],
        ["A b c.", "G h i.", "J k l."],
    )
    assert in_order(known, ["a b c."]) == []


def test_a_foreign_word_inside_a_body_sentence_is_counted() -> None:
    known = ["The new levy raises the rents of the town."]
    assert mixed_in(known, ["The new levy raises Draft gazette the rents."])
    assert not mixed_in(known, ["Draft gazette.", *known])


def test_sentences_never_repeat_and_come_from_the_seed() -> None:
    made = [SentenceMaker(3).sentence() for _ in range(2)]
    assert made[0] == made[1]
    maker = SentenceMaker(4)
    many = [maker.sentence() for _ in range(500)]
    assert len(set(many)) == 500


@pytest.mark.parametrize("name", ["two columns, ragged", "footnotes", "turned by /Rotate"])
def test_pages_are_read_as_they_were_made(name: str) -> None:
    score = Score()
    count(LAYOUTS[name](Maker(3)), score)
    assert score.sentences > 20
    assert score.share >= 0.97
    assert score.foreign == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", list(LAYOUTS))
def test_every_layout_has_97_of_100_sentences_whole(name: str) -> None:
    score = Score()
    for seed in range(20, 24):
        count(LAYOUTS[name](Maker(seed)), score)
    assert score.share >= 0.97


def test_a_file_that_is_refused_has_no_sentence_whole() -> None:
    score = Score()
    count(Made(b"%PDF-1.4 and nothing more", ["A b c."]), score)
    assert (score.refused, score.whole, score.sentences) == (1, 0, 1)
