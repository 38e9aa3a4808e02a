"""Faults in a user's files, as values."""

from dataclasses import dataclass
from typing import Literal

from contention.case.text.characters import visible

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Place:
    """A source position: a path relative to the case, a line and a column (both from 1)."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a user's file: where it is, what is wrong and how to fix it."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """One line, whatever a file's name holds."""
        tail = f" — {self.hint}" if self.hint else ""
        mark = "" if self.severity == "error" else f"{self.severity}: "
        return visible(f"{self.place}: {mark}{self.message}{tail}", one_line=True)

    def as_json(self) -> dict[str, str | int]:
        """The problem as plain JSON values."""
        return {
            "path": self.place.path,
            "line": self.place.line,
            "column": self.place.column,
            "message": self.message,
            "hint": self.hint,
            "severity": self.severity,
        }


class CaseError(Exception):
    """Raised when a case with errors is to be run; carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems that keep a case from running (warnings and notes left out)."""
    return tuple(problem for problem in problems if problem.severity == "error")
