"""Values of data variables from tables that the user names next to the model.

A table has a column of times and a column for each variable, under its name, or the same across: a
row of times and a row for each. Elements of arrays are `name[element,element]`.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contention.case.problem import Place, Problem
from contention.stockflow.names import key
from contention.stockflow.reading.sheets import Cell, Grid, Sheets
from contention.stockflow.reading.source_text import Refused

Points = tuple[tuple[float, ...], tuple[float, ...]]
MOST_NAMED = 5
"""columns that a note names"""
_ELEMENT = re.compile(r"(?P<name>[^\[\]]+?)\s*\[(?P<elements>[^\[\]]*)\]\s*")


@dataclass
class GivenData:
    """Series by name and elements; each that is taken is remembered."""

    series: Mapping[str, Points] = field(default_factory=dict)
    written: Mapping[str, tuple[str, Place]] = field(default_factory=dict)
    """key → name as in the table, and where"""
    taken: set[str] = field(default_factory=set)

    def of(self, name: str, elements: Sequence[str]) -> Points | None:
        """The series of a variable's element, if a table has it."""
        wanted = series_key(name, elements)
        found = self.series.get(wanted)
        if found is not None:
            self.taken.add(wanted)
        return found

    def unused(self) -> tuple[Problem, ...]:
        """A note if columns belong to no data variable."""
        left = [self.written[each] for each in self.series if each not in self.taken]
        if not left:
            return ()
        names = ", ".join(f"`{name[:40]}`" for name, _ in left[:MOST_NAMED])
        more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
        message = f"no variable without an equation is called {names}{more}"
        hint = "name columns as the model names its variables"
        return (Problem(left[0][1], message, hint, "warning"),)


def series_key(name: str, elements: Sequence[str]) -> str:
    """One key for all spellings of a variable's element."""
    return f"{key(name)}[{','.join(key(each) for each in elements)}]"


def read_given(
    files: Sequence[Path], shown: Sequence[str] = ()
) -> tuple[GivenData, tuple[Problem, ...]]:
    """The series of all tables, and what is wrong with them; `shown` are paths for messages."""
    series: dict[str, Points] = {}
    written: dict[str, tuple[str, Place]] = {}
    problems: list[Problem] = []
    for file, name_shown in zip(files, shown or [str(each) for each in files], strict=True):
        try:
            real = file.resolve()
            grid = Sheets(real.parent).first_grid(real, Place(name_shown))
            for name, place, points in _columns(grid, name_shown):
                found = _key_of(name)
                if found in series:
                    raise Refused(place, f"`{name[:60]}` is given twice", "leave one out")
                series[found], written[found] = points, (name, place)
        except Refused as refused:
            problems.append(refused.problem)
    return GivenData(series, written), tuple(problems)


def _key_of(name: str) -> str:
    if (found := _ELEMENT.fullmatch(name)) is None:
        return series_key(name, ())
    return series_key(found["name"], [each.strip() for each in found["elements"].split(",")])


def _columns(grid: Grid, file: str) -> Iterable[tuple[str, Place, Points]]:
    """Name, place and points of each series, whichever way the table lies."""
    rows = [(number, row) for number, row in enumerate(grid, 1) if any(c is not None for c in row)]
    if len(rows) < 2:
        raise Refused(Place(file), "the table has no values", "give times and a column for each")
    across = not any(isinstance(cell, str) for cell in rows[0][1][1:])
    if across:
        lines = [(row[0], Place(file, number), row[1:]) for number, row in rows]
    else:
        width = max(len(row) for _, row in rows)
        lines = [
            (_cell(rows[0][1], at), Place(file, rows[0][0]),
             [_cell(row, at) for _, row in rows[1:]])
            for at in range(width)
        ]  # fmt: skip
    times = _times(lines[0][2], file)
    for name, place, cells in lines[1:]:
        if name is not None:
            yield str(name), place, _points(times, cells, str(name), place)


def _cell(row: Sequence[Cell], at: int) -> Cell:
    return row[at] if at < len(row) else None


def _times(cells: Sequence[Cell], file: str) -> list[float]:
    times = [float(cell) if isinstance(cell, float | int) else math.nan for cell in cells]
    known = [each for each in times if not math.isnan(each)]
    if not known or len(set(known)) < len(known):
        message = "its first column (or row) is not a list of times, each of them once"
        raise Refused(Place(file), message, "begin with the times, as numbers")
    return times


def _points(times: Sequence[float], cells: Sequence[Cell], name: str, place: Place) -> Points:
    """Times and values in order; empty cells are gaps."""
    wrong = next((cell for cell in cells if isinstance(cell, str)), None)
    if wrong is not None:
        raise Refused(place, f"`{name[:60]}` has a value that is not a number: {wrong[:40]}",
                      "leave the cell empty if there is none")  # fmt: skip
    pairs = sorted(
        (time, float(cell))
        for time, cell in zip(times, cells, strict=False)
        if isinstance(cell, float | int) and math.isfinite(cell) and not math.isnan(time)
    )
    if not pairs:
        raise Refused(place, f"`{name[:60]}` has no values", "fill its column, or remove it")
    return tuple(time for time, _ in pairs), tuple(value for _, value in pairs)
