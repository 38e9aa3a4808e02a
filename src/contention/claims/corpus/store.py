"""Readings on disk: one packed file each, written whole or not at all; they are the done-list."""

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def reading_path(readings: Path, key: str) -> Path:
    """Where the reading of a key is kept."""
    return readings / key[:2] / f"{key}.jsonl.gz"


def write_reading(readings: Path, key: str, lines: Iterable[Mapping[str, Any]]) -> None:
    """Write a reading line by line; under its name it stands only when it is complete."""
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


def clear_partial(readings: Path) -> None:
    """Take away what a killed run left half written."""
    for path in readings.glob("*/*.partial"):
        path.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that no reader ever sees half of it."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(text, "utf-8", newline="\n")
    partial.replace(path)
