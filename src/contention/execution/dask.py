"""Workers of a Dask cluster."""

import logging
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Any

from contention.execution.cluster import as_they_end, missing
from contention.execution.executor import (
    AHEAD,
    PATIENCE,
    ExecutorError,
    Lost,
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
                gone = distributed.as_completed()

                def submit(task: Task) -> Any:
                    future = client.submit(work, task, pure=False)
                    gone.add(future)
                    return future

                most = self.ahead * max(1, len(client.ncores()))
                for future, task in as_they_end(tasks, most, submit, lambda _: next(gone)):
                    yield _outcome(future, task)
        except OSError as error:  # of the connection: Dask hands errors of tasks over as values
            raise ExecutorError(f"the connection to the Dask cluster failed: {error}") from None

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
        raise missing("Dask", "corpora") from None
    return distributed
