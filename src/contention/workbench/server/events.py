"""What the server tells browsers unasked: files that changed, jobs, and its end."""

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from contention.workbench.opened.open_case import OpenCase
from contention.workbench.opened.snapshot import revision_of

EVERY = 0.3
"""Seconds between two looks at the files of a case that somebody watches."""
ALIVE = 15.0
"""Seconds after which a quiet connection gets a sign of life."""
MOST_WAITING = 200
"""Events that a browser may leave unread."""
BYE = "event: bye\ndata: {}\n\n"


@dataclass(eq=False)
class Listener:
    """One browser window, and the case that it shows."""

    case: OpenCase | None
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[str]
    told: bool = False
    """whether it was told what the files are; it may have read them before it listened"""

    def send(self, text: str) -> None:
        """Hand over an event, from any thread; a window that reads nothing misses some."""
        with contextlib.suppress(RuntimeError):  # its loop is closed
            self.loop.call_soon_threadsafe(self._put, text)

    def _put(self, text: str) -> None:
        with contextlib.suppress(asyncio.QueueFull):
            self.queue.put_nowait(text)


@dataclass
class Events:
    """Everybody who listens, and one thread that watches files while somebody does."""

    _listeners: list[Listener] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _watching: bool = False
    _ended: threading.Event = field(default_factory=threading.Event)

    async def stream(self, case: OpenCase | None) -> AsyncIterator[str]:
        """Server-sent events for one window, until it goes away or the server ends."""
        loop = asyncio.get_running_loop()
        listener = Listener(case, loop, asyncio.Queue(MOST_WAITING))
        self._add(listener)
        try:
            yield "retry: 1000\n\n"
            text = ""
            while text != BYE:
                text = await self._next(listener.queue)
                yield text
        finally:
            with self._lock:
                self._listeners.remove(listener)

    async def _next(self, queue: asyncio.Queue[str]) -> str:
        if self._ended.is_set() and queue.empty():
            return BYE
        try:
            return await asyncio.wait_for(queue.get(), ALIVE)
        except TimeoutError:
            return ": alive\n\n"

    def tell(self, name: str, told: Mapping[str, Any], case: OpenCase | None = None) -> None:
        """Tell everybody, or those who show a case."""
        text = _event(name, told)
        with self._lock:
            for each in self._listeners:
                if case is None or each.case in (None, case):
                    each.send(text)

    def end(self) -> None:
        """Say good-bye, and let nobody wait."""
        self._ended.set()
        with self._lock:
            for each in self._listeners:
                each.send(BYE)

    def _add(self, listener: Listener) -> None:
        with self._lock:
            self._listeners.append(listener)
            if not self._watching:
                self._watching = True
                threading.Thread(target=self._watch, daemon=True, name="watch").start()

    def _watch(self) -> None:
        """Look at the files of every case that is shown; ends when nobody listens any more."""
        known: dict[OpenCase, Mapping[str, str]] = {}
        while not self._ended.is_set():
            with self._lock:
                listeners = [each for each in self._listeners if each.case is not None]
                if not self._listeners:
                    self._watching = False
                    return
            for case in {each.case: None for each in listeners if each.case is not None}:
                now = case.file_hashes()
                before = known.get(case, now)
                for each in listeners:
                    if each.case is case and (now != before or not each.told):
                        each.send(_changed(before, now))
                        each.told = True
                known[case] = now
            self._ended.wait(EVERY)


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The event that files are other than before, which may be none."""
    paths = {path for path in {*before, *now} if before.get(path) != now.get(path)}
    return _event("changed", {"revision": revision_of(now), "paths": sorted(paths)})


def _event(name: str, told: Mapping[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(told)}\n\n"
