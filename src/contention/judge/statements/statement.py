"""What was read in each text of a corpus, from the tables of its results."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from contention.corpus.flat_rows import claim_of
from contention.corpus.tables import table_suffix
from contention.extraction.proposals import Proposal

Row = dict[str, Any]
BATCH = 2_000


@dataclass(frozen=True)
class Statement:
    """A text with the claims proposed in it that are sure enough."""

    document: str
    """id in the tables"""
    title: str
    length: int
    sha256: str
    proposed: int
    """claims proposed in all"""
    claims: tuple[tuple[str, Proposal], ...]
    """id in the tables, and the claim"""


def read_statements(out: Path, confidence: float) -> Iterator[Statement]:
    """The texts in the order of the tables, with their claims of at least a confidence."""
    grouped = groupby(_rows(out, "claims"), key=lambda row: str(row["document"]))
    name, rows = next(grouped, ("", iter(())))
    for told in _rows(out, "documents"):
        claims: list[tuple[str, Proposal]] = []
        if name == told["document"]:
            claims = [
                (row["id"], claim_of(row)) for row in rows if row["confidence"] >= confidence
            ]  # fmt: skip
            name, rows = next(grouped, ("", iter(())))
        yield Statement(
            document=told["document"],
            title=told["title"] or told["document"],
            length=told["length"],
            sha256=told["sha256"],
            proposed=told["claims"],
            claims=tuple(claims),
        )


def _rows(out: Path, table: str) -> Iterator[Row]:
    path = out / f"{table}{table_suffix()}"
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        with pq.ParquetFile(path) as opened:
            for batch in opened.iter_batches(batch_size=BATCH):
                yield from batch.to_pylist()
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            row: Row = json.loads(line)
            yield row
