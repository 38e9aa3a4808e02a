"""Cells of tables next to a model file: CSV and text tables, and workbooks (XLSX)."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from contention.case.problem import Place
from contention.documents.zip_parts import damage, part_fault
from contention.stockflow.reading.source_text import Refused

LARGEST: Final = 50_000_000
UNPACKED: Final = 200_000_000
MOST_CELLS: Final = 5_000_000
Cell = float | str | None
Grid = list[list[Cell]]

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_WORKBOOKS: Final = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Area:
    """Cells of a sheet: rows and columns from 0, ends excluded; None up to the last one."""

    top: int
    left: int
    bottom: int | None = None
    right: int | None = None


def cell_of(text: str) -> tuple[int, int] | None:
    """Row and column from 0 of `B2`; None if it is not the name of a cell."""
    found = _CELL.fullmatch(text.strip())
    return (int(found[2]) - 1, column_of(found[1])) if found else None


def column_of(letters: str) -> int:
    """The number of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@dataclass
class Sheets:
    """The tables in the folder of a model; each is read once."""

    folder: Path
    _grids: dict[tuple[Path, str], Grid] = field(default_factory=dict)
    _books: dict[Path, Any] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The tables that were read, by their paths from the folder."""
        read = dict.fromkeys((*(path for path, _ in self._grids), *self._books))
        root = self.folder.resolve()
        return tuple(path.relative_to(root).as_posix() for path in read)

    def grid(self, file: str, tab: str, place: Place) -> Grid:
        """All cells of a sheet, or of a text table whose separator is `tab`. Raises Refused."""
        path = self._path(file, place)
        known = self._grids.get((path, tab.lower()))
        if known is None:
            if path.suffix.lower() in _WORKBOOKS:
                known = _cells(self._sheet(path, tab, place), path.name, place)
            else:
                known = _text_table(path, tab, place)
            self._grids[path, tab.lower()] = known
        return known

    def first_grid(self, file: Path, place: Place) -> Grid:
        """All cells of the first sheet of a workbook, or of a text table. Raises Refused."""
        path = self._path(file.name, place)
        if path.suffix.lower() not in _WORKBOOKS:
            return _text_table(
                path, "\t" if path.suffix.lower() in (".tsv", ".tab") else ",", place
            )
        book = self._books[path] = _workbook(path, place)
        return _cells(book[book.sheetnames[0]], path.name, place)

    def named(self, file: str, tab: str, name: str, place: Place) -> Area:
        """The cells that a workbook calls by a name."""
        path = self._path(file, place)
        if path.suffix.lower() not in _WORKBOOKS:
            raise Refused(place, f"`{name[:40]}` is not a cell such as B2", "names need a workbook")
        sheet = self._sheet(path, tab, place)
        for defined in (sheet.defined_names, self._books[path].defined_names):
            for written, range_ in defined.items():
                if written.lower() != name.strip().lower():
                    continue
                for _, cells in range_.destinations:
                    return _area(cells, name, place)
        raise Refused(
            place, f"`{path.name}` has no cells named `{name[:40]}`", "give a cell such as B2"
        )

    def _path(self, file: str, place: Place) -> Path:
        path = (self.folder / file.replace("\\", "/")).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise Refused(
                place,
                f"`{file[:80]}` is outside the folder of the model",
                "put it next to the model file",
            )
        if not path.is_file():
            raise Refused(place, f"there is no file `{file[:80]}`", "put it next to the model file")
        if path.stat().st_size > LARGEST:
            raise Refused(place, f"`{path.name}` has more than {LARGEST // 1_000_000} MB", "")
        return path

    def _sheet(self, path: Path, tab: str, place: Place) -> Any:
        if path not in self._books:
            self._books[path] = _workbook(path, place)
        book = self._books[path]
        for name in book.sheetnames:
            if name.strip().lower() == tab.strip().lower():
                return book[name]
        known = ", ".join(book.sheetnames[:10])
        raise Refused(place, f"`{path.name}` has no sheet `{tab[:40]}`", f"it has {known}")


def _workbook(path: Path, place: Place) -> Any:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise Refused(
            place, f"`{path.name}` needs openpyxl", "pip install 'contention[models]'"
        ) from None
    data = io.BytesIO(path.read_bytes())  # openpyxl would keep the file open
    try:
        with zipfile.ZipFile(data) as archive:
            parts = archive.infolist()
            if len(parts) > 2_000 or sum(part.file_size for part in parts) > UNPACKED:
                raise Refused(place, f"`{path.name}` is too large when unpacked", "")
            for part in parts:
                if fault := part_fault(part, UNPACKED):
                    message = f"`{part.filename[:80]}` in `{path.name}` {fault}"
                    raise Refused(place, message, "save it as XLSX or CSV")
        return load_workbook(data, read_only=True, data_only=True, keep_links=False)
    except Refused:
        raise
    except Exception as error:  # whatever goes wrong inside is a fault of the file
        raise Refused(
            place,
            f"`{path.name}` cannot be read: {damage(error)}",
            "save it as XLSX or CSV",
        ) from None


def _cells(sheet: Any, name: str, place: Place) -> Grid:
    if sheet.max_row is None or sheet.max_column is None:
        sheet.reset_dimensions()
    grid: Grid = []
    count = 0
    for row in sheet.iter_rows(values_only=True):
        count += len(row)
        if count > MOST_CELLS:
            raise Refused(place, f"`{name}` has more than {MOST_CELLS} cells", "save a part of it")
        grid.append([each if isinstance(each, float | int | str) else None for each in row])
    return grid


def _text_table(path: Path, tab: str, place: Place) -> Grid:
    separator = tab.replace("\\t", "\t")
    if len(separator) != 1 or separator.isalnum():
        separator = "," if path.suffix.lower() == ".csv" else "\t"
    if path.suffix.lower() == ".xls":
        raise Refused(place, f"`{path.name}` is an old workbook", "save it as XLSX or CSV")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        grid: Grid = [[_value(each) for each in row] for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(
            place, f"`{path.name}` is not a table in UTF-8: {str(error)[:80]}", "save it again"
        ) from None
    if sum(len(row) for row in grid) > MOST_CELLS:
        raise Refused(place, f"`{path.name}` has more than {MOST_CELLS} cells", "save a part of it")
    return grid


def _value(text: str) -> Cell:
    try:
        return float(text)
    except ValueError:
        return text.strip() or None


def _area(cells: str, name: str, place: Place) -> Area:
    first, _, last = cells.replace("$", "").partition(":")
    start, end = cell_of(first), cell_of(last or first)
    if start is None or end is None:
        raise Refused(place, f"`{name[:40]}` names {cells[:40]}, not a block of cells", "")
    return Area(start[0], start[1], end[0] + 1, end[1] + 1)
