"""`contention judge`: test every contention against every account."""

from pathlib import Path

import click

from contention.cli.case_argument import case_argument, open_case, with_measured
from contention.cli.options import (
    chosen,
    colour_option,
    draws_option,
    hinge_options,
    json_option,
    measured_option,
    progress_on_stderr,
    reading_option,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say_json


@click.command()
@case_argument
@click.option(
    "--account", "accounts", multiple=True, help="Account to test against (default: all)."
)
@click.option(
    "--contention", "contentions", multiple=True, help="Contention to judge (default: all)."
)
@draws_option
@seed_option
@hinge_options
@reading_option
@measured_option
@workers_option
@colour_option
@json_option
def command(
    case: Path,
    accounts: tuple[str, ...],
    contentions: tuple[str, ...],
    draws: int,
    seed: int,
    hinge_draws: int,
    hinges: bool,
    reading_draws: int,
    measured: bool,
    workers: int,
    colour: bool,
    as_json: bool,
) -> None:
    """Judge contentions by Monte Carlo simulation of the accounts.

    Prints the verdict of each account on each contention with its support, its margin and the
    claims it needs, and its hinges: the claims whose removal changes it most. The terms are
    explained in docs/judging.md.
    """
    opened = with_measured(open_case(case, as_json=as_json), wanted=measured)
    with progress_on_stderr("judging") as progress:
        judgement = opened.judge(
            draws=draws,
            seed=seed,
            hinge_draws=hinge_draws,
            reading_draws=reading_draws,
            workers=workers,
            accounts=chosen("account", accounts, opened.accounts),
            contentions=chosen("contention", contentions, opened.contentions),
            hinges=hinges,
            progress=progress,
        )
    if as_json:
        say_json(judgement.as_json())
    else:
        click.echo(judgement.text(terminal_width(), colour=colour), color=colour)
