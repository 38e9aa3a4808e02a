"""`contention data`: which data of a case are there, and what they cover."""

from pathlib import Path

import click

from contention.case.problem import CaseError
from contention.cli.case_argument import case_argument, open_case, refuse, say_problems
from contention.cli.options import colour_option, json_option, terminal_width
from contention.cli.output import say_json


@click.command()
@case_argument
@click.option(
    "--folder",
    default=None,
    type=click.Path(path_type=Path),
    help="Folder with the data files; remembered for this case.",
)
@colour_option
@json_option
def command(case: Path, folder: Path | None, colour: bool, as_json: bool) -> None:
    """List the data of a case: what is available, what it covers, and where to get the rest.

    Files that the case does not carry are looked up in the folder, by their names in evidence.yaml.
    Only the folder's path is stored, in the folder .contention of the case, which git ignores.
    """
    opened = open_case(case, as_json=as_json)
    try:
        found = opened.data(folder)
    except CaseError as error:
        refuse(error.problems, case, as_json=as_json)
    if as_json:
        say_json(found.as_json())
        return
    click.echo(found.text(terminal_width(), colour=colour), color=colour)
    say_problems(found.problems, case, err=True)
