"""`contention levers`: what could be done about an outcome."""

from pathlib import Path
from typing import Literal

import click

from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import (
    accounts_option,
    chosen,
    colour_option,
    draws_option,
    fit_option,
    json_option,
    progress_on_stderr,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say_json


@click.command()
@case_argument
@click.option("--outcome", required=True, metavar="FACTOR", help="Factor to move.")
@click.option(
    "--direction",
    default=None,
    type=click.Choice(["lower", "higher"]),
    help="Whether the outcome should be lower or higher (default: rank by size alone).",
)
@accounts_option
@click.option(
    "--measure",
    default="end",
    show_default=True,
    type=click.Choice(["end", "mean"]),
    help="Whether its value at the end or its mean since present counts.",
)
@click.option(
    "--baseline",
    default=None,
    metavar="SCENARIO",
    help="Scenario to compare with (default: the first one without actions).",
)
@click.option(
    "--budget",
    default=None,
    type=click.FloatRange(min=0, min_open=True),
    help="Total budget, in the unit of the costs (default: that of evidence.yaml).",
)
@fit_option
@draws_option
@seed_option
@workers_option
@colour_option
@json_option
def command(
    case: Path,
    outcome: str,
    direction: Literal["lower", "higher"] | None,
    accounts: tuple[str, ...],
    measure: Literal["end", "mean"],
    baseline: str | None,
    budget: float | None,
    fit: bool,
    draws: int,
    seed: int,
    workers: int,
    colour: bool,
    as_json: bool,
) -> None:
    """Rank the scenarios and demands of a case by their effect on one outcome.

    Prints for every account which levers move the outcome, how far and on what grounds, which
    demands have no lever, which pairs help or hinder each other, and the best mix of scenarios
    under a budget if evidence.yaml gives costs. See docs/levers.md.
    """
    opened = open_case(case, as_json=as_json)
    (outcome,) = chosen("factor", (outcome,), opened.factors, option="--outcome")
    if opened.factors[outcome].kind == "input":
        message = f"“{outcome}” is an input: scenarios set it, and nothing else acts on it"
        raise click.BadParameter(message, param_hint="--outcome")
    if baseline is not None:
        (baseline,) = chosen("scenario", (baseline,), opened.scenarios, option="--baseline")
    with progress_on_stderr("comparing") as progress:
        found = opened.levers(
            outcome,
            direction,
            chosen("account", accounts, opened.accounts),
            measure=measure,
            baseline=baseline,
            budget=budget,
            fit=fit,
            draws=draws,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    if as_json:
        say_json(found.as_json())
    else:
        click.echo(found.text(terminal_width(), colour=colour), color=colour)
