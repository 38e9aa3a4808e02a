import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contention.cli.main import main
from contention.execution.here import Here

START = "from contention.cli.main import main\nif __name__ == '__main__': main()\n"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["corpus", "--reader", "rules", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "start.py"
    path.write_text(START)
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(6):
        text = f"Higher tolls reduced traffic in district {number}. The council met.\n\n" * 400
        (folder / f"{number}.txt").write_text(text)
    return folder


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in this process, without the time that others take to start."""
    monkeypatch.setattr("contention.cli.corpus.chosen_executor", lambda *_, **__: Here())


@pytest.mark.usefixtures("here")
def test_a_corpus_with_a_bad_file_ends_with_2_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Higher tolls reduced traffic.")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01" * 50)
    code, out, err = run(tmp_path, "--out", tmp_path / "out", "--workers", 1)
    assert code == 2
    assert "1 of 2 files read" in out
    assert "bad.txt" in err
    assert "%" not in err
    code, out, _ = run(tmp_path, "--out", tmp_path / "out", "--workers", 1, "--resume", "--json")
    shown: dict[str, Any] = json.loads(out)
    assert (code, shown["reused"], shown["claims"]) == (2, 1, 1)
    assert shown["problems"][0]["hint"]


def test_an_earlier_run_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Higher tolls reduced traffic.")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    code, _, err = run(tmp_path, "--out", tmp_path / "out")
    assert code == 2
    assert "other files" in err


def test_a_scheduler_without_dask_is_refused(tmp_path: Path) -> None:
    code, _, err = run(tmp_path, "--out", tmp_path / "out", "--scheduler", "tcp://localhost:1")
    assert code == 2
    assert "--executor dask" in err


def test_without_dask_the_message_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.txt").write_text("Higher tolls reduced traffic.")
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, err = run(tmp_path, "--out", tmp_path / "out", "--executor", "dask")
    assert code == 2
    assert "contention[corpora]" in err


def finished(out: Path) -> list[Path]:
    return list(out.glob("readings/*/*.gz"))


def test_a_killed_run_goes_on(script: Path, texts: Path, tmp_path: Path) -> None:
    for each in texts.iterdir():
        each.write_text(each.read_text()[: len(each.read_text()) // 4])
    out = tmp_path / "out"
    call = [sys.executable, str(script), "corpus", str(texts), "--reader", "rules", "--json"]
    with subprocess.Popen([*call, "--out", str(out), "--workers", "1"]) as process:
        deadline = time.monotonic() + 90
        while not finished(out) and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    kept = {each: each.stat().st_mtime_ns for each in finished(out)}
    assert 1 <= len(kept) < 6
    assert not (out / "summary.json").exists()
    again = [*call, "--out", str(out), "--workers", "1", "--resume"]
    done = subprocess.run(again, check=True, capture_output=True, text=True, timeout=60)
    shown = json.loads(done.stdout)
    assert (shown["documents"], shown["problems"]) == (6, [])
    assert shown["reused"] >= len(kept)
    assert {each: each.stat().st_mtime_ns for each in kept} == kept
    assert shown["sentences"] == 6 * 200
    assert done.stderr == ""


def _living(session: int) -> list[str]:
    """Processes of a session that still run; those that wait to be reaped do not."""
    shown = subprocess.run(
        ["ps", "-o", "stat=,args=", "-s", str(session)], capture_output=True, text=True, check=False
    )
    return [line for line in shown.stdout.splitlines() if not line.startswith("Z")]


STOPS = [
    pytest.param(signal.SIGINT, False),
    *(
        pytest.param(number, group, marks=pytest.mark.slow)
        for number, group in (
            (signal.SIGINT, True),
            (signal.SIGTERM, False),
            (signal.SIGTERM, True),
        )
    ),
]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of POSIX")
@pytest.mark.parametrize(("number", "group"), STOPS)
def test_a_stopped_run_leaves_no_worker_and_says_how_to_go_on(
    script: Path, texts: Path, tmp_path: Path, number: int, group: bool
) -> None:
    out = tmp_path / "out"
    call = [sys.executable, str(script), "corpus", str(texts), "--reader", "rules", "--json",
            "--out", str(out), "--workers", "2"]  # fmt: skip
    for each in range(6):
        (texts / f"{each}.txt").write_text("Higher tolls reduced traffic. " * 1500)
    (texts / "0.txt").write_text("Higher tolls reduced traffic.")
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 90
        while not finished(out) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.3)  # the parent hears of it
        (os.killpg if group else os.kill)(process.pid, number)
        said, told = process.communicate(timeout=20)  # it would read for a long time
    assert (said, process.returncode) == ("", 128 + number)
    assert "Traceback" not in told
    assert f"of 6 files were read and are kept in {out}" in told
    assert "--resume to continue" in told
    assert list(out.rglob("*.partial")) == []
    deadline = time.monotonic() + 10
    while _living(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _living(process.pid) == []
    for each in range(1, 6):
        (texts / f"{each}.txt").write_text("Higher tolls reduced traffic.")
    again = subprocess.run([*call, "--resume"], check=True, capture_output=True, text=True)
    assert json.loads(again.stdout)["documents"] == 6


@pytest.mark.slow
def test_a_run_killed_at_any_moment_goes_on_to_the_same_results(
    script: Path, texts: Path, tmp_path: Path
) -> None:
    """Kills spread over a whole run, its tables included; each time --resume ends it as usual."""
    call = [sys.executable, str(script), "corpus", str(texts), "--reader", "rules", "--claims",
            "--workers", "2", "--json", "--out"]  # fmt: skip
    begun = time.monotonic()
    subprocess.run([*call, str(tmp_path / "whole")], check=True, capture_output=True)
    took = time.monotonic() - begun
    expected = _results(tmp_path / "whole")
    assert "claims.parquet" in expected or "claims.jsonl" in expected
    drawn = random.Random(7)
    for trial in range(8):
        out = tmp_path / f"killed{trial}"
        with subprocess.Popen([*call, str(out)], stdout=subprocess.PIPE) as process:
            time.sleep(took * drawn.uniform(0.3, 1.0))
            process.kill()
        resumed = [*call, str(out), *(["--resume"] if out.exists() else [])]
        subprocess.run(resumed, check=True, capture_output=True)
        assert _results(out) == expected, trial
        assert list(out.rglob("*.partial")) == [], trial


def _results(out: Path) -> dict[str, bytes]:
    """What a run left, without what tells of the run itself."""
    return {
        each.relative_to(out).as_posix(): each.read_bytes()
        for each in sorted(out.rglob("*"))
        if each.is_file() and each.name != "summary.json"
    }


@pytest.mark.slow
def test_dask_gives_the_same(script: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "good.txt").write_text("Higher tolls reduced traffic.")
    (texts / "bad.txt").write_bytes(b"\x00\x01" * 50)
    shown = []
    for name in ("processes", "dask"):
        call = [sys.executable, str(script), "corpus", str(texts), "--reader", "rules", "--json",
                "--out", str(tmp_path / name), "--workers", "1", "--executor", name]  # fmt: skip
        done = subprocess.run(call, check=False, capture_output=True, text=True, timeout=60)
        assert done.returncode == 2, done.stderr
        shown.append({**json.loads(done.stdout), "out": ""})
    assert shown[0] == shown[1]
    assert shown[0]["documents"] == 1


@pytest.mark.slow
def test_workers_at_an_address_read_the_same(texts: Path, tmp_path: Path) -> None:
    """A scheduler and a worker, each a process of its own, reached by address."""
    pytest.importorskip("distributed")
    where = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0"]
    scheduler = subprocess.Popen([*dask, "--no-dashboard", "--scheduler-file", str(where)])
    worker = subprocess.Popen(
        [sys.executable, "-m", "dask", "worker", "--scheduler-file", str(where), "--nworkers", "1",
         "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not (where.exists() and where.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.1)
        address = json.loads(where.read_text())["address"]
        arguments = ("--executor", "dask", "--scheduler", address)
        code, _, err = run(texts, "--out", tmp_path / "far", *arguments)
        assert code == 0, err
        code, _, err = run(texts, "--out", tmp_path / "near", "--workers", 1)
        assert code == 0, err
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait(30)
    for name in ("documents", "claims"):
        far, near = ((tmp_path / each / f"{name}.parquet").read_bytes() for each in ("far", "near"))
        assert far == near


@pytest.mark.usefixtures("here")
def test_judging_says_that_nobody_reviewed_the_accounts(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for number in range(3):
        text = f"# Number {number}\n\nHigher tolls reduced traffic.\n"
        (tmp_path / "texts" / f"{number}.md").write_text(text)
    call = ["corpus", str(tmp_path / "texts"), "--out", str(tmp_path / "out"), "--reader", "rules",
            "--workers", "1", "--draws", "16"]  # fmt: skip
    result = CliRunner().invoke(main, [*call, "--judge"])
    assert result.exit_code == 0, result.output
    words = " ".join(result.stdout.split())
    assert "3 of 3 texts answer any of 1 contention" in words
    assert "reviewed by nobody" in words
    assert "0 3 0 0 question_1: “Tolls” raises “Traffic”" in words
    assert "of disk and up to" in words
    again = CliRunner().invoke(main, [*call, "--judge", "--resume", "--json"])
    assert json.loads(again.stdout)["judged"]["reused"] == 3
    assert json.loads(again.stdout)["judged"]["coding"] == "machine, unreviewed"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--estimate"], "requires --judge"),
        (["--questions", "case"], "requires --judge"),
        (["--judge", "--contention", "a"], "requires --questions CASE"),
        (["--judge", "--names", "a.csv"], "requires --questions CASE"),
        (["--scheduler", "tcp://a:1"], "requires --executor dask or ray"),
    ],
)
def test_options_that_go_together(tmp_path: Path, options: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["corpus", "x", "--out", str(tmp_path / "out"), *options])
    assert result.exit_code == 2
    assert message in result.output
