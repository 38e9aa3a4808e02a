"""From the readings on disk to tables and claims files, one reading at a time."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from contention.case.storage.new_case import identifier
from contention.corpus.claims_files import ClaimsFiles, DocumentFiles
from contention.corpus.flat_rows import (
    CLAIM_COLUMNS,
    DOCUMENT_COLUMNS,
    FIGURE_COLUMNS,
    claim_of,
    figure_of,
)
from contention.corpus.store import Row, read_reading
from contention.corpus.tables import Table, open_table, table_suffix

MOST_NOTES = 20


@dataclass(frozen=True)
class Totals:
    """How much the tables hold."""

    documents: int
    sentences: int
    claims: int
    figures: int
    notes: tuple[str, ...]
    tables: tuple[str, ...]


def write_results(
    out: Path, readings: Path, read: Iterable[tuple[Path, str]], *, claims_files: bool
) -> Totals:
    """Write the tables (and claims files) of readings given by path and key, in that order."""
    files = ClaimsFiles(out) if claims_files else None
    names = ("documents", "claims", "figures")
    paths = [out / f"{name}{table_suffix()}" for name in names]
    columns = (DOCUMENT_COLUMNS, CLAIM_COLUMNS, FIGURE_COLUMNS)
    with ExitStack() as stack:
        opened = [
            stack.enter_context(open_table(path, each))
            for path, each in zip(paths, columns, strict=True)
        ]
        writing = _Writing(opened[0], opened[1], opened[2], files)
        for path, key in read:
            writing.reading(path, readings, key)
    if files is not None:
        files.close()
    return writing.totals(tuple(path.name for path in paths))


class _Writing:
    """The tables while they are written."""

    def __init__(
        self, documents: Table, claims: Table, figures: Table, files: ClaimsFiles | None
    ) -> None:
        self._documents, self._claims, self._figures = documents, claims, figures
        self._files = files
        self._taken: dict[str, int] = {}
        self._notes: dict[str, None] = {}
        self._sum = {"documents": 0, "sentences": 0, "claims": 0, "figures": 0}

    def reading(self, path: Path, readings: Path, key: str) -> None:
        """Add what was found in one document."""
        lines = read_reading(readings, key)
        told = next(lines)["document"]
        document = self._free(identifier(told["title"] or path.stem, "text"))
        one = _Document(document, None if self._files is None else self._files.document(document))
        for line in lines:
            if "claim" in line:
                self._claims.add(one.claim(line["claim"]))
            elif "figure" in line:
                self._figures.add(one.figure(line["figure"]))
            else:
                self._note(line["notes"])
        if one.files is not None:
            one.files.close()
        counts = {"claims": one.claims, "figures": one.figures}
        self._documents.add({**told, "document": document, "path": path.as_posix(), **counts})
        for name, number in {"documents": 1, "sentences": told["sentences"], **counts}.items():
            self._sum[name] += number

    def _note(self, notes: Iterable[str]) -> None:
        for note in notes:
            if len(self._notes) < MOST_NOTES:
                self._notes[note] = None

    def _free(self, wanted: str) -> str:
        """An id that no other document of the corpus has."""
        made = wanted
        while made in self._taken:
            self._taken[wanted] += 1
            made = f"{wanted[:34]}_{self._taken[wanted]}"
        self._taken[made] = 1
        return made

    def totals(self, tables: tuple[str, ...]) -> Totals:
        """What was added in all."""
        return Totals(**self._sum, notes=tuple(self._notes), tables=tables)


@dataclass
class _Document:
    """Ids within a document, in the order of the text."""

    id: str
    files: DocumentFiles | None
    claims: int = 0
    figures: int = 0

    def claim(self, row: Row) -> Row:
        self.claims += 1
        id_ = f"{self.id}_{self.claims}"
        if self.files is not None:
            self.files.claim(id_, claim_of(row))
        return {"document": self.id, "id": id_, **row}

    def figure(self, row: Row) -> Row:
        self.figures += 1
        id_ = f"{self.id}_figure_{self.figures}"
        if self.files is not None:
            self.files.figure(id_, figure_of(row))
        return {"document": self.id, "id": id_, **row}
