from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contention.case.problem import Place
from contention.case.storage.yaml_text import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_REFUSALS,
    read_text,
    read_yaml,
)


def data(text: str) -> object:
    tree, problems = read_yaml("x.yaml", text)
    assert problems == ()
    return tree.data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1), ("-17", -17), ("+3", 3), ("0o17", 15), ("0xff", 255), ("017", 17),
        ("1.5", 1.5), (".5", 0.5), ("-1e3", -1000.0), ("6.", 6.0), (".inf", float("inf")),
        ("-.INF", float("-inf")), ("true", True), ("FALSE", False), ("null", None), ("~", None),
        ("", None), ("on", "on"), ("off", "off"), ("yes", "yes"), ("2024-02-24", "2024-02-24"),
        ("1_000", "1_000"), ("12:30", "12:30"), ("0b1", "0b1"), ("'1'", "1"), ('"true"', "true"),
        ("1.2.3", "1.2.3"), ("9" * 5000, "9" * 5000), ("<<", "<<"), ("=", "="),
    ],
)  # fmt: skip
def test_scalars_are_those_of_the_core_schema(text: str, value: object) -> None:
    assert data(f"a: {text}") == {"a": value}
    assert type(data(f"a: {text}")["a"]) is type(value)  # type: ignore[index]


def test_values_and_keys_know_their_places() -> None:
    tree, problems = read_yaml("x.yaml", "a: é\nlist:\n  - {id: x, b: 'c d'}\n  -\n    id: y\n")
    assert problems == ()
    assert tree.place("a") == Place("x.yaml", 1, 4)
    assert tree.place_of_key("list") == Place("x.yaml", 2, 1)
    assert tree.place("list", 0) == Place("x.yaml", 3, 5)
    assert tree.place_of_key("list", 0, "b") == Place("x.yaml", 3, 13)
    assert tree.place_inside(2, "list", 0, "b") == Place("x.yaml", 3, 19)
    assert tree.place("list", 1) == Place("x.yaml", 5, 5)
    assert tree.place("list", 1, "nothing") == Place("x.yaml", 5, 5)
    assert tree.place_of_key("list", 0) == Place("x.yaml", 3, 5)
    assert tree.get("list", 0, "b") == "c d"
    assert tree.get("list", 7) is None


@pytest.mark.parametrize("text", ['a: "x\\ty"', "a: |\n  x\n", "a: x\n  y\n", "a: 'it''s'"])
def test_characters_that_are_not_where_they_seem_have_no_places_of_their_own(text: str) -> None:
    tree, _ = read_yaml("x.yaml", text)
    assert tree.place_inside(2, "a") == Place("x.yaml", 1, 4)


def test_windows_line_ends_and_a_byte_order_mark_do_not_shift_places() -> None:
    tree, problems = read_yaml("x.yaml", "\ufeffa: x\r\nb: yz\r\n")
    assert problems == ()
    assert tree.place_inside(1, "b") == Place("x.yaml", 2, 5)
    assert tree.place_inside(0, "a") == Place("x.yaml", 1, 4)


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    tree, problems = read_yaml("x.yaml", "\n".join(lines))
    assert tree.data is None
    assert len(problems) == MAX_REFUSALS
    assert problems[0].place == Place("x.yaml", 1, 5)
    assert "anchor `&a0` is not allowed" in problems[0].message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_without_end_is_refused(opening: str) -> None:
    tree, problems = read_yaml("x.yaml", opening * 20_000)
    assert tree.data is None
    assert f"nested deeper than {MAX_DEPTH} levels" in problems[0].message


def test_everything_refused_is_told_at_once() -> None:
    _, problems = read_yaml("x.yaml", "a: &x 1\nb: !!set {}\nc: *x\na: 2\n? [k]\n: 1\n")
    assert [(each.place.line, each.place.column) for each in problems] == [
        (1, 4), (2, 4), (3, 4), (4, 1), (5, 3),
    ]  # fmt: skip


def test_a_control_character_has_a_place() -> None:
    _, (problem,) = read_yaml("x.yaml", "a: 1\nb: é\x01\n")
    assert problem.place == Place("x.yaml", 2, 5)
    assert "U+0001" in problem.message


@example("?")
@example("? \u2028")
@given(st.text(st.sampled_from("abé: -?\n\t[]{},&*!|>'\"%@`#0.\x00\u2028"), max_size=60))
def test_any_text_is_data_or_a_problem(text: str) -> None:
    tree, problems = read_yaml("x.yaml", text)
    assert problems or tree.data is not None or not tree.names
    lines = sum(text.count(end) for end in "\n\r\u2028") + 2
    assert all(1 <= each.place.line <= lines and each.place.column >= 1 for each in problems)
    assert all(each.message and each.hint for each in problems)


def test_bytes_that_are_not_utf8_have_a_place(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes("a: 1\nbé: ".encode() + b"\xe9\n")
    text, (problem,) = read_text(tmp_path, "x.yaml")
    assert text is None
    assert problem.place == Place("x.yaml", 2, 5)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.yaml").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    text, (problem,) = read_text(tmp_path, "x.yaml")
    assert text is None
    assert "too large" in problem.message
