"""`contention judge`: test every contention against every account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from contention.api.chunks import MOST_CHUNKED_DRAWS, Chunks
from contention.case.model_cases import of_model_files
from contention.cli.case_argument import case_argument, open_case, with_measured
from contention.cli.chunk_options import check_draws, chunk_faults_said, chunk_options
from contention.cli.options import (
    accounts_option,
    chosen,
    colour_option,
    contentions_option,
    fit_option,
    hinge_options,
    json_option,
    measured_option,
    progress_on_stderr,
    reading_option,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say_json

if TYPE_CHECKING:
    from contention.api.case import Case
    from contention.api.evidence import Evidence
    from contention.api.hinges import Carriers
    from contention.api.judgement import Judgement

FORECAST_DRAWS = 256
"""draws of forecasts from the words alone"""


@click.command()
@case_argument
@accounts_option
@contentions_option
@click.option(
    "--draws",
    default=2000,
    show_default=True,
    type=click.IntRange(16, MOST_CHUNKED_DRAWS),
    help="Number of Monte Carlo draws (above 1,000,000 with --run-folder only).",
)
@seed_option
@hinge_options
@reading_option
@measured_option
@fit_option
@workers_option
@chunk_options
@colour_option
@json_option
def command(
    case: Path,
    accounts: tuple[str, ...],
    contentions: tuple[str, ...],
    draws: int,
    seed: int,
    hinge_draws: int,
    hinges: bool,
    reading_draws: int,
    measured: bool,
    fit: bool,
    workers: int,
    chunks: Chunks | None,
    colour: bool,
    as_json: bool,
) -> None:
    """Judge contentions by Monte Carlo simulation of the accounts.

    Prints the verdict of each account on each contention with its support, its margin and the
    claims it needs, and its hinges: the claims whose removal changes it most, or the parameters
    and equations of a model file. See docs/judging.md, and docs/scale.md for --run-folder.
    """
    check_draws(draws, chunks, fit=fit)
    opened = with_measured(open_case(case, as_json=as_json), wanted=measured)
    named = chosen("account", accounts, opened.accounts)
    with progress_on_stderr("judging") as progress, chunk_faults_said(chunks, as_json=as_json):
        judgement = opened.judge(
            draws=draws,
            seed=seed,
            hinge_draws=hinge_draws,
            reading_draws=reading_draws,
            workers=workers,
            accounts=named,
            contentions=chosen("contention", contentions, opened.contentions),
            hinges=hinges,
            chunks=chunks,
            progress=progress,
        )
    settings = JudgeOptions(draws if fit else FORECAST_DRAWS, seed, workers, fit)
    observed = _observed(opened, named, settings)
    carriers = of_models(judgement, workers) if hinges and chunks is None else None
    _say(judgement, carriers, observed, fit, colour=colour, as_json=as_json)


class JudgeOptions(NamedTuple):
    """How accounts are compared with what was observed."""

    draws: int
    seed: int
    workers: int
    fit: bool


def _observed(opened: Case, accounts: tuple[str, ...], settings: JudgeOptions) -> Evidence | None:
    """How the accounts compare with data; None if no factor is observed."""
    if not opened.value.evidence.observations:
        return None
    with progress_on_stderr("comparing") as progress:
        return opened.evidence(
            "accounts", accounts=accounts, progress=progress, **settings._asdict()
        )


def of_models(judgement: Judgement, workers: int) -> Carriers | None:
    """The parameters and equations that verdicts on model files turn on; None for claims."""
    if not of_model_files(judgement.case.value) or not judgement.verdicts:
        return None
    from contention.api.hinges import search

    return search(judgement, workers=workers, watching=progress_on_stderr)


def _say(
    judgement: Judgement,
    carriers: Carriers | None,
    observed: Evidence | None,
    fit: bool,
    *,
    colour: bool,
    as_json: bool,
) -> None:
    if as_json:
        found = judgement.as_json(carriers)
        if observed is not None:
            found["observed"] = observed.as_json()["accounts"]
        say_json(found)
        return
    width = terminal_width()
    click.echo(judgement.text(width, colour=colour, carriers=carriers), color=colour)
    if observed is not None and fit:
        click.echo("\n" + observed.text(width, colour=colour), color=colour)
    elif observed is not None and observed.worse:
        click.echo("\n" + click.wrap_text(observed.worse, width))
