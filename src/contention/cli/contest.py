"""`contention contest`: set accounts against each other."""

from pathlib import Path

import click

from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import (
    accounts_option,
    budget_option,
    chosen,
    colour_option,
    contentions_option,
    count_option,
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
@accounts_option
@contentions_option
@out_option("SVG file for the matrix of verdicts, or - for the standard output.")
@draws_option
@seed_option
@count_option("--trial-draws", 128, "Draws for each changed account: the first of --draws.")
@budget_option(2400, "changed accounts to run, shared evenly by the pairs")
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

    Prints every account's verdicts side by side and, for each pair of accounts, the smallest
    changes of claims with which either would agree with the other, the claims that make the
    difference, and the observation that would best distinguish the two. Changes are searched for
    contradictions only or, if just two accounts are given, for every difference. See
    docs/contest.md.
    """
    opened = open_case(case, as_json=as_json)
    check_output(out, opened, as_json=as_json)
    named = chosen("account", accounts, opened.accounts)
    if len(named) < 2:
        raise click.BadParameter("give at least two accounts", param_hint="--account")
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
