"""A CSV file as columns of text: bounded in size, every cell with its place."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from contention.case.problem import Place, Problem
from contention.case.suggestions import did_you_mean
from contention.case.text.characters import HINT, STEERING

MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
MOST_CELLS = 3_000_000
MOST_PROBLEMS = 20
"""So many faults of one file are listed; more would hide those of other files."""
REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class DataTable:
    """Columns of text of equal length, in the order of the file."""

    path: str
    columns: Mapping[str, tuple[str, ...]]
    """name → cells, without spaces around them"""
    lines: tuple[int, ...]
    """of each row: its line in the file, from 1"""

    def __len__(self) -> int:
        return len(self.lines)

    def where(self, cells: Mapping[str, str]) -> "DataTable":
        """The rows that have these texts in these columns; a column that is missing fits none."""
        if not cells:
            return self
        empty = ("",) * len(self)
        wanted = [(self.columns.get(name, empty), text.strip()) for name, text in cells.items()]
        rows = [row for row in range(len(self)) if all(cell[row] == text for cell, text in wanted)]
        return self.rows(rows)

    def rows(self, rows: Sequence[int]) -> "DataTable":
        """Some of its rows, in the given order."""
        columns = {name: tuple(cells[i] for i in rows) for name, cells in self.columns.items()}
        return DataTable(self.path, columns, tuple(self.lines[row] for row in rows))

    def place(self, row: int, column: str) -> Place:
        """The place of a cell; its column is exact where no cell before it is quoted."""
        position = 1
        for name, cells in self.columns.items():
            if name == column:
                break
            position += len(cells[row]) + 1
        return Place(self.path, self.lines[row], position)

    def header_place(self, column: str) -> Place:
        """The place of a column's name."""
        return Place(self.path, 1, self._header_starts.get(column, 1))

    @cached_property
    def _header_starts(self) -> Mapping[str, int]:
        starts, position = {}, 1
        for name in self.columns:
            starts[name] = position
            position += len(name) + 1
        return starts


Read = tuple[DataTable | None, tuple[Problem, ...]]


def read_table(path: str, text: str) -> Read:
    """The table in a CSV text, or what is wrong with it; warnings may come with a table."""
    reader = _Reader(path)
    reader.read(text.replace("\r\n", "\n").replace("\r", "\n"))
    return reader.table(), tuple(reader.problems)


class _Reader:
    """One file being read: its columns so far and what is wrong with it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.header: list[str] = []
        self.columns: list[list[str]] = []
        self.lines: list[int] = []
        self.problems: list[Problem] = []
        self.faults = 0

    def fault(self, line: int, column: int, message: str, hint: str) -> None:
        self.faults += 1
        if self.faults <= MOST_PROBLEMS:
            self.problems.append(Problem(Place(self.path, line, column), message, hint))

    def read(self, text: str) -> None:
        text = self._without_steering(text)
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            self._read_header(next(rows, []))
            if self.faults:
                return
            for cells in rows:
                if len(self.lines) * len(self.header) > MOST_CELLS or len(self.lines) > MOST_ROWS:
                    hint = "remove the rows and columns that the case does not use"
                    self.fault(rows.line_num, 1, "the file is too large to be read", hint)
                    return
                if any(cell.strip() for cell in cells):
                    self._row(rows.line_num, cells)
        except csv.Error as error:
            hint = "check the quotes on this line"
            self.fault(max(1, rows.line_num), 1, f"not CSV: {error}", hint)
        if not self.lines and not self.faults:
            self.fault(1, 1, "there is no row under the header", "give at least one row")
        if self.faults > MOST_PROBLEMS:
            message = f"{self.faults - MOST_PROBLEMS} more faults like these"
            self.problems.append(Problem(Place(self.path), message, "fix the ones above first"))

    def _without_steering(self, text: str) -> str:
        found = STEERING.search(text)
        if found is None:
            return text
        before = text[: found.start()]
        place = Place(self.path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"character U+{ord(found[0]):04X} is not allowed in a text; it is replaced"
        self.problems.append(Problem(place, message, HINT, "warning"))
        return STEERING.sub(REPLACEMENT, text)

    def _read_header(self, cells: list[str]) -> None:
        self.header = [name.strip() for name in cells]
        if not self.header:
            self.fault(1, 1, "the file is empty", "the first line names the columns")
        if len(self.header) > MOST_COLUMNS:
            message = f"{len(self.header)} columns are more than {MOST_COLUMNS}"
            self.fault(1, 1, message, "remove those that the case does not use")
            return
        if len(self.header) == 1 and any(mark in self.header[0] for mark in ";\t|"):
            self.fault(1, 1, "the columns are not separated by commas", "save the file as CSV")
        position = 1
        for index, name in enumerate(self.header):
            if name in self.header[:index]:
                hint = "rename or remove one of them"
                self.fault(1, position, f"duplicate column `{name[:40]}`", hint)
            position += len(name) + 1
        self.columns = [[] for _ in self.header]

    def _row(self, line: int, cells: list[str]) -> None:
        if len(cells) != len(self.header):
            message = f"{len(cells)} cells under {len(self.header)} columns"
            self.fault(line, 1, message, "put text that holds a comma in double quotes")
            return
        for column, cell in zip(self.columns, cells, strict=True):
            column.append(cell.strip())
        self.lines.append(line)

    def table(self) -> DataTable | None:
        if self.faults:
            return None
        columns = {
            name: tuple(cells) for name, cells in zip(self.header, self.columns, strict=True)
        }
        return DataTable(self.path, columns, tuple(self.lines))


def missing_column(table: DataTable, column: str) -> Problem:
    """The problem of a column that a file does not have, with a guess."""
    hint = did_you_mean(column, table.columns, "the first line of the file")
    return Problem(Place(table.path), f"there is no column `{column[:40]}`", hint)
