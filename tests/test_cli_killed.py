"""Commands that are killed, find the disk full, or may not write, at each of their write events.

A part of the trials runs by default; all of them, thousands, with the slow tests.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contention.case.load import load_case
from contention.case.parsed_case import read_draft
from contention.case.problem import errors
from contention.case.storage import writing
from contention.case.storage.replacing import put_in_place
from contention.cli.main import main
from tests.write_scenarios import ATTACH, CORPUS, EVERY, MORE, OUTPUTS, READ, STARTS, TEXTS, TOLD
from tests.write_trials import Outcome, Scenario, run_plan

SOME = (STARTS[1], MORE[1], ATTACH[0], OUTPUTS[3])


def checked(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        assert outcome.failures == (), outcome.name
        assert outcome.trials > 0, outcome.name


def test_some_stops_leave_the_old_or_the_new_case_and_the_same_command_goes_on() -> None:
    checked(run_plan(SOME, {"kill": 29, "full": 31, "readonly": 1000}))


@pytest.mark.slow
@pytest.mark.parametrize("scenario", EVERY, ids=lambda each: each.name)
def test_a_kill_at_every_write_event(scenario: Scenario) -> None:
    checked(run_plan([scenario], {"kill": 1}))


@pytest.mark.slow
@pytest.mark.parametrize("scenario", EVERY, ids=lambda each: each.name)
def test_a_full_disk_at_every_write_event(scenario: Scenario) -> None:
    checked(run_plan([scenario], {"full": 1}))


@pytest.mark.slow
@pytest.mark.parametrize("scenario", EVERY, ids=lambda each: each.name)
def test_no_right_to_write(scenario: Scenario) -> None:
    checked(run_plan([scenario], {"readonly": 1000}))


COMMAND = (sys.executable, "-c", "from contention.cli.main import main; main()")


def started(folder: Path, *argv: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*COMMAND, *argv], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def done(folder: Path, *argv: str) -> str:
    process = started(folder, *argv)
    said = process.communicate()[0]
    assert process.returncode == 0, said
    return said


def prepared(folder: Path, scenario: Scenario) -> None:
    for path, content in scenario.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("number", range(8))
def test_a_report_killed_at_some_moment_leaves_the_old_one_or_the_new(
    tmp_path: Path, number: int
) -> None:
    scenario = OUTPUTS[0]
    prepared(tmp_path, scenario)
    out = tmp_path / "out.html"
    old = out.read_text("utf-8")
    begun = time.monotonic()
    done(tmp_path, *scenario.argv)
    took = time.monotonic() - begun
    new = out.read_text("utf-8")
    out.write_text(old, "utf-8")
    process = started(tmp_path, *scenario.argv)
    time.sleep(took * (number + 1) / 9)
    process.kill()
    process.communicate()
    assert out.read_text("utf-8") in (old, new)
    done(tmp_path, *scenario.argv)
    assert out.read_text("utf-8") == new
    assert sorted(each.name for each in tmp_path.iterdir()) == ["case", "out.html", "reply.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(8))
def test_a_corpus_killed_at_some_moment_is_gone_on_with(tmp_path: Path, number: int) -> None:
    (argv,) = [scenario.argv for scenario in CORPUS]
    for folder in ("a", "b"):
        (tmp_path / folder / "texts").mkdir(parents=True)
        for copy in range(12):
            for name, content in TEXTS.items():
                file = tmp_path / folder / "texts" / f"{copy}{name}"
                file.write_text(f"{content}\nRents raise anger {copy}.\n", "utf-8")
    begun = time.monotonic()
    done(tmp_path / "a", *argv)
    took = time.monotonic() - begun
    process = started(tmp_path / "b", *argv)
    time.sleep(took * (number + 1) / 9)
    process.kill()
    process.communicate()
    done(tmp_path / "b", *argv)
    wanted, found = (results(tmp_path / folder / "found") for folder in ("a", "b"))
    assert found == wanted


def results(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("summary.json", "lock")
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small file system")
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    made = subprocess.run(mount, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        pytest.skip(f"a small file system cannot be mounted here: {made.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize(
    "free", [12, *(pytest.param(each, marks=pytest.mark.slow) for each in (0, 8, 24, 32, 40, 64))]
)
def test_on_a_disk_that_is_full_the_case_stays_and_room_lets_it_go_on(
    small_disk: Path, tmp_path: Path, free: int
) -> None:
    """A real file system that fills up: kilobytes left when the second text is read."""
    for name, content in TEXTS.items():
        (tmp_path / name).write_text(content, "utf-8")
    case = small_disk / "case"
    argv = [str(case) if each == "case" else each for each in (*READ, *TOLD)]

    def read(name: str) -> Result:
        return CliRunner().invoke(main, [*argv, str(tmp_path / name)])

    assert read("work.txt").exit_code == 0
    before = {path: path.read_bytes() for path in case.rglob("*.yaml")}
    room = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "ballast").write_bytes(b"x" * max(0, room - free * 1024))
    result = read("harbour.html")
    if result.exit_code:
        assert result.exit_code == 2
        assert "cannot be written: No space left on device (nothing was changed)" in result.stderr
        assert {path: path.read_bytes() for path in case.rglob("*.yaml")} == before
    assert errors(load_case(case)[1]) == ()
    (small_disk / "ballast").unlink()
    assert read("harbour.html").exit_code == 0
    assert "the_harbour" in (case / "case.yaml").read_text("utf-8")
    assert list((case / ".contention" / "unfinished").iterdir()) == []


def read_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(tmp_path)
    for name, content in TEXTS.items():
        (tmp_path / name).write_text(content, "utf-8")
    return CliRunner().invoke(main, [*READ, *TOLD, "work.txt", "ferry.txt"])


def test_ctrl_c_while_reading_says_that_nothing_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("contention.cli.read._found", interrupted)
    result = read_both(tmp_path, monkeypatch)
    assert result.exit_code == 130
    assert result.stderr == "\nInterrupted: nothing was written into case.\n"
    assert not (tmp_path / "case").exists()


@pytest.mark.parametrize("texts", [1, 2])
def test_ctrl_c_while_writing_says_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: int
) -> None:
    """The text that is being written is written to the end; the same command does the rest."""
    seen: list[str] = []
    real = put_in_place

    def interrupted(new: Path, file: Path, expected: bytes | None) -> bool:
        seen.append(file.name)
        if file.name == "case.yaml" and seen.count("case.yaml") == texts:
            signal.raise_signal(signal.SIGINT)
        return real(new, file, expected)

    monkeypatch.setattr(writing, "put_in_place", interrupted)
    result = read_both(tmp_path, monkeypatch)
    case, problems = load_case(tmp_path / "case")
    assert case is not None, problems
    assert len(case.documents) == texts
    assert result.exit_code == 130
    claims = len(read_draft(case.folder).claims)
    assert result.stderr.strip().startswith(f"Interrupted: {texts} of 2 texts (")
    assert f"({claims} claims) are in case; run the same command again to continue" in result.stderr
    again = read_both(tmp_path, monkeypatch)
    assert again.exit_code == 0, again.output
    assert len(read_draft(case.folder).documents) == 2
