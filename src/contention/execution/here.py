"""Work done in this process."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

from contention.execution.executor import Lost, Outcome, Task


@dataclass(frozen=True)
class Here:
    """Does one task after the other, in this process; an error ends the run."""

    def run(
        self, work: Callable[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        """Do the tasks."""
        for task in tasks:
            yield work(task)
