"""Reading one file in a worker process: its reading goes to disk, only its key comes back."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import contention
from contention.coding.as_json import document_json
from contention.corpus.flat_rows import claim_row, figure_row
from contention.corpus.messages import ReadOutcome, ReadTask, lost
from contention.corpus.store import reading_path, write_reading
from contention.documents.document import ReadDocument
from contention.documents.files import read_file
from contention.extraction.combine import CombinedReader, ReaderName, reader_for
from contention.extraction.proposals import Reader, as_named
from contention.extraction.windowed import windows

_CHUNK = 1 << 20


@cache
def loaded_reader(name: ReaderName) -> tuple[CombinedReader, str]:
    """The reader, loaded once a process, and its version: what it is made of, hashed."""
    reader = reader_for(name)
    return reader, f"{reader.name} {contention.__version__} {_made_of(reader.name)}"


def _made_of(name: str) -> str:
    """A hash of the code that reads, and of the model's files if the model reads."""
    package = Path(contention.__file__).parent
    parts = [*package.glob("documents/**/*.py"), *package.glob("extraction/*.py")]
    parts += [*package.glob("extraction/rules/**/*"), *package.glob("extraction/figures/*.py")]
    if "model" in name.split("+"):
        parts += package.glob("extraction/model/**/*")
    parts = [each for each in parts if each.suffix != ".pyc"]
    found = hashlib.sha256()
    for path in sorted(part for part in parts if part.is_file()):
        found.update(path.relative_to(package).as_posix().encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]


def read_one(task: ReadTask) -> ReadOutcome:
    """Read a file, unless its reading is there already; faults become problems."""
    try:
        return _read(task)
    except Exception as error:  # a failure on one file must not prevent reading the others
        return lost(task, f"{type(error).__name__}: {error}"[:300])


def _read(task: ReadTask) -> ReadOutcome:
    reader, version = loaded_reader(task.reader)
    key = _key(task, version)
    if key is not None and reading_path(task.readings, key).exists():
        return ReadOutcome(task.path, key, reused=True)
    result = read_file(task.path, task.options)
    if result.document is None or key is None:
        return ReadOutcome(task.path, None, problems=result.problems)
    lines = _lines(result.document, reader, version)
    write_reading(task.readings, key, lines)
    return ReadOutcome(task.path, key)


def _key(task: ReadTask, version: str) -> str | None:
    """Hash of the content, of the kind its name says and of who reads how; None if unreadable."""
    try:
        if task.path.stat().st_size > task.options.limits.file_bytes:
            return None
        content = hashlib.sha256()
        with task.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                content.update(chunk)
    except OSError:
        return None
    said = (content.hexdigest(), task.path.suffix.lower(), version, repr(task.options))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _lines(document: ReadDocument, reader: Reader, version: str) -> Iterator[dict[str, Any]]:
    notes: dict[str, None] = {}
    yield {"document": {**document_json(document), "reader": version}}
    for reading in windows(document, reader):
        notes.update(dict.fromkeys(reading.notes))
        for claim in reading.proposals:
            yield {"claim": claim_row(document, as_named(claim))}
        for figure in reading.figures:
            yield {"figure": figure_row(document, figure)}
    if notes:
        yield {"notes": list(notes)}
