"""`contention diff`: compare the verdicts of two revisions of a case."""

import tempfile
from pathlib import Path

import click

from contention.api.case import Case
from contention.api.loading import load
from contention.case.problem import CaseError
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
    judged with the same draws. For each verdict that changed, the edits that can affect it (claims,
    assumptions, factors, merges, scenarios, settings) are reverted and applied one at a time.
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
    """The case at a revision; exit with status 2 if there is none or it has errors."""
    from contention.analysis.revisions import RevisionError, check_out

    try:
        folder = check_out(case, revision, scratch)
    except RevisionError as error:
        raise click.UsageError(str(error)) from None
    try:
        return load(folder)
    except CaseError as error:
        refuse(error.problems, folder, revision=revision, as_json=as_json)
