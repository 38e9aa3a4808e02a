"""Observed series: CSV files with a header `date,value` and optional columns."""

import csv
import io
import math
from dataclasses import dataclass, field
from pathlib import Path

from contention.case.bounds import AMOUNTS, countable
from contention.case.model import Series
from contention.case.problem import Place, Problem
from contention.case.storage.confined import confined
from contention.case.storage.yaml_text import read_text
from contention.case.suggestions import did_you_mean
from contention.case.text.characters import HINT, not_allowed, steering
from contention.language.dates import parse_date

COLUMNS = ("date", "value", "publisher", "note", "low", "high")
NUMBERS = ("value", "low", "high")


@dataclass
class _Table:
    """One file being read: its header, what is wrong with it, and the rows that are right."""

    path: str
    header: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    publishers: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, line: int, column: int, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(self.path, line, column), message, hint))

    def row(self, line: int, cells: list[str]) -> None:
        if len(cells) != len(self.header):
            message = f"{len(cells)} cells under {len(self.header)} columns"
            self.note(line, 1, message, "put text that holds a comma in double quotes")
            return
        starts = _starts(cells)
        self._refuse_characters(line, starts, cells)
        numbers = [
            self._number(line, starts[index], name, cells[index])
            for index, name in enumerate(self.header)
            if name in NUMBERS
        ]
        index = self.header.index("date")
        time = self._time(line, starts[index], cells[index].strip())
        value = numbers[[name for name in self.header if name in NUMBERS].index("value")]
        if time is None or value is None:
            return
        self.dates.append(cells[index].strip())
        self.times.append(time)
        self.values.append(value)
        for name, found in (("publisher", self.publishers), ("note", self.notes)):
            if name in self.header and cells[self.header.index(name)].strip():
                found[cells[self.header.index(name)].strip()] = None

    def _refuse_characters(self, line: int, starts: list[int], cells: list[str]) -> None:
        for start, cell in zip(starts, cells, strict=True):
            offset = steering(cell)
            if offset is not None:
                self.note(line, start + offset, not_allowed(cell[offset]), HINT)

    def _number(self, line: int, column: int, name: str, cell: str) -> float | None:
        text = cell.strip()
        if not text:
            if name == "value":
                hint = "leave the whole row out, or give the value"
                self.note(line, column, "the value is empty: a gap in the series", hint)
            return None
        try:
            number = float(text) if text.isascii() and "_" not in text else math.nan
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            hint = "write it with a point and without spaces or separators: `1234.5`"
            self.note(line, column, f"`{text[:40]}` in column `{name}` is not a number", hint)
            return None
        if not countable(number):
            self.note(line, column, f"`{text[:40]}` is too large or too near to 0", AMOUNTS)
            return None
        return number

    def _time(self, line: int, column: int, text: str) -> float | None:
        time = parse_date(text)
        if time is None:
            hint = "write `2024-02-24`, `2024-02` or `2024`"
            self.note(line, column, f"`{text[:40]}` is not a valid date", hint)
            return None
        if self.times and time <= self.times[-1]:
            word = "occurs twice" if time == self.times[-1] else "comes after a later one"
            self.note(line, column, f"date `{text}` {word}", "one row per date, in ascending order")
            return None
        return time


def _starts(cells: list[str]) -> list[int]:
    """Column in the file at which each cell begins (exact where no cell is quoted)."""
    starts, position = [], 1
    for cell in cells:
        starts.append(position)
        position += len(cell) + 1
    return starts


def read_series(folder: Path, path: str, place: Place) -> tuple[Series | None, tuple[Problem, ...]]:
    """The series in a CSV file of the case, or what is wrong with it.

    `place` is where the case names the file.
    """
    file = confined(folder, path)
    if isinstance(file, str):
        return None, (Problem(place, f"`{path}` may not be opened: {file}", "use `data/….csv`"),)
    if not file.is_file():
        found = [f"data/{each.name}" for each in sorted((folder / "data").glob("*.csv"))]
        hint = did_you_mean(path, found, "the folder `data`")
        return None, (Problem(place, f"there is no file `{path}`", hint),)
    text, problems = read_text(folder, path)
    if text is None:
        return None, problems
    return _parse(path, text.removeprefix("\ufeff").replace("\r\n", "\n"))


def _parse(path: str, text: str) -> tuple[Series | None, tuple[Problem, ...]]:
    table = _Table(path)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        table.header = [name.strip() for name in next(rows, [])]
        if not _check_header(table):
            return None, tuple(table.problems)
        for cells in rows:
            if any(cell.strip() for cell in cells):
                table.row(rows.line_num, cells)
    except csv.Error as error:
        table.note(rows.line_num, 1, f"not CSV: {error}", "check the quotes on this line")
    if not table.times and not table.problems:
        table.note(1, 1, "the series is empty", "give at least one row")
    if table.problems:
        return None, tuple(table.problems)
    return _series(table), ()


def _check_header(table: _Table) -> bool:
    for name in ("date", "value"):
        if name not in table.header:
            hint = "the first line is `date,value` and any of publisher, note, low, high"
            table.note(1, 1, f"column `{name}` is missing", hint)
    starts = _starts(table.header)
    for index, name in enumerate(table.header):
        if name not in COLUMNS:
            table.note(1, starts[index], f"unknown column `{name}`", did_you_mean(name, COLUMNS))
        elif name in table.header[:index]:
            table.note(1, starts[index], f"duplicate column `{name}`", "keep one of them")
    return not table.problems


def _series(table: _Table) -> Series:
    return Series(
        table.path,
        tuple(table.times),
        tuple(table.values),
        tuple(table.dates),
        "; ".join(table.publishers),
        "; ".join(table.notes),
    )
