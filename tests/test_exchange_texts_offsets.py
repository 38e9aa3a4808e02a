"""Positions as tools count them, against the normalised text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.text.normalise import normalise
from contention.exchange.texts.offsets import Offsets, Unit

TRICKY = ["a", "e", "\u0301", "\u0323", "é", "\r", "\n", "\r\n", "\ufeff", "😀", "각", "\u1100",
          "\u1161", "\u11a8", "\u0344", "ö", " ", "\u09c7", "\u09be", "\u212b", "ﬁ"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(TRICKY) | st.characters(exclude_categories=["Cs"])).map("".join)


def places(text: str, unit: Unit) -> list[int]:
    """Where every character begins, and the end, the slow way."""
    pieces = [text[:end] for end in range(len(text) + 1)]
    if unit == "utf-16":
        return [len(each.encode("utf-16-le")) // 2 for each in pieces]
    return [len(each) if unit == "code points" else len(each.encode()) for each in pieces]


@given(TEXTS, st.sampled_from(["code points", "utf-16", "utf-8"]), st.data())
def test_a_range_holds_the_same_words(raw: str, unit: Unit, data: st.DataObject) -> None:
    offsets = Offsets(raw, unit)
    assert offsets.text == normalise(raw.removeprefix("\ufeff"))
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    counted = places(raw, unit)
    found = offsets.range(counted[start], counted[end])
    wanted = normalise(raw[start:end].removeprefix("\ufeff") if start == 0 else raw[start:end])
    if found is None:
        assert wanted == ""
        return
    first, last = found
    if alone(raw, start, end):
        assert offsets.text[first:last] == wanted


def alone(raw: str, start: int, end: int) -> bool:
    """Whether a piece is made of whole characters, normalised as if nothing stood around them."""
    if any(raw[place : place + 1] and unicodedata.combining(raw[place]) for place in (start, end)):
        return False
    parts = raw[:start].removeprefix("\ufeff"), raw[start:end], raw[end:]
    if start == 0:
        parts = "", raw[:end].removeprefix("\ufeff"), raw[end:]
    return normalise("".join(parts)) == "".join(map(normalise, parts)) and not (
        raw[:start].endswith("\r") and raw[start:end].startswith("\n")
    )


@given(st.text(st.characters(exclude_categories=["Cs"])).map(normalise))
def test_positions_of_a_normalised_text_there_and_back(text: str) -> None:
    text = text.removeprefix("\ufeff")
    units: tuple[Unit, ...] = ("code points", "utf-16", "utf-8")
    for unit in units:
        offsets = Offsets(text, unit)
        counted = [offsets.counted(place) for place in range(len(text) + 1)]
        assert counted == places(text, unit)
        for place in range(len(text)):
            assert offsets.range(counted[place], counted[place + 1]) == (place, place + 1)


@pytest.mark.parametrize(
    ("raw", "unit", "span", "words"),
    [
        ("a\r\nbcd", "code points", (3, 5), "bc"),
        ("\ufeffabc", "code points", (1, 3), "ab"),
        ("e\u0301 b", "code points", (1, 2), "é"),
        ("😀ab", "utf-16", (2, 3), "a"),
        ("😀ab", "utf-16", (1, 3), "😀a"),
        ("äöü", "utf-8", (2, 4), "ö"),
    ],
)
def test_known_cases(raw: str, unit: Unit, span: tuple[int, int], words: str) -> None:
    offsets = Offsets(raw, unit)
    found = offsets.range(*span)
    assert found is not None
    assert offsets.text[slice(*found)] == words


@pytest.mark.parametrize("span", [(-1, 2), (2, 2), (3, 1), (0, 4), (9, 12)])
def test_no_words(span: tuple[int, int]) -> None:
    assert Offsets("abc").range(*span) is None
