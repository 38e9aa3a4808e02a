"""`contention explain`: the paths behind one verdict, and one draw step by step."""

from pathlib import Path

import click

from contention.api.asking import MOST_DRAWS
from contention.api.case_loops import LOOP_DRAWS
from contention.cli.case_argument import case_argument, open_case, with_measured
from contention.cli.options import (
    chosen,
    draws_option,
    id_option,
    json_option,
    measured_option,
    progress_on_stderr,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say, say_json


@click.command()
@case_argument
@id_option("contention")
@id_option("account")
@click.option(
    "--draw",
    default=0,
    show_default=True,
    type=click.IntRange(0, MOST_DRAWS - 1),
    help="Draw to show step by step.",
)
@click.option(
    "--loops",
    is_flag=True,
    help="Also show which loops drive what the contention looks at, and when.",
)
@draws_option
@seed_option
@measured_option
@workers_option
@json_option
def command(
    case: Path,
    contention: str,
    account: str,
    draw: int,
    loops: bool,
    draws: int,
    seed: int,
    measured: bool,
    workers: int,
    as_json: bool,
) -> None:
    """Explain one verdict.

    Prints the paths from lever to outcome with the claims behind every link and the verdict without
    each claim, then one draw: the sampled strengths, and how the factors on the paths
    develop in the compared scenarios. With --loops also the feedback loops that drive the outcomes:
    their claims, their shares over time, and how often each is the largest, in the draw and the 63
    after it.
    """
    opened = with_measured(open_case(case, as_json=as_json), wanted=measured)
    chosen("contention", (contention,), opened.contentions)
    chosen("account", (account,), opened.accounts)
    with progress_on_stderr("judging") as progress:
        explanation = opened.explain(
            contention,
            account,
            draw,
            draws=draws,
            seed=seed,
            loop_draws=LOOP_DRAWS if loops else 0,
            workers=workers,
            progress=progress,
        )
    if as_json:
        say_json(explanation.as_json())
    else:
        say(explanation.text(terminal_width()))
