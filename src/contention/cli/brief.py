"""`contention brief`: what a person who decides needs to know, on one page."""

from __future__ import annotations

from pathlib import Path

import click

from contention.cli.case_argument import case_argument, open_case, with_measured
from contention.cli.options import (
    accounts_option,
    chosen,
    draws_option,
    json_option,
    measured_option,
    progress_on_stderr,
    seed_option,
    workers_option,
)
from contention.cli.output import STREAM, check_output, out_option, say, say_json, write_output


@click.command()
@case_argument
@out_option("File to write, or - for the standard output.", default="brief.html")
@click.option(
    "--contention",
    "contentions",
    multiple=True,
    metavar="ID",
    help="Contention to show; up to three times (default: `main` of case.yaml, else the first).",
)
@accounts_option
@draws_option
@seed_option
@click.option(
    "--quick",
    is_flag=True,
    help="Do not look for sets of claims and modelling choices that change the answers.",
)
@click.option("--report", default="", metavar="ADDRESS", help="Address of the report, to link it.")
@measured_option
@workers_option
@json_option
def command(
    case: Path,
    out: Path,
    contentions: tuple[str, ...],
    accounts: tuple[str, ...],
    draws: int,
    seed: int,
    quick: bool,
    report: str,
    measured: bool,
    workers: int,
    as_json: bool,
) -> None:
    """Write a brief: one HTML page that prints on one or two sheets of A4.

    It has the answer to the main question of the case, a chart, the sentences on which each side
    hinges, what data say, and what would change the answer. It prints from any browser.
    """
    from contention.show.brief.main_question import main_question

    opened = with_measured(open_case(case, as_json=as_json), wanted=measured)
    check_output(out, opened, as_json=as_json)
    named = chosen("contention", contentions, opened.contentions) if contentions else None
    asked = chosen("account", accounts, opened.accounts)
    try:
        wanted = main_question(opened.value, named).contentions
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    with progress_on_stderr("judging") as progress:
        judgement = opened.judge(
            draws=draws, seed=seed, accounts=asked, contentions=wanted, workers=workers,
            progress=progress,
        )  # fmt: skip
    with progress_on_stderr("what would change it") as progress:
        html = judgement.brief_html(
            named, thorough=not quick, report=report, workers=workers, progress=progress
        )
    write_output(html, out)
    if as_json:
        said = {"brief": str(out), "draws": draws, "seed": seed, "accounts": list(asked)}
        say_json({"case": opened.id, **said, "contentions": list(wanted)})
    else:
        say(f"{out}: {', '.join(wanted)}", err=out == STREAM)
