"""`contention robustness`: rejudge a case under alternative modelling choices."""

from pathlib import Path

import click

from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import (
    accounts_option,
    chosen,
    colour_option,
    contentions_option,
    count_option,
    json_option,
    progress_on_stderr,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say_json


@click.command()
@case_argument
@accounts_option
@contentions_option
@count_option("--draws", 512, "Number of Monte Carlo draws per choice.")
@seed_option
@workers_option
@colour_option
@json_option
def command(
    case: Path,
    accounts: tuple[str, ...],
    contentions: tuple[str, ...],
    draws: int,
    seed: int,
    workers: int,
    colour: bool,
    as_json: bool,
) -> None:
    """Judge a case under alternative modelling choices (robustness analysis).

    Prints, for every verdict that follows, whether it still holds with other strengths, spreads,
    saturation limits, times, ends, levers, thresholds, weights of hedged claims, rates of factors
    and draws. The choices are explained in docs/judging.md.
    """
    opened = open_case(case, as_json=as_json)
    with progress_on_stderr("judging") as progress:
        found = opened.robustness(
            draws=draws,
            seed=seed,
            workers=workers,
            accounts=chosen("account", accounts, opened.accounts),
            contentions=chosen("contention", contentions, opened.contentions),
            progress=progress,
        )
    if as_json:
        say_json(found.as_json())
    else:
        click.echo(found.text(terminal_width(), colour=colour), color=colour)
