"""`contention export`: an account's map in the format of another tool."""

from pathlib import Path

import click

from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import chosen, json_option
from contention.cli.output import STREAM, check_output, out_option, say, say_json, write_output
from contention.exchange.formats import MAP_FORMATS
from contention.exchange.missing import MissingPackageError
from contention.exchange.report_text import report_text


@click.command()
@case_argument
@click.option("--account", required=True, help="Account whose map is exported.")
@click.option("--format", "form", required=True, type=click.Choice(tuple(MAP_FORMATS)),
              help="Format of the file.")  # fmt: skip
@out_option("File to write, or - for the standard output.")
@json_option
def command(case: Path, account: str, form: str, out: Path | None, as_json: bool) -> None:
    """Write an account's map for another tool, and say what the file cannot hold.

    `docs/exchange.md` has the formats and what survives a round trip.
    """
    if out is None:
        raise click.UsageError(f"give an output file (--out map{MAP_FORMATS[form].suffix})")
    opened = open_case(case, as_json=as_json)
    check_output(out, opened, as_json=as_json)
    (account,) = chosen("account", (account,), opened.accounts)
    try:
        made = opened.account(account).map().export(form)
    except MissingPackageError as error:
        raise click.ClickException(str(error)) from None
    write_output(made.content, out)
    if as_json:
        say_json({"file": str(out), "format": form, **made.report.as_json()})
        return
    if out != STREAM:
        say(f"{out} written")
    say(report_text(made.report), err=out == STREAM)
