"""`contention export`: a map, a model, coded texts or results in another tool's format."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contention.api.asking import MOST_DRAWS
from contention.api.case import Case
from contention.api.texts import export_texts
from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import chosen, json_option, seed_option, workers_option
from contention.cli.output import STREAM, check_output, out_option, say, say_json, write_output
from contention.exchange.formats import MAP_FORMATS, MODEL_FORMATS, RESULT_FORMATS
from contention.exchange.missing import MissingPackageError
from contention.exchange.report_text import report_text
from contention.exchange.texts.formats import WRITTEN

if TYPE_CHECKING:
    from contention.exchange.exported import Exported

MOST_LISTED = 20
"""accounts that are listed where one is to be chosen"""
FORMATS = (*MAP_FORMATS, *MODEL_FORMATS, *WRITTEN, *RESULT_FORMATS)


@dataclass(frozen=True)
class _Asked:
    """The options apart from the format and the file."""

    what: str
    accounts: tuple[str, ...]
    contentions: tuple[str, ...]
    scenarios: tuple[str, ...]
    factors: tuple[str, ...]
    draws: int | None
    draw: int | None
    points: int
    dpi: int
    whole: bool
    fit: bool
    seed: int
    workers: int


@click.command()
@case_argument
@click.option("--format", "form", type=click.Choice(FORMATS),
              help=f"Format: xmile, mdl and python are models; {', '.join(WRITTEN)} hold the coded "
              "texts of the whole case; parquet, arrow, arviz, vega-lite, svg, png and pdf hold "
              "results; the others are maps.")  # fmt: skip
@click.option("--what", default="", metavar="NAME",
              help="Results: the table or figure (default: verdicts).")  # fmt: skip
@out_option("File to write, or - for the standard output.")
@click.option("--account", "accounts", multiple=True,
              help="Account to export; results may be of several (default: all).")  # fmt: skip
@click.option("--contention", "contentions", multiple=True,
              help="Results: contention (default: all).")  # fmt: skip
@click.option("--scenario", "scenarios", multiple=True,
              help="Models: the scenario it is set to. Results: those of courses.")  # fmt: skip
@click.option("--factor", "factors", multiple=True,
              help="Results: factor whose courses are exported (default: all).")  # fmt: skip
@click.option("--draws", type=click.IntRange(1, MOST_DRAWS), default=None,
              help="Results: number of draws (default: 2000, of courses 512).")  # fmt: skip
@click.option("--draw", type=click.IntRange(0, 10**9), default=None,
              help="Models: the draw whose numbers it has (default: medians).")  # fmt: skip
@click.option("--points", default=60, show_default=True, type=click.IntRange(2, 5000),
              help="Results: approximate number of times in courses.")  # fmt: skip
@click.option("--dpi", default=192, show_default=True, type=click.IntRange(24, 1200),
              help="PNG: dots per inch.")  # fmt: skip
@click.option("--whole", is_flag=True, help="Figure of a map: draw all of a large map.")
@click.option("--fit", is_flag=True,
              help="Forecasts, ArviZ data: fit accounts to what is observed.")  # fmt: skip
@seed_option
@workers_option
@json_option
def command(case: Path, form: str | None, out: Path | None, as_json: bool, **options: Any) -> None:
    """Write a map, a model, coded texts or results for another tool; say what they cannot hold.

    `docs/exchange.md` has the formats and what survives a round trip, `docs/results.md` the tables
    and figures of results.
    """
    if form is None:
        raise click.UsageError("give a format (--format NAME; --help lists them)")
    if out is None:
        raise click.UsageError("give an output file (--out FILE)")
    opened = open_case(case, as_json=as_json)
    check_output(out, opened, as_json=as_json)
    made = _made(opened, form, _checked(opened, _Asked(**options)))
    write_output(made.content, out)
    if as_json:
        say_json({"file": str(out), "format": form, **made.report.as_json()})
        return
    if out != STREAM:
        say(f"{out} written")
    say(report_text(made.report), err=out == STREAM)


def _checked(case: Case, asked: _Asked) -> _Asked:
    """The options, once every id in them is known."""
    chosen("account", asked.accounts, case.accounts)
    chosen("contention", asked.contentions, case.contentions)
    chosen("scenario", asked.scenarios, case.scenarios)
    chosen("factor", asked.factors, case.factors)
    return asked


def _made(case: Case, form: str, asked: _Asked) -> "Exported":
    try:
        if form in RESULT_FORMATS:
            return _results(case, form, asked)
        if asked.what:
            raise click.UsageError(f"--what is for results: {form} has no tables or figures")
        if form in WRITTEN:
            return export_texts(case, form)
        account = case.account(_one("account", asked.accounts, case.accounts))
        if form in MAP_FORMATS:
            return account.map().export(form)
        scenario = _one("scenario", asked.scenarios, case.scenarios) if asked.scenarios else ""
        return account.export_model(form, scenario=scenario, draw=asked.draw, seed=asked.seed)
    except (MissingPackageError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except KeyError as error:
        raise click.BadParameter(error.args[0], param_hint="--what") from None


def _results(case: Case, form: str, asked: _Asked) -> "Exported":
    return case.export(
        form, asked.what, accounts=asked.accounts or None, contentions=asked.contentions or None,
        scenarios=asked.scenarios or None, factors=asked.factors or None, draws=asked.draws,
        seed=asked.seed, points=asked.points, dpi=asked.dpi, whole=asked.whole, fit=asked.fit,
        workers=asked.workers,
    )  # fmt: skip


def _one(noun: str, ids: tuple[str, ...], known: Collection[str]) -> str:
    """The one that is named; or the only one there is."""
    if len(ids) == 1:
        return ids[0]
    if not ids and len(known) == 1:
        return next(iter(known))
    shown = ", ".join(list(known)[:MOST_LISTED])
    more = f" and {len(known) - MOST_LISTED} more" if len(known) > MOST_LISTED else ""
    listed = f"{noun}s here: {shown}{more}" if known else f"the case has no {noun}"
    raise click.UsageError(f"give one --{noun}: maps and models are of one ({listed})")
