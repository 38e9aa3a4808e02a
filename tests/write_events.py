"""Ends a command, or lets the disk be full, at one chosen write event of its.

A write event is a call that changes what is on the disk, below one folder: opening a file to write,
writing, syncing, renaming, exchanging, linking, making and removing. The functions of `os` and `io`
are replaced in a process that is about to run the command and then to end.
"""

import builtins
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

Mode = Literal["count", "kill", "full", "readonly"]
KILLED = 137

_CALLS = ("replace", "rename", "mkdir", "unlink", "remove", "rmdir", "link", "symlink", "chmod",
          "truncate")  # fmt: skip
_NEED_ROOM = {"open", "write", "mkdir", "link", "symlink"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Events:
    """Counts write events below a folder, and acts from one of them on."""

    def __init__(self, root: Path, mode: Mode, at: int = 0) -> None:
        self._root = f"{os.path.realpath(root)}{os.sep}"
        self._mode = mode
        self._at = at
        self.names: list[str] = []
        self._descriptors: set[int] = set()

    def install(self) -> None:
        """Replace the functions; there is no way back."""
        self._open, self._write, self._io_open = os.open, os.write, io.open
        for name in _CALLS:
            setattr(os, name, self._call(name, getattr(os, name)))
        os.open = self._os_open
        os.write = self._os_write
        os.fsync = self._fsync(os.fsync)  # type: ignore[assignment]
        io.open = builtins.open = self._file  # type: ignore[assignment]
        try:
            from contention.case.storage import replacing
        except ImportError:  # an earlier version
            return
        swap = self._call("swap", replacing.swap)
        replacing.swap = swap

    def _inside(self, path: object) -> bool:
        if isinstance(path, int):
            return path in self._descriptors
        try:
            named = os.fsdecode(path)  # type: ignore[arg-type]
        except TypeError:
            return False
        folder, name = os.path.split(os.path.abspath(named))  # noqa: PTH100 - links stay
        return f"{os.path.realpath(folder)}{os.sep}{name}".startswith(self._root)

    def _event(self, name: str, half: Callable[[], object] = lambda: None) -> None:
        """Note an event; `half` does a part of it, for an end in the middle."""
        self.names.append(name)
        here = len(self.names)
        if self._mode == "kill" and here == self._at:
            half()
            os._exit(KILLED)
        if self._mode == "readonly":
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        if self._mode == "full" and here >= self._at and name in _NEED_ROOM:
            if here == self._at:
                half()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _call(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*args: Any, **more: Any) -> Any:
            if more.get("dir_fd") is not None or any(self._inside(arg) for arg in args[:2]):
                self._event(name)
            return real(*args, **more)

        return instead

    def _fsync(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def instead(descriptor: int) -> None:
            if descriptor in self._descriptors:
                self._event("fsync")
            real(descriptor)

        return instead

    def _os_open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        ours = bool(flags & _WRITING) and self._inside(path)
        if ours and not (Path(path).exists() and not flags & os.O_TRUNC):
            self._event("open")
        descriptor = self._open(path, flags, mode, **more)
        (self._descriptors.add if ours else self._descriptors.discard)(descriptor)
        return descriptor

    def _os_write(self, descriptor: int, content: Any) -> int:
        if descriptor in self._descriptors:
            view = memoryview(content)
            self._event("write", lambda: self._write(descriptor, view[: len(view) // 2]))
        return self._write(descriptor, content)

    def _file(self, path: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
        if not any(sign in mode for sign in "wax+") or not self._inside(path):
            return self._io_open(path, mode, *args, **more)
        if not isinstance(path, int):
            self._event("open")
        return _File(self._io_open(path, mode, *args, **more), self._event)


class _File:
    """A file whose every write is an event, and is on the disk when it is done."""

    def __init__(self, file: Any, event: Callable[..., None]) -> None:
        self._file = file
        self._event = event

    def write(self, content: Any) -> int:
        def half() -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()

        self._event("write", half)
        written: int = self._file.write(content)
        self._file.flush()
        return written

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
