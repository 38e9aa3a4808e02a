"""`contention schema`: the case format as JSON Schema."""

import click

from contention.case.schema.files import FILES, file_schema, whole_schema
from contention.cli.options import json_option
from contention.cli.output import say_json


@click.command()
@click.option(
    "--file",
    "name",
    type=click.Choice(list(FILES)),
    help="Print only the schema of this file (default: one object for all files).",
)
@json_option
def command(name: str | None, as_json: bool) -> None:
    """Print the JSON Schema of the case files.

    Editors can check a file as you type: write the output of
    `contention schema --file factors` to a file and name it in the first line of factors.yaml,
    `# yaml-language-server: $schema=factors.schema.json`.
    """
    del as_json  # JSON is all that it prints
    schema = file_schema(name) if name else whole_schema()
    say_json(schema, indent=2)
