"""Trials of commands that are killed, or find the disk full, at each of their write events.

Run as a program it takes a plan (JSON on the standard input), imports the commands once, and forks
for every trial: `python -m tests.write_trials < plan.json`. What a trial must leave behind:

* every file is whole: as it was, or as the same command, not stopped, leaves it at some step;
* a case that is there has no errors;
* the same command, run again, ends as if it had never been stopped, and no leftovers stay.
"""

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.write_events import KILLED, Events, Mode

Tree = dict[str, str]
"""path → hash of the content; folders have none"""
_REUSED = re.compile(rb'"reused": \d+')
"""how many readings of an earlier run a corpus was made of, which a stop may change"""
PASSED_OVER = (
    ".contention/lock",
    ".contention/unfinished",
    ".contention/starting.json",
    ".contention/move.json",
    "readings/lock",
)


@dataclass(frozen=True)
class Scenario:
    """A command in a folder of its own, and what is there before."""

    name: str
    argv: Sequence[str]
    files: Mapping[str, str] = field(default_factory=dict)
    folders: Sequence[str] = ()
    before: Sequence[Sequence[str]] = ()
    """commands that prepare the folder; the last item of each is its input"""
    stages: Sequence[Sequence[str]] = ()
    """commands that do a part of it: how they leave the files is a step on the way"""
    keys: str = ""
    """the standard input"""
    steps: Sequence[str] = ()
    """inputs after which the command may have left the files, where it writes step by step"""
    case: str = "case"
    again: bool = True
    """whether the same command run again ends as if it had not been stopped"""
    output: str = ""
    """a file that must be old or new, and nothing else may change"""


@dataclass(frozen=True)
class Outcome:
    """What the trials of a scenario showed."""

    name: str
    events: tuple[str, ...]
    trials: int
    failures: tuple[str, ...]


def run_plan(
    scenarios: Sequence[Scenario], stops: Mapping[Mode, int], environment: Mapping[str, str] = {}
) -> list[Outcome]:
    """Try every so many-th event of some scenarios in some modes, in a process of their own."""
    plan = {"stops": stops, "scenarios": [asdict(each) for each in scenarios]}
    done = subprocess.run(
        [sys.executable, "-m", "tests.write_trials"],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "NUMBA_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **environment},
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        Outcome(each["name"], tuple(each["events"]), each["trials"], tuple(each["failures"]))
        for each in lines
    ]


def tree_of(world: Path) -> Tree:
    """All files and folders below a folder; its own path is taken out of their content."""
    own = str(world.resolve()).encode()
    found: Tree = {}
    for path in sorted(world.rglob("*")):
        name = path.relative_to(world).as_posix()
        if not any(name.endswith(each) for each in PASSED_OVER):
            content = b"" if path.is_dir() else path.read_bytes().replace(own, b"WORLD")
            content = _REUSED.sub(b"", content)
            found[name] = "" if path.is_dir() else hashlib.sha256(content).hexdigest()
    return found


class Trials:
    """The trials of one scenario."""

    def __init__(self, scenario: Scenario, place: Path) -> None:
        self._scenario = scenario
        self._place = place
        self._world = place / "world"
        self._base = place / "base"
        self._log = place / "log"

    def run(self, stops: Mapping[Mode, int]) -> Iterator[Outcome]:
        """The trials of each mode; a failure is what was wrong after a stop at which event."""
        self._prepare()
        self._fresh()
        first = tree_of(self._world)
        argv, keys = self._scenario.argv, self._scenario.keys
        references = [self._reference(argv, step) for step in self._scenario.steps]
        references += [self._reference(stage, keys) for stage in self._scenario.stages]
        references.append(self._reference(argv, keys))
        events = self._events()
        for mode, every in stops.items():
            failures: list[str] = []
            chosen = range(1, len(events) + 1)[::every]
            for at in chosen:
                stop = f"{at}/{len(events)} ({events[at - 1]})"
                found = self._trial(mode, at, first, references)
                failures += [f"{stop}: {fault}" for fault in found]
            name = f"{self._scenario.name}, {mode}"
            yield Outcome(name, events, len(chosen), tuple(failures))

    def _prepare(self) -> None:
        self._base.mkdir()
        for path, content in self._scenario.files.items():
            file = self._base / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8", newline="")
        for folder in self._scenario.folders:
            (self._base / folder).mkdir(parents=True)
        self._base.rename(self._world)
        for *argv, keys in self._scenario.before:
            code = self._command(argv, keys)
            assert code == 0, (argv, code, self._log.read_text("utf-8"))
        self._world.rename(self._base)

    def _fresh(self) -> None:
        shutil.rmtree(self._world, ignore_errors=True)
        shutil.copytree(self._base, self._world, symlinks=True)

    def _reference(self, argv: Sequence[str], keys: str) -> Tree:
        self._fresh()
        code = self._command(argv, keys)
        assert code == 0, (self._scenario.name, code, self._log.read_text("utf-8"))
        return tree_of(self._world)

    def _events(self) -> tuple[str, ...]:
        self._fresh()
        self._command(self._scenario.argv, self._scenario.keys, "count")
        return tuple(json.loads((self._place / "events").read_text("utf-8")))

    def _trial(self, mode: Mode, at: int, first: Tree, references: Sequence[Tree]) -> Iterator[str]:
        self._fresh()
        code = self._command(self._scenario.argv, self._scenario.keys, mode, at)
        said = self._log.read_text("utf-8", errors="replace")
        if mode == "kill" and code != KILLED:
            yield f"was not stopped: {code}"
        if mode in ("full", "readonly"):
            yield from self._said(code, said)
        yield from self._whole(tree_of(self._world), [first, *references])
        case = self._world / self._scenario.case
        if (case / "case.yaml").exists():
            yield from self._faults(case)
        if self._scenario.again:
            yield from self._rerun(references[-1])

    def _said(self, code: int, said: str) -> Iterator[str]:
        if "Traceback" in said:
            yield f"traceback: {said.splitlines()[-1][:150]}"
        elif code not in (0, 1, 2) or (code and not said.strip()):
            yield f"ended with {code}: {said[-150:]}"
        elif code and "the output cannot be written" in said:
            yield f"a wrong message: {said.strip()[-150:]}"

    def _whole(self, now: Tree, known: Sequence[Tree]) -> Iterator[str]:
        for path, sha256 in now.items():
            versions = {tree[path] for tree in known if path in tree}
            if versions and sha256 not in versions:
                yield f"{path} is torn"
        gone = [path for path in known[0] if path not in now]
        if gone:
            yield f"gone: {gone}"

    def _faults(self, case: Path) -> Iterator[str]:
        from contention.api.loading import read_case

        found, problems = read_case(case)
        if found is None:
            yield f"the case has errors: {'; '.join(map(str, problems))[:200]}"

    def _rerun(self, wanted: Tree) -> Iterator[str]:
        code = self._command(self._scenario.argv, self._scenario.keys)
        now = tree_of(self._world)
        if code != 0:  # refused, as the case is there: what was left is cleared by the next writer
            now = {path: each for path, each in now.items() if "/unfinished/" not in path}
        if now != wanted:
            said = self._log.read_text("utf-8", errors="replace").strip()[-200:]
            odd = sorted({*now.items()} ^ {*wanted.items()})
            yield f"run again ({code}), it is not as it should be: {odd[:4]} {said}"

    def _command(
        self, argv: Sequence[str], keys: str, mode: Mode | None = None, at: int = 0
    ) -> int:
        """Run a command in a child process; its exit status, or less than nought for a signal."""
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        try:
            os._exit(self._in_child(argv, keys, mode, at))
        finally:
            os._exit(70)

    def _in_child(self, argv: Sequence[str], keys: str, mode: Mode | None, at: int) -> int:
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
        sys.stdin = io.StringIO(keys)
        os.chdir(self._world)
        events = Events(self._world, mode or "count", at)
        if mode is not None:
            events.install()
        code = _status(argv)
        sys.stdout.flush()
        sys.stderr.flush()
        if mode == "count":
            descriptor = os.open(self._place / "events", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.write(descriptor, json.dumps(events.names).encode())
        return code


def _status(argv: Sequence[str]) -> int:
    from contention.cli.main import main

    try:
        main(list(argv))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        return 99
    return 0


def _warm() -> None:
    """Import what the commands need, and read nothing from several threads."""
    import importlib

    for name in ("attach", "check", "corpus", "map", "new", "read", "report", "review", "run"):
        importlib.import_module(f"contention.cli.{name}")
    from contention.execution.processes import Processes

    with tempfile.TemporaryDirectory(prefix="contention-warm-") as place:
        _run_once(Path(place))

    def inline(self: object, work: Callable[[Any], Any], tasks: Any) -> Generator[Any]:
        del self
        return (work(task) for task in tasks)

    Processes.run = inline  # type: ignore[method-assign]


def _run_once(place: Path) -> None:
    """Run commands here, so that what they load is there in every child; no threads are started."""
    here = Path.cwd()
    os.chdir(place)
    Path("a.html").write_text("<title>A</title><p>Rents raise wages. Wages lower trust.</p>")
    told = ("--author", "A", "--date", "2024")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for argv in (
            ("read", "a.html", "--into", "a", "--reader", "rules", *told),
            ("check", "a"),
            ("review", "a", "--json"),
        ):
            assert _status(argv) == 0, argv
    os.chdir(here)


def _memory() -> str | None:
    """A folder in memory, where there is one: thousands of files are made safe on the disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def main() -> None:
    """Carry out the plan on the standard input; one line of JSON for each scenario."""
    plan = json.load(sys.stdin)
    _warm()
    for told in plan["scenarios"]:
        scenario = Scenario(**told)
        with tempfile.TemporaryDirectory(prefix="contention-trials-", dir=_memory()) as place:
            for outcome in Trials(scenario, Path(place)).run(plan["stops"]):
                sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
