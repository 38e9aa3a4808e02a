"""Writing into a case: never outside of it, never over what somebody else saved, one at a time."""

import errno
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contention.case.problem import CaseError
from contention.case.storage import replacing, writing
from contention.case.storage.replacing import put_in_place, swap, write_aside
from contention.case.storage.writing import ChangedMeanwhileError, Changes, WriteError, change


def put(*files: tuple[str, str]) -> Callable[[Changes], None]:
    def make(changes: Changes) -> None:
        for path, content in files:
            changes.put(path, content)

    return make


def user_files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".contention" not in path.parts
    }


def unfinished(folder: Path) -> list[str]:
    return sorted(each.name for each in (folder / ".contention" / "unfinished").iterdir())


def test_files_are_written_in_the_order_in_which_they_were_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real = put_in_place

    def noting(new: Path, file: Path, expected: bytes | None) -> bool:
        order.append(file.name)
        return real(new, file, expected)

    def make(changes: Changes) -> None:
        changes.put("b", "1")
        changes.put("a", "1")
        changes.put("c", "1")
        changes.put("b", "2")
        changes.put_last("a")
        changes.put_first("d", "1")

    (tmp_path / ".contention").mkdir()
    (tmp_path / ".contention" / ".gitignore").write_text("*\n")
    monkeypatch.setattr(writing, "put_in_place", noting)
    change(tmp_path, make)
    assert order == ["d", "b", "c", "a"]
    assert user_files(tmp_path) == {"a": "1", "b": "2", "c": "1", "d": "1"}
    assert unfinished(tmp_path) == []


def test_git_sees_nothing_of_the_private_folder(tmp_path: Path) -> None:
    change(tmp_path, put(("a", "1")))
    assert (tmp_path / ".contention" / ".gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_a_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    file.chmod(mode)
    change(tmp_path, put(("a", "new")))
    assert file.stat().st_mode & 0o777 == mode


LINKED = ("words", "words/x.txt", ".contention", ".contention/.gitignore", ".contention/texts",
          ".contention/texts/x.txt", ".contention/lock", ".contention/unfinished",
          "factors.yaml", "claims")  # fmt: skip
WRITTEN = (("words/x.txt", "new"), (".contention/texts/x.txt", "new"), ("factors.yaml", "new"),
           ("claims/a.yaml", "new"))  # fmt: skip


@pytest.mark.parametrize("path", LINKED)
@pytest.mark.parametrize("to", ["file", "folder", "nothing"])
def test_no_link_leads_a_write_out_of_the_case(tmp_path: Path, path: str, to: str) -> None:
    """And where one is in the way of any file, none is written."""
    outside, case = tmp_path / "outside", tmp_path / "case"
    (outside / "folder").mkdir(parents=True)
    (outside / "file").write_text("theirs")
    (case / path).parent.mkdir(parents=True)
    (case / path).symlink_to(outside / to)
    with pytest.raises(CaseError, match="link"):
        change(case, put(*WRITTEN))
    assert user_files(outside) == {"file": "theirs"}
    assert list((outside / "folder").iterdir()) == []
    assert not (outside / "nothing").exists()
    for each in ("words/x.txt", "factors.yaml", "claims/a.yaml"):
        assert each == path or each.startswith(f"{path}/") or not (case / each).exists()


@pytest.mark.parametrize(
    ("link", "to", "path"),
    [
        ("words", ".git/hooks", "words/post-commit"),
        ("words/x.txt", "../.git/config", "words/x.txt"),
        (".contention/texts", "../claims", ".contention/texts/a.yaml"),
    ],
)
def test_no_link_leads_into_a_hidden_folder_or_out_of_one(
    tmp_path: Path, link: str, to: str, path: str
) -> None:
    for folder in (".git/hooks", ".contention", "claims", *(["words"] if "/" in link else [])):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / ".git" / "config").write_text("[core]")
    (tmp_path / link).symlink_to(to)
    with pytest.raises(CaseError, match="link"):
        change(tmp_path, put((path, "new")))
    assert (tmp_path / ".git" / "config").read_text() == "[core]"
    assert list((tmp_path / ".git" / "hooks").iterdir()) == []
    assert list((tmp_path / "claims").iterdir()) == []


def test_a_link_to_another_file_of_the_case_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.yaml").write_text("old")
    (tmp_path / "claims" / "a.yaml").symlink_to("../shared/a.yaml")
    change(tmp_path, put(("claims/a.yaml", "new")))
    assert (tmp_path / "claims" / "a.yaml").is_symlink()
    assert (tmp_path / "shared" / "a.yaml").read_text() == "new"


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "a\\b", "C:x"])
def test_paths_that_are_not_in_the_case_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(CaseError, match="path"):
        change(tmp_path, put((path, "new")))


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    os.mkfifo(tmp_path / "b")
    for path in ("a", "b"):
        with pytest.raises(CaseError, match="not a file"):
            change(tmp_path, put((path, "new")))


@pytest.mark.parametrize("swaps", [True, False])
@pytest.mark.parametrize("way", ["in place", "renamed"])
def test_what_somebody_saves_meanwhile_is_kept_and_the_change_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, swaps: bool
) -> None:
    if not swaps:
        monkeypatch.setattr(replacing, "swap", lambda *_: False)
    file = tmp_path / "a"
    file.write_text("one\n")
    saves = iter(["theirs 1\n", "theirs 2\n"])

    def make(changes: Changes) -> None:
        read = changes.text("a") or ""
        changes.put("a", read + "ours\n")
        for saved in saves:
            save(file, file.read_text() + saved, way)
            break

    change(tmp_path, make)
    assert file.read_text() == "one\ntheirs 1\ntheirs 2\nours\n"


def save(file: Path, content: str, way: str) -> None:
    if way == "in place":
        file.write_text(content)
    else:
        other = file.with_name(f".{file.name}.swp")
        other.write_text(content)
        other.replace(file)


def test_a_file_that_never_rests_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("0")

    def make(changes: Changes) -> None:
        changes.put("a", (changes.text("a") or "") + "!")
        file.write_text(str(int(file.read_text()) + 1))

    with pytest.raises(ChangedMeanwhileError, match="a: the file is being changed"):
        change(tmp_path, make)
    assert file.read_text() == str(writing.ATTEMPTS)
    assert unfinished(tmp_path) == []


def test_a_file_that_somebody_makes_meanwhile_is_kept(tmp_path: Path) -> None:
    def make(changes: Changes) -> None:
        found = changes.text("a")
        changes.put("a", f"after {found}")
        if found is None:
            (tmp_path / "a").write_text("theirs")

    change(tmp_path, make)
    assert (tmp_path / "a").read_text() == "after theirs"


def test_a_save_at_the_very_last_moment_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last look and the exchange: the exchange brings it out, and it goes back."""
    file = tmp_path / "a"
    file.write_text("read")
    new = write_aside(tmp_path, b"ours")
    real = swap

    def late(one: Path, other: Path) -> bool:
        if file.read_text() == "read":
            save(file, "theirs", "renamed")
        return real(one, other)

    if not swap(new, file):
        pytest.skip("this file system cannot exchange two files")
    swap(new, file)
    monkeypatch.setattr(replacing, "swap", late)
    assert not put_in_place(new, file, b"read")
    assert file.read_text() == "theirs"


def test_of_two_saves_at_the_last_moment_the_later_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_text("read")
    new = write_aside(tmp_path, b"ours")
    if not swap(new, file):
        pytest.skip("this file system cannot exchange two files")
    swap(new, file)
    saves = iter(["theirs 1", "theirs 2"])
    real = swap

    def late(one: Path, other: Path) -> bool:
        for saved in saves:
            save(file, saved, "renamed")
            break
        return real(one, other)

    monkeypatch.setattr(replacing, "swap", late)
    assert not put_in_place(new, file, b"read")
    assert file.read_text() == "theirs 2"


def _hold(folder: Path, held: "multiprocessing.synchronize.Event") -> None:
    with writing.writing(folder):
        held.set()
        time.sleep(60)


@pytest.fixture
def writer(tmp_path: Path) -> "Iterator[multiprocessing.context.ForkProcess]":
    """Another process that is writing to the case, and does not end."""
    context = multiprocessing.get_context("fork")
    held = context.Event()
    process = context.Process(target=_hold, args=(tmp_path, held), daemon=True)
    process.start()
    assert held.wait(30)
    yield process
    process.kill()
    process.join()


def test_another_writer_is_waited_for_and_then_said(
    tmp_path: Path, writer: "multiprocessing.context.ForkProcess"
) -> None:
    with pytest.raises(CaseError, match="another process is writing to this case"):
        change(tmp_path, put(("a", "1")), wait=0.05)
    assert user_files(tmp_path) == {}
    threading.Timer(0.1, writer.kill).start()
    change(tmp_path, put(("a", "1")), wait=30)
    assert user_files(tmp_path) == {"a": "1"}


def test_the_lock_of_a_dead_process_is_none(
    tmp_path: Path, writer: "multiprocessing.context.ForkProcess"
) -> None:
    writer.kill()
    writer.join()
    (tmp_path / ".contention" / "unfinished" / "left.new").write_text("half")
    change(tmp_path, put(("a", "1")), wait=0)
    assert unfinished(tmp_path) == []


def test_threads_of_one_process_wait_for_each_other(tmp_path: Path) -> None:
    def more(changes: Changes) -> None:
        changes.put("a", (changes.text("a") or "") + "x")

    threads = [threading.Thread(target=change, args=(tmp_path, more, 30)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "a").read_text() == "x" * 8


def test_a_writer_may_write_within_its_own_lock(tmp_path: Path) -> None:
    with writing.writing(tmp_path):
        change(tmp_path, put(("a", "1")), wait=0)
    assert user_files(tmp_path) == {"a": "1"}


def test_without_room_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").write_text("old")
    change(tmp_path, put(("c", "1")))
    real = os.write

    def full(descriptor: int, content: bytes) -> int:
        if bytes(content) == b"new b":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, content)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(WriteError, match=r"No space left on device \(nothing was changed\)"):
        change(tmp_path, put(("a", "new a"), ("b", "new b")))
    assert user_files(tmp_path) == {"a": "old", "b": "old", "c": "1"}
    assert unfinished(tmp_path) == []


def test_a_failure_between_files_says_which_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = put_in_place

    def failing(new: Path, file: Path, expected: bytes | None) -> bool:
        if file.name == "b":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(new, file, expected)

    monkeypatch.setattr(writing, "put_in_place", failing)
    with pytest.raises(WriteError) as raised:
        change(tmp_path, put(("a", "1"), ("b", "1"), ("c", "1")))
    assert raised.value.written == ("a",)
    assert raised.value.left == ("b", "c")
    assert "(written: a; not written: b, c)" in str(raised.value)
    assert user_files(tmp_path) == {"a": "1"}


def test_ctrl_c_waits_until_the_files_are_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = put_in_place

    def interrupted(new: Path, file: Path, expected: bytes | None) -> bool:
        signal.raise_signal(signal.SIGINT)
        return real(new, file, expected)

    change(tmp_path, put(("c", "1")))
    monkeypatch.setattr(writing, "put_in_place", interrupted)
    with pytest.raises(KeyboardInterrupt):
        change(tmp_path, put(("a", "1"), ("b", "1")))
    assert user_files(tmp_path) == {"a": "1", "b": "1", "c": "1"}
