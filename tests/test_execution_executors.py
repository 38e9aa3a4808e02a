import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from contention.execution.choose import NAMES, executor_named
from contention.execution.dask import Dask
from contention.execution.executor import ExecutorError, Lost, MissingExtraError
from contention.execution.processes import Processes
from contention.execution.ray import Ray


def test_a_cluster_that_is_not_there_is_said_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("contention.execution.dask.PATIENCE", 1)
    begun = time.monotonic()
    for address in ("tcp://127.0.0.1:9", "nowhere://x"):
        with pytest.raises(ExecutorError, match="no Dask scheduler answers at"):
            list(Dask(1, address).run(abs, [1]))
    assert time.monotonic() - begun < 10


def dies_once(flag: Path) -> str:
    """Work that takes its process down the first time."""
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return flag.name


def test_a_dead_process_costs_its_own_task_only(tmp_path: Path) -> None:
    flags = [tmp_path / str(number) for number in range(8)]
    for flag in flags[:3] + flags[4:]:
        flag.touch()
    with closing(Processes(2, 2).run(dies_once, flags)) as outcomes:
        assert sorted(str(each) for each in outcomes) == [str(number) for number in range(8)]


def dies_always(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 3:
        raise ValueError("three")
    return number


def test_a_task_that_kills_each_of_its_workers_is_given_up() -> None:
    outcomes = list(Processes(2).run(dies_always, range(6)))
    lost = {each.task: each.reason for each in outcomes if isinstance(each, Lost)}
    assert sorted(each for each in outcomes if isinstance(each, int)) == [0, 1, 4, 5]
    assert sorted(lost) == [2, 3]
    assert "died" in lost[2]
    assert lost[3] == "ValueError: three"


def test_processes_take_no_address() -> None:
    assert [type(executor_named(name, 1)).__name__ for name in NAMES] == [
        "Processes", "Dask", "Ray",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="no scheduler"):
        executor_named("processes", 1, "tcp://a:1")


@pytest.mark.parametrize(("library", "executor"), [("distributed", Dask), ("ray", Ray)])
def test_a_library_that_is_not_installed_is_named(
    library: str, executor: Callable[[int], Dask | Ray], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match="pip install 'contention"):
        list(executor(1).run(abs, [1]))


@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9", "nowhere"])
def test_ray_is_not_asked_where_nobody_listens(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", ModuleType("ray"))  # it would wait for minutes
    with pytest.raises(ExecutorError, match="no Ray cluster answers at"):
        list(Ray(1, address).run(abs, [1]))


@pytest.mark.slow
def test_dask_runs_a_task_again_whose_worker_died(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    flags = [tmp_path / str(number) for number in range(4)]
    for flag in flags[1:]:
        flag.touch()
    outcomes = list(Dask(2).run(dies_once, flags))
    assert sorted(str(each) for each in outcomes) == ["0", "1", "2", "3"]


@pytest.mark.slow
def test_ray_runs_a_task_again_whose_worker_died(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    flags = [tmp_path / str(number) for number in range(4)]
    for flag in flags[1:]:
        flag.touch()
    outcomes = list(Ray(2).run(dies_once, flags))
    assert sorted(str(each) for each in outcomes) == ["0", "1", "2", "3"]
