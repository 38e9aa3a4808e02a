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
    from contention.judge.carried import Carried, Wanted
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
    from contention.judge.carried import Wanted
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
            reading_draws=0,
            progress=progress,
        )
    apart = judgement.draws if uncertain else 0
    wanted = Wanted(judgement.hinge_draws, seed, budget, numbers, shapley, workers, apart)
    found = _carried(opened, judgement, wanted)
    if as_json:
        say_json(sets_json(opened, judgement, found))
    else:
        text = sets_text(opened, judgement, found, terminal_width(), colour=colour)
        click.echo(text, color=colour)


def _carried(case: Case, judgement: Judgement, wanted: Wanted) -> list[Carried]:
    """What every verdict turns on, in the draws of its hinges."""
    from contention.judge.carried import carried

    found = []
    for verdict in judgement.verdicts:
        with progress_on_stderr(verdict.account) as progress:
            found.append(carried(case, verdict, wanted, partial(_show, progress, wanted.budget)))
    return found


def _show(progress: Callable[[int, int], None], budget: int, runs: int) -> None:
    progress(min(runs, budget), max(budget, 1))
