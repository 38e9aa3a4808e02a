"""Link tables: CSV, TSV and XLSX, read into rows with named cells."""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from contention.case.problem import Place, Problem
from contention.exchange.archives import members, unreadable
from contention.exchange.links.columns import MOST_ABOVE, header_row
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.links.rows_to_links import TableRow
from contention.exchange.losses import Loss
from contention.exchange.missing import needs
from contention.exchange.spreadsheets import unquoted

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_CELL = 20_000
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_WORD = re.compile(r"[^\s,;\t|\"]+")
MOST_SHOWN = 4
"""words that are shown of a file in another encoding"""
MOST_MERGED = 1_000_000
"""cells of merged ranges, each of which openpyxl makes"""


@dataclass(frozen=True)
class LinkTable:
    """Header and rows of a table, and where they were found."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    number: int = 1
    """of the header's row, from 1"""
    above: bool = False
    """whether rows above the header were passed over"""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    """all of the workbook's, if it is one"""
    guessed: tuple[str, ...] = ()
    """what was guessed about the file as a whole"""
    elsewhere: tuple[Loss, ...] = ()
    """what the file has that is not in the rows"""

    @property
    def notes(self) -> tuple[str, ...]:
        """Which row and sheet were taken, where that was not the only choice."""
        if len(self.sheets) > 1:
            return (f"read from sheet `{self.sheet}`, header in row {self.number}; "
                    "for another: --sheet", *self.guessed)  # fmt: skip
        return ((f"the header is row {self.number}",) if self.above else ()) + self.guessed


def text_table(data: bytes, name: str, said: Mapping[str, str]) -> LinkTable:
    """The table of a CSV or TSV file; raises ImportRefusedError. `said` names columns."""
    text, guessed = _decoded(data, name)
    csv.field_size_limit(LONGEST_CELL * 10)
    delimiter = _delimiter(text, said)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        cells = [[unquoted(cell) for cell in row] for row in _bounded(rows, name)]
    except csv.Error as error:
        place = Place(name, rows.line_num)
        problem = Problem(place, f"not a table: {error}", "check the quotes on this line")
        raise ImportRefusedError(problem) from None
    return replace(_table(cells, name, said), guessed=guessed)


def _delimiter(text: str, said: Mapping[str, str]) -> str:
    """What divides a header that is understood; else the commonest in the first line."""
    first = text.split("\n", 1)[0]
    likely = sorted("\t;,|", key=first.count, reverse=True)
    for delimiter in likely:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            top = [[cell.strip() for cell in row] for row in islice(rows, 3 * MOST_ABOVE)]
        except csv.Error:
            continue
        if header_row(top, said) is not None:
            return delimiter
    return likely[0]


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The characters, and what was guessed to get them."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    guessed: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        western = None if encoding == "utf-16" else _western(data)
        if western is None:
            line = data.count(b"\n", 0, error.start) + 1
            hint = "save it as UTF-8 (“CSV UTF-8” in spreadsheets)"
            problem = Problem(Place(name, line), "the file is not UTF-8", hint)
            raise ImportRefusedError(problem) from None
        text, guessed = western, (_told(western),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), guessed


def _western(data: bytes) -> str | None:
    """By Windows-1252, which spreadsheets write where it is not UTF-8; None if it cannot be."""
    try:
        return None if _BINARY.search(data) else data.decode("windows-1252")
    except UnicodeDecodeError:
        return None


def _told(text: str) -> str:
    """Words by which a person sees whether the guess was right."""
    words = list(dict.fromkeys(word for word in _WORD.findall(text) if not word.isascii()))
    shown = ", ".join(f"`{word[:40]}`" for word in words[:MOST_SHOWN])
    verb = "is" if len(words) == 1 else "are"
    check = f"; if {shown} {verb} wrong, save it as UTF-8" if words else ""
    return f"the file is not UTF-8: it is read as Windows-1252{check}"


def _bounded(rows: Iterable[Sequence[Any]], name: str) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1 or len(row) > MOST_COLUMNS:
            raise ImportRefusedError(_too_large(Place(name, number)))
        yield row


def _too_large(place: Place) -> Problem:
    bound = f"up to {MOST_ROWS:,} rows of {MOST_COLUMNS} columns are read"
    return Problem(place, "the table is too large", bound)


def _table(rows: Iterable[Sequence[str]], name: str, said: Mapping[str, str]) -> LinkTable:
    """The header is the first row that names both ends, else the first with several names."""
    held = [[cell.strip()[:LONGEST_CELL] for cell in row] for row in rows]
    filled = [at for at, cells in enumerate(held) if any(cells)]
    if not filled:
        raise ImportRefusedError(Problem(Place(name), "the table is empty", "give it a header"))
    at = header_row(held, said)
    if at is None:
        several = (each for each in filled[:MOST_ABOVE] if len(set(filter(None, held[each]))) > 1)
        at = next(several, filled[0])
    header = held[at]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        message = f"duplicate column `{twice[0]}`"
        hint = "give every column its own name"
        raise ImportRefusedError(Problem(Place(name, at + 1), message, hint))
    found = tuple(
        TableRow(f"row {number + 1}", {column: cell for column, cell
                                       in zip(header, held[number], strict=False) if column})
        for number in filled if number > at
    )  # fmt: skip
    return LinkTable(tuple(header), found, at + 1, above=at > filled[0])


def workbook_table(data: bytes, name: str, sheet: str, said: Mapping[str, str]) -> LinkTable:
    """The table of one sheet of an XLSX file; raises ImportRefusedError. `said` names columns.

    Without a name, the first sheet with a header that has a column for each end of a link, else the
    first. Cells of a merged range all have its value; formulas have the value stored with them.
    """
    _check_archive(data, name)
    with needs("openpyxl", "XLSX files", "exchange"):
        from openpyxl import load_workbook
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # whatever goes wrong inside is a fault of the file
        raise unreadable(name, error) from None
    found = _sheet(book, name, sheet, said)
    if found.max_row > MOST_ROWS + 1 or found.max_column > MOST_COLUMNS:
        raise ImportRefusedError(_too_large(Place(name, min(found.max_row, MOST_ROWS + 2))))
    for area in list(found.merged_cells.ranges):
        value = found.cell(area.min_row, area.min_col).value
        found.unmerge_cells(str(area))
        for row in found.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col):
            for cell in row:
                cell.value = value
    rows = _bounded(found.iter_rows(values_only=True), name)
    written = [["" if cell is None else str(cell) for cell in row] for row in rows]
    table = _table(written, name, said)
    sheets = tuple(each.title for each in book.worksheets)
    elsewhere = tuple(Loss("sheet", each, "not read") for each in sheets if each != found.title)
    return replace(table, sheet=found.title, sheets=sheets, elsewhere=elsewhere)


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what openpyxl would unpack, resolve or spread without bounds."""
    for path, part in members(data, name).items():
        if path.endswith((".xml", ".rels")) and (fault := _xml_fault(part)):
            message = f"{path[:80]} {fault}"
            raise ImportRefusedError(Problem(Place(name), message, "save it again"))
        merged = sum(map(_area, _MERGED.findall(part)))
        if merged > MOST_MERGED:
            message = f"merged cells of {path[:80]} cover more than {MOST_MERGED:,} cells"
            raise ImportRefusedError(Problem(Place(name), message, "unmerge them"))


_MERGED = re.compile(
    rb"<mergeCell\s[^>]{0,200}?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"
)


_ENCODED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{0,40})")


def _xml_fault(part: bytes) -> str:
    """What keeps a part from being looked through as bytes; empty if nothing does."""
    declared = _ENCODED.match(part.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].lower() if declared else b"utf-8"
    if b"\x00" in part[:4] or encoding not in (b"utf-8", b"us-ascii"):
        return "is not in UTF-8"
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        return "declares entities or a document type"
    return ""


def _area(found: tuple[bytes, bytes, bytes, bytes]) -> int:
    """How many cells a merged range has."""
    left, top, right, bottom = found
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _sheet(book: Any, name: str, sheet: str, said: Mapping[str, str]) -> Any:
    if sheet:
        names = [each.title for each in book.worksheets]
        if sheet not in names:
            known = ", ".join(f"`{each}`" for each in names[:10])
            problem = Problem(Place(name), f"there is no sheet `{sheet}`", f"sheets: {known}")
            raise ImportRefusedError(problem)
        return book[sheet]
    for each in book.worksheets:
        # no further than it reaches: openpyxl makes every cell that is looked at
        rows, columns = min(each.max_row, 3 * MOST_ABOVE), min(each.max_column, MOST_COLUMNS)
        top = each.iter_rows(max_row=rows, max_col=columns, values_only=True)
        if header_row([[str(cell or "").strip() for cell in row] for row in top], said) is not None:
            return each
    if not book.worksheets:
        problem = Problem(Place(name), "the workbook has no sheet with cells", "save one as CSV")
        raise ImportRefusedError(problem)
    return book.worksheets[0]
