"""Writing an output file atomically: to a temporary file, then renamed.

If the disk fills up or the process is killed, the old file is unchanged. Inside the folder
of a case only what was written here before is replaced: `.contention/outputs.json` has the hashes.
"""

import contextlib
import hashlib
import json
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from contention.case.problem import CaseError
from contention.case.storage.lock import LockedError, locked
from contention.case.storage.new_folder import glob_escaped
from contention.case.storage.replacing import sync_folder, write_all
from contention.case.storage.writing import PRIVATE, Changes, EditError, change

RECORD = f"{PRIVATE}/outputs.json"
_ASIDE = ".new-output"
_ATTEMPTS = 5


def write_output(out: Path, content: bytes) -> None:
    """Write a file, or a device or pipe as it is.

    Raises OSError if it cannot be written, EditError or CaseError if it is inside a case and
    may not be.
    """
    if out.exists() and not out.is_file():
        _write_through(out, content)
        return
    file = out.resolve()
    case = enclosing_case(file)
    if case is None:
        _replace(file, content)
        return
    path = file.relative_to(case).as_posix()

    def make(changes: Changes) -> None:
        fault = _not_ours(changes, path)
        if fault:
            raise EditError(fault)
        _put_record(changes, path, content)
        changes.put(path, content)

    change(case, make)


def output_fault(file: Path) -> str:
    """Why a file inside a case may not be replaced by an output; empty if it may.

    `file` is without links.
    """
    case = enclosing_case(file)
    if case is None:
        return ""
    try:
        return _not_ours(Changes(case), file.relative_to(case).as_posix())
    except CaseError as error:
        return error.problems[0].message


def recorded_outputs(case: Path) -> frozenset[str]:
    """Paths in a case folder whose files are still as they were written there as outputs."""
    changes = Changes(case)
    return frozenset(
        path
        for path, hashes in _record(changes).items()
        if (found := changes.read(path)) is not None and _sha256(found) in hashes
    )


def enclosing_case(file: Path) -> Path | None:
    """The innermost folder around a file that is a case."""
    return next((each for each in file.parents if (each / "case.yaml").is_file()), None)


def _not_ours(changes: Changes, path: str) -> str:
    found = changes.read(path)
    if found is None or _sha256(found) in _record(changes).get(path, ()):
        return ""
    return f"{path} is in the case folder already, and not as this program wrote it"


def _record(changes: Changes) -> dict[str, list[str]]:
    """Path → hashes of what was written there last, and before that."""
    try:
        kept = json.loads(changes.read(RECORD) or b"{}")
        return {path: [str(each) for each in hashes] for path, hashes in kept.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _put_record(changes: Changes, path: str, content: bytes) -> None:
    """The last two hashes are kept: the file itself is replaced after this."""
    record = _record(changes)
    hashes = (_sha256(content), *record.get(path, ()))
    record[path] = list(dict.fromkeys(hashes))[:2]
    changes.put(RECORD, json.dumps(record, indent=1, sort_keys=True) + "\n")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_through(out: Path, content: bytes) -> None:
    descriptor = os.open(out, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        write_all(descriptor, content)
    finally:
        os.close(descriptor)


def _replace(file: Path, content: bytes) -> None:
    _clear_killed(file)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with _aside(file) as aside:
                _fill(aside, file, content)
                aside.replace(file)
        except FileNotFoundError:  # taken for a killed one's before it was locked
            if attempt == _ATTEMPTS or not file.parent.is_dir():
                raise
        else:
            sync_folder(file.parent)
            return


@contextlib.contextmanager
def _aside(file: Path) -> Iterator[Path]:
    """A new file next to another, locked so that nobody takes it for a killed process's."""
    aside = file.parent / f".{file.name[:40]}.{secrets.token_hex(8)}{_ASIDE}"
    try:
        if sys.platform == "win32":  # an open file cannot be renamed there
            aside.touch(exist_ok=False)
            yield aside
        else:
            with locked(aside):
                yield aside
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def _fill(aside: Path, like: Path, content: bytes) -> None:
    descriptor = os.open(aside, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if like.exists():
        aside.chmod(like.stat().st_mode & 0o7777)


def _clear_killed(file: Path) -> None:
    """Remove what killed processes were writing for this place: nobody locks it."""
    for each in file.parent.glob(f".{glob_escaped(file.name[:40])}.*{_ASIDE}"):
        with contextlib.suppress(OSError, LockedError), locked(each):
            each.unlink()
