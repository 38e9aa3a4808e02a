"""A file of links, whatever tool made it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

from contention.case.problem import Place, Problem
from contention.exchange.archives import unreadable
from contention.exchange.links.columns import guess
from contention.exchange.links.graphs_in import graph_rows
from contention.exchange.links.imported import ImportedLinks, ImportRefusedError
from contention.exchange.links.json_in import json_rows
from contention.exchange.links.rows_to_links import links_of
from contention.exchange.links.sign_words import signs_said
from contention.exchange.links.tables_in import MOST_BYTES, LinkTable, text_table, workbook_table

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""how files of OLE begin"""


def read_links(
    file: Path,
    said: Mapping[str, str] | None = None,
    sheet: str = "",
    labels: Mapping[str, str] | None = None,
) -> ImportedLinks:
    """The links of a file; raises ImportRefusedError, and MissingPackageError for XLSX.

    `said` names columns: what is read → the column that has it. `labels` is word of a sign → sign.
    """
    data = _bytes(file)
    form, title, table = _table(data, file.name, sheet, said or {})
    columns = _columns(table, said or {}, file.name)
    rows = table.rows
    written = [row.cells.get(columns.get("sign", ""), "") for row in rows]
    signs = signs_said(labels or {}, written, "no link has the sign", Place(file.name))
    links, report = links_of(rows, columns, signs)
    if not links:
        hint = f"give a row for each link, with a name at both ends{_other_sheets(table)}"
        raise ImportRefusedError(Problem(Place(file.name), "there are no links in it", hint))
    left_out = (*report.left_out, *table.elsewhere)
    report = replace(report, left_out=left_out, notes=(*table.notes, *report.notes))
    return ImportedLinks(title or file.stem, form, links, columns, report)


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            message = f"the file has {size:,} bytes; up to {MOST_BYTES:,} are read"
            raise ImportRefusedError(Problem(Place(str(file)), message, "split it"))
        return file.read_bytes()
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        raise ImportRefusedError(Problem(Place(str(file)), message, "name a file")) from None


def _columns(table: LinkTable, said: Mapping[str, str], name: str) -> dict[str, str]:
    try:
        return guess(table.header, said, Place(name))
    except ImportRefusedError as error:
        more = _other_sheets(table)
        problems = (replace(each, hint=f"{each.hint}{more}") for each in error.problems)
        raise ImportRefusedError(*problems) from None


def _other_sheets(table: LinkTable) -> str:
    """What to say about a workbook of several sheets; empty for anything else."""
    if len(table.sheets) < 2:
        return ""
    known = ", ".join(f"`{each}`" for each in table.sheets[:10])
    return f"; this is sheet `{table.sheet}`, for another: --sheet (sheets: {known})"


def _no_other_workbook(data: bytes, name: str) -> None:
    """Refuse what is called a workbook, or is one, and cannot be read as one."""
    if data.startswith(_OLD):
        message = "a workbook of the old kind (XLS), or one with a password"
        hint = "save it as XLSX without a password, or as CSV"
        raise ImportRefusedError(Problem(Place(name), message, hint))
    if name.lower().endswith((".xlsx", ".xlsm")) and data[:2] != b"PK" and b"\x00" in data:
        raise unreadable(name, BadZipFile("File is not a zip file"))


def _table(
    data: bytes, name: str, sheet: str, said: Mapping[str, str]
) -> tuple[str, str, LinkTable]:
    _no_other_workbook(data, name)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if data[:2] == b"PK":
        return "XLSX workbook", "", workbook_table(data, name, sheet, said)
    if start in (b"{", b"["):
        form, title, rows, elsewhere = json_rows(data, name)
    elif start == b"<":
        form, title, rows, elsewhere = graph_rows(data, name)
    else:
        return "table of links", "", text_table(data, name, said)
    header = tuple(dict.fromkeys(key for row in rows for key in row.cells))
    return form, title, LinkTable(header, tuple(rows), elsewhere=elsewhere)
