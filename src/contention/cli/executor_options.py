"""The options that say who does the work: processes here, or a cluster."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from contention.cli.options import Command
from contention.execution.choose import NAMES, ExecutorName, executor_named
from contention.execution.executor import AHEAD

if TYPE_CHECKING:
    from contention.execution.executor import Executor


def scheduler_option(command: Command) -> Command:
    """`--scheduler`."""
    return click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Address of a Dask or Ray cluster (default: start one on this machine).",
    )(command)


def chosen_executor(
    name: ExecutorName, workers: int | None, scheduler: str | None, *, ahead: int = AHEAD
) -> Executor:
    """The executor; raises click.BadParameter for an address that nobody has use for."""
    try:
        return executor_named(name, workers or os.cpu_count() or 1, scheduler, ahead=ahead)
    except ValueError:
        message = "requires --executor dask or ray"
        raise click.BadParameter(message, param_hint="--scheduler") from None


EXECUTORS = click.Choice(NAMES)
