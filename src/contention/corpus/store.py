"""Readings on disk: one packed file each, written whole or not at all; they are the done-list."""

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from contention.case.storage.outputs import write_output

Row = dict[str, Any]


def reading_path(readings: Path, key: str) -> Path:
    """Where the reading of a key is kept."""
    return readings / key[:2] / f"{key}.jsonl.gz"


def write_reading(readings: Path, key: str, lines: Iterable[Mapping[str, Any]]) -> None:
    """Write a reading line by line; it appears under its name only when complete."""
    final = reading_path(readings, key)
    final.parent.mkdir(parents=True, exist_ok=True)
    partial = final.with_name(f"{key}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            with gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0) as packed:
                for line in lines:
                    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
                    packed.write(f"{text}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(final)
    finally:
        partial.unlink(missing_ok=True)


def read_reading(readings: Path, key: str) -> Iterator[Row]:
    """The lines of a reading: first the document, then its claims and figures."""
    with gzip.open(reading_path(readings, key), "rb") as file:
        for line in file:
            row: Row = json.loads(line)
            yield row


def clear_partial(out: Path, readings: Path) -> None:
    """Take away what a killed run left half written."""
    for folder, pattern in ((readings, "*/*.partial"), (out, "*.partial")):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that no reader ever sees half of it."""
    write_output(path, text.encode("utf-8"))


def sync(path: Path) -> None:
    """Make what was written to a file safe on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
