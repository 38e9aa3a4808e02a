"""Worker processes on this machine."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait as wait_for_end
from typing import Any, Generic

from contention.execution.executor import AHEAD, TRIES, Lost, Outcome, Task, reason

DIED = "the process that worked on it died (out of memory, or killed)"


@dataclass(frozen=True)
class Processes:
    """Local worker processes, started with `spawn`, which is safe with threads."""

    workers: int
    ahead: int = AHEAD
    """tasks queued for each; large tasks are better shared out one by one"""

    def run(
        self, work: Callable[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        """Run the tasks; one whose process dies is tried once more, and costs no other task."""
        left = iter(tasks)
        again: deque[tuple[Task, int]] = deque()
        with _crew(self.workers) as crew:
            while True:
                _hand_out(crew, work, self.ahead, left, again)
                running = [one.future for worker in crew for one in worker.queue]
                if not running:
                    return
                wait(running, return_when=FIRST_COMPLETED)
                for worker in crew:
                    yield from _done(worker, again)


@dataclass(frozen=True)
class _Assigned(Generic[Task, Outcome]):
    future: Future[Outcome]
    task: Task
    tries: int


@dataclass
class _Worker(Generic[Task, Outcome]):
    """One process with its queue: the first task in it is the one that it works on."""

    pool: ProcessPoolExecutor
    queue: deque[_Assigned[Task, Outcome]] = field(default_factory=deque)


def _pool() -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=end_with_parent)


@contextmanager
def _crew(workers: int) -> Iterator[list[_Worker[Any, Any]]]:
    """Workers that are terminated immediately if the block is left by an exception."""
    others = set(multiprocessing.active_children())
    crew: list[_Worker[Any, Any]] = [_Worker(_pool()) for _ in range(workers)]
    try:
        yield crew
    except BaseException:
        # futures are not cancelled: those that are would trip the pool when its workers are gone
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        raise
    finally:
        for worker in crew:
            worker.pool.shutdown(wait=True)


def _hand_out(
    crew: list[_Worker[Task, Outcome]],
    work: Callable[[Task], Outcome],
    ahead: int,
    left: Iterator[Task],
    again: deque[tuple[Task, int]],
) -> None:
    """Fill the queues, the shortest first."""
    while (worker := min(crew, key=lambda each: len(each.queue))) and len(worker.queue) < ahead:
        if again:
            task, tries = again.popleft()
        else:
            try:
                task, tries = next(left), 0
            except StopIteration:
                return
        try:
            with _interrupts_held_back():
                future = worker.pool.submit(work, task)
        except BrokenProcessPool:  # its process died between two tasks
            worker.pool.shutdown(wait=True)
            worker.pool = _pool()
            again.appendleft((task, tries))
        else:
            worker.queue.append(_Assigned(future, task, tries))


def _done(
    worker: _Worker[Task, Outcome], again: deque[tuple[Task, int]]
) -> Iterator[Outcome | Lost[Task]]:
    """What a worker has finished; if its process died, its tasks are put back."""
    while worker.queue and worker.queue[0].future.done():
        first = worker.queue.popleft()
        error = first.future.exception()
        if error is None:
            yield first.future.result()
        elif not isinstance(error, BrokenProcessPool):
            yield Lost(first.task, reason(error))
        else:
            # `submit` may find a pool broken before its futures do, so the queue is taken as it is
            again.extend((one.task, one.tries) for one in worker.queue)
            worker.queue.clear()
            with suppress(OSError):
                worker.pool.shutdown(wait=True)
            worker.pool = _pool()
            if first.tries + 1 < TRIES:
                again.append((first.task, first.tries + 1))
            else:
                yield Lost(first.task, DIED)


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
