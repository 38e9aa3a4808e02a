"""Tables for spreadsheets, in which no cell is a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from contention.exchange.missing import needs

Cell = str | float | bool

_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""how a text begins that a spreadsheet takes for a formula"""
QUOTE = "'"
"""what makes it a text: spreadsheets hide it, and reading takes it off"""


def comma_separated(rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV in UTF-8 with line feeds; a text that would run is quoted."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return held.getvalue().encode("utf-8")


def _harmless(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | int):
        return f"{cell:.15g}"
    return f"{QUOTE}{cell}" if cell.startswith(_RUNS) else cell


def unquoted(cell: str) -> str:
    """A cell as it was before `comma_separated` made it harmless."""
    return cell[1:] if cell.startswith(QUOTE) and cell[1:].startswith(_RUNS) else cell


def workbook(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """An XLSX file; every text is stored as text, whatever it begins with.

    Needs openpyxl. The same sheets give the same bytes.
    """
    with needs("openpyxl", "XLSX files", "exchange"):
        from openpyxl import Workbook
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column)
                if isinstance(value, str):
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                    cell.data_type = "s"
                else:
                    cell.value = value
        sheet.freeze_panes = "A2"
    held = io.BytesIO()
    book.save(held)
    return _without_times(held)


_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def _without_times(held: io.BytesIO) -> bytes:
    """The same archive with the times of writing set to 1980."""
    made = io.BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
