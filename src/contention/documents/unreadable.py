"""Faults of files that cannot be read."""

import os
from pathlib import Path

from contention.case.problem import Place, Problem

DEBUG = "CONTENTION_DEBUG"
"""Environment variable; if it is set, an unforeseen exception is raised instead of reported."""


class UnreadableFileError(Exception):
    """Raised by the reader of one kind of file; turned into a Problem at the stage's edge."""

    def __init__(self, message: str, hint: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.line = line


def too_large(what: str, size: int, limit: int, unit: str) -> UnreadableFileError:
    """The file is refused for its size."""
    message = f"{what} has {size:,} {unit}; the limit is {limit:,}"
    return UnreadableFileError(message, "split it into parts, or read it as a corpus of files")


def unforeseen(path: Path, error: Exception) -> Problem:
    """The problem for an exception that no reader expected; raises it if `CONTENTION_DEBUG` is set.

    Called while the exception is being handled, at the two places where one file ends and the
    next begins: where a file is read, and where claims are found in it.
    """
    if os.environ.get(DEBUG):
        raise error
    detail = " ".join(str(error).split())[:120]
    named = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
    hint = f"save it again, or as plain text; with {DEBUG}=1 the traceback is shown"
    return Problem(Place(str(path)), f"this file could not be read: {named}", hint)
