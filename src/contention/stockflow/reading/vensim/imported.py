"""Values that a Vensim model takes from tables next to it (`GET DIRECT CONSTANTS` and the like).

Vensim Reference Manual, "GET DIRECT CONSTANTS", "… DATA", "… LOOKUPS", "… SUBSCRIPT". The tables
are looked for in the folder of the model only.
"""

import math
import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Literal

from contention.case.problem import Place
from contention.stockflow.names import key
from contention.stockflow.reading.given_data import GivenData
from contention.stockflow.reading.sheets import Area, Cell, Grid, Sheets, cell_of, column_of
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.vensim.left_side import LeftSide
from contention.stockflow.reading.vensim.ranges import mappings
from contention.stockflow.source import Equation, Range
from contention.stockflow.syntax import Number, Numbers
from contention.stockflow.tables import Series, Table

_HEAD = re.compile(
    r"\s*GET[ _]+(XLS|DIRECT|123|VDF)[ _]+(CONSTANTS|DATA|LOOKUPS|SUBSCRIPT)\s*", re.IGNORECASE
)
_INSIDE = re.compile(
    r"(?<![\w\"])GET[ _]+(?:XLS|DIRECT|123|VDF|ODBC)[ _]+(?:CONSTANTS|DATA|LOOKUPS)\s*\(",
    re.IGNORECASE,
)
_ARGUMENTS = re.compile(r"\(\s*((?:'[^']*'\s*,?\s*)+)\)")
_TEXT = re.compile(r"'([^']*)'")
_FORMS = {
    "constants": "('file', 'sheet', 'first cell')",
    "data": "('file', 'sheet', 'row or column of the times', 'first cell')",
    "lookups": "('file', 'sheet', 'row or column of x', 'first cell')",
    "subscript": "('file', 'sheet', 'first cell', 'last cell', 'prefix')",
}
ALONE = "give the import a variable of its own, and calculate with that"
_RULES: dict[str, Literal["interpolate", "look_forward", "hold_backward", "raw"]] = {
    "": "interpolate",
    "interpolate": "interpolate",
    "look forward": "look_forward",
    "hold backward": "hold_backward",
    "raw": "raw",
}


def is_imported(text: str) -> str:
    """What a right side imports: constants, data, lookups or subscript; empty if it does not."""
    found = _HEAD.match(text)
    return found[2].lower() if found else ""


def import_inside(text: str) -> int | None:
    """Where an equation imports in the middle of an expression; None if it does not."""
    found = _INSIDE.search(text)
    return found.start() if found else None


class Imports:
    """Reads what the equations of one model file import."""

    def __init__(self, folder: Path, given: GivenData | None = None) -> None:
        self.sheets = Sheets(folder)
        self.given = given or GivenData()
        self.ranges: Sequence[Range] = ()

    def range_of(self, name: str, text: str, place: Place) -> Range:
        """The range whose elements are in a table."""
        kind, arguments, rest = _arguments(text, place)
        if kind != "subscript":
            raise Refused(place, f"`{name}` is a range and imports {kind}", "use … SUBSCRIPT")
        file, tab, first, last, prefix = arguments
        grid = self.sheets.grid(file, tab, place)
        area = self._elements_area(file, tab, first, last, place)
        elements = [
            prefix + _spelled(cell) for row in _cut(grid, area) for cell in row if cell is not None
        ]
        if not elements:
            raise Refused(place, f"the range `{name}` has no elements in `{file}`", "")
        return Range(name, tuple(elements), place, mappings(rest.partition("->")[2]))

    def _elements_area(self, file: str, tab: str, first: str, last: str, place: Place) -> Area:
        start = cell_of(first)
        if start is None:
            return self.sheets.named(file, tab, first, place)
        end = cell_of(last)
        if end is not None:
            return Area(*start, end[0] + 1, end[1] + 1)
        if last.strip().isdigit():
            return Area(*start, int(last[:7]), None)
        if last.strip().isalpha():
            return Area(*start, None, column_of(last[:3]) + 1)
        return Area(*start)

    def equations(self, text: str, side: LeftSide, place: Place) -> tuple[Equation, ...]:
        """The equations that hold the imported values."""
        kind, arguments, rest = _arguments(text, place)
        behind = rest.strip().removesuffix(")" if side.kind == "table" else "").strip()
        if behind:
            raise Refused(place, f"`{behind[:40]}` follows what `{side.name}` imports", ALONE)
        if side.excepted:
            raise Refused(
                place, "imported values cannot be combined with :EXCEPT:", "list elements"
            )
        if kind == "constants":
            return (self._constants(arguments, side, place),)
        if kind in ("data", "lookups"):
            return self._courses(kind, arguments, side, place)
        raise Refused(place, f"`{side.name}` imports a {kind}", "use … CONSTANTS, DATA or LOOKUPS")

    def data(self, side: LeftSide, place: Place) -> tuple[Equation, ...]:
        """The equations of a variable without one, from the tables that the user named."""
        found: list[Equation] = []
        missing = []
        for elements in product(*(self._elements(each) for each in side.subscripts)):
            points = self.given.of(side.name, elements)
            if points is None:
                missing.append(f"{side.name}[{','.join(elements)}]" if elements else side.name)
            else:
                found.append(Equation(Series(*points, _RULES[side.keyword]), place, elements))
        if missing:
            more = f" and {len(missing) - 1} more" if found and len(missing) > 1 else ""
            name = missing[0] if found else side.name
            raise Refused(
                place,
                f"`{name}`{more} has no equation: its values come from another file",
                f"give a table with a column `{missing[0]}` (--data FILE; in a case, `data:` of "
                "the account), an equation, a lookup, or GET DIRECT DATA('file.csv', …)",
            )
        return tuple(found)

    def _elements(self, subscript: str) -> tuple[str, ...]:
        known = {key(each.name): each.elements for each in self.ranges}
        return known.get(key(subscript), (subscript,))

    def _constants(self, arguments: list[str], side: LeftSide, place: Place) -> Equation:
        file, tab, written = arguments
        down = written.strip().endswith("*")
        shape = [len(self._elements(each)) for each in side.subscripts]
        wide = [size for size in shape if size > 1]
        if len(wide) > 2:
            raise Refused(
                place,
                "a table has two dimensions, the left side has more",
                "write an equation for each element of the first",
            )
        rows, columns = (*([1] * (2 - len(wide))), *wide)
        if down:
            rows, columns = columns, rows
        area = self._block(file, tab, written.strip().rstrip("*"), (rows, columns), place)
        block = _numbers(_cut(self.sheets.grid(file, tab, place), area))
        values = [each for row in (zip(*block, strict=True) if down else block) for each in row]
        if len(values) != rows * columns or any(math.isnan(each) for each in values):
            raise Refused(
                place, f"cells from {written} of `{file}` hold no numbers", f"{rows} × {columns}"
            )
        if not side.subscripts:
            return Equation(Number(values[0], place), place)
        return Equation(Numbers(tuple(values), place), place, side.subscripts)

    def _block(
        self, file: str, tab: str, written: str, size: tuple[int, int], place: Place
    ) -> Area:
        start = cell_of(written)
        if start is not None:
            return Area(*start, start[0] + size[0], start[1] + size[1])
        return self.sheets.named(file, tab, written, place)

    def _courses(
        self, kind: str, arguments: list[str], side: LeftSide, place: Place
    ) -> tuple[Equation, ...]:
        """Data or lookups: one series or table for each element of the left side."""
        file, tab, axis, written = arguments
        elements = list(product(*(self._elements(each) for each in side.subscripts)))
        x, columns = self._series(file, tab, axis, written, len(elements), place)
        found: list[Equation] = []
        for element, y in zip(elements, columns, strict=True):
            pairs = sorted(
                (a, b) for a, b in zip(x, y, strict=False) if not (math.isnan(a) or math.isnan(b))
            )
            if not pairs or len({pair[0] for pair in pairs}) < len(pairs):
                message = f"cells from {written} of `{file}` hold no series"
                raise Refused(place, message, "each x once, each with a number")
            points = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
            body = Table(*points) if kind == "lookups" else Series(*points, _RULES[side.keyword])
            found.append(Equation(body, place, element))
        return tuple(found)

    def _series(
        self, file: str, tab: str, axis: str, written: str, count: int, place: Place
    ) -> tuple[list[float], list[list[float]]]:
        """x and the courses over it, which lie along a row, along a column, or under names."""
        grid = self.sheets.grid(file, tab, place)
        start = cell_of(written)
        if axis.strip().isdigit() and start is not None:
            row = int(axis[:7]) - 1
            x = _numbers(_cut(grid, Area(row, start[1], row + 1)))
            courses = _numbers(_cut(grid, Area(start[0], start[1], start[0] + count)))
        elif start is not None:
            column = column_of(axis.strip()[:3])
            x = _turned(_cut(grid, Area(start[0], column, None, column + 1)))
            courses = _turned(_cut(grid, Area(start[0], start[1], None, start[1] + count)))
        else:
            over = self.sheets.named(file, tab, axis, place)
            block = _cut(grid, self.sheets.named(file, tab, written, place))
            along = over.right == over.left + 1
            x = _turned(_cut(grid, over)) if along else _numbers(_cut(grid, over))
            courses = _turned(block) if along else _numbers(block)
        if not x or len(courses) != count:
            message = f"`{written}` of `{file}` holds {len(courses)} series, not {count}"
            raise Refused(place, message, "one for each element of the left side")
        return x[0], courses


def _arguments(text: str, place: Place) -> tuple[str, list[str], str]:
    head = _HEAD.match(text)
    found = _ARGUMENTS.match(text, head.end()) if head else None
    kind = head[2].lower() if head else ""
    if head is not None and head[1].upper() == "VDF":
        message = "runs of Vensim (VDF) are not read"
        raise Refused(place, message, "export the run as CSV, and use GET DIRECT DATA")
    arguments = _TEXT.findall(found[1]) if found else []
    if head is None or found is None or len(arguments) != _FORMS[kind].count(",") + 1:
        raise Refused(
            place, "this import is not understood", f"write GET DIRECT {kind.upper()}{_FORMS[kind]}"
        )
    return kind, arguments, text[found.end() :]


def _cut(grid: Grid, area: Area) -> list[list[Cell]]:
    """The cells of an area; rows are made equally long."""
    rows = grid[area.top : area.bottom]
    width = max((len(row) for row in rows), default=0)
    full = [[*row, *([None] * (width - len(row)))] for row in rows]
    return [row[area.left : area.right] for row in full]


def _numbers(cells: list[list[Cell]]) -> list[list[float]]:
    return [[_number(cell) for cell in row] for row in cells]


def _turned(cells: list[list[Cell]]) -> list[list[float]]:
    return [list(column) for column in zip(*_numbers(cells), strict=True)]


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, float | int) else math.nan


def _spelled(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
