"""Workers of a Ray cluster."""

import socket
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from contention.execution.cluster import as_they_end, missing
from contention.execution.executor import (
    AHEAD,
    PATIENCE,
    TRIES,
    ExecutorError,
    Lost,
    Outcome,
    Task,
    reason,
)


@dataclass(frozen=True)
class Ray:
    """Workers of a Ray cluster: one made on this machine, or the one at an address."""

    workers: int
    address: str | None = None
    ahead: int = AHEAD

    def run(
        self, work: Callable[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        """Run the tasks; Ray repeats once those of workers that die."""
        ray = _ray()
        self._start(ray)
        try:
            remote = ray.remote(num_cpus=1, max_retries=TRIES - 1)(work)
            most = self.ahead * max(1, int(ray.cluster_resources().get("CPU", 1)))

            def first_done(running: Mapping[Any, Task]) -> Any:
                return ray.wait(list(running), num_returns=1)[0][0]

            for done, task in as_they_end(tasks, most, remote.remote, first_done):
                yield _outcome(ray, done, task)
        finally:
            ray.shutdown()

    def _start(self, ray: Any) -> None:
        local = {} if self.address else {"num_cpus": self.workers, "include_dashboard": False}
        if self.address:
            _check_address(self.address)
        try:
            ray.init(address=self.address or "local", log_to_driver=False, **local)
        except (ConnectionError, RuntimeError, ValueError) as error:
            message = f"no Ray cluster answers at {self.address}: {str(error).splitlines()[0]}"
            raise ExecutorError(f"{message}; start one with `ray start --head`") from None


def _check_address(address: str) -> None:
    """Raise ExecutorError unless somebody listens there: Ray itself would wait for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    message = f"no Ray cluster answers at {address}"
    try:
        with socket.create_connection((host, int(port)), timeout=PATIENCE):
            return
    except (OSError, ValueError) as error:
        hint = "start one with `ray start --head`"
        raise ExecutorError(f"{message} ({error}); {hint}") from None


def _outcome(ray: Any, done: Any, task: Task) -> Any:
    try:
        return ray.get(done)
    except ray.exceptions.RayError as error:
        return Lost(task, reason(error))


def _ray() -> Any:
    try:
        import ray
    except ImportError:
        raise missing("Ray", "ray") from None
    return ray
