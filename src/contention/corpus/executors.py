"""Executors of parallel work, behind one interface: local processes, or Dask."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_end
from typing import Any, Protocol

from contention.corpus.messages import ReadOutcome, ReadTask, lost

Work = Callable[[ReadTask], ReadOutcome]
AHEAD = 4
"""Tasks queued per worker: enough to keep it busy, few enough to fit in memory."""


class MissingExtraError(Exception):
    """Raised if a library of an optional extra is needed but not installed."""


class Executor(Protocol):
    """Anything that runs tasks in parallel."""

    def run(self, work: Work, tasks: Iterable[ReadTask]) -> Generator[ReadOutcome]:
        """One outcome for each task, in any order; tasks are drawn as they are needed.

        Closing the generator ends the work at once.
        """
        ...


@dataclass(frozen=True)
class Processes:
    """Local worker processes, started with `spawn`, which is safe with threads."""

    workers: int

    def run(self, work: Work, tasks: Iterable[ReadTask]) -> Generator[ReadOutcome]:
        """Run the tasks; those in progress when a process dies are retried one at a time."""
        left = iter(tasks)
        while True:
            broken_off: list[ReadTask] = []
            with _pool(self.workers) as pool:
                yield from _until_broken(pool, work, left, self.workers * AHEAD, broken_off)
            if not broken_off:
                return
            yield from (_alone(work, task) for task in broken_off)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Workers that are terminated immediately if the block is left by an exception."""
    spawn = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=end_with_parent)
    try:
        yield pool
    except BaseException:
        # futures are not cancelled: those that are would trip the pool when its workers are gone
        for worker in set(multiprocessing.active_children()) - others:
            worker.kill()
        raise
    finally:
        pool.shutdown(wait=True)


def end_with_parent() -> None:
    """In a worker: end when the process that started it is gone, even if it was killed.

    Ctrl-C in a terminal reaches every process; what it ends is for the parent alone to decide.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait_for_end([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Hold Ctrl-C back: a process started meanwhile does not get it before it can ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _until_broken(
    pool: ProcessPoolExecutor,
    work: Work,
    left: Iterator[ReadTask],
    most: int,
    broken_off: list[ReadTask],
) -> Generator[ReadOutcome]:
    running: dict[Future[ReadOutcome], ReadTask] = {}
    while True:
        while len(running) < most and not broken_off and (task := next(left, None)) is not None:
            try:
                with _interrupts_held_back():
                    running[pool.submit(work, task)] = task
            except BrokenProcessPool:
                broken_off.append(task)
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            task = running.pop(future)
            try:
                outcome = future.result()
            except BrokenProcessPool:
                broken_off.append(task)
            else:
                yield outcome


def _alone(work: Work, task: ReadTask) -> ReadOutcome:
    with _pool(1) as pool:
        try:
            with _interrupts_held_back():
                future = pool.submit(work, task)
            return future.result()
        except BrokenProcessPool:
            return lost(task, "the process that read it died (out of memory, or killed)")


@dataclass(frozen=True)
class Dask:
    """Workers of a Dask cluster: one made on this machine, or the one at an address.

    Files and results go through the file system, which a cluster must share.
    """

    workers: int
    address: str | None = None

    def run(self, work: Work, tasks: Iterable[ReadTask]) -> Generator[ReadOutcome]:
        """Do the tasks; one whose workers died is a problem of its own."""
        distributed = _distributed()
        with self._client(distributed) as client:
            left = iter(tasks)
            running: dict[Any, ReadTask] = {}
            gone = distributed.as_completed()
            most = AHEAD * max(self.workers, len(client.ncores()))
            while True:
                while len(running) < most and (task := next(left, None)) is not None:
                    future = client.submit(work, task, pure=False)
                    running[future] = task
                    gone.add(future)
                if not running:
                    return
                future = next(gone)
                yield _of_dask(future, running.pop(future))

    def _client(self, distributed: Any) -> Any:
        if self.address is not None:
            return distributed.Client(self.address)
        return distributed.Client(
            n_workers=self.workers, threads_per_worker=1, processes=True, dashboard_address=None
        )


def _of_dask(future: Any, task: ReadTask) -> ReadOutcome:
    error = future.exception()
    if error is not None:
        return lost(task, f"{type(error).__name__}: {error}"[:300])
    outcome: ReadOutcome = future.result()
    return outcome


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        message = (
            "Dask is not installed: pip install 'contention[corpora]', or leave out --executor"
        )
        raise MissingExtraError(message) from None
    return distributed
