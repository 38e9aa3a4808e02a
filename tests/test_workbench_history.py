"""The journal of edits: after a kill at any point of a step, damaged, or sent by somebody else."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_workbench_editing import contents, new_claim
from tests.workbench_client import CASE, Browser, browser_on, copied_case

JOURNAL = ".contention/history.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_case(tmp_path)


def lines_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / JOURNAL).read_text("utf-8").splitlines()]


def write_lines(folder: Path, lines: list[dict[str, Any]], tail: str = "") -> None:
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / JOURNAL).write_text(text + tail, "utf-8")


def put(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).write_bytes(content)


def names(browser: Browser) -> list[str]:
    return [each["name"] for each in browser.get(f"{CASE}/history")["done"]]


def test_a_step_is_noted_before_and_ended_after_it_is_written(folder: Path) -> None:
    new_claim(browser_on(folder))
    assert [each["kind"] for each in lines_of(folder)] == ["edit", "end"]


@pytest.mark.parametrize("written", [(), ("factors.yaml",), ("factors.yaml", "claims/brief.yaml")])
def test_a_kill_between_note_and_end(folder: Path, written: tuple[str, ...]) -> None:
    """What the files hold decides: nothing, the new factor alone, or all was written."""
    before = contents(folder)
    browser = browser_on(folder)
    id_ = new_claim(browser)["claim"]["id"]
    after = contents(folder)
    put(folder, before)
    put(folder, {path: after[path] for path in written})
    write_lines(folder, lines_of(folder)[:1], '{"kind": "en')
    again = browser_on(folder)
    assert names(again) == []  # not settled before somebody writes
    again.done("POST", f"{CASE}/factors", {"title": "Another"})
    assert names(again) == (["Add a claim to brief"] if written else []) + [
        "Add the factor “Another”"
    ]
    claims = {each["id"] for each in again.get(f"{CASE}/claims")["claims"]}
    assert (id_ in claims) == (len(written) == 2)
    for _ in names(again):
        again.done("POST", f"{CASE}/undo", {})
    assert contents(folder) == before


def test_a_kill_during_undo(folder: Path) -> None:
    before = contents(folder)
    browser = browser_on(folder)
    browser.done("POST", f"{CASE}/factors", {"title": "Another"})
    after = contents(folder)
    browser.done("POST", f"{CASE}/undo", {})
    lines = lines_of(folder)
    assert [each["kind"] for each in lines] == ["edit", "end", "undo", "end"]
    for files, left in ((before, 0), (after, 1)):
        put(folder, files)
        write_lines(folder, lines[:3])
        again = browser_on(folder)
        kind = "undo" if left else "redo"
        again.done("POST", f"{CASE}/{kind}", {})
        assert contents(folder) == (before if left else after)


def test_a_damaged_journal_loses_no_more_than_its_damage(folder: Path) -> None:
    browser = browser_on(folder)
    for title in "ABC":
        browser.done("POST", f"{CASE}/factors", {"title": title})
    lines = (folder / JOURNAL).read_text("utf-8").splitlines(keepends=True)
    for spoilt in ("\0\n", "[" * 100_000 + "\n", '{"kind": "edit"}\n', "[]\n", "9\n"):
        (folder / JOURNAL).write_text("".join([*lines[:4], spoilt, *lines[4:]]), "utf-8")
        assert len(names(browser_on(folder))) == 3
    (folder / JOURNAL).unlink()
    again = browser_on(folder)
    assert names(again) == []
    again.done("POST", f"{CASE}/factors", {"title": "D"})
    assert len(names(again)) == 1


@pytest.mark.parametrize("path", ["../outside.yaml", ".git/hooks/pre-commit", "/tmp/x.yaml",
                                  ".contention/lock", "texts/brief.txt"])  # fmt: skip
def test_a_journal_that_came_with_a_case_writes_nothing_else(folder: Path, path: str) -> None:
    browser = browser_on(folder)
    browser.done("POST", f"{CASE}/factors", {"title": "A"})
    note, end = lines_of(folder)
    note["step"]["splices"][0]["path"] = path
    for change in note["step"]["changes"]:
        change["path"] = path
    write_lines(folder, [note, end])
    before = contents(folder.parent)
    again = browser_on(folder)
    assert names(again) == []
    assert again.send("POST", f"{CASE}/undo", {}).status_code == 409
    assert contents(folder.parent) == before
