import errno
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import contention as ct
from contention.case.problem import CaseError
from contention.case.storage.outputs import write_output
from contention.execution.executor import Lost, Outcome, Task
from contention.execution.here import Here
from contention.judge.account_draws import Sum, part_of, run_batch
from contention.judge.chunks import run_folder
from contention.judge.chunks.fingerprint import fingerprint
from contention.judge.chunks.part_json import part_from, part_json
from contention.judge.chunks.run_chunks import drawn_accounts

pytest.importorskip("pyarrow")

ASKED: dict[str, Any] = {
    "draws": 1250, "hinge_draws": 16, "reading_draws": 16, "accounts": "policy_desk",
    "contentions": ["trade_gains", "gain_fades"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_folder, "CHUNK_DRAWS", 512)


@pytest.fixture(scope="module")
def case() -> ct.Case:
    return ct.load("cases/congestion-charge")


@pytest.fixture(scope="module")
def expected(case: ct.Case) -> str:
    return text(case.judge(**ASKED))


def text(judgement: ct.Judgement) -> str:
    return json.dumps(judgement.as_json())


@dataclass
class Stops:
    """Does tasks here, and is interrupted after some."""

    after: int
    done: int = 0

    def run(
        self, work: Callable[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        for task in tasks:
            if self.done == self.after:
                raise KeyboardInterrupt
            self.done += 1
            yield work(pickle.loads(pickle.dumps(task)))


def with_executor(monkeypatch: pytest.MonkeyPatch, executor: object) -> None:
    monkeypatch.setattr("contention.api.chunks._executor", lambda _chunks: executor)


def chunk_files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.rglob("*.parquet"))}


def test_chunks_give_the_same_verdicts_wherever_they_are_run(
    case: ct.Case, expected: str, tmp_path: Path
) -> None:
    assert text(case.judge(**ASKED, chunks=ct.Chunks(tmp_path / "a"))) == expected
    two = ct.Chunks(tmp_path / "b", "processes", workers=2)
    assert text(case.judge(**ASKED, chunks=two)) == expected
    assert chunk_files(tmp_path / "a") == chunk_files(tmp_path / "b")
    assert len(chunk_files(tmp_path / "a")) == 3
    told = json.loads((tmp_path / "b" / "verdicts.json").read_text("utf-8"))
    assert told == json.loads(expected)


def test_an_interrupted_run_goes_on_where_it_stopped(
    case: ct.Case, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = ct.Chunks(tmp_path / "run")
    with_executor(monkeypatch, Stops(1))
    with pytest.raises(KeyboardInterrupt):
        case.judge(**ASKED, chunks=chunks)
    with pytest.raises(CaseError, match="earlier run"):
        case.judge(**ASKED, chunks=chunks)
    rest = Stops(9)
    with_executor(monkeypatch, rest)
    assert text(case.judge(**ASKED, chunks=replace(chunks, resume=True))) == expected
    assert rest.done == 2


def test_what_is_damaged_is_run_again_and_what_is_whole_is_not(
    case: ct.Case, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = ct.Chunks(tmp_path / "run")
    case.judge(**ASKED, chunks=chunks)
    (first, *_) = (tmp_path / "run").rglob("*512.parquet")
    content = first.read_bytes()
    first.write_bytes(content[:-1] + b"?")
    manifest = tmp_path / "run" / "manifest.jsonl"
    lines = manifest.read_text().splitlines()
    hostile = json.dumps({**json.loads(lines[0]), "file": "../../elsewhere", "first": 99})
    manifest.write_text("\n".join([*lines[:2], "[1]", hostile, lines[2][:40]]))
    again = Stops(9)
    with_executor(monkeypatch, again)
    assert text(case.judge(**ASKED, chunks=replace(chunks, resume=True))) == expected
    assert again.done == 2
    assert first.read_bytes() == content
    told = [json.loads(line) for line in manifest.read_text().splitlines()]
    assert [each["first"] for each in told] == [0, 512, 1024]


def test_more_draws_use_the_chunks_that_are_there(
    case: ct.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = ct.Chunks(tmp_path / "run")
    case.judge(**{**ASKED, "draws": 1024}, chunks=chunks)
    more = Stops(9)
    with_executor(monkeypatch, more)
    asked = {**ASKED, "draws": 2048}
    found = case.judge(**asked, chunks=replace(chunks, resume=True))
    assert text(found) == text(case.judge(**asked))
    assert more.done == 2


def test_another_question_or_other_files_are_refused(case: ct.Case, tmp_path: Path) -> None:
    chunks = ct.Chunks(tmp_path / "run", resume=True)
    case.judge(**ASKED, chunks=chunks)
    with pytest.raises(CaseError, match="of another case, seed, question or version"):
        case.judge(**ASKED, seed=2, chunks=chunks)
    (tmp_path / "run" / "run.json").write_text("[" * 9999)
    with pytest.raises(CaseError, match="of another case"):
        case.judge(**ASKED, chunks=chunks)
    (tmp_path / "mine").write_text("text")
    with pytest.raises(CaseError, match="contains other files"):
        case.judge(**ASKED, chunks=ct.Chunks(tmp_path))
    with pytest.raises(CaseError, match="is a file"):
        case.judge(**ASKED, chunks=ct.Chunks(tmp_path / "mine"))


def test_a_full_disk_leaves_chunks_that_are_used_again(
    case: ct.Case, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def full(out: Path, content: bytes) -> None:
        if len(written) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(out.name)
        write_output(out, content)

    chunks = ct.Chunks(tmp_path / "run", resume=True)
    with monkeypatch.context() as patch:
        patch.setattr("contention.judge.chunks.run_folder.write_output", full)
        with pytest.raises(CaseError, match=r"No space left.*chunks done so far are kept"):
            case.judge(**ASKED, chunks=chunks)
    rest = Stops(9)
    with_executor(monkeypatch, rest)
    assert text(case.judge(**ASKED, chunks=chunks)) == expected
    assert rest.done == 2


class LosesTheSecond(Here):
    """Gives up one chunk."""

    def run(
        self, work: Callable[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        for number, task in enumerate(tasks):
            yield Lost(task, "MemoryError: too big") if number == 1 else work(task)


def test_a_chunk_that_cannot_be_run_is_named(
    case: ct.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_executor(monkeypatch, LosesTheSecond())
    with pytest.raises(CaseError, match="512 to 1,023 of policy_desk were lost: MemoryError"):
        case.judge(**ASKED, chunks=ct.Chunks(tmp_path / "run"))
    assert len(chunk_files(tmp_path / "run")) == 1


SMALL = (
    "from contention.judge.chunks import run_folder; run_folder.CHUNK_DRAWS = 512; "
    "from contention.cli.main import main; main()"
)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds processes in /proc")
def test_a_worker_that_is_killed_changes_nothing(case: ct.Case, tmp_path: Path) -> None:
    asked = {**ASKED, "draws": 4096}
    call = ["judge", str(Path("cases/congestion-charge").resolve()), "--json", "--draws", "4096",
            "--hinge-draws", "16", "--reading-draws", "16", "--account", "policy_desk",
            *(f"--contention={each}" for each in ASKED["contentions"]), "--executor", "processes",
            "--workers", "1", "--run-folder", str(tmp_path / "run")]  # fmt: skip
    with subprocess.Popen([sys.executable, "-c", SMALL, *call], stdout=subprocess.PIPE) as run:
        manifest = tmp_path / "run" / "manifest.jsonl"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (manifest.exists() and manifest.stat().st_size):
            time.sleep(0.01)
        workers = [each for each in children(run.pid) if b"spawn_main" in command_of(each)]
        os.kill(workers[0], signal.SIGKILL)
        said = run.communicate(timeout=120)[0]
    assert run.returncode == 0
    assert json.loads(said) == json.loads(text(case.judge(**asked)))
    assert len(manifest.read_text().splitlines()) == 8


def children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(each) for task in tasks for each in (task / "children").read_text().split()]


def command_of(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def test_sums_come_back_from_json_as_they_were(case: ct.Case) -> None:
    (drawn,) = drawn_accounts(case.value, ["policy_desk"], ASKED["contentions"], 1)
    total = Sum()
    for first in (0, 2048):
        total.add(part_of(run_batch(drawn, first, 512, 1)))
    part = total.part()
    back = part_from(json.loads(json.dumps(part_json(part))), "policy_desk")
    assert back.happened == part.happened
    assert back.failed == part.failed
    for id_, totals in part.totals.items():
        assert np.array_equal(back.totals[id_].every.counts, totals.every.counts)
        assert np.array_equal(back.totals[id_].lasting.counts, totals.lasting.counts)
        assert back.totals[id_].without_log == totals.without_log


def test_a_fingerprint_is_of_the_content_alone(case: ct.Case) -> None:
    moved = replace(case.value, folder=Path("/elsewhere"))
    assert fingerprint(case.value) == fingerprint(moved)
    assert fingerprint(case.value) != fingerprint(replace(case.value, title="Other"))
    assert fingerprint(frozenset("abc")) == fingerprint(frozenset("cba"))
    assert fingerprint(("ab", "c")) != fingerprint(("a", "bc"))
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
