"""Pairs of writers at one case at once, and a writer beside an editor that saves all the time.

Nothing that a command said was written may be missing afterwards, nor what the editor saved.
The commands run in processes that are forked from one in which everything is loaded.
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from contention.case.load import load_case
from contention.case.parsed_case import read_draft
from contention.case.problem import errors
from contention.case.storage.writing import Changes, EditError, change
from contention.cli.main import main
from tests.write_scenarios import READ, TEXTS, TOLD

FORK = multiprocessing.get_context("fork")
RUNS = [0, *(pytest.param(number, marks=pytest.mark.slow) for number in range(1, 20))]
"""One run of each pair by default."""


def _run(argv: Sequence[str], keys: str, go: Callable[[], object], said: object) -> None:
    go()
    result = CliRunner().invoke(main, list(argv), input=keys)
    said.put((list(argv), result.exit_code, result.output))  # type: ignore[attr-defined]


def together(*commands: tuple[Sequence[str], str]) -> list[tuple[int, str]]:
    """Exit status and output of commands that begin at the same moment."""
    barrier, said = FORK.Barrier(len(commands)), FORK.Queue()
    processes = [
        FORK.Process(target=_run, args=(argv, keys, barrier.wait, said)) for argv, keys in commands
    ]
    for process in processes:
        process.start()
    found = [said.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    by_command = {tuple(argv): (code, output) for argv, code, output in found}
    return [by_command[tuple(argv)] for argv, _ in commands]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with texts, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    for name, content in TEXTS.items():
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def read(name: str) -> list[str]:
    return [*READ, *TOLD, name]


def started(name: str) -> None:
    assert CliRunner().invoke(main, read(name)).exit_code == 0


def documents(case: Path) -> set[str]:
    assert errors(load_case(case)[1]) == ()
    return set(read_draft(case).documents)


def with_status(case: Path, status: str) -> int:
    """How many claims and figures have a status."""
    draft = read_draft(case)
    found: list[str] = [each.body.status for each in draft.claims.values()]
    found += [each.body.status for each in draft.figures.values()]
    return found.count(status)


@pytest.mark.parametrize("run", RUNS)
def test_two_readers_lose_no_document(place: Path, run: int) -> None:
    del run
    started("work.txt")
    done = together((read("harbour.html"), ""), (read("ferry.txt"), ""))
    wanted = {"jobs_and_tempers"}
    for (code, said), name in zip(done, ("the_harbour", "the_ferry"), strict=True):
        assert code == 0 or "another process is writing" in said, said
        wanted |= {name} if code == 0 else set()
    assert documents(place / "case") == wanted


@pytest.mark.parametrize("run", RUNS)
def test_two_readers_that_start_one_case_lose_no_document(place: Path, run: int) -> None:
    del run
    done = together((read("harbour.html"), ""), (read("ferry.txt"), ""))
    assert [code for code, _ in done] == [0, 0], done
    assert documents(place / "case") == {"the_harbour", "the_ferry"}
    assert sorted(each.name for each in place.iterdir()) == sorted([*TEXTS, "case"])


@pytest.mark.parametrize("run", RUNS)
def test_a_review_beside_a_reader_loses_no_decision(place: Path, run: int) -> None:
    del run
    started("work.txt")
    waiting = with_status(place / "case", "proposed")
    keys = "a" + "a" * waiting + "q\n"  # the names, then the claims
    done = together((["review", "case"], keys), (read("harbour.html"), ""))
    assert [code for code, _ in done] == [0, 0], done
    assert done[0][1].count("\naccepted ") == with_status(place / "case", "accepted") == waiting
    assert documents(place / "case") == {"jobs_and_tempers", "the_harbour"}


@pytest.mark.parametrize("run", RUNS)
def test_attaching_beside_a_review_loses_neither(place: Path, run: int) -> None:
    del run
    started("work.txt")
    started("harbour.html")
    store = place / "case" / ".contention" / "texts.json"
    store.unlink()
    copy = place / "copy.txt"
    copy.write_text(TEXTS["work.txt"], "utf-8")
    attach = ["attach", "case", "jobs_and_tempers", "copy.txt"]
    done = together((["review", "case"], "aaaaq\n"), (attach, ""), (read("harbour.html"), ""))
    assert [code for code, _ in done] == [0, 0, 0], done
    assert with_status(place / "case", "accepted") == 3
    assert "copy.txt" in store.read_text("utf-8")
    assert "the_harbour" in store.read_text("utf-8")


def _edit(file: Path, way: str, stop: Callable[[], bool]) -> None:
    """An editor that reads a file, adds a line, and saves, every 20 ms."""
    number = 0
    while not stop():
        text = file.read_text("utf-8")
        if not text:  # between the emptying and the writing of nobody but ourselves
            raise AssertionError("empty")
        number += 1
        content = f"{text}# saved {number}\n"
        if way == "in place":
            file.write_text(content, "utf-8")
        else:
            other = file.with_name(f".{file.name}.swp")
            other.write_text(content, "utf-8")
            other.replace(file)
        time.sleep(0.02)
    file.with_name("saves").write_text(str(number))


@pytest.mark.parametrize("way", ["in place", "renamed"])
@pytest.mark.parametrize("run", RUNS)
def test_no_save_of_an_editor_is_lost(tmp_path: Path, way: str, run: int) -> None:
    """A save holds what was there when the editor read it: a line that is gone was lost by us."""
    del run
    file = tmp_path / "a.yaml"
    file.write_text("first: 1\n", "utf-8")
    stop = FORK.Event()
    editor = FORK.Process(target=_edit, args=(file, way, stop.is_set))
    editor.start()
    said = 0
    for number in range(40):

        def make(changes: Changes, number: int = number) -> None:
            text = changes.text("a.yaml") or ""
            changes.put("a.yaml", f"{text}# written {number}\n")

        try:
            change(tmp_path, make)
        except EditError:
            continue
        said += 1
        time.sleep(0.011)
    stop.set()
    editor.join()
    assert editor.exitcode == 0
    text = file.read_text("utf-8")
    saves = int((tmp_path / "saves").read_text())
    missing = [number for number in range(1, saves + 1) if f"# saved {number}\n" not in text]
    assert missing == []
    assert said >= 20
    assert os.listdir(tmp_path / ".contention" / "unfinished") == []  # noqa: PTH208


@pytest.mark.slow
@pytest.mark.parametrize("way", ["in place", "renamed"])
@pytest.mark.parametrize("run", range(10))
def test_no_save_of_an_editor_is_lost_while_a_review_writes(
    place: Path, way: str, run: int
) -> None:
    del run
    started("work.txt")
    (file,) = (place / "case" / "claims").glob("*.yaml")
    waiting = with_status(place / "case", "proposed")
    stop = FORK.Event()
    editor = FORK.Process(target=_edit, args=(file, way, stop.is_set))
    editor.start()
    ((code, said),) = together((["review", "case"], "a" + "a" * waiting + "q\n"))
    stop.set()
    editor.join()
    assert code == 0, said
    text = file.read_text("utf-8")
    saves = int(file.with_name("saves").read_text())
    missing = [number for number in range(1, saves + 1) if f"# saved {number}\n" not in text]
    assert missing == []
    assert errors(load_case(place / "case")[1]) == ()
