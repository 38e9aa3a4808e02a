"""The argument that names a case, and opening it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from contention.api.case import Case
from contention.api.loading import case_folder, load
from contention.case.problem import CaseError, Problem
from contention.cli.options import terminal_width
from contention.cli.output import say, say_json
from contention.cli.source_excerpt import Excerpts

Command = TypeVar("Command", bound=Callable[..., object])

FAULTY = 2
"""Exit status if a case has errors."""


def _folder(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    del context, parameter
    return case_folder(value)


def case_argument(command: Command) -> Command:
    """`CASE`, the folder of a case (or its case.yaml), given to the command as `case`."""
    kind = click.Path(path_type=Path)
    return click.argument("case", metavar="CASE", type=kind, callback=_folder)(command)


def open_case(folder: Path, *, as_json: bool = False) -> Case:
    """The case; if it has errors, print every problem and exit with status 2."""
    try:
        return load(folder)
    except CaseError as error:
        refuse(error.problems, folder, as_json=as_json)


def with_measured(case: Case, *, wanted: bool) -> Case:
    """The case with measured strengths if they are wanted; says which tests give none, and why."""
    if not wanted:
        return case
    say_problems(case.unmeasured(), case.folder, err=True)
    return case.measured()


def refuse(
    problems: Sequence[Problem],
    folder: Path | None = None,
    *,
    revision: str = "",
    as_json: bool = False,
) -> NoReturn:
    """Print problems, as JSON on stdout or as text on stderr, and exit with status 2.

    `folder` is the case that their paths are relative to; `revision` is put before the paths, as
    git writes them: `HEAD:factors.yaml:2:1`.
    """
    if as_json:
        say_json(problems_json([_dated(problem, revision) for problem in problems]))
    else:
        say_problems(problems, folder, revision=revision, err=True)
    raise click.exceptions.Exit(FAULTY)


def say_problems(
    problems: Sequence[Problem],
    folder: Path | None = None,
    *,
    revision: str = "",
    err: bool = False,
) -> None:
    """Print problems, each with its source line and a caret, to stdout or stderr."""
    excerpts = Excerpts(folder, terminal_width())
    for problem in problems:
        say("\n".join([str(_dated(problem, revision)), *excerpts.of(problem)]), err=err)


def _dated(problem: Problem, revision: str) -> Problem:
    if not revision:
        return problem
    return replace(problem, place=replace(problem.place, path=f"{revision}:{problem.place.path}"))


def problems_json(problems: Sequence[Problem]) -> dict[str, object]:
    """`{"problems": [...]}`."""
    return {"problems": [problem.as_json() for problem in problems]}
