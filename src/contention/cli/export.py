"""`contention export`: an account's map or model in the format of another tool."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contention.api.case import Case
from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import chosen, json_option, seed_option
from contention.cli.output import STREAM, check_output, out_option, say, say_json, write_output
from contention.exchange.formats import MAP_FORMATS, MODEL_FORMATS
from contention.exchange.missing import MissingPackageError
from contention.exchange.report_text import report_text

if TYPE_CHECKING:
    from contention.exchange.exported import Exported


@click.command()
@case_argument
@click.option("--account", required=True, help="Account that is exported.")
@click.option("--format", "form", required=True, type=click.Choice((*MAP_FORMATS, *MODEL_FORMATS)),
              help="Format: xmile, mdl and python are models, the others maps.")  # fmt: skip
@out_option("File to write, or - for the standard output.")
@click.option("--scenario", default="", help="Models: the scenario that it is set to.")
@click.option("--draw", type=click.IntRange(0, 10**9), default=None,
              help="Models: the draw whose numbers it has (default: medians).")  # fmt: skip
@seed_option
@json_option
def command(
    case: Path, account: str, form: str, out: Path | None, scenario: str, draw: int | None,
    seed: int, as_json: bool,
) -> None:  # fmt: skip
    """Write an account's map or model for another tool, and say what the file cannot hold.

    `docs/exchange.md` has the formats and what survives a round trip.
    """
    if out is None:
        raise click.UsageError("give an output file (--out FILE)")
    opened = open_case(case, as_json=as_json)
    check_output(out, opened, as_json=as_json)
    (account,) = chosen("account", (account,), opened.accounts)
    if scenario:
        (scenario,) = chosen("scenario", (scenario,), opened.scenarios)
    made = _made(opened, account, form, scenario, draw, seed)
    write_output(made.content, out)
    if as_json:
        say_json({"file": str(out), "format": form, **made.report.as_json()})
        return
    if out != STREAM:
        say(f"{out} written")
    say(report_text(made.report), err=out == STREAM)


def _made(
    opened: Case, account: str, form: str, scenario: str, draw: int | None, seed: int
) -> "Exported":
    try:
        if form in MAP_FORMATS:
            return opened.account(account).map().export(form)
        return opened.account(account).export_model(form, scenario=scenario, draw=draw, seed=seed)
    except (MissingPackageError, ValueError) as error:
        raise click.ClickException(str(error)) from None
