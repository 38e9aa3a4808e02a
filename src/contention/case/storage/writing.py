"""Writing into a case: the one way in which any command changes the files in a case's folder.

`change(folder, make)` locks the case, lets `make` say what files are to hold, and writes them.
Every file is written aside first, in `.contention/unfinished`; then they take their places in the
order in which they were put, each only if it still holds what it was read as. A caller that puts
several files chooses an order that leaves a runnable case after each of them, and skips files that
are there already, so that the same command run again continues where another one was killed.
"""

import contextlib
import errno
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TypeVar

from contention.case.draft import Draft
from contention.case.parsed_case import case_files, read_draft
from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.confined import confined
from contention.case.storage.interrupts import held_back
from contention.case.storage.lock import LockedError, locked
from contention.case.storage.remembered import made_lately
from contention.case.storage.replacing import content_of, put_in_place, write_aside

Result = TypeVar("Result")

PRIVATE = ".contention"
"""Folder of a case for what belongs to this machine only; git ignores it."""
LOCK = f"{PRIVATE}/lock"
TEMPORARY = f"{PRIVATE}/unfinished"
MOST_BYTES = 100_000_000
"""No file of a case is longer than this."""
WAIT = 10.0
"""Seconds for which a writer waits for another one."""
SAVING = 1.0
"""Seconds that an editor may take between emptying a file and writing it."""
ATTEMPTS = 8
"""How often a change is retried because somebody else saved a file in the meantime."""


class EditError(Exception):
    """The change cannot be written; the message says why. The file is unchanged."""


class ChangedMeanwhileError(EditError):
    """A file has changed since it was read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.what = "the file is being changed by another program"
        super().__init__(f"{path}: {self.what}: save it there, then try again")


class BusyError(CaseError):
    """Another process holds the lock of the case."""


class WriteError(CaseError):
    """A case could not be written: which files were, which were not, and what to do."""

    def __init__(self, error: OSError, written: tuple[str, ...], left: tuple[str, ...]) -> None:
        self.written = written
        self.left = left
        self.number = error.errno
        done = f"written: {', '.join(written)}; not written: {', '.join(left)}"
        message = (
            f"cannot be written: {error.strerror or error} "
            f"({done if written else 'nothing was changed'})"
        )
        hint = "check free space and permissions, then run the command again"
        super().__init__((Problem(Place(left[0]), message, hint),))


class Changes:
    """The new content of files of a case, collected before any is written.

    Paths are relative to the case, with `/`. What is read once stays the same until it is written,
    whatever somebody else saves.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found: dict[str, bytes | None] = {}
        self._put: dict[str, bytes] = {}
        self.committed = False
        """whether all that was put has been written"""

    def read(self, path: str) -> bytes | None:
        """What a file will hold: as it was put, else as it was found; None for no file.

        Raises CaseError if the path may not be followed or the file cannot be read.
        """
        if path in self._put:
            return self._put[path]
        if path not in self._found:
            self._found[path] = _read(self.folder, path)
        return self._found[path]

    def put(self, path: str, content: bytes | str) -> None:
        """Set the new content of a file. Files are written in the order in which they were set."""
        self.read(path)
        self._put[path] = content.encode("utf-8") if isinstance(content, str) else content

    def text(self, path: str) -> str | None:
        """The same as text; raises EditError if it is not UTF-8."""
        content = self.read(path)
        try:
            return None if content is None else content.decode("utf-8")
        except UnicodeDecodeError:
            raise EditError(f"{path} is not UTF-8: save it in UTF-8") from None

    def put_last(self, path: str) -> None:
        """Write this file, if it was put, after all others."""
        if path in self._put:
            self._put[path] = self._put.pop(path)

    def put_first(self, path: str, content: bytes | str) -> None:
        """Set the new content of a file, to be written before all others."""
        self.put(path, content)
        self._put = {path: self._put.pop(path), **self._put}

    def draft(self) -> Draft:
        """The case as it will be written; not to be changed: others may be given the same."""
        for path in case_files(self.folder):
            with contextlib.suppress(CaseError):  # noted as a problem by the draft itself
                self.read(path)
        contents = dict(self.contents())
        return made_lately(
            ("draft", self.folder, contents), lambda: read_draft(self.folder, contents)
        )

    def contents(self) -> Mapping[str, bytes]:
        """Path → content of all files read or put so far."""
        known = {**self._found, **self._put}
        return {path: content for path, content in known.items() if content is not None}

    def pending(self) -> tuple[str, ...]:
        """The files that will be written, in order."""
        return tuple(path for path, content in self._put.items() if content != self._found[path])

    def commit(self) -> None:
        """Write what was put; the case must be locked (`writing`).

        An interruption by the keyboard waits until all is written. Raises CaseError if a path may
        not be written (before anything is), ChangedMeanwhileError if a file has been changed since
        it was read, WriteError if the system refuses.
        """
        files = {path: writable(self.folder, path) for path in self.pending()}
        with held_back():
            _Commit(self, files).run()
            self.committed = True

    def found(self, path: str) -> bytes | None:
        """What a file held when it was read."""
        return self._found[path]


def change(folder: Path, make: Callable[[Changes], Result], wait: float = WAIT) -> Result:
    """Lock a case, let `make` put files, write them; gives what `make` gives.

    Where somebody else saves one of the files meanwhile, `make` is called again with what they
    saved. Raises what `make` raises (nothing is written then) and what `Changes.commit` raises.
    """
    with writing(folder, wait):
        for attempt in range(1, ATTEMPTS + 1):
            changes = Changes(folder)
            result = make(changes)
            try:
                changes.commit()
            except ChangedMeanwhileError:
                if attempt == ATTEMPTS:
                    raise
            else:
                return result
    raise AssertionError


def _read(folder: Path, path: str) -> bytes | None:
    file = confined(folder, path)
    hint = "put the file itself in its place"
    if isinstance(file, str):
        raise CaseError((Problem(Place(path), file, hint),))
    try:
        if file.exists() and not (file.is_file() and file.stat().st_size <= MOST_BYTES):
            raise CaseError((Problem(Place(path), "it is not a file, or too large a one", hint),))
        return _when_saved(file)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        hint = "check its permissions"
        raise CaseError((Problem(Place(path), message, hint),)) from error


def _when_saved(file: Path) -> bytes | None:
    """The content of a file; an empty one may be in the middle of being saved, so wait for it."""
    until = time.monotonic() + SAVING
    while (content := content_of(file)) == b"" and time.monotonic() < until:
        if time.time() - file.stat().st_mtime > 2 * SAVING:
            break
        time.sleep(0.005)
    return content


_held = threading.local()


@contextmanager
def writing(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a case; what killed writers left behind is removed. May be nested.

    Raises CaseError if another process is writing or the folder cannot be written.
    """
    root = folder.resolve()
    mine: set[Path] = _held.__dict__.setdefault("folders", set())
    if root in mine:
        yield
        return
    with _locked(root, wait):
        mine.add(root)
        try:
            _clear(root / TEMPORARY)
            yield
        finally:
            mine.discard(root)


@contextmanager
def _locked(root: Path, wait: float) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        try:
            _prepare(root)
            stack.enter_context(locked(root / LOCK, wait))
            _ignore(root)
        except LockedError:
            message = "another process is writing to this case"
            hint = "wait until it has ended, then try again; nothing was written"
            raise BusyError((Problem(Place(root.name), message, hint),)) from None
        except OSError as error:
            raise WriteError(error, (), (PRIVATE,)) from None
        yield


def _prepare(root: Path) -> None:
    """Make the private folder; raises CaseError if a link is in the place of a part of it."""
    for path in (PRIVATE, TEMPORARY):
        writable(root, path)
        (root / path).mkdir(exist_ok=True)
    for path in (LOCK, f"{PRIVATE}/.gitignore"):
        writable(root, path)


def _ignore(root: Path) -> None:
    """Keep the private folder out of git; under the lock, since its holder removes leftovers."""
    ignored = root / PRIVATE / ".gitignore"
    if not ignored.exists():
        new = write_aside(root / TEMPORARY, b"*\n")
        put_in_place(new, ignored, None)
        new.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Remove what killed writers left behind: nobody else writes while the case is locked."""
    for each in folder.iterdir():
        with contextlib.suppress(OSError):
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            else:
                each.unlink()


def writable(folder: Path, path: str) -> Path:
    """The file that a write to `path` replaces; raises CaseError if it may not be written.

    A symbolic link may lead to another file of the case, but never out of it, nor into a hidden
    folder, nor away from one.
    """
    file = confined(folder, path)
    if isinstance(file, str):
        raise CaseError((Problem(Place(path), file, "put the file itself in its place"),))
    root = folder.resolve()
    if file != root / path:
        parts = (*file.relative_to(root).parts, *PurePosixPath(path).parts)
        if any(part.startswith(".") for part in parts):
            message = "a symbolic link is in the way: nothing is written through it"
            raise CaseError((Problem(Place(path), message, "remove the link"),))
    return file


class _Commit:
    """Several files on their way into a case."""

    def __init__(self, changes: Changes, files: Mapping[str, Path]) -> None:
        self._changes = changes
        self._files = files
        self._aside = changes.folder.resolve() / TEMPORARY
        self._written: list[str] = []

    def run(self) -> None:
        """Write all aside, then let each take its place."""
        new: dict[str, Path] = {}
        try:
            for path, file in self._files.items():
                new[path] = self._new(path, file)
            for path in self._files:
                self._look(path)
            for path, aside in new.items():
                self._place(path, aside)
        except OSError as error:
            left = tuple(path for path in self._files if path not in self._written)
            raise WriteError(error, tuple(self._written), left) from error
        finally:
            for aside in new.values():
                with contextlib.suppress(OSError):
                    aside.unlink(missing_ok=True)

    def _new(self, path: str, file: Path) -> Path:
        if file.exists() and not file.is_file():
            raise OSError(errno.EINVAL, "it is not a file")
        return write_aside(self._aside, self._changes.contents()[path], like=file)

    def _look(self, path: str) -> None:
        if content_of(self._files[path]) != self._changes.found(path):
            raise ChangedMeanwhileError(path)

    def _place(self, path: str, aside: Path) -> None:
        file = self._files[path]
        file.parent.mkdir(parents=True, exist_ok=True)
        if not put_in_place(aside, file, self._changes.found(path)):
            raise ChangedMeanwhileError(path)
        self._written.append(path)
