"""`contention contest`: set accounts against each other."""

from pathlib import Path

import click

from contention.api.asking import MOST_DRAWS
from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import (
    chosen,
    colour_option,
    draws_option,
    json_option,
    progress_on_stderr,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import STREAM, check_output, out_option, say, say_json, write_output
from contention.language.dates import parse_date


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    del context, parameter
    if value is not None and parse_date(value) is None:
        raise click.BadParameter(f"“{value}” is not a date; write it as 2026-03-01")
    return value


@click.command()
@case_argument
@click.option(
    "--account", "accounts", multiple=True, help="Account to set against the others (default: all)."
)
@click.option(
    "--contention", "contentions", multiple=True, help="Contention to judge (default: all)."
)
@out_option("SVG file for the matrix of verdicts, or - for the standard output.")
@draws_option
@seed_option
@click.option(
    "--trial-draws",
    default=128,
    show_default=True,
    type=click.IntRange(16, MOST_DRAWS),
    help="Draws for each changed account (the first ones of the same draws).",
)
@click.option(
    "--budget",
    default=2400,
    show_default=True,
    type=click.IntRange(0, MOST_DRAWS),
    help="Maximum number of changed accounts to run, shared evenly by the pairs.",
)
@click.option(
    "--after",
    default=None,
    metavar="DATE",
    callback=_date,
    help="Date after which observations may be made (default: present).",
)
@workers_option
@colour_option
@json_option
def command(
    case: Path,
    accounts: tuple[str, ...],
    contentions: tuple[str, ...],
    out: Path | None,
    draws: int,
    seed: int,
    trial_draws: int,
    budget: int,
    after: str | None,
    workers: int,
    colour: bool,
    as_json: bool,
) -> None:
    """Set accounts against each other on the same contentions and draws.

    Prints every account's verdicts side by side. For each pair of accounts it prints the smallest
    changes of claims with which either would agree with the other, the claims that make the
    difference, and the observation that would best tell the two apart. Changes are searched for
    contradictions; if two accounts are named, for every difference. docs/contest.md explains it.
    """
    opened = open_case(case, as_json=as_json)
    check_output(out, opened, as_json=as_json)
    named = chosen("account", accounts, opened.accounts)
    if len(named) < 2:
        raise click.BadParameter("name two accounts at least", param_hint="--account")
    with progress_on_stderr("comparing") as progress:
        found = opened.contest(
            named,
            chosen("contention", contentions, opened.contentions),
            draws=draws,
            seed=seed,
            trial_draws=trial_draws,
            budget=budget,
            after=after,
            workers=workers,
            progress=progress,
        )
    if out is not None:
        write_output(found.svg() + "\n", out)
        if out != STREAM:
            say(f"{out} written", err=as_json)
    if as_json:
        say_json(found.as_json())
    elif out != STREAM:
        click.echo(found.text(terminal_width(), colour=colour), color=colour)
