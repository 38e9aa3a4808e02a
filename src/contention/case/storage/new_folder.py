"""Creating the folder of a case, completely or not at all.

A folder that does not exist yet is built next to its place and renamed. In an empty folder
that exists (somebody may be working in it) the files are put in place one by one, `case.yaml` last,
and a list of them tells a later start what a killed one left.
"""

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from contention.case.problem import CaseError
from contention.case.storage.confined import confined
from contention.case.storage.interrupts import held_back
from contention.case.storage.lock import LockedError, locked
from contention.case.storage.replacing import sync_folder
from contention.case.storage.writing import ATTEMPTS, LOCK, PRIVATE, Changes, WriteError, writing

Result = TypeVar("Result")

STARTING = f"{PRIVATE}/starting.json"
"""List of the files of a case that is being started in an existing folder, with their hashes."""
_ASIDE = ".new-case"


def is_unstarted(folder: Path) -> bool:
    """Whether a case can be started here: no folder, an empty one, or what a killed start left."""
    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and not _others(folder)


def start(folder: Path, make: Callable[[Changes], Result]) -> Result:
    """Make a case of the files that `make` writes; returns what `make` returns.

    Raises FileExistsError if the folder holds something else, WriteError if it cannot be
    written, and what `make` raises.
    """
    if not is_unstarted(folder):
        raise FileExistsError(str(folder))
    if folder.exists():
        return _start_inside(folder, make)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear_killed(folder)
        for _ in range(ATTEMPTS):
            with _aside(folder) as aside:
                if aside is not None:
                    return _start_aside(folder, aside, make)
    except OSError as error:
        if isinstance(error, FileExistsError):
            raise
        raise WriteError(error, (), (folder.name,)) from error
    raise FileExistsError(str(folder))


def _start_aside(folder: Path, aside: Path, make: Callable[[Changes], Result]) -> Result:
    changes = Changes(aside)
    result = make(changes)
    with held_back():
        changes.commit()
        for path in (aside, *(each for each in aside.rglob("*") if each.is_dir())):
            sync_folder(path)
        try:
            aside.rename(folder)
        except OSError as error:
            if os.path.lexists(folder):  # somebody else was faster
                raise FileExistsError(str(folder)) from error
            raise
        sync_folder(folder.parent)
    return result


@contextlib.contextmanager
def _aside(folder: Path) -> Iterator[Path | None]:
    """A new locked folder next to a place, removed if it is still there at the end.

    None if another process has removed it as a leftover.
    """
    aside = folder.parent / _aside_name(folder)
    aside.mkdir()
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, aside, ignore_errors=True)
        try:
            stack.enter_context(writing(aside, 0))
        except WriteError as error:
            if aside.exists() and error.number != errno.ENOENT:
                raise
            yield None  # it was removed, or is being removed at this moment
            return
        except CaseError:  # only a process that clears up locks a folder of this name
            yield None
            return
        yield aside if (aside / LOCK).exists() else None


def _clear_killed(folder: Path) -> None:
    """Remove folders left by killed processes: nobody locks them.

    A folder is renamed before it is removed: one that was made a moment ago and is not locked yet
    is then gone from its place at once, and its creator notices and makes another.
    """
    for each in folder.parent.glob(f".{glob_escaped(folder.name[:40])}.*{_ASIDE}"):
        with contextlib.suppress(OSError, LockedError):
            (each / PRIVATE).mkdir(exist_ok=True)
            with locked(each / LOCK):
                gone = folder.parent / _aside_name(folder)
                each.rename(gone)
                shutil.rmtree(gone)


def _aside_name(folder: Path) -> str:
    return f".{folder.name[:40]}.{secrets.token_hex(8)}{_ASIDE}"


def glob_escaped(name: str) -> str:
    """A name in which no character stands for others."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in name)


def _start_inside(folder: Path, make: Callable[[Changes], Result]) -> Result:
    with writing(folder):
        if _others(folder):
            raise FileExistsError(str(folder))
        for file in _left_over(folder):
            file.unlink()
        changes = Changes(folder)
        result = make(changes)
        changes.put_last("case.yaml")
        listed = {path: _sha256(changes.contents()[path]) for path in changes.pending()}
        changes.put_first(STARTING, json.dumps(listed, indent=1) + "\n")
        changes.commit()
        (folder / STARTING).unlink(missing_ok=True)
        return result


def _others(folder: Path) -> bool:
    """Whether a folder holds anything that neither is private nor was left by a killed start."""
    left = set(_left_over(folder))
    private = folder / PRIVATE
    return any(
        (each.is_symlink() or not each.is_dir()) and each not in left
        for top in folder.iterdir()
        if top != private
        for each in (top, *(top.rglob("*") if top.is_dir() and not top.is_symlink() else ()))
    )


def _left_over(folder: Path) -> tuple[Path, ...]:
    """The files of a start that was killed before its last one, as far as nobody changed them."""
    if os.path.lexists(folder / "case.yaml"):
        return ()
    try:
        listed = json.loads((folder / STARTING).read_text("utf-8")).items()
    except (OSError, ValueError, AttributeError):
        return ()
    return tuple(folder / path for path, sha256 in listed if _is_as_listed(folder, path, sha256))


def _is_as_listed(folder: Path, path: str, sha256: object) -> bool:
    """Whether a file is in the folder itself, not by a link, and still what it was written as."""
    file = folder.resolve() / path
    if confined(folder, path) != file or not file.is_file():
        return False
    return _sha256(file.read_bytes()) == sha256


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
