"""Locks of the operating system: they end with the process that holds them, however it ends."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BETWEEN = 0.02
"""Seconds between two attempts at a lock."""
_UNKNOWN = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}
"""Errors of a file system without locks."""


class LockedError(Exception):
    """Another process holds the lock."""


@contextlib.contextmanager
def locked(file: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold an exclusive lock on a file, which is created if needed and never removed.

    Raises LockedError if another process still holds it after `wait` seconds, OSError if the file
    cannot be opened. On a file system without locks, nothing is held.
    """
    descriptor = _opened(file)
    try:
        until = time.monotonic() + wait
        while not _taken(descriptor):
            if time.monotonic() >= until:
                raise LockedError(str(file))
            time.sleep(_BETWEEN)
        yield
    finally:
        os.close(descriptor)


def _opened(file: Path) -> int:
    flags = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(file, flags | os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:  # made by another user: read access is enough for most locks
        return os.open(file, flags | os.O_RDONLY)


def _taken(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _UNKNOWN:
            return True
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
