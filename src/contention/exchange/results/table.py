"""A table of results in batches of columns, before it takes the form of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from contention.exchange.results.columns import TableSchema

Values = Sequence[Any] | np.ndarray[Any, Any] | str | int | float | None
"""a column of a batch; one text or number stands for the same in every row"""


@dataclass(frozen=True)
class Batch:
    """Some rows, by column."""

    rows: int
    columns: Mapping[str, Values]


@dataclass(frozen=True)
class ResultTable:
    """A table with its schema; batches are made while they are read, and only once."""

    schema: TableSchema
    batches: Iterable[Batch]
    about: Mapping[str, str]
    """what was computed: case, seed, draws, version"""


def from_records(
    schema: TableSchema, records: Iterable[Mapping[str, object]], about: Mapping[str, str]
) -> ResultTable:
    """A small table of rows."""
    rows = list(records)
    columns = {name: [row[name] for row in rows] for name in schema.names}
    return ResultTable(schema, (Batch(len(rows), columns),), about)


def records(table: ResultTable) -> Iterator[dict[str, object]]:
    """The rows as plain values; what is not finite is None."""
    for batch in table.batches:
        columns = [_plain(batch.columns[name], batch.rows) for name in table.schema.names]
        for row in zip(*columns, strict=True):
            yield dict(zip(table.schema.names, row, strict=True))


def _plain(values: Values, rows: int) -> list[object]:
    if values is None or isinstance(values, str | int | float):
        values = [values] * rows
    plain = values.tolist() if isinstance(values, np.ndarray) else list(values)
    return [None if isinstance(each, float) and not np.isfinite(each) else each for each in plain]
