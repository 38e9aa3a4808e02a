"""Executors by their name."""

from typing import Literal

from contention.execution.dask import Dask
from contention.execution.executor import AHEAD, Executor
from contention.execution.processes import Processes
from contention.execution.ray import Ray

ExecutorName = Literal["processes", "dask", "ray"]
NAMES: tuple[ExecutorName, ...] = ("processes", "dask", "ray")


def executor_named(
    name: ExecutorName, workers: int, scheduler: str | None = None, *, ahead: int = AHEAD
) -> Executor:
    """An executor; raises ValueError if worker processes are given the address of a cluster.

    `workers` are those on this machine; a cluster at an address has its own.
    """
    if name == "dask":
        return Dask(workers, scheduler, ahead)
    if name == "ray":
        return Ray(workers, scheduler, ahead)
    if scheduler is not None:
        raise ValueError("processes have no scheduler: use dask or ray for a cluster")
    return Processes(workers, ahead)
