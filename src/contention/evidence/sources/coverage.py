"""Which data of a case are there, and what they cover."""

from dataclasses import dataclass
from typing import Literal

from contention.case.evidence import DataSource
from contention.case.problem import Problem, errors
from contention.evidence.sources.library import DataLibrary

State = Literal["readable", "a panel", "unusable", "missing"]


@dataclass(frozen=True)
class Coverage:
    """One source: whether it can be used, and what it covers."""

    source: DataSource
    state: State
    reason: str = ""
    """why it is missing"""
    rows: int = 0
    first: str = ""
    last: str = ""
    """dates as the file writes them"""
    missing: int = 0
    """rows without a value"""
    gaps: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {
            "data": self.source.id,
            "title": self.source.title,
            "publisher": self.source.publisher,
            "file": self.source.file or self.source.source,
            "carried": self.source.file is not None,
            "state": self.state,
            "reason": self.reason,
            "grade": self.source.grade,
            "unit": self.source.unit,
            "rows": self.rows,
            "first": self.first or None,
            "last": self.last or None,
            "missing": self.missing,
            "gaps": [list(gap) for gap in self.gaps],
            "address": self.source.address or None,
            "caveat": self.source.caveat,
        }


def coverage(library: DataLibrary, id_: str, *, panel: bool) -> Coverage:
    """One source; `panel` if only tests use it, so that a date may have many rows."""
    source = library.sources[id_]
    gone = library.missing(id_)
    if gone is not None:
        return Coverage(source, "missing", gone.reason)
    if panel:
        rows = library.rows(id_)
        problems = library.problems(id_)
        if rows is None or not len(rows):
            return Coverage(source, "unusable", problems=problems)
        return Coverage(source, "a panel", rows=len(rows), problems=problems)
    series = library.series(id_)
    problems = library.problems(id_)
    if series is None:
        return Coverage(source, "unusable", problems=errors(problems))
    return Coverage(
        source, "readable", rows=len(series), first=series.dates[0], last=series.dates[-1],
        missing=series.missing, gaps=series.gaps, problems=problems,
    )  # fmt: skip


def coverages(library: DataLibrary, panels: frozenset[str]) -> tuple[Coverage, ...]:
    """Every source of a case, in the order of its files."""
    return tuple(coverage(library, id_, panel=id_ in panels) for id_ in library.sources)
