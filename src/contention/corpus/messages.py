"""Tasks for workers and their outcomes: small values that can be sent to any process."""

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
    """Outcome for a file: the key of its reading, or the problems that prevented it."""

    path: Path
    key: str | None
    reused: bool = False
    """whether an earlier run had read it"""
    problems: tuple[Problem, ...] = ()


def lost(task: ReadTask, reason: str) -> ReadOutcome:
    """The outcome of a file whose reading was cut off."""
    hint = "read it alone for details; the other files are not affected"
    message = f"reading failed: {reason}"
    return ReadOutcome(task.path, None, problems=(Problem(Place(str(task.path)), message, hint),))
