"""`contention simulate`: a model of another tool's file, run as it is."""

from pathlib import Path

import click

from contention.api.simulating import Simulation, simulate
from contention.case.problem import CaseError, Place, Problem
from contention.cli.case_argument import refuse
from contention.cli.options import json_option, seed_option
from contention.cli.output import STREAM, out_option, say, say_json, write_output

MOST_NAMED = 5
"""variables that a warning names"""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@out_option("CSV file to write, or - for the standard output.")
@click.option(
    "--compare/--no-compare",
    default=True,
    show_default=True,
    help="Whether PySD and pysimlin, if installed, read the file too, to say where they differ.",
)
@seed_option
@json_option
def command(file: Path, out: Path | None, compare: bool, seed: int, as_json: bool) -> None:
    """Run a Vensim or XMILE model and write the courses of its variables.

    The table has a column `time` and one for each variable, named as in the file; `docs/models.md`
    has the details, and what is refused.
    """
    if out is None:
        raise click.UsageError("give an output file (--out FILE)")
    try:
        found = simulate(file, seed=seed, compare=compare)
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
    except ValueError as error:
        refuse((Problem(Place(str(file)), str(error)),), as_json=as_json)
    write_output(found.csv(), out)
    quiet = out == STREAM
    if as_json and not quiet:
        say_json(_as_json(found, out))
        return
    for sentence in found.readings:
        say(f"note: {sentence}", err=True)
    if found.astray:
        say(f"warning: {_astray(found)}", err=True)
    if not quiet:
        say(f"{out} written: {len(found.variables)} variables, {len(found.times)} times")


def _as_json(found: Simulation, out: Path) -> dict[str, object]:
    return {
        "file": str(out),
        "variables": list(found.variables),
        "times": len(found.times),
        "readings": list(found.readings),
        "not_finite": dict(found.astray),
    }


def _astray(found: Simulation) -> str:
    named = [f"{label} (from {time:g})" for label, time in list(found.astray.items())[:MOST_NAMED]]
    more = f" and {len(found.astray) - MOST_NAMED} more" if len(found.astray) > MOST_NAMED else ""
    return f"not a finite number: {', '.join(named)}{more}"
