"""`contention diff`: which verdicts two revisions of a case disagree on, and why."""

import tempfile
from dataclasses import replace
from pathlib import Path

import click

from contention.api.case import Case
from contention.api.loading import load
from contention.case.problem import CaseError, Problem
from contention.cli.case_argument import case_argument, open_case, refuse
from contention.cli.options import (
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
@click.argument("before", metavar="REV1")
@click.argument("after", metavar="[REV2]", required=False)
@draws_option
@seed_option
@workers_option
@json_option
def command(
    case: Path,
    before: str,
    after: str | None,
    draws: int,
    seed: int,
    workers: int,
    as_json: bool,
) -> None:
    """Compare the verdicts of two git revisions of a case.

    REV1 and REV2 are commits, branches or tags; without REV2 the folder as it is now. Both are
    judged with the same draws. For each verdict that turned, the changed claims, assumptions,
    factors, merges, scenarios and settings that it can notice are undone and made one at a time.
    """
    from contention.api.comparison import compare

    with tempfile.TemporaryDirectory() as scratch:
        old = _revision(case, before, Path(scratch) / "before", as_json)
        new = (
            open_case(case, as_json=as_json)
            if after is None
            else _revision(case, after, Path(scratch) / "after", as_json)
        )
        with progress_on_stderr("comparing") as progress:
            found = compare(old, new, draws, seed, workers=workers, progress=progress)
    if as_json:
        say_json(found.as_json())
    else:
        say(found.text(terminal_width()))


def _revision(case: Path, revision: str, scratch: Path, as_json: bool) -> Case:
    """The case as it was in a revision; ends with status 2 where there is none or it has errors."""
    from contention.analysis.revisions import RevisionError, check_out

    try:
        folder = check_out(case, revision, scratch)
    except RevisionError as error:
        raise click.UsageError(str(error)) from None
    try:
        return load(folder)
    except CaseError as error:
        refuse([_dated(problem, revision) for problem in error.problems], as_json=as_json)


def _dated(problem: Problem, revision: str) -> Problem:
    """The problem with its place as git writes it: `HEAD:factors.yaml:2:1`."""
    place = replace(problem.place, path=f"{revision}:{problem.place.path}")
    return replace(problem, place=place)
