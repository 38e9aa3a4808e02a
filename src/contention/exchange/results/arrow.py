"""Tables of results as Arrow and Parquet; needs pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from contention.exchange.missing import needs
from contention.exchange.results.columns import ColumnKind, TableSchema
from contention.exchange.results.table import Batch, ResultTable, Values

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_table(table: ResultTable) -> pa.Table:
    """The table in memory."""
    arrow = _pyarrow()
    schema = arrow_schema(table)
    return arrow.Table.from_batches((_batch(each, schema) for each in table.batches), schema)


def parquet(table: ResultTable) -> bytes:
    """A Parquet file; the same table gives the same bytes with the same version of pyarrow."""
    arrow = _pyarrow()
    import pyarrow.parquet as pq

    schema, sink = arrow_schema(table), arrow.BufferOutputStream()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for batch in table.batches:
            writer.write_batch(_batch(batch, schema))
    return bytes(sink.getvalue())


def arrow_file(table: ResultTable) -> bytes:
    """An Arrow file (IPC, also called Feather 2), compressed."""
    arrow = _pyarrow()
    schema, sink = arrow_schema(table), arrow.BufferOutputStream()
    options = arrow.ipc.IpcWriteOptions(compression="zstd")
    with arrow.ipc.new_file(sink, schema, options=options) as writer:
        for batch in table.batches:
            writer.write_batch(_batch(batch, schema))
    return bytes(sink.getvalue())


def arrow_schema(table: ResultTable) -> pa.Schema:
    """Names, types and which may be null; units and meanings are metadata."""
    arrow = _pyarrow()
    fields = [
        arrow.field(
            column.name, _type(column.kind), nullable=column.nullable,
            metadata={"unit": column.unit, "meaning": column.meaning},
        )
        for column in table.schema.columns
    ]  # fmt: skip
    return arrow.schema(fields, metadata=_metadata(table.schema, table))


def _metadata(schema: TableSchema, table: ResultTable) -> dict[str, str]:
    about = {f"contention.{name}": value for name, value in table.about.items()}
    return {"contention.table": schema.name, "contention.row": schema.row, **about}


def _type(kind: ColumnKind) -> Any:
    arrow = _pyarrow()
    return {
        "text": arrow.string(), "number": arrow.float64(), "whole": arrow.int64(),
        "yes": arrow.bool_(),
    }[kind]  # fmt: skip


def _batch(batch: Batch, schema: pa.Schema) -> pa.RecordBatch:
    arrow = _pyarrow()
    arrays = [_array(batch.columns[field.name], batch.rows, field.type) for field in schema]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: Values, rows: int, kind: Any) -> Any:
    arrow = _pyarrow()
    if values is None:
        return arrow.nulls(rows, kind)
    if isinstance(values, str | int | float):
        return arrow.repeat(arrow.scalar(values, kind), rows)
    if arrow.types.is_floating(kind):
        numbers = np.asarray(values, dtype=np.float64)
        return arrow.array(numbers, kind, mask=~np.isfinite(numbers))
    return arrow.array(values, kind)


def _pyarrow() -> Any:
    with needs("pyarrow", "Arrow and Parquet files", "corpora"):
        import pyarrow
        import pyarrow.ipc
    return pyarrow
