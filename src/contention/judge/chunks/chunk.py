"""Running one chunk of draws, in whatever process."""

import hashlib
import time
from dataclasses import dataclass

from contention.judge.account_draws import CHUNK, Drawn, run_batch
from contention.judge.chunks.chunk_file import ChunkRows

CHUNK_DRAWS = 16 * CHUNK
"""draws of a chunk: what a dead worker costs"""


@dataclass(frozen=True)
class ChunkTask:
    """Some consecutive draws of an account."""

    drawn: Drawn
    first: int
    count: int
    workers: int = 1
    """threads"""


@dataclass(frozen=True)
class ChunkDone:
    """A chunk that was run."""

    account: str
    first: int
    count: int
    content: bytes
    """a Parquet file"""
    sha256: str
    seconds: float


def run_chunk(task: ChunkTask) -> ChunkDone:
    """Run a chunk; its content is the same wherever, and however often, it is run."""
    begun = time.monotonic()
    rows = ChunkRows(task.first)
    last = task.first + task.count
    for first in range(task.first, last, CHUNK):
        rows.add(run_batch(task.drawn, first, min(CHUNK, last - first), task.workers))
    content = rows.parquet()
    digest = hashlib.sha256(content).hexdigest()
    account, took = task.drawn.docket.account, time.monotonic() - begun
    return ChunkDone(account, task.first, task.count, content, digest, round(took, 3))
