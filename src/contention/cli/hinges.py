"""`contention hinges`: what a verdict turns on, one claim at a time and several together."""

from pathlib import Path

import click

from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import (
    MOST_DRAWS,
    chosen,
    colour_option,
    draws_option,
    json_option,
    progress_on_stderr,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say_json


@click.command()
@case_argument
@click.option("--contention", required=True, help="Contention to look into.")
@click.option("--account", "accounts", multiple=True, help="Account to ask (default: all).")
@draws_option
@seed_option
@click.option(
    "--hinge-draws",
    default=256,
    show_default=True,
    type=click.IntRange(16, MOST_DRAWS),
    help="Draws for each set of claims that is taken out: the first of the same draws.",
)
@click.option(
    "--budget",
    default=2000,
    show_default=True,
    type=click.IntRange(0, MOST_DRAWS),
    help="Most sets of claims to run without, for each account.",
)
@click.option(
    "--numbers/--no-numbers",
    default=True,
    help="Try other numbers of factors and weaker claims (default: yes).",
)
@click.option(
    "--uncertain/--no-uncertain",
    "uncertain",
    default=True,
    help="Say which uncertain numbers decide it, and where it fails (default: yes).",
)
@click.option("--shapley", is_flag=True, help="Compute what each claim adds on average, too.")
@workers_option
@colour_option
@json_option
def command(
    case: Path,
    contention: str,
    accounts: tuple[str, ...],
    draws: int,
    seed: int,
    hinge_draws: int,
    budget: int,
    numbers: bool,
    uncertain: bool,
    shapley: bool,
    workers: int,
    colour: bool,
    as_json: bool,
) -> None:
    """Say what a verdict turns on.

    Prints, for every account, what overturns a verdict: single claims and the smallest sets of
    them; what carries it alone; other numbers and weaker claims that turn it; the uncertain numbers
    that it depends on, and where among them it fails. Every claim leads to its sentence.
    """
    opened = open_case(case, as_json=as_json)
    from contention.api.hinges import search

    with progress_on_stderr("judging") as progress:
        judgement = opened.judge(
            draws=draws,
            seed=seed,
            hinge_draws=hinge_draws,
            workers=workers,
            accounts=chosen("account", accounts, opened.accounts),
            contentions=chosen("contention", (contention,), opened.contentions),
            reading_draws=0,
            progress=progress,
        )
    found = search(
        judgement, budget=budget, numbers=numbers, shapley=shapley, uncertain=uncertain,
        workers=workers, watching=progress_on_stderr,
    )  # fmt: skip
    if as_json:
        say_json(found.as_json())
    else:
        click.echo(found.text(terminal_width(), colour=colour), color=colour)
