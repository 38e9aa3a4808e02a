import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.case.text.folded_words import folded_words
from contention.case.text.matching import match_copy
from contention.case.text.positions import Positions
from contention.case.text.sentence_ends import sentence_ends, sentence_range
from contention.case.text.word_print import parse_print, print_of_quotes, print_text, word_print

WORDS = [
    "river", "the", "a", "mill", "council", "of", "water", "stone", "and", "bridge", "who", "never",
    "old", "rain", "field", "in", "spring", "letter", "road", "it", "was", "said", "by", "us",
]  # fmt: skip


def made_text(sentences: int, seed: int = 1) -> str:
    drawn = random.Random(seed)
    lines = [
        " ".join(drawn.choice(WORDS) for _ in range(drawn.randint(3, 18))) + "."
        for _ in range(sentences)
    ]
    return "\n".join(lines) + "\n"


TEXT = made_text(60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t — wait", "don't - WAIT"), ("eﬀort", "effort"), ("co\u00adop", "coop"),
        ("a\u200bb", "ab"), ("“A” , b", "a b"), ("Ünï", "ünï".upper()), ("x\u00a0y", "x y"),
    ],
)  # fmt: skip
def test_copies_of_words_fold_alike(one: str, other: str) -> None:
    assert [w.folded for w in folded_words(one)] == [w.folded for w in folded_words(other)]


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    words = folded_words(text)
    assert all(text[word.start : word.end].strip() == text[word.start : word.end] for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


@given(st.text(max_size=200))
def test_a_print_reads_back(text: str) -> None:
    stretches = word_print(text)
    assert parse_print(print_text(stretches)) == stretches
    assert sum(len(each.digits) for each in stretches) == len(folded_words(text))


def test_a_print_holds_no_words() -> None:
    text = print_text(word_print(TEXT))
    body = text.split("\n", 1)[1]
    assert not any(word in body for word in WORDS if len(word) > 3)
    assert len(body) < len(TEXT)


@pytest.mark.parametrize(
    ("text", "line"), [("0 5 ab\n3 9 cd\n", 2), ("x", 1), ("5 5 a", 1), ("0 9 xyz", 1), ("#\n1", 2)]
)
def test_what_is_no_print_is_known_by_its_line(text: str, line: int) -> None:
    assert parse_print(text) == line


def test_the_text_itself_matches_whole() -> None:
    match = match_copy(word_print(TEXT), TEXT)
    assert match.share == 1.0
    assert match.positions is not None
    assert all(a == b for a, b in match.positions.pairs)


def test_a_copy_with_other_spaces_and_signs_matches_whole() -> None:
    copy = "Menu\n\n" + TEXT.replace(" ", " \u00a0").replace(".", " …").upper()
    match = match_copy(word_print(TEXT), copy)
    assert match.share == 1.0
    assert match.positions is not None
    for stretch in word_print(TEXT):
        found = copy[match.positions.forth(stretch.start) : match.positions.forth(stretch.end)]
        wanted = TEXT[stretch.start : stretch.end]
        assert found.lower().split() == wanted.split()
        assert match.positions.back(match.positions.forth(stretch.start)) == stretch.start


@pytest.mark.parametrize("changed", [0.02, 0.05, 0.15])
def test_the_share_is_that_of_the_words_left(changed: float) -> None:
    words = TEXT.split()
    drawn = random.Random(2)
    for index in drawn.sample(range(len(words)), round(changed * len(words))):
        words[index] = "elsewhere"
    share = match_copy(word_print(TEXT), " ".join(words)).share
    assert share == pytest.approx(1 - changed, abs=0.03)


def test_a_part_left_out_is_missing_from_the_share() -> None:
    words = TEXT.split()
    left = words[: len(words) // 3] + words[len(words) // 2 :]
    share = match_copy(word_print(TEXT), " ".join(left)).share
    assert share == pytest.approx(len(left) / len(words), abs=0.02)


def test_another_text_does_not_match() -> None:
    assert match_copy(word_print(TEXT), made_text(60, seed=3)).share < 0.3
    assert match_copy(word_print(TEXT), "").share == 0
    assert match_copy((), TEXT).share == 0


def test_quotes_alone_can_find_their_places() -> None:
    first, second = TEXT.index("\n") + 1, TEXT.rindex("\n", 0, -1) + 1
    quotes = [(second, TEXT[second:-1]), (first, TEXT[first : first + 60])]
    match = match_copy(print_of_quotes(quotes), "Menu. " + TEXT)
    assert match.share == 1.0
    assert match.positions is not None
    assert match.positions.forth(first) == first + 6
    assert match.positions.forth(second) == second + 6


@settings(max_examples=40)
@given(st.integers(0, 1000), st.lists(st.integers(0, 300), max_size=30))
def test_positions_ascend_whatever_is_taken_away(seed: int, taken: list[int]) -> None:
    text = made_text(20, seed)
    words = text.split()
    for index in sorted(set(taken), reverse=True):
        del words[index : index + 1]
    match = match_copy(word_print(text), " ".join(words))
    assert 0 <= match.share <= 1
    if match.positions is not None:
        places = [match.positions.forth(place) for place in range(0, len(text), 3)]
        assert places == sorted(places)


def test_positions_are_linear_between_those_known() -> None:
    positions = Positions.of([[10, 20], [20, 40], [30, 50]])
    assert [positions.forth(n) for n in (0, 5, 10, 15, 20, 25, 40)] == [10, 15, 20, 30, 40, 45, 60]
    assert [positions.back(n) for n in (0, 20, 30, 45, 60)] == [0, 10, 15, 25, 40]


@pytest.mark.parametrize("pairs", [[], [[1, 2], [1, 3]], [[1, 5], [2, 4]]])
def test_positions_that_do_not_ascend_are_none(pairs: list[list[int]]) -> None:
    with pytest.raises(ValueError):
        Positions.of(pairs)


def test_sentences_end_where_a_reader_says() -> None:
    text = "Title\n\nDr. Who said “no.” Then J. Doe left (in 3.5 hours)! Why? Lists:\n- one\n- two"
    parts, first = [], 0
    for end in sentence_ends(text):
        parts.append(text[first:end].strip())
        first = end
    assert parts == [
        "Title", "Dr. Who said “no.”", "Then J. Doe left (in 3.5 hours)!", "Why?", "Lists:",
        "- one", "- two",
    ]  # fmt: skip


def test_a_range_grows_to_whole_sentences() -> None:
    text = "One two. Three four. Five."
    assert text[slice(*sentence_range(text, 4, 7))].strip() == "One two."
    assert text[slice(*sentence_range(text, 8, 12))].strip() == "Three four."
    assert text[slice(*sentence_range(text, 4, 12))].strip() == "One two. Three four."
    assert text[slice(*sentence_range(text, 22, 99))].strip() == "Five."
    assert sentence_range("", 0, 5) == (0, 0)
