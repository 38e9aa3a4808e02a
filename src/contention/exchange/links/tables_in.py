"""Link tables: CSV, TSV and XLSX, read into rows with named cells."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from contention.case.problem import Place, Problem
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.links.rows_to_links import TableRow
from contention.exchange.missing import needs
from contention.exchange.spreadsheets import unquoted

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_CELL = 20_000

Table = tuple[list[str], list[TableRow]]


def text_table(data: bytes, name: str) -> Table:
    """Header and rows of a CSV or TSV file; raises ImportRefusedError."""
    text = _decoded(data, name)
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,|", key=first.count)
    csv.field_size_limit(LONGEST_CELL * 10)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        cells = [[unquoted(cell) for cell in row] for row in _bounded(rows, name)]
    except csv.Error as error:
        place = Place(name, rows.line_num)
        problem = Problem(place, f"not a table: {error}", "check the quotes on this line")
        raise ImportRefusedError(problem) from None
    return _table(cells, name)


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8 (“CSV UTF-8” in spreadsheets)"
        problem = Problem(Place(name, line), "the file is not UTF-8", hint)
        raise ImportRefusedError(problem) from None


def _bounded(rows: Iterable[Sequence[Any]], name: str) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1 or len(row) > MOST_COLUMNS:
            bound = f"up to {MOST_ROWS:,} rows of {MOST_COLUMNS} columns are read"
            problem = Problem(Place(name, number), "the table is too large", bound)
            raise ImportRefusedError(problem)
        yield row


def _table(rows: Iterable[Sequence[str]], name: str) -> Table:
    """The first row that is not empty is the header."""
    header: list[str] = []
    found: list[TableRow] = []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip()[:LONGEST_CELL] for cell in row]
        if not any(cells):
            continue
        if not header:
            header = cells
            continue
        named = {column: cell for column, cell in zip(header, cells, strict=False) if column}
        found.append(TableRow(f"row {number}", named))
    if not header:
        raise ImportRefusedError(Problem(Place(name), "the table is empty", "give it a header"))
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        message = f"duplicate column `{twice[0]}`"
        raise ImportRefusedError(Problem(Place(name), message, "give every column its own name"))
    return header, found


def workbook_table(data: bytes, name: str, sheet: str) -> Table:
    """Header and rows of one sheet of an XLSX file; raises ImportRefusedError.

    Without a name, the first sheet whose first row has a column for each end of a link, else the
    first. Cells of a merged range all have its value; formulas have the value stored with them.
    """
    _check_archive(data, name)
    with needs("openpyxl", "XLSX files", "exchange"):
        from openpyxl import load_workbook
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # whatever goes wrong inside is a fault of the file
        problem = Problem(Place(name), f"not a workbook that can be read: {error}",
                          "save it again as XLSX, or as CSV")  # fmt: skip
        raise ImportRefusedError(problem) from None
    found = _sheet(book, name, sheet)
    for area in list(found.merged_cells.ranges):
        value = found.cell(area.min_row, area.min_col).value
        found.unmerge_cells(str(area))
        for row in found.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col):
            for cell in row:
                cell.value = value
    rows = _bounded(found.iter_rows(values_only=True), name)
    return _table([["" if cell is None else str(cell) for cell in row] for row in rows], name)


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > MOST_UNPACKED or len(archive.infolist()) > 2_000:
                message = "the workbook is too large when unpacked"
                raise ImportRefusedError(Problem(Place(name), message, "save one sheet as CSV"))
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")) and b"<!" in archive.read(part)[:2000]:
                    message = f"{part[:80]} declares entities or a document type"
                    raise ImportRefusedError(Problem(Place(name), message, "save it again"))
    except zipfile.BadZipFile as error:
        problem = Problem(Place(name), f"not a workbook: {error}", "save it again as XLSX")
        raise ImportRefusedError(problem) from None


def _sheet(book: Any, name: str, sheet: str) -> Any:
    from contention.exchange.links.columns import guess

    if sheet:
        if sheet not in book.sheetnames:
            known = ", ".join(f"`{each}`" for each in book.sheetnames[:10])
            problem = Problem(Place(name), f"there is no sheet `{sheet}`", f"sheets: {known}")
            raise ImportRefusedError(problem)
        return book[sheet]
    for each in book.worksheets:
        header = [str(cell or "").strip() for cell in next(each.iter_rows(values_only=True), ())]
        try:
            guess(header, {}, Place(name))
        except ImportRefusedError:
            continue
        return each
    return book.worksheets[0]
