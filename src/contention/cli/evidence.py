"""`contention evidence`: compare figures, claims and accounts with measured data."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from contention.case.problem import CaseError
from contention.cli.case_argument import case_argument, open_case, refuse, say_problems
from contention.cli.options import (
    colour_option,
    draws_option,
    json_option,
    progress_on_stderr,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say_json
from contention.evidence.evidence import PARTS

Command = TypeVar("Command", bound=Callable[..., object])


def _part_options(function: Command) -> Command:
    """One flag for each part of the evidence."""
    for part in reversed(tuple(PARTS)):
        function = click.option(
            f"--{part}", is_flag=True, help=f"Show {part} only; can be combined."
        )(function)
    return function


@click.command()
@case_argument
@_part_options
@click.option(
    "--folder",
    default=None,
    type=click.Path(path_type=Path),
    help="Folder with the data files (default: the one given to `contention data`).",
)
@draws_option
@seed_option
@workers_option
@colour_option
@json_option
def command(
    case: Path,
    folder: Path | None,
    draws: int,
    seed: int,
    workers: int,
    colour: bool,
    as_json: bool,
    **asked: bool,
) -> None:
    """Compare the figures, claims and accounts of a case with measured data.

    evidence.yaml names the data. A figure agrees with its series, agrees with an earlier release,
    lies between two series, disagrees by a factor, or has no data. A claim is in line with a test,
    against it, or the test cannot tell. An account is scored by its forecasts. Faults in data files
    are listed on stderr; everything else is still compared. See docs/evidence.md.
    """
    opened = open_case(case, as_json=as_json)
    try:
        with progress_on_stderr("comparing") as progress:
            found = opened.evidence(
                [part for part, wanted in asked.items() if wanted],
                folder, draws=draws, seed=seed, workers=workers, progress=progress,
            )  # fmt: skip
    except CaseError as error:
        refuse(error.problems, case, as_json=as_json)
    if as_json:
        say_json(found.as_json())
        return
    click.echo(found.text(terminal_width(), colour=colour), color=colour)
    say_problems([each for each in found.problems if each.severity != "note"], case, err=True)
