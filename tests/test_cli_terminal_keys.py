"""Bytes of a terminal become keys: one each, in order, however they are split over reads."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.cli.terminal.keys import AFTER_ESCAPE, Decoder, Paste
from contention.cli.terminal.line import TypedLine
from contention.cli.terminal.styled import StyledParagraph, cells, fitted, styled, written


def keys(*reads: bytes) -> list[str]:
    decoder = Decoder()
    for data in reads:
        decoder.feed(data)
    return taken(decoder)


def taken(decoder: Decoder) -> list[str]:
    found = []
    while (key := decoder.key()) is not None:
        found.append(key)
    return found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"aaa", ["a", "a", "a"]),
        (b"a\r\n\t\x7f\x08", ["a", "enter", "enter", "tab", "backspace", "backspace"]),
        (b"\x01\x15\x1a", ["ctrl-a", "ctrl-u", "ctrl-z"]),
        ("é€𝄞".encode(), ["é", "€", "𝄞"]),
        (b"\x1b[A\x1b[B\x1bOC\x1b[D", ["up", "down", "right", "left"]),
        (b"\x1b[1;5C\x1b[3~\x1b[H\x1b[4~", ["right", "delete", "home", "end"]),
        (b"\x1b[15~\x1b[[A\x1b[?1;2cx", ["unknown", "unknown", "unknown", "x"]),
        (b"\x1ba\x1b\x1b[A", ["alt-a", "escape", "up"]),
        (b"\xff\x80a\xc3a", ["unknown", "unknown", "a", "unknown", "a"]),
        (b"\x1b[200~a\nb\x1b[Ac\x1b[201~d", ["a\nb\x1b[Ac", "d"]),
    ],
)
def test_keys_of_bytes(data: bytes, expected: list[str]) -> None:
    assert keys(data) == expected
    assert keys(*(bytes([each]) for each in data)) == expected


PARTS = [b"a", b"q", b" ", b"\r", "ß".encode(), "日".encode(), "😀".encode(), b"\x1b[A", b"\x1bOD",
         b"\x1b[5~", b"\x1b[1;2B", b"\x7f", b"\x1b[200~pasted\x1b[201~"]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=40), st.data())
def test_every_part_is_one_key_however_it_is_split(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(parts)
    cuts = data.draw(st.sets(st.integers(0, len(whole))))
    bounds = [0, *sorted(cuts), len(whole)]
    reads = [whole[a:b] for a, b in pairwise(bounds)]
    assert len(keys(*reads)) == len(parts)
    assert keys(*reads) == keys(whole)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_keys_and_nothing_is_left(data: bytes) -> None:
    decoder = Decoder()
    decoder.feed(data)
    decoder.give_up()
    found = taken(decoder)
    assert (data == b"") == (found == [])
    decoder.feed(b"\x1b[201~" * (b"\x1b[200~" in data) + b"  z")
    assert taken(decoder)[-1] == "z"


def test_a_lone_escape_is_waited_for_a_moment_and_what_comes_late_is_no_key() -> None:
    decoder = Decoder()
    decoder.feed(b"\x1b")
    assert decoder.key() is None
    assert decoder.patience() == AFTER_ESCAPE
    decoder.give_up()
    decoder.feed(b"[Aa")
    assert taken(decoder) == ["escape", "up", "a"]


def test_half_a_character_is_waited_for_as_long_as_it_takes() -> None:
    decoder = Decoder()
    decoder.feed("é".encode()[:1])
    assert (decoder.key(), decoder.patience()) == (None, None)
    decoder.feed("é".encode()[1:])
    assert taken(decoder) == ["é"]


def test_a_line_is_edited_in_place() -> None:
    line = TypedLine("fuel tax")
    for key in ("left", "left", "backspace", "ctrl-a", "delete", "F", "end", *"es"):
        assert line.press(key)
    assert line.text == "Fuel axes"
    assert not line.press("up")
    for key, text in (("ctrl-w", "Fuel "), ("ctrl-u", ""), (Paste(" two\n  words "), "two words")):
        line.press(key)
        assert line.text == text


@given(st.text(max_size=120), st.integers(8, 60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = StyledParagraph(styled(text), "> ", "  ").lines(width + 4)
    assert all(cells(line.text) <= width + 4 for line in lines)
    shown = "".join(line.text[2:] for line in lines)
    clean = styled(text).text
    assert "".join(shown.split()) == "".join(clean.split())


def test_control_characters_are_shown_as_dots_and_styles_end() -> None:
    line = styled("a\x1b[2Jb", "b") + styled("c")
    assert written(line, colour=False) == "a·[2Jbc"
    assert written(line, colour=True) == "\x1b[0m\x1b[1ma·[2Jb\x1b[0mc"


def test_what_is_spare_goes_first_where_there_is_no_room() -> None:
    spares = {"head": 0, "before": 4, "it": 0, "after": 3}
    paragraphs = [StyledParagraph(styled(name), spare=spare) for name, spare in spares.items()]
    assert [line.text for line in fitted(paragraphs, 40, 3)] == ["head", "it", "after"]
    assert [line.text for line in fitted(paragraphs, 40, 2)] == ["head", "it"]
    assert [line.text for line in fitted(paragraphs, 40, 1)] == ["head"]
