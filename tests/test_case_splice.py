"""A tree of which one entry was parsed anew is the tree of the whole file."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.source_tree import Keys, Tree
from contention.case.storage.splice import grown, shrunk, spliced
from contention.case.storage.yaml_text import read_yaml

FILE = """\
# head
document: a
claims:
  - id: one  # first
    cause: x
    paraphrase: >-
      folded
      words

  # between
  - {id: two, sign: 0, paraphrase: "b: c",
     status: proposed}
  - id: three
    anchor: {start: 1, end: 2}
    note: 'it''s'
figures:
  - id: four
    value: 3
"""
ENTRIES: dict[Keys, tuple[int, int]] = {
    ("claims", 0): (4, 8),
    ("claims", 1): (11, 12),
    ("claims", 2): (13, 15),
    ("figures", 0): (17, 18),
}
VALUES = [
    "plain",
    "'quo''ted'",
    '"dou\\u00e9ble"',
    "3",
    "{a: 1, b: [2, 3]}",
    "|\n    kept\n\n    x",
]


def tree_of(text: str) -> Tree:
    tree, problems = read_yaml("f.yaml", text)
    assert not problems
    return tree


@given(
    keys=st.sampled_from(list(ENTRIES)),
    fields=st.lists(st.sampled_from(VALUES), min_size=1, max_size=5),
    comment=st.booleans(),
)
def test_marks_and_data_are_those_of_the_whole(
    keys: Keys, fields: Sequence[str], comment: bool
) -> None:
    first, last = ENTRIES[keys]
    lines = FILE.split("\n")
    old = [line[2:] for line in lines[first - 1 : last]]
    made = "\n".join(f"  k{number}: {value}" for number, value in enumerate(fields))
    new = ("- " + made[2:] + ("\n  # said" if comment else "")).split("\n")
    indented = ["  " + line if line.strip() else "" for line in new]
    whole = tree_of("\n".join([*lines[: first - 1], *indented, *lines[last:]]))
    found = spliced(tree_of(FILE), keys, old, new, first, 2)
    assert found is not None
    assert found.data == whole.data
    assert dict(found.values) == dict(whole.values)
    assert dict(found.names) == dict(whole.names)


@pytest.mark.parametrize(
    "new",
    [["- id: x", "- id: y"], ["id: x"], ["- id: 'x"], ["- {id: x"], ["- &a id"], [""]],
)
def test_what_is_not_one_entry_is_left_to_the_whole_file(new: list[str]) -> None:
    old = ["- id: four", "  value: 3"]
    assert spliced(tree_of(FILE), ("figures", 0), old, new, 17, 2) is None


def test_lines_that_mean_something_else_by_themselves_are_not_spliced() -> None:
    assert spliced(tree_of(FILE), ("figures", 0), ["- id: four"], ["- id: five"], 17, 2) is None


def entry_at(keys: Keys) -> tuple[list[str], int, int, int]:
    """The lines of an entry without their indentation, its first and last line, the indentation."""
    lines = FILE.split("\n")
    first, last = ENTRIES[keys]
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    return [line[indent:] for line in lines[first - 1 : last]], first, last, indent


def same(made: Tree | None, lines: Sequence[str]) -> None:
    whole = tree_of("\n".join(lines))
    assert made is not None
    assert made.data == whole.data
    entries = {keys: mark for keys, mark in whole.values.items() if len(keys) > 1}
    assert {keys: mark for keys, mark in made.values.items() if len(keys) > 1} == entries
    assert made.names == whole.names


@given(fields=st.lists(st.sampled_from(VALUES), min_size=1, max_size=5))
def test_an_entry_more_is_that_of_the_whole(fields: list[str]) -> None:
    lines = FILE.split("\n")
    for key, last in (("claims", ("claims", 2)), ("figures", ("figures", 0))):
        sibling, _, end, indent = entry_at(last)
        new = ["- id: new"] + [
            f"  f{number}: " + value.replace("\n", "\n  ") for number, value in enumerate(fields)
        ]
        new = "\n".join(new).split("\n")
        made = grown(tree_of(FILE), (key,), sibling, new, end + 1, indent)
        added = [" " * indent + line if line.strip() else "" for line in new]
        same(made, [*lines[:end], *added, *lines[end:]])


@pytest.mark.parametrize("keys", [("claims", 0), ("claims", 1), ("claims", 2)])
def test_an_entry_less_is_that_of_the_whole(keys: Keys) -> None:
    lines = FILE.split("\n")
    old, first, last, _ = entry_at(keys)
    made = shrunk(tree_of(FILE), keys, old, last, first - last - 1)
    same(made, [*lines[: first - 1], *lines[last:]])


def test_a_mapping_grows_and_shrinks() -> None:
    text = "a: {title: A}\nb:\n  title: B\nc: {title: C}\n"
    more = grown(tree_of(text), (), ["c: {title: C}"], ["d: {title: D}"], 5, 0)
    same(more, [*text.split("\n")[:4], "d: {title: D}", ""])
    less = shrunk(tree_of(text), ("b",), ["b:", "  title: B"], 3, -2)
    same(less, ["a: {title: A}", "c: {title: C}", ""])


def test_what_is_not_one_new_entry_is_left_to_the_whole() -> None:
    text = "a: {title: A}\n"
    for lines in (["a: {title: B}"], ["b: 1", "c: 2"], ["- x"], ["b: ["]):
        assert grown(tree_of(text), (), ["a: {title: A}"], lines, 2, 0) is None
    assert shrunk(tree_of(text), ("a",), ["a: {title: A}"], 1, -1) is None
