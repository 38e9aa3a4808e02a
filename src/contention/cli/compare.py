"""`contention compare`: two accounts of a case, or two texts, side by side."""

from pathlib import Path

import click

from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import (
    chosen,
    draws_option,
    json_option,
    progress_on_stderr,
    seed_option,
    terminal_width,
    workers_option,
)
from contention.cli.output import say, say_json


@click.command()
@case_argument
@click.option("--accounts", nargs=2, metavar="FIRST SECOND", help="Two accounts to compare.")
@click.option("--documents", nargs=2, metavar="FIRST SECOND", help="Two texts to compare.")
@draws_option
@seed_option
@workers_option
@json_option
def command(
    case: Path,
    accounts: tuple[str, str] | None,
    documents: tuple[str, str] | None,
    draws: int,
    seed: int,
    workers: int,
    as_json: bool,
) -> None:
    """Compare two accounts of a case, or two texts.

    Prints the verdicts that differ, with the claims they hinge on, and every pair of factors that
    either speaks about: kept, strengthened, weakened, reversed, dropped or new. Of texts, the
    claims of their authors, the verdicts of the accounts made of one text alone, and the figures
    are compared. Both sides are judged with the same draws.
    """
    if (accounts is None) == (documents is None):
        raise click.UsageError("Give --accounts FIRST SECOND or --documents FIRST SECOND.")
    opened = open_case(case, as_json=as_json)
    if accounts is not None:
        asked = chosen("account", accounts, opened.accounts, option="--accounts")
    else:
        asked = chosen("document", documents or (), opened.documents, option="--documents")
    if len(asked) < 2:
        raise click.UsageError(f"These are the same: {asked[0]}. Give two different ones.")
    with progress_on_stderr("comparing") as progress:
        found = opened.compare(
            accounts=accounts,
            documents=documents,
            draws=draws,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    if as_json:
        say_json(found.as_json())
    else:
        say(found.text(terminal_width()))
