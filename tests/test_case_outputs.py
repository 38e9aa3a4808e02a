"""Outputs: whole or not at all, and inside a case only over what was written here before."""

import errno
import os
import stat
from pathlib import Path

import pytest

from contention.case.storage import outputs, writing
from contention.case.storage.lock import locked
from contention.case.storage.outputs import output_fault, write_output
from contention.case.storage.replacing import put_in_place
from contention.case.storage.writing import EditError


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.yaml").write_text("title: A\n")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_an_output_takes_the_place_of_a_file(tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    write_output(out, b"one")
    out.chmod(0o640)
    write_output(out, b"two")
    assert out.read_bytes() == b"two"
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert names(tmp_path) == ["r.html"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "r.html"
    write_output(out, b"old")
    real = os.write

    def full(descriptor: int, content: bytes) -> int:
        if len(content) > 10:
            return real(descriptor, content[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        write_output(out, b"new" * 10)
    assert out.read_bytes() == b"old"
    assert names(tmp_path) == ["r.html"]


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "r.html").symlink_to("real.html")
    write_output(tmp_path / "r.html", b"new")
    assert (tmp_path / "r.html").is_symlink()
    assert (tmp_path / "real.html").read_bytes() == b"new"


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_output(pipe, b"through")
    assert os.read(reading, 100) == b"through"
    os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_a_killed_process_left_is_cleared_and_what_a_living_one_writes_is_not(
    tmp_path: Path,
) -> None:
    left, living = tmp_path / ".r.html.1.new-output", tmp_path / ".r.html.2.new-output"
    other = tmp_path / ".other.html.1.new-output"
    for file in (left, living, other):
        file.write_text("half")
    with locked(living):
        write_output(tmp_path / "r.html", b"new")
    assert names(tmp_path) == sorted([living.name, other.name, "r.html"])


@pytest.mark.parametrize("path", ["map.svg", "data/numbers.csv", "texts/page.html", "a.json"])
def test_inside_a_case_only_what_was_written_here_is_replaced(case: Path, path: str) -> None:
    out = case / path
    out.parent.mkdir(exist_ok=True)
    write_output(out, b"one")
    write_output(out, b"two")
    write_output(out, b"two")
    assert output_fault(out.resolve()) == ""
    out.write_bytes(b"two, and a note of mine")
    assert "not as this program wrote it" in output_fault(out.resolve())
    with pytest.raises(EditError, match="not as this program wrote it"):
        write_output(out, b"three")
    assert out.read_bytes() == b"two, and a note of mine"


def test_a_file_of_a_case_that_nothing_names_is_not_replaced(case: Path) -> None:
    (case / "data").mkdir()
    mine = case / "data" / "later.csv"
    mine.write_text("date,value\n")
    with pytest.raises(EditError, match=r"data/later\.csv is in the case folder already"):
        write_output(mine, b"account,scenario\n")
    assert mine.read_text() == "date,value\n"


@pytest.mark.parametrize("record", ["", "[]", "{", '{"map.svg": 3}', '{"map.svg": "x"}', "null"])
def test_a_record_that_is_broken_is_none(case: Path, record: str) -> None:
    write_output(case / "map.svg", b"one")
    (case / outputs.RECORD).write_text(record)
    with pytest.raises(EditError):
        write_output(case / "map.svg", b"two")
    (case / "map.svg").unlink()
    write_output(case / "map.svg", b"two")
    write_output(case / "map.svg", b"three")
    assert (case / "map.svg").read_bytes() == b"three"


def test_a_kill_between_record_and_file_does_not_lock_out(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is written first, and still knows the file that is there."""
    write_output(case / "map.svg", b"one")

    def killed(new: Path, file: Path, expected: bytes | None) -> bool:
        if file.name == "map.svg":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return put_in_place(new, file, expected)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "put_in_place", killed)
        with pytest.raises(Exception, match="Input/output error"):
            write_output(case / "map.svg", b"two")
    assert (case / "map.svg").read_bytes() == b"one"
    write_output(case / "map.svg", b"three")
    assert (case / "map.svg").read_bytes() == b"three"
