"""A case that is started is there whole or not at all; only what a killed start left is cleared."""

import hashlib
import json
from pathlib import Path

import pytest

from contention.case.storage.lock import locked
from contention.case.storage.new_folder import STARTING, is_unstarted, start
from contention.case.storage.writing import Changes


def make(changes: Changes) -> str:
    changes.put("case.yaml", "title: A\n")
    changes.put("claims/a.yaml", "document: a\n")
    return "made"


def files(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*")
                  if each.is_file() and ".contention" not in each.parts)  # fmt: skip


def test_a_case_appears_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    assert start(tmp_path / "deep" / "case", make) == "made"
    assert files(tmp_path / "deep" / "case") == ["case.yaml", "claims/a.yaml"]
    assert [each.name for each in (tmp_path / "deep").iterdir()] == ["case"]


def test_an_empty_folder_that_somebody_is_in_stays_the_same_folder(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    before = folder.stat().st_ino
    start(folder, make)
    assert folder.stat().st_ino == before
    assert files(folder) == ["case.yaml", "claims/a.yaml"]
    assert not (folder / STARTING).exists()


@pytest.mark.parametrize("path", ["a.txt", "claims/b.yaml", ".git/config", "case.yaml"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text("mine")
    assert not is_unstarted(tmp_path)
    with pytest.raises(FileExistsError):
        start(tmp_path, make)
    assert files(tmp_path) == [path]
    assert (tmp_path / path).read_text() == "mine"


def left(folder: Path, **content: str) -> None:
    """What a start that was killed half-way leaves in a folder that was there."""
    hashes = {"claims/a.yaml": "document: a\n", "factors.yaml": "{}\n", "case.yaml": "title: B\n"}
    listed = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in hashes.items()}
    (folder / ".contention").mkdir(parents=True)
    (folder / STARTING).write_text(json.dumps(listed))
    (folder / "claims").mkdir()
    (folder / "claims" / "a.yaml").write_text(content.get("claims", "document: a\n"))
    (folder / "factors.yaml").write_text(content.get("factors", "{}\n"))


def test_what_a_killed_start_left_is_cleared(tmp_path: Path) -> None:
    left(tmp_path)
    assert is_unstarted(tmp_path)
    start(tmp_path, make)
    assert files(tmp_path) == ["case.yaml", "claims/a.yaml"]


def test_what_somebody_changed_since_is_not_cleared(tmp_path: Path) -> None:
    left(tmp_path, factors="{}\n# mine\n")
    with pytest.raises(FileExistsError):
        start(tmp_path, make)
    assert files(tmp_path) == ["claims/a.yaml", "factors.yaml"]


def test_a_list_that_came_with_a_case_clears_nothing_else(tmp_path: Path) -> None:
    """A case from elsewhere may hold such a list: it can only name files in the folder."""
    outside, folder = tmp_path / "mine.txt", tmp_path / "case"
    outside.write_text("mine")
    (folder / ".contention").mkdir(parents=True)
    (folder / "link.txt").symlink_to(outside)
    sha256 = hashlib.sha256(b"mine").hexdigest()
    listed = {"../mine.txt": sha256, "link.txt": sha256, str(outside): sha256}
    (folder / STARTING).write_text(json.dumps(listed))
    with pytest.raises(FileExistsError):
        start(folder, make)
    (folder / "link.txt").unlink()
    start(folder, make)
    assert outside.read_text() == "mine"


def test_folders_of_killed_processes_are_cleared_and_those_of_living_ones_are_not(
    tmp_path: Path,
) -> None:
    killed, living, bare = (tmp_path / f".case.{each}.new-case" for each in ("1", "2", "3"))
    for folder in (killed, living):
        (folder / ".contention").mkdir(parents=True)
        (folder / "case.yaml").write_text("title: B\n")
    bare.mkdir()
    (killed / ".contention" / "lock").touch()
    with locked(living / ".contention" / "lock"):
        start(tmp_path / "case", make)
    assert sorted(each.name for each in tmp_path.iterdir()) == [living.name, "case"]


def test_who_is_slower_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "case"

    def slow(changes: Changes) -> None:
        make(changes)
        if changes.folder != folder:
            start(folder, lambda faster: faster.put("case.yaml", "title: faster\n"))

    with pytest.raises(FileExistsError):
        start(folder, slow)
    assert files(folder) == ["case.yaml"]
    assert [each.name for each in tmp_path.iterdir()] == ["case"]
