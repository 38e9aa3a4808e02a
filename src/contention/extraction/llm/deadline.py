"""Network calls within a deadline, however slowly the other side sends.

A timeout of a socket counts from the last byte that came, so a server that sends a byte now and
then outlives it. Here the work runs in a thread of its own; when time is up its connections are
shut, which ends it, and the caller goes on at once.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class DeadlineError(Exception):
    """The time is up."""


@dataclass
class Connections:
    """The connections of one piece of work, so that somebody else can shut them."""

    _sockets: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _shut: bool = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Notes connections that are made: the extension `trace` of a request of httpx."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            found = info["return_value"].get_extra_info("socket")
            if found is not None:
                self._add(found)

    def _add(self, one: socket.socket) -> None:
        with self._lock:
            self._sockets.append(one)
            late = self._shut
        if late:
            self.shut()

    def shut(self) -> None:
        """Shut all of them, now and whenever another one is made."""
        with self._lock:
            self._shut = True
            left, self._sockets = self._sockets, []
        for one in left:
            with contextlib.suppress(OSError):
                # that of the plain socket: an encrypted one would first say goodbye
                socket.socket.shutdown(one, socket.SHUT_RDWR)


@dataclass
class _Work(Generic[Result]):
    """One call in a thread of its own."""

    call: Callable[[Connections], Result]
    connections: Connections = field(default_factory=Connections)
    done: threading.Event = field(default_factory=threading.Event)
    result: list[Result] = field(default_factory=list)
    error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result.append(self.call(self.connections))
        except BaseException as error:  # handed to the caller's thread
            self.error = error
        finally:
            self.done.set()


def within(seconds: float, call: Callable[[Connections], Result]) -> Result:
    """What `call` returns or raises; raises DeadlineError if it takes longer than `seconds`."""
    work = _Work(call)
    threading.Thread(target=work.run, daemon=True).start()
    try:
        if not work.done.wait(max(0.0, seconds)):
            raise DeadlineError
    finally:
        if not work.done.is_set():
            work.connections.shut()
    if work.error is not None:
        raise work.error
    return work.result[0]
