"""`contention hinges`: which claims and numbers a verdict depends on."""

from pathlib import Path

import click

from contention.case.model_cases import of_model_files
from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import (
    accounts_option,
    budget_option,
    chosen,
    colour_option,
    draws_option,
    hinge_draws_option,
    id_option,
    json_option,
    progress_on_stderr,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say_json


@click.command()
@case_argument
@id_option("contention")
@accounts_option
@draws_option
@seed_option
@hinge_draws_option("removed set of claims")
@budget_option(2000, "sets of claims to remove, per account")
@click.option(
    "--numbers/--no-numbers",
    default=True,
    help="Also vary the numbers of factors, one at a time, and weaken claims.",
)
@click.option(
    "--uncertain/--no-uncertain",
    "uncertain",
    default=True,
    help="Also rank the uncertain numbers by influence and find a region of failure.",
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
    Of an account that is a model file: the ends of ranges, half and twice its other numbers, and
    equations that are held where they start.
    """
    opened = open_case(case, as_json=as_json)
    from contention.api.hinges import search

    if shapley and of_model_files(opened.value):
        raise click.UsageError("--shapley: a model file has no claims")
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
