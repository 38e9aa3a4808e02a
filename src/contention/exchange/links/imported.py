"""Links as another tool's file has them, and what became of everything else in the file."""

from collections.abc import Mapping
from dataclasses import dataclass

from contention.case.model import Sign
from contention.case.problem import Problem
from contention.exchange.losses import LossReport


@dataclass(frozen=True)
class ImportedLink:
    """One link of a file."""

    row: str
    """its place in the file: `row 12`, `connection 3`"""
    cause: str
    effect: str
    sign: Sign
    strength_word: str | None = None
    delay_word: str | None = None
    quote: str = ""
    holder: str = ""
    """who says so; empty for the author of the whole"""
    note: str = ""


@dataclass(frozen=True)
class ImportedLinks:
    """The links of a file, with the report of what was not taken."""

    title: str
    form: str
    """name of the format in words"""
    links: tuple[ImportedLink, ...]
    columns: Mapping[str, str]
    """what we read → the column or attribute of the file that has it"""
    report: LossReport


class ImportRefusedError(Exception):
    """A file that cannot be read as links; carries every problem found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
