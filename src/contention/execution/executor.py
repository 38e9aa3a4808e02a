"""What an executor of parallel work is, and what can go wrong with one."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

AHEAD = 4
"""Tasks queued per worker: enough to keep it busy, few enough to fit in memory."""
TRIES = 2
"""Tries of a task whose worker dies, before it is given up."""
PATIENCE = 10
"""Seconds to wait for a cluster, and for its first worker."""


class ExecutorError(Exception):
    """Raised if there is nobody to do the work; what was done so far is kept."""


class MissingExtraError(ExecutorError):
    """Raised if a library of an optional extra is needed but not installed."""


@dataclass(frozen=True)
class Lost(Generic[Task]):
    """A task that was given up, because of an error in it or because its workers died."""

    task: Task
    reason: str


class Executor(Protocol):
    """Anything that runs tasks in parallel."""

    def run(
        self, work: Callable[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        """One outcome for each task, in any order; tasks are drawn as they are needed.

        Work, tasks and outcomes are pickled between processes that trust each other. Closing the
        generator ends the work at once. Raises ExecutorError if there are no workers.
        """
        ...


def reason(error: BaseException) -> str:
    """An error of a task, in a line."""
    return f"{type(error).__name__}: {error}"[:300]
