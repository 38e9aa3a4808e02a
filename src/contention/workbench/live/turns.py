"""Who computes first: what somebody waits for, before what nobody looks at yet."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Condition, Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")

_MISSING = object()
PATIENCE = 5.0
"""seconds after which the one that gives way goes on in any case"""


class EndedError(Exception):
    """Everything that runs is to end."""


class Turns:
    """Ranks of computations: one that can wait stops between its parts while others go first."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._running: dict[int, int] = {}
        self._ended = False

    def end(self) -> None:
        """End all computations at their next pause."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @contextmanager
    def taken(self, rank: int) -> Iterator[Callable[[], None]]:
        """Go before all of a larger rank; gives what is to be called between parts.

        No lock that others take may be held then; it raises EndedError once all is to end.
        """
        with self._changed:
            self._running[rank] = self._running.get(rank, 0) + 1
        try:
            yield partial(self._give_way, rank)
        finally:
            with self._changed:
                self._running[rank] -= 1
                self._changed.notify_all()

    def _give_way(self, rank: int) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended or not self._earlier(rank), PATIENCE)
            if self._ended:
                raise EndedError

    def _earlier(self, rank: int) -> bool:
        return any(count for other, count in self._running.items() if other < rank)


class Once(Generic[Result]):
    """Results by key, each made once; others that ask for it meanwhile wait for it."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._made: dict[Hashable, Result] = {}
        self._locks: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """What `make` gives; beyond the limit, the result that was asked for longest ago goes."""
        with self._lock:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            kept = self._made.get(key, _MISSING)
            found: Result = make() if kept is _MISSING else kept  # type: ignore[assignment]
            with self._lock:
                self._made.pop(key, None)
                self._made[key] = found
                while self._most is not None and len(self._made) > self._most:
                    oldest = next(iter(self._made))
                    self._made.pop(oldest)
                    self._locks.pop(oldest, None)
        return found

    def known(self, key: Hashable) -> Result | None:
        """The result, if it is made already."""
        return self._made.get(key)

    def forget(self, key: Hashable) -> None:
        """Keep it no longer."""
        with self._lock:
            self._made.pop(key, None)
            self._locks.pop(key, None)

    def items(self) -> tuple[tuple[Hashable, Result], ...]:
        """All that are kept, the one asked for last at the end."""
        with self._lock:
            return tuple(self._made.items())
