"""Replacing one file by another, completely or not at all, and never unseen content."""

import contextlib
import ctypes
import os
import secrets
import stat
import sys
from functools import cache
from pathlib import Path
from typing import Any

_HERE = -100
"""AT_FDCWD: relative paths start from the working directory."""
_SWAP = 2
"""RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""


def write_aside(folder: Path, content: bytes, like: Path | None = None) -> Path:
    """A new file with this content in `folder`, flushed to disk and private.

    It gets the permissions, and if possible the owner, of `like`. Raises OSError; nothing is left
    behind then.
    """
    file = folder / f"{secrets.token_hex(8)}.new"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(file, flags | getattr(os, "O_BINARY", 0), 0o666)
    try:
        try:
            write_all(descriptor, content)
            if like is not None:
                _same_access(descriptor, like)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            file.unlink()
        raise
    return file


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte; raises OSError."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _same_access(descriptor: int, like: Path) -> None:
    try:
        found = like.stat()
    except FileNotFoundError:
        return
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):  # only the owner may, and not everywhere
            os.fchown(descriptor, found.st_uid, found.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(found.st_mode))


def put_in_place(new: Path, file: Path, expected: bytes | None) -> bool:
    """Let `new` take the place of `file`, whose content must be `expected` (None: no file).

    False if it is something else; `file` is then as somebody else left it, and `new` remains.
    If the system can swap two files, a file saved at the last moment is noticed, too.
    Raises OSError.
    """
    if expected is None:
        return _put_first(new, file)
    ours = content_of(new)
    if content_of(file) != expected:
        return False
    if not swap(new, file):
        new.replace(file)
    elif content_of(new) != expected:
        swap(new, file)
        if content_of(new) != ours:  # saved once more, onto ours: the last one counts
            swap(new, file)
        return False
    else:
        new.unlink()
    sync_folder(file.parent)
    return True


def _put_first(new: Path, file: Path) -> bool:
    try:
        os.link(new, file)
    except FileExistsError:
        return False
    except OSError:  # no hard links here
        if os.path.lexists(file):
            return False
        new.rename(file)
    else:
        new.unlink()
    sync_folder(file.parent)
    return True


def content_of(file: Path) -> bytes | None:
    """What a file holds; None if there is none. Raises OSError."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def sync_folder(folder: Path) -> None:
    """Flush a folder's directory entries to disk, if the system allows it."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def swap(one: Path, other: Path) -> bool:
    """Exchange two files in one step; False, with nothing done, if the system cannot."""
    call = _swap_call()
    if call is None:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        return bool(call(first, second, _SWAP) == 0)
    return bool(call(_HERE, first, _HERE, second, _SWAP) == 0)


@cache
def _swap_call() -> Any:
    """The function of the C library that exchanges two files; None if there is none."""
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform)
    if name is None:
        return None
    try:
        return getattr(ctypes.CDLL(None), name, None)
    except OSError:
        return None
