"""Tables on disk, written in batches: Parquet where pyarrow is there, else JSON lines."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from contention.corpus.flat_rows import Columns, Kind
from contention.corpus.store import Row, sync

BATCH = 10_000
"""Rows buffered before they are written."""


class Table(Protocol):
    """Anything that takes rows."""

    def add(self, row: Row) -> None:
        """Add a row."""
        ...


class _JsonLines:
    def __init__(self, path: Path, columns: Columns) -> None:
        self._columns = columns
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="\n")

    def add(self, row: Row) -> None:
        ordered = {name: row.get(name) for name in self._columns}
        self._file.write(json.dumps(ordered, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._file.close()


class _Parquet:
    def __init__(self, path: Path, columns: Columns) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds: dict[Kind, Any] = {
            "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "yes": pa.bool_(),
        }  # fmt: skip
        self._schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
        self._batch_of = pa.RecordBatch.from_pylist
        self._writer = pq.ParquetWriter(str(path), self._schema, compression="zstd")
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self._write()

    def _write(self) -> None:
        if self._rows:
            self._writer.write_batch(self._batch_of(self._rows, schema=self._schema))
            self._rows.clear()

    def close(self) -> None:
        self._write()
        self._writer.close()


def table_suffix() -> str:
    """`.parquet`, or `.jsonl` where pyarrow is not installed."""
    return ".jsonl" if find_spec("pyarrow") is None else ".parquet"


@contextmanager
def open_table(path: Path, columns: Columns) -> Iterator[Table]:
    """A table that appears under its name only when the block ends without an error."""
    partial = path.with_name(f"{path.name}.partial")
    table = (_Parquet if path.suffix == ".parquet" else _JsonLines)(partial, columns)
    try:
        yield table
        table.close()
    except BaseException:
        with suppress(OSError):  # if the disk is full, closing fails again
            table.close()
        partial.unlink(missing_ok=True)
        raise
    sync(partial)
    partial.replace(path)
