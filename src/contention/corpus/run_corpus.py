"""Read a corpus from files into tables; readings survive an interrupted run."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.lock import LockedError, locked
from contention.corpus.input_files import Sources, find_sources
from contention.corpus.messages import ReadOutcome, ReadTask, lost
from contention.corpus.results import Totals, write_results
from contention.corpus.store import clear_partial, write_whole
from contention.corpus.worker import read_one
from contention.documents.limits import ReadOptions
from contention.execution.executor import Executor, Lost
from contention.extraction.combine import ReaderName

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class CorpusOptions:
    """User options for a corpus."""

    reader: ReaderName = "model"
    read: ReadOptions = field(default_factory=ReadOptions)
    resume: bool = False
    """go on with an earlier run's results in the same folder"""
    claims_files: bool = False


@dataclass(frozen=True)
class CorpusResult:
    """What was read and what was not."""

    out: Path
    files: int
    reused: int
    """files whose reading an earlier run had made"""
    passed_over: int
    totals: Totals
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "out": str(self.out), "files": self.files, "reused": self.reused,
            "passed_over": self.passed_over, **asdict(self.totals),
            "problems": [each.as_json() for each in self.problems],
        }  # fmt: skip


def read_corpus(
    named: Sequence[Path], out: Path, executor: Executor, options: CorpusOptions, progress: Progress
) -> CorpusResult:
    """Read all files and write the results into `out`; raises CaseError if it cannot.

    Only one run at a time writes into a folder.
    """
    sources = find_sources(named, out)
    readings = _prepared(out, resume=options.resume)
    place = Place(str(out))
    try:
        with locked(readings / "lock"):
            clear_partial(out, readings)
            return _read_all(sources, out, readings, executor, options, progress)
    except LockedError:
        hint = "wait until it has ended, or name another folder; nothing was written"
        problem = Problem(place, "another run is writing into this folder", hint)
        raise CaseError((problem,)) from None
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}; what was read so far is kept"
        hint = "free some space, then continue with --resume"
        raise CaseError((Problem(place, message, hint),)) from None


def _read_all(
    sources: Sources, out: Path, readings: Path, executor: Executor, options: CorpusOptions,
    progress: Progress,
) -> CorpusResult:  # fmt: skip
    tasks = (ReadTask(path, readings, options.reader, options.read) for path in sources.files)
    keys: dict[Path, str] = {}
    problems = list(sources.problems)
    reused = 0
    try:
        with closing(executor.run(read_one, tasks)) as outcomes:
            for outcome in _told(outcomes, len(sources.files), progress):
                problems += outcome.problems
                reused += outcome.reused
                if outcome.key is not None:
                    keys[outcome.path] = outcome.key
    finally:
        clear_partial(out, readings)
    read = ((path, keys[path]) for path in sources.files if path in keys)
    totals = write_results(out, readings, read, claims_files=options.claims_files)
    found = tuple(sorted(problems))
    result = CorpusResult(out, len(sources.files), reused, sources.passed_over, totals, found)
    write_whole(out / "summary.json", json.dumps(result.as_json(), ensure_ascii=False, indent=1))
    return result


def _prepared(out: Path, *, resume: bool) -> Path:
    """Create the folder of readings; refused if the folder holds other files."""
    readings = out / "readings"
    place = Place(str(out))
    if out.exists() and not out.is_dir():
        raise CaseError((Problem(place, "this is a file", "name a folder for the results"),))
    if out.is_dir() and any(out.iterdir()):
        if not readings.is_dir():
            hint = "name a new folder for the results"
            raise CaseError((Problem(place, "the folder contains other files", hint),))
        if not resume:
            hint = "continue it with --resume, or name another folder"
            raise CaseError((Problem(place, "the folder contains an earlier run", hint),))
    try:
        readings.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = Problem(place, f"cannot be made: {error.strerror}", "name another folder")
        raise CaseError((problem,)) from None
    return readings


def _told(
    outcomes: Iterator[ReadOutcome | Lost[ReadTask]], total: int, progress: Progress
) -> Iterator[ReadOutcome]:
    for done, outcome in enumerate(outcomes, 1):
        progress(done, total)
        yield lost(outcome.task, outcome.reason) if isinstance(outcome, Lost) else outcome
