"""`contention hinges`: what a verdict turns on, one claim at a time and several together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from contention.case.values import Case
    from contention.judge.sets import Sets
    from contention.judge.values import Judgement


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
    workers: int,
    colour: bool,
    as_json: bool,
) -> None:
    """Say what a verdict turns on.

    Prints, for every account, the single claims that matter, the smallest sets of claims whose
    removal overturns the verdict, the smallest set that carries it with everything else taken
    out, and which claims are redundant or carry it only together. Every claim leads to its
    sentence.
    """
    opened = open_case(case, as_json=as_json)
    from contention.judge.judge import judge
    from contention.show.sets_text import sets_json, sets_text

    with progress_on_stderr("judging") as progress:
        judgement = judge(
            opened,
            draws=draws,
            seed=seed,
            hinge_draws=hinge_draws,
            workers=workers,
            accounts=chosen("account", accounts, opened.accounts),
            contentions=chosen("contention", (contention,), opened.contentions),
            progress=progress,
        )
    found = _sets(opened, judgement, budget, workers)
    if as_json:
        say_json(sets_json(opened, judgement, found))
    else:
        click.echo(
            sets_text(opened, judgement, found, terminal_width(), colour=colour), color=colour
        )


def _sets(case: Case, judgement: Judgement, budget: int, workers: int) -> list[Sets]:
    """The sets of every verdict, in the draws of its hinges."""
    from contention.judge.sets import sets_of

    found = []
    for verdict in judgement.verdicts:
        with progress_on_stderr(verdict.account) as progress:
            item = sets_of(
                case,
                verdict,
                draws=judgement.hinge_draws,
                seed=judgement.seed,
                budget=budget,
                workers=workers,
                ran=partial(_show, progress, budget),
            )
        found.append(item)
    return found


def _show(progress: Callable[[int, int], None], budget: int, runs: int) -> None:
    progress(runs, max(budget, 1))
