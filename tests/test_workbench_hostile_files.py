"""Folders and files with names, links and contents that nobody would have thought of."""

import asyncio
import json
import os
import shutil
from pathlib import Path

import pytest

from contention.case.text.texts import STORE
from contention.workbench.opened.open_case import OpenCase
from contention.workbench.server.events import BYE, Events
from tests.workbench_client import CASE, CHARGE, Browser, browser_on, copied_case


@pytest.mark.parametrize("name", [b"<img src=x onerror=1>", b"50% a%2fb", b"#x?y=1&z", b"\xff\xfe",
                                  "a\u202eb".encode(), b"x\ny\x1b[31m", b"a\\b\"c'"])  # fmt: skip
def test_a_folder_of_any_name_opens(tmp_path: Path, name: bytes) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    shutil.copytree(CHARGE, folder)
    browser = Browser([folder], tmp_path).enter()
    id_ = browser.get("/api/session")["cases"][0]["id"]
    assert not set(id_) & set("<>%#?&\\\"'\n\x1b\u202e\udcff")
    assert browser.get(f"/api/cases/{id_}")["runs"]


def test_folders_of_one_id_are_told_apart(tmp_path: Path) -> None:
    folders = [Path(shutil.copytree(CHARGE, tmp_path / name)) for name in ("a?", "a#")]
    browser = Browser(folders, tmp_path).enter()
    assert [each["id"] for each in browser.get("/api/session")["cases"]] == ["a_", "a_-2"]


@pytest.mark.parametrize("name", [b"claims/\xff.yaml", b"\xff.txt"])
def test_a_file_whose_name_is_not_unicode_is_shown_with_a_question_mark(
    tmp_path: Path, name: bytes
) -> None:
    folder = copied_case(tmp_path)
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"nonsense: [")
    browser = browser_on(folder)
    shown = name.replace(b"\xff", b"?").decode()
    assert shown in [each["path"] for each in browser.get(f"{CASE}/files")["files"]]
    faulty = name.startswith(b"claims")
    problems = browser.get(CASE)["problems"]
    assert [each["path"] for each in problems if each["severity"] == "error"] == [shown] * faulty


def test_links_in_circles_and_pipes_are_passed_over(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    before = OpenCase(folder).file_hashes()
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    os.mkfifo(folder / "pipe")
    assert OpenCase(folder).file_hashes() == before
    assert browser_on(folder).get(CASE)["runs"]


def test_a_text_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (folder / STORE).parent.mkdir()
    entry = {"file": str(tmp_path / "pipe"), "sha256": "0" * 64}
    (folder / STORE).write_text(json.dumps({"brief": entry, "other": entry}), "utf-8")
    assert str(tmp_path / "pipe") not in OpenCase(folder).file_hashes()
    assert browser_on(folder).get(CASE)["runs"]


def test_who_begins_to_listen_is_told_what_the_files_are(tmp_path: Path) -> None:
    """What changed between the reading of a page and its listening would go unnoticed else."""
    opened = OpenCase(copied_case(tmp_path))
    events = Events()

    async def first() -> list[str]:
        stream = events.stream(opened)
        found = [await anext(stream), await asyncio.wait_for(anext(stream), 5)]
        events.end()
        found.append(await asyncio.wait_for(anext(stream), 5))
        await stream.aclose()  # type: ignore[attr-defined]
        return found

    _, told, bye = asyncio.run(first())
    revision = opened.snapshot().revision
    assert told == f'event: changed\ndata: {{"revision": "{revision}", "paths": []}}\n\n'
    assert bye == BYE
