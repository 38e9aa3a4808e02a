"""`contention report`: a judged case as one HTML file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contention.case.model_cases import of_model_files
from contention.cli.case_argument import case_argument, open_case, with_measured
from contention.cli.options import (
    accounts_option,
    chosen,
    count_option,
    draws_option,
    fit_option,
    hinge_options,
    json_option,
    measured_option,
    progress_on_stderr,
    reading_option,
    seed_option,
    workers_option,
)
from contention.cli.output import STREAM, check_output, out_option, say, say_json, write_output

if TYPE_CHECKING:
    from contention.api.case import Case
    from contention.api.hinges import Carriers
    from contention.api.judgement import Judgement
    from contention.api.robustness import Robustness

ALL = "all"


@click.command()
@case_argument
@out_option("File to write, or - for the standard output.", default="report.html")
@accounts_option
@draws_option
@count_option("--course-draws", 256, "Draws for the fan charts.", most=100_000)
@seed_option
@hinge_options
@reading_option
@click.option(
    "--robustness",
    "robust",
    is_flag=True,
    help="Also rejudge under alternative modelling choices (takes minutes).",
)
@click.option(
    "--full-hinges",
    "full",
    multiple=True,
    metavar="CONTENTION",
    help="Include the output of `hinges` for this contention, or `all` (takes minutes).",
)
@click.option(
    "--full",
    "unfolded",
    is_flag=True,
    help="Unfold all parts, so that everything is printed.",
)
@measured_option
@fit_option
@workers_option
@json_option
def command(
    case: Path,
    out: Path,
    accounts: tuple[str, ...],
    draws: int,
    course_draws: int,
    seed: int,
    hinge_draws: int,
    hinges: bool,
    reading_draws: int,
    robust: bool,
    full: tuple[str, ...],
    unfolded: bool,
    measured: bool,
    fit: bool,
    workers: int,
    as_json: bool,
) -> None:
    """Judge a case and write a self-contained HTML report."""
    opened = with_measured(open_case(case, as_json=as_json), wanted=measured)
    check_output(out, opened, as_json=as_json)
    full = _known(full, opened, by_default=hinges)
    named = chosen("account", accounts, opened.accounts)
    with progress_on_stderr("judging") as progress:
        judgement = opened.judge(
            draws=draws, seed=seed, hinge_draws=hinge_draws, hinges=hinges,
            reading_draws=reading_draws, workers=workers, accounts=named, progress=progress,
        )  # fmt: skip
    survived = _robustness(opened, judgement, named, workers) if robust else None
    carriers = _full_hinges(judgement, full, workers) if full else None
    with progress_on_stderr("drawing") as progress:
        html = judgement.report_html(
            course_draws=course_draws, robustness=survived, carriers=carriers, fit=fit,
            full=unfolded, workers=workers, progress=progress,
        )  # fmt: skip
    write_output(html, out)
    if as_json:
        said = {"report": str(out), "accounts": list(named), "draws": draws, "seed": seed}
        say_json({**said, **_summed(opened, judgement)})
    else:
        say(f"{out}: {_listed(judgement)}", err=out == STREAM)


def _summed(opened: Case, judgement: Judgement) -> dict[str, object]:
    return {
        "case": opened.id,
        "contentions": len(opened.contentions),
        "verdicts": dict(_counts(judgement)),
    }


def _listed(judgement: Judgement) -> str:
    counts = _counts(judgement).items()
    return ", ".join(f"{number} {word}" for word, number in counts) or NOTHING


def _counts(judgement: Judgement) -> Counter[str]:
    return Counter(verdict.word for verdict in judgement)


NOTHING = "the case has no contentions, so nothing was judged: add one to contentions.yaml"


def _known(full: tuple[str, ...], case: Case, *, by_default: bool) -> tuple[str, ...]:
    """The contentions for which all hinges are wanted."""
    by_default = by_default and of_model_files(case.value)  # which have no other hinges
    if (ALL in full and ALL not in case.contentions) or (by_default and not full):
        return tuple(case.contentions)
    return chosen("contention", full, case.contentions, option="--full-hinges") if full else ()


def _full_hinges(judgement: Judgement, contentions: tuple[str, ...], workers: int) -> Carriers:
    from contention.api.hinges import search

    of_claims = not of_model_files(judgement.case.value)
    return search(
        judgement, shapley=of_claims, contentions=contentions, workers=workers,
        watching=progress_on_stderr,
    )  # fmt: skip


def _robustness(
    case: Case, judgement: Judgement, accounts: tuple[str, ...], workers: int
) -> Robustness:
    from contention.api.case_pages import ROBUST_DRAWS

    with progress_on_stderr("other choices") as progress:
        return case.robustness(
            accounts,
            draws=min(judgement.value.draws, ROBUST_DRAWS),
            seed=judgement.value.seed,
            workers=workers,
            progress=progress,
        )
