"""A tree of which one entry was parsed anew is the tree of the whole file."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.source_tree import Keys, Tree
from contention.case.storage.splice import spliced
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
