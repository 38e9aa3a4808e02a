"""What executors of clusters have in common: a bounded number of tasks on their way."""

from collections.abc import Callable, Generator, Iterable, Mapping
from itertools import islice
from typing import Any

from contention.execution.executor import MissingExtraError, Task

Handle = Any
"""what a cluster gives for a task that it was handed: a future, a reference"""


def as_they_end(
    tasks: Iterable[Task],
    most: int,
    submit: Callable[[Task], Handle],
    first_done: Callable[[Mapping[Handle, Task]], Handle],
) -> Generator[tuple[Handle, Task]]:
    """Hand over tasks, at most so many at a time, and yield each when it has ended.

    `first_done` waits for one of those that are running.
    """
    left = iter(tasks)
    running: dict[Handle, Task] = {}
    while True:
        running.update((submit(task), task) for task in islice(left, most - len(running)))
        if not running:
            return
        done = first_done(running)
        yield done, running.pop(done)


def missing(tool: str, extra: str) -> MissingExtraError:
    """The library of a cluster is not installed."""
    return MissingExtraError(
        f"{tool} is not installed: pip install 'contention[{extra}]', or leave out --executor"
    )
