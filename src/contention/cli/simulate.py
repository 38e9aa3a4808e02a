"""`contention simulate`: a model of another tool's file, run as it is."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from contention.api.model_loops import ModelLoops, model_loops
from contention.api.simulating import Simulation, check_units, simulate
from contention.case.articles import counted
from contention.case.problem import CaseError, Place, Problem
from contention.cli.case_argument import refuse
from contention.cli.options import json_option, seed_option
from contention.cli.output import STREAM, out_option, say, say_json, write_output
from contention.stockflow.units.unit_check import UnitReport, told

MOST_NAMED = 5
"""variables that a warning names"""
MOST_LISTED = 20
"""loops that are listed; the file has all"""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@out_option("CSV file to write, or - for the standard output.")
@click.option(
    "--compare/--no-compare",
    default=True,
    show_default=True,
    help="Whether PySD and pysimlin, if installed, read the file too, to say where they differ.",
)
@click.option(
    "--loops",
    default=None,
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="CSV file to write, or -: how much each feedback loop drives the model over time.",
)
@click.option("--units", is_flag=True, help="Check units, and say where they do not match.")
@click.option(
    "--data",
    multiple=True,
    metavar="TABLE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV, TSV or XLSX with values of variables that have no equation; can be repeated.",
)
@seed_option
@json_option
def command(
    file: Path, out: Path | None, compare: bool, loops: Path | None, units: bool,
    data: tuple[Path, ...], seed: int, as_json: bool,
) -> None:  # fmt: skip
    """Run a Vensim or XMILE model and write the courses of its variables.

    The table has a column `time` and one for each variable, named as in the file; `docs/models.md`
    has the details, and what is refused. With --loops, every loop has a column with its relative
    score (`docs/loops.md`), and the loops are listed, the largest mean share first. With --units,
    every place at which units do not match is listed, by itself or with the rest.
    """
    _check_files(file, out, loops, units=units)
    try:
        checked = check_units(file, data=data) if units else None
        found = None if out is None else simulate(file, seed=seed, compare=compare, data=data)
        scored = None
        if loops is not None:
            scored = model_loops(file, seed=seed, compare=compare and found is None, data=data)
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
    except ValueError as error:
        refuse((Problem(Place(str(file)), str(error)),), as_json=as_json)
    if found is not None and out is not None:
        write_output(found.csv(), out)
    if scored is not None and loops is not None:
        write_output(scored.csv(), loops)
    if as_json and STREAM not in (out, loops):
        say_json(_as_json(found, out, scored, loops) | _units_json(checked))
        return
    _tell(found, out, scored, loops)
    for line in told(checked) if checked else ():
        say(line, err=STREAM in (out, loops))


def _units_json(checked: UnitReport | None) -> dict[str, object]:
    if checked is None:
        return {}
    return {"units": {
        "notes": [each.as_json() for each in checked.notes],
        "variables": checked.variables, "with_units": checked.with_units,
    }}  # fmt: skip


def _check_files(file: Path, out: Path | None, loops: Path | None, *, units: bool) -> None:
    written = [each.resolve() for each in (out, loops) if each is not None]
    if not written and not units:
        raise click.UsageError("give an output file (--out FILE, --loops FILE), or --units")
    if len(set(written)) < len(written):
        raise click.UsageError("--out and --loops are the same file: name two")
    if file.resolve() in written:
        raise click.UsageError(f"{file} is the model: name another file to write")


def _tell(
    found: Simulation | None, out: Path | None, scored: ModelLoops | None, loops: Path | None
) -> None:
    first, streamed = found or scored, STREAM in (out, loops)
    for sentence in first.readings if first else ():
        say(f"note: {sentence}", err=True)
    if found is not None:
        if found.astray:
            say(f"warning: not a finite number: {_first(found.astray)}", err=True)
        if found.astray_arguments:
            named = _first(found.astray_arguments)
            say(f"warning: a lookup's argument is not a finite number in {named}", err=True)
        if out != STREAM:
            size = f"{len(found.variables)} variables, {len(found.times)} times"
            say(f"{out} written: {size}", err=streamed)
    if scored is not None:
        for line in _listed(scored, str(loops)):
            say(line, err=streamed)


def _listed(scored: ModelLoops, file: str) -> Iterator[str]:
    """The loops, the largest share first; where there are groups, the group of each."""
    loops = scored.loops
    several = len({each.group for each in loops}) > 1
    all_of_them = "" if scored.found.complete else ", the strongest; there are more"
    size = f"{counted(len(loops), 'loop')}, {counted(len(scored.found.times), 'time')}"
    yield f"{file} written: {size}{all_of_them}"
    for each in loops[:MOST_LISTED]:
        group = f" of group {each.group}" if several else ""
        names = " → ".join((*each.variables, each.variables[0]))
        yield f"  {each.id}  {100 * each.share:.1f} %{group}  {names}"
    if len(loops) > MOST_LISTED:
        yield f"  … and {len(loops) - MOST_LISTED} more, in the file"


def _as_json(
    found: Simulation | None, out: Path | None, scored: ModelLoops | None, loops: Path | None
) -> dict[str, object]:
    first = found or scored
    made: dict[str, object] = {"readings": list(first.readings) if first else []}
    if found is not None:
        made |= {
            "file": str(out),
            "variables": list(found.variables),
            "times": len(found.times),
            "not_finite": dict(found.astray),
            "arguments_not_finite": dict(found.astray_arguments),
        }
    if scored is not None:
        made |= {
            "loops_file": str(loops),
            "loops_complete": scored.found.complete,
            "loops": [
                {"id": each.id, "group": each.group, "variables": list(each.variables),
                 "share": each.share}
                for each in scored.loops
            ],
        }  # fmt: skip
    return made


def _first(times: Mapping[str, float]) -> str:
    """The first variables, each with its time."""
    named = [f"{label} (from {time:g})" for label, time in list(times.items())[:MOST_NAMED]]
    more = f" and {len(times) - MOST_NAMED} more" if len(times) > MOST_NAMED else ""
    return f"{', '.join(named)}{more}"
