"""`contention hinges`: which claims and numbers a verdict depends on."""

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
from contention.cli.output import say_json


@click.command()
@case_argument
@click.option("--contention", required=True, help="Contention to analyse.")
@click.option("--account", "accounts", multiple=True, help="Account to analyse (default: all).")
@draws_option
@seed_option
@click.option(
    "--hinge-draws",
    default=256,
    show_default=True,
    type=click.IntRange(16, MOST_DRAWS),
    help="Draws for each removed set of claims (the first ones of --draws).",
)
@click.option(
    "--budget",
    default=2000,
    show_default=True,
    type=click.IntRange(0, MOST_DRAWS),
    help="Maximum number of claim sets to remove, per account.",
)
@click.option(
    "--numbers/--no-numbers",
    default=True,
    help="Vary the numbers of factors and weaken claims.",
)
@click.option(
    "--uncertain/--no-uncertain",
    "uncertain",
    default=True,
    help="Rank the uncertain numbers by influence and find the region of failure.",
)
@click.option(
    "--shapley",
    is_flag=True,
    help="Also compute Shapley values: the average contribution of each claim.",
)
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
    """Find what a verdict depends on (sensitivity analysis).

    Prints for every account the single claims and minimal sets of claims whose removal overturns
    the verdict, the claims that carry it alone, the numbers and weaker claims that would change it,
    and the uncertain numbers that it is most sensitive to. Every claim is shown with its sentence.
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
