"""Workers of a Dask cluster."""

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from contention.execution.executor import (
    AHEAD,
    PATIENCE,
    ExecutorError,
    Lost,
    MissingExtraError,
    Outcome,
    Task,
    reason,
)


@dataclass(frozen=True)
class Dask:
    """Workers of a Dask cluster: one made on this machine, or the one at an address."""

    workers: int
    address: str | None = None
    ahead: int = AHEAD

    def run(
        self, work: Callable[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        """Run the tasks; Dask repeats those of workers that die, up to three times."""
        distributed = _distributed()
        try:
            with self._client(distributed) as client:
                yield from self._run(distributed, client, work, iter(tasks))
        except OSError as error:  # of the connection: Dask hands errors of tasks over as values
            raise ExecutorError(f"the connection to the Dask cluster failed: {error}") from None

    def _run(
        self,
        distributed: Any,
        client: Any,
        work: Callable[[Task], Outcome],
        left: Iterator[Task],
    ) -> Generator[Outcome | Lost[Task]]:
        running: dict[Any, Task] = {}
        gone = distributed.as_completed()
        most = self.ahead * max(1, len(client.ncores()))
        while True:
            while len(running) < most:
                try:
                    task = next(left)
                except StopIteration:
                    break
                future = client.submit(work, task, pure=False)
                running[future] = task
                gone.add(future)
            if not running:
                return
            future = next(gone)
            yield _outcome(future, running.pop(future))

    def _client(self, distributed: Any) -> Any:
        if self.address is None:
            return distributed.Client(
                n_workers=self.workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
        try:
            client = distributed.Client(self.address, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            message = f"no Dask scheduler answers at {self.address}: {error}"
            raise ExecutorError(f"{message}; start one with `dask scheduler`") from None
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            client.close()
            hint = f"start some with `dask worker {self.address}`"
            raise ExecutorError(
                f"the Dask cluster at {self.address} has no workers; {hint}"
            ) from None
        return client


def _outcome(future: Any, task: Task) -> Any:
    if future.status in ("cancelled", "lost"):
        raise ExecutorError("the Dask scheduler is gone")
    error = future.exception()
    return future.result() if error is None else Lost(task, reason(error))


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        message = (
            "Dask is not installed: pip install 'contention[corpora]', or leave out --executor"
        )
        raise MissingExtraError(message) from None
    return distributed
