"""What is asked of a worker, and what it answers: small values that any process can be sent."""

from dataclasses import dataclass
from pathlib import Path

from contention.case.problem import Place, Problem
from contention.documents.limits import ReadOptions
from contention.extraction.combine import ReaderName


@dataclass(frozen=True)
class ReadTask:
    """One file to read."""

    path: Path
    readings: Path
    """the folder in which readings are kept"""
    reader: ReaderName
    options: ReadOptions


@dataclass(frozen=True)
class ReadOutcome:
    """What became of a file: the key of its reading, or the problems that kept it from one."""

    path: Path
    key: str | None
    reused: bool = False
    """whether an earlier run had read it"""
    problems: tuple[Problem, ...] = ()


def lost(task: ReadTask, reason: str) -> ReadOutcome:
    """The outcome of a file whose reading came to no end."""
    hint = "read it alone to see more; the other files are not concerned"
    message = f"its reading broke off: {reason}"
    return ReadOutcome(task.path, None, problems=(Problem(Place(str(task.path)), message, hint),))
