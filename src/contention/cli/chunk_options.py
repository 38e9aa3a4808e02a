"""The options of runs in chunks: where they are kept, and who runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from contention.api.asking import MOST_DRAWS
from contention.api.chunks import Chunks
from contention.case.problem import CaseError
from contention.cli.case_argument import refuse
from contention.cli.executor_options import EXECUTORS, scheduler_option
from contention.cli.interrupted import interruption_said
from contention.execution.choose import ExecutorName
from contention.execution.executor import ExecutorError


def chunk_options(command: Callable[..., None]) -> Callable[..., None]:
    """`--run-folder` and what goes with it, given to the command as `chunks`."""

    @click.option(
        "--run-folder",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Run in chunks of 32,768 draws, and keep them in DIR: see docs/scale.md.",
    )
    @click.option(
        "--executor",
        type=EXECUTORS,
        help="Who runs the chunks: processes or a cluster (default: this process).",
    )
    @scheduler_option
    @click.option("--resume", is_flag=True, help="Use the chunks that an earlier run left in DIR.")
    @wraps(command)
    def with_chunks(
        run_folder: Path | None,
        executor: ExecutorName | None,
        scheduler: str | None,
        resume: bool,
        **rest: Any,
    ) -> None:
        found = _chunks(run_folder, executor, scheduler, resume=resume, workers=rest["workers"])
        command(chunks=found, **rest)

    return with_chunks


def _chunks(
    folder: Path | None,
    executor: ExecutorName | None,
    scheduler: str | None,
    *,
    resume: bool,
    workers: int,
) -> Chunks | None:
    for option, given in (
        ("--executor", executor is not None), ("--scheduler", scheduler is not None),
        ("--resume", resume),
    ):  # fmt: skip
        if given and folder is None:
            raise click.BadParameter("requires --run-folder DIR", param_hint=option)
    if scheduler is not None and executor not in ("dask", "ray"):
        raise click.BadParameter("requires --executor dask or ray", param_hint="--scheduler")
    return None if folder is None else Chunks(folder, executor, scheduler, resume, workers)


def check_draws(draws: int, chunks: Chunks | None, *, fit: bool) -> None:
    """Refuse draws that would not fit in memory."""
    if draws <= MOST_DRAWS:
        return
    if chunks is None:
        raise click.BadParameter(
            f"more than {MOST_DRAWS:,} draws require --run-folder DIR", param_hint="--draws"
        )
    if fit:
        raise click.BadParameter(f"takes at most {MOST_DRAWS:,} draws", param_hint="--fit")


@contextmanager
def chunk_faults_said(chunks: Chunks | None, *, as_json: bool) -> Iterator[None]:
    """Say what went wrong with chunks, or what is kept of them after an interruption."""
    if chunks is None:
        yield
        return
    try:
        with interruption_said(lambda: _kept(chunks), signals=True):
            yield
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
    except ExecutorError as error:
        raise click.UsageError(str(error)) from None


def _kept(chunks: Chunks) -> str:
    manifest = Path(chunks.folder) / "manifest.jsonl"
    done = len(manifest.read_bytes().splitlines()) if manifest.exists() else 0
    return (
        f"{done:,} chunks are kept in {chunks.folder}; "
        f"run the same command with --resume to continue"
    )
