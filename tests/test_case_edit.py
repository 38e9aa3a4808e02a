from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.load import load_case
from contention.case.problem import CaseError
from contention.case.source_tree import Keys
from contention.case.storage import entry_edit as edit
from contention.case.storage.entry_edit import EntryLines, StaleEntryError
from contention.case.storage.writing import Changes, EditError, change
from contention.case.storage.yaml_text import read_yaml


def entry_lines(file: Path, keys: Keys) -> EntryLines:
    return edit.entry_lines(Changes(file.parent), file.name, keys)


def keys_of(file: Path, id_: str) -> Keys:
    return edit.keys_of(Changes(file.parent), file.name, id_)


def replace_entry(file: Path, keys: Keys, lines: Sequence[str], sha256: str) -> str:
    return change(file.parent, lambda it: edit.replace_entry(it, file.name, keys, lines, sha256))


def remove_entry(file: Path, keys: Keys, sha256: str) -> None:
    change(file.parent, lambda it: edit.remove_entry(it, file.name, keys, sha256))


def append_entry(file: Path, key: str | None, lines: Sequence[str]) -> int:
    return change(file.parent, lambda it: edit.append_entry(it, file.name, key, lines))


CLAIMS = """\
# a note at the top
document: a
claims:
  - id: one   # said first
    text: |
      # no comment

      but text
    # about one

  # about two
  - {id: two}
  -
    id: three
    text: last

figures: []
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "claims.yaml"
    file.write_text(CLAIMS, "utf-8")
    return file


def test_an_entry_is_its_lines_without_indentation(file: Path) -> None:
    entry = entry_lines(file, ("claims", 0))
    assert (entry.first, entry.last, entry.indent) == (4, 9, 2)
    assert entry.lines[0] == "- id: one   # said first"
    assert entry.lines[-1] == "  # about one"
    assert entry_lines(file, ("claims", 1)).lines == ("- {id: two}",)
    assert entry_lines(file, ("claims", 2)).lines == ("-", "  id: three", "  text: last")


def test_only_the_lines_of_the_entry_change(file: Path) -> None:
    entry = entry_lines(file, ("claims", 1))
    told = replace_entry(file, ("claims", 1), ["- id: two", "  text: new"], entry.sha256)
    assert file.read_text("utf-8") == CLAIMS.replace(
        "  - {id: two}\n", "  - id: two\n    text: new\n"
    )
    assert told == entry_lines(file, ("claims", 1)).sha256


def test_an_entry_that_changed_meanwhile_is_left_alone(file: Path) -> None:
    stale = entry_lines(file, ("claims", 0)).sha256
    changed = CLAIMS.replace("but text", "other text")
    file.write_text(changed, "utf-8")
    with pytest.raises(StaleEntryError, match="read it again"):
        replace_entry(file, ("claims", 0), ["- id: one"], stale)
    assert file.read_text("utf-8") == changed


@pytest.mark.parametrize(
    "lines",
    [["- id: two", "- id: four"], ["- id: two", "extra: 1"], [], ["# nothing"]],
)
def test_lines_that_would_change_more_are_refused(file: Path, lines: list[str]) -> None:
    entry = entry_lines(file, ("claims", 1))
    with pytest.raises((EditError, CaseError)):
        replace_entry(file, ("claims", 1), lines, entry.sha256)
    assert file.read_text("utf-8") == CLAIMS


def test_lines_that_are_no_yaml_are_refused(file: Path) -> None:
    entry = entry_lines(file, ("claims", 1))
    with pytest.raises(CaseError, match="not YAML"):
        replace_entry(file, ("claims", 1), ["- id: [two"], entry.sha256)
    assert file.read_text("utf-8") == CLAIMS
    assert [each for each in file.parent.iterdir() if each.name != ".contention"] == [file]


def test_line_ends_of_windows_stay(file: Path) -> None:
    file.write_bytes(CLAIMS.replace("\n", "\r\n").encode())
    entry = entry_lines(file, ("claims", 1))
    replace_entry(file, ("claims", 1), ["- id: two", "  n: 2"], entry.sha256)
    expected = CLAIMS.replace("  - {id: two}\n", "  - id: two\n    n: 2\n")
    assert file.read_bytes() == expected.replace("\n", "\r\n").encode()


def test_an_entry_within_a_line_is_refused(file: Path) -> None:
    file.write_text("a: {b: {c: 1}, d: 2}\nlist: [{id: x}]\n", "utf-8")
    for keys in (("a", "b"), ("list", 0)):
        with pytest.raises(EditError, match="lines of its own"):
            entry_lines(file, keys)


def test_entries_are_found_by_their_ids(file: Path) -> None:
    assert keys_of(file, "three") == ("claims", 2)
    with pytest.raises(EditError, match="no entry"):
        keys_of(file, "four")
    with pytest.raises(EditError, match=r"there is no entry claims\.9"):
        entry_lines(file, ("claims", 9))


def test_a_factor_is_an_entry(small_case: Path) -> None:
    file = small_case / "factors.yaml"
    before = file.read_text("utf-8")
    keys = keys_of(file, "flood")
    entry = entry_lines(file, keys)
    assert entry.lines[:2] == ("flood:", "  title: A flood")
    lines = [line.replace("A flood", "A great flood") for line in entry.lines]
    replace_entry(file, keys, lines, entry.sha256)
    assert file.read_text("utf-8") == before.replace("A flood", "A great flood")
    case, _ = load_case(small_case)
    assert case is not None
    assert case.factors["flood"].title == "A great flood"


def test_a_new_entry_comes_last(small_case: Path) -> None:
    file = small_case / "claims" / "reply.yaml"
    before = file.read_text("utf-8")
    lines = [
        "- id: new_one",
        "  cause: rain",
        "  effect: care",
        "  sign: raises",
        "  paraphrase: x",
    ]
    first = append_entry(file, "claims", lines)
    added = "".join(f"  {line}\n" for line in lines)
    assert file.read_text("utf-8") == before + added
    assert first == before.count("\n") + 1
    assert entry_lines(file, ("claims", 3)).first == first
    case, _ = load_case(small_case)
    assert case is not None
    assert list(case.claims)[-1] == "new_one"


def test_a_new_factor_comes_last(small_case: Path) -> None:
    file = small_case / "factors.yaml"
    before = file.read_text("utf-8")
    append_entry(file, None, ["wind: {title: Wind}"])
    assert file.read_text("utf-8") == before + "wind: {title: Wind}\n"


def test_a_new_entry_goes_before_what_follows_the_list(file: Path) -> None:
    append_entry(file, "claims", ["- id: four"])
    assert file.read_text("utf-8") == CLAIMS.replace("text: last\n", "text: last\n  - id: four\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("document: a\n", "document: a\nclaims:\n  - id: x\n"),
        ("document: a", "document: a\nclaims:\n  - id: x"),
        ("claims:\ndocument: a\n", "claims:\n  - id: x\ndocument: a\n"),
    ],
)
def test_the_first_entry_finds_its_place(file: Path, text: str, expected: str) -> None:
    file.write_text(text, "utf-8")
    append_entry(file, "claims", ["- id: x"])
    assert file.read_text("utf-8").rstrip("\n") == expected.rstrip("\n")


def test_an_empty_list_on_its_line_is_refused(file: Path) -> None:
    with pytest.raises(EditError, match="write `figures:` alone"):
        append_entry(file, "figures", ["- id: x"])
    assert file.read_text("utf-8") == CLAIMS


def test_more_than_one_new_entry_is_refused(file: Path) -> None:
    with pytest.raises(EditError, match="not one more entry"):
        append_entry(file, "claims", ["- id: x", "- id: y"])
    assert file.read_text("utf-8") == CLAIMS


WORD = st.text(st.sampled_from("abc"), min_size=1, max_size=4)


@given(st.lists(WORD, min_size=1, max_size=5), st.data())
def test_all_other_entries_keep_their_meaning(
    tmp_path_factory: pytest.TempPathFactory, titles: list[str], data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("edit") / "x.yaml"
    gaps = [data.draw(st.sampled_from(["", "\n", "  # note\n", "    # deep\n"])) for _ in titles]
    items = [f"  - id: i{n}\n    title: {t}\n{gaps[n]}" for n, t in enumerate(titles)]
    file.write_text("claims:\n" + "".join(items), "utf-8")
    index = data.draw(st.integers(0, len(titles) - 1))
    entry = entry_lines(file, ("claims", index))
    replace_entry(file, ("claims", index), [f"- id: i{index}", "  title: new"], entry.sha256)
    tree, problems = read_yaml("x.yaml", file.read_text("utf-8"))
    assert problems == ()
    expected = ["new" if n == index else t for n, t in enumerate(titles)]
    assert [item["title"] for item in tree.data["claims"]] == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_entry_is_taken_out_with_its_lines(file: Path, newline: str) -> None:
    file.write_bytes(CLAIMS.replace("\n", newline).encode())
    remove_entry(file, ("claims", 1), entry_lines(file, ("claims", 1)).sha256)
    assert (
        file.read_bytes() == CLAIMS.replace("  - {id: two}\n", "").replace("\n", newline).encode()
    )
    remove_entry(file, ("claims", 1), entry_lines(file, ("claims", 1)).sha256)
    remove_entry(file, ("claims", 0), entry_lines(file, ("claims", 0)).sha256)
    assert read_yaml("claims.yaml", file.read_text("utf-8"))[0].data == {
        "document": "a", "claims": None, "figures": [],
    }  # fmt: skip


def test_an_entry_that_changed_meanwhile_is_not_taken_out(file: Path) -> None:
    stale = entry_lines(file, ("claims", 0)).sha256
    changed = CLAIMS.replace("but text", "other text")
    file.write_text(changed, "utf-8")
    with pytest.raises(StaleEntryError, match="read it again"):
        remove_entry(file, ("claims", 0), stale)
    with pytest.raises(EditError, match="no entry"):
        remove_entry(file, ("claims", 7), stale)
    assert file.read_text("utf-8") == changed


def test_what_was_appended_is_taken_out_again_to_the_byte(small_case: Path) -> None:
    file = small_case / "factors.yaml"
    for end in (b"", b"\n", b"# a comment\n", b"\n\n"):
        before = file.read_bytes().rstrip() + end
        file.write_bytes(before)
        append_entry(file, None, ["walls: {title: Walls}"])
        remove_entry(file, ("walls",), entry_lines(file, ("walls",)).sha256)
        assert file.read_bytes() == before


TEMPLATE = """\
scenarios:
  first:
    title: Nothing is done
  second:
    title: Something is done
#     note: why
    actions:
#       - set: repairs
#         to: 0.1
# About demands.
demands:
"""


def test_lines_that_are_commented_out_belong_to_the_entry_around_them(tmp_path: Path) -> None:
    file = tmp_path / "scenarios.yaml"
    file.write_text(TEMPLATE, "utf-8")
    append_entry(file, "scenarios", ["third:", "  title: Another thing"])
    added = "  third:\n    title: Another thing\n"
    assert file.read_text("utf-8") == TEMPLATE.replace("# About", f"{added}# About")
    entry = entry_lines(file, ("scenarios", "second"))
    assert entry.lines[2] == "#     note: why"
    assert len(entry.lines) == 6
    remove_entry(file, ("scenarios", "second"), entry.sha256)
    assert file.read_text("utf-8").startswith("scenarios:\n  first:")
    assert "repairs" not in file.read_text("utf-8")


def test_entries_that_are_commented_out_are_about_no_other_entry(tmp_path: Path) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text("claims:\n  - id: one\n#   - id: two\n#     sign: raises\n", "utf-8")
    assert entry_lines(file, ("claims", 0)).lines == ("- id: one",)
