"""A folder of chunks: `run.json`, a manifest with checksums, and a Parquet file for each chunk."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

import contention
from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.lock import LockedError, locked
from contention.case.storage.outputs import write_output
from contention.judge.account_draws import Sum
from contention.judge.chunks.chunk import CHUNK_DRAWS, ChunkDone
from contention.judge.chunks.chunk_file import ADDED_UP
from contention.judge.chunks.part_json import part_from
from contention.judge.main_run import Whole
from contention.models.program import Floats1d

FORMAT = 1
Span = tuple[str, int, int]
"""account, first draw, number of draws"""


@dataclass(frozen=True)
class Entry:
    """A line of the manifest."""

    account: str
    first: int
    draws: int
    file: str
    """path in the folder"""
    sha256: str
    bytes: int
    seconds: float


@contextmanager
def opened(folder: Path, asked: str, *, resume: bool) -> Iterator["RunFolder"]:
    """A folder to run into, for this process alone; `asked` is the fingerprint of what is run.

    Raises CaseError if it has something else in it, is in use, or if the disk fails; the chunks
    that are done are kept.
    """
    try:
        _prepare(folder, asked, resume=resume)
        with locked(folder / "lock"):
            yield RunFolder(folder)
    except LockedError:
        hint = "wait until it has ended, or name another folder; nothing was written"
        raise refused(folder, "another run is writing into this folder", hint) from None
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}; the chunks done so far are kept"
        hint = "free some space, then continue with --resume"
        raise refused(folder, message, hint) from None


def refused(folder: Path, message: str, hint: str) -> CaseError:
    """A fault of a run folder."""
    return CaseError((Problem(Place(str(folder)), message, hint),))


def _prepare(folder: Path, asked: str, *, resume: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise refused(folder, "this is a file", "name a folder for the run")
    about = folder / "run.json"
    told = {"format": FORMAT, "contention": contention.__version__, "asked": asked}
    if not about.exists():
        if folder.is_dir() and any(each.name != "lock" for each in folder.iterdir()):
            raise refused(folder, "the folder contains other files", "name a new folder")
        folder.mkdir(parents=True, exist_ok=True)
        write_output(about, f"{json.dumps(told, indent=1)}\n".encode())
    elif not resume:
        hint = "continue it with --resume, or name another folder"
        raise refused(folder, "the folder contains an earlier run", hint)
    elif _json(about.read_bytes()) != told:
        message = "the earlier run in this folder was of another case, seed, question or version"
        raise refused(folder, message, "name another folder, or go back to what was run")


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


class RunFolder:
    """The chunks that are done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: dict[Span, Entry] = {
            (entry.account, entry.first, entry.draws): entry
            for entry in self._told()
            if self._whole(entry)
        }
        """what is not as it was written is not among them"""
        lines = [_line(entry) for entry in self.entries.values()]
        write_output(self._manifest, "".join(lines).encode())

    @property
    def _manifest(self) -> Path:
        return self.folder / "manifest.jsonl"

    def _told(self) -> Iterator[Entry]:
        """Every line of the manifest; one that was cut off when the process was killed is not."""
        if not self._manifest.exists():
            return
        kinds = Entry.__annotations__
        for line in self._manifest.read_bytes().splitlines():
            told = _json(line)
            fits = isinstance(told, dict) and told.keys() == kinds.keys()
            if fits and all(type(told[name]) in (kind, int) for name, kind in kinds.items()):
                yield Entry(**told)

    def _whole(self, entry: Entry) -> bool:
        if entry.file != _file(entry.account, entry.first):
            return False
        try:
            with (self.folder / entry.file).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256
        except OSError:
            return False

    def put(self, done: ChunkDone) -> None:
        """Keep a chunk: first its file, then its line in the manifest."""
        name = _file(done.account, done.first)
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_output(self.folder / name, done.content)
        entry = Entry(
            done.account, done.first, done.count, name, done.sha256, len(done.content),
            done.seconds,
        )  # fmt: skip
        with self._manifest.open("ab") as file:
            file.write(_line(entry).encode())
            file.flush()
            os.fsync(file.fileno())
        self.entries[done.account, done.first, done.count] = entry

    def whole(self, account: str, draws: int) -> Whole:
        """All draws of an account; raises KeyError if a chunk is not done."""
        import pyarrow.parquet as pq

        total, files = Sum(), []
        for span in spans(account, draws):
            file = self.folder / self.entries[span].file
            files.append(file)
            told = pq.read_schema(file).metadata[ADDED_UP]
            total.add(part_from(json.loads(told), account))
        return Whole(total.part(), FileColumns(tuple(files)))


def _file(account: str, first: int) -> str:
    return f"chunks/{account}/{first:012}.parquet"


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry)) + "\n"


def spans(account: str, draws: int) -> Iterator[Span]:
    """The chunks of an account, in order."""
    for first in range(0, draws, CHUNK_DRAWS):
        yield account, first, min(CHUNK_DRAWS, draws - first)


@dataclass(frozen=True)
class FileColumns:
    """Columns in the files of the chunks."""

    files: tuple[Path, ...]

    def column(self, name: str) -> Floats1d:
        """The numbers of the draws that have one, in the order of the draws."""
        import pyarrow.parquet as pq

        parts = []
        for file in self.files:
            with pq.ParquetFile(file) as opened_file:
                column = opened_file.read([name], use_threads=False).column(name)
            parts.append(column.drop_null().to_numpy())
        return np.concatenate(parts)
