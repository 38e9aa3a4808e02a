"""One chunk of draws as a Parquet file: a row for each draw, and what they add up to."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contention.judge.account_draws import Batch, Part, Sum, part_of
from contention.judge.chunks.part_json import part_json
from contention.judge.columns import Column, columns_of

ADDED_UP = b"contention"
"""key of the file's metadata under which its sums are kept"""


@dataclass
class ChunkRows:
    """The rows of a chunk while it is run."""

    first: int
    total: Sum = field(default_factory=Sum)
    columns: dict[str, list[Column]] = field(default_factory=dict)
    flags: dict[str, list[NDArray[Any]]] = field(default_factory=dict)

    def add(self, batch: Batch) -> None:
        """Add the batch that comes next."""
        self.total.add(part_of(batch))
        for name, column in columns_of(batch).items():
            self.columns.setdefault(name, []).append(column)
        for id_, tallied in batch.tallies.items():
            for name, flags in (
                ("truth", tallied.final), ("connected", tallied.present), ("denied", tallied.denied)
            ):  # fmt: skip
                self.flags.setdefault(f"{id_}/{name}", []).append(flags)

    def parquet(self) -> bytes:
        """The file; the same draws give the same bytes with the same version of pyarrow."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        part = self.total.part()
        draws = np.arange(self.first, self.first + part.happened.draws)
        arrays: dict[str, Any] = {"draw": pa.array(draws)}
        arrays |= {name: _array(parts) for name, parts in self.columns.items()}
        arrays |= {name: pa.array(np.concatenate(parts)) for name, parts in self.flags.items()}
        table = pa.table(arrays).replace_schema_metadata({ADDED_UP: _text(part)})
        sink = pa.BufferOutputStream()
        pq.write_table(
            table, sink, compression="zstd", use_dictionary=False, write_statistics=False,
            use_byte_stream_split=list(self.columns),
        )  # fmt: skip
        found: bytes = sink.getvalue().to_pybytes()
        return found


def _array(parts: Iterable[Column]) -> Any:
    """Null where a draw has no number; NaN stays NaN."""
    import pyarrow as pa

    every = list(parts)
    values = np.concatenate([each.values for each in every])
    if every[0].among is None:
        return pa.array(values)
    missing = ~np.concatenate([each.among for each in every if each.among is not None])
    return pa.array(values, mask=missing)


def _text(part: Part) -> str:
    told: Mapping[str, Any] = part_json(part)
    return json.dumps(told, separators=(",", ":"))
