"""The argument that names a case, and opening it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from contention.api.case import Case
from contention.api.loading import case_folder, load
from contention.case.problem import CaseError, Problem
from contention.cli.output import say, say_json

Command = TypeVar("Command", bound=Callable[..., object])

FAULTY = 2
"""Exit status where a case has errors."""


def _folder(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    del context, parameter
    return case_folder(value)


def case_argument(command: Command) -> Command:
    """`CASE`, the folder of a case (or its case.yaml), given to the command as `case`."""
    kind = click.Path(path_type=Path)
    return click.argument("case", metavar="CASE", type=kind, callback=_folder)(command)


def open_case(folder: Path, *, as_json: bool = False) -> Case:
    """The case; where it has errors, prints every problem and ends with exit status 2."""
    try:
        return load(folder)
    except CaseError as error:
        refuse(error.problems, as_json=as_json)


def refuse(problems: Sequence[Problem], *, as_json: bool = False) -> NoReturn:
    """Print problems, as JSON on the standard output or as lines on the other; end with 2."""
    if as_json:
        say_json(problems_json(problems))
    else:
        for problem in problems:
            say(str(problem), err=True)
    raise click.exceptions.Exit(FAULTY)


def problems_json(problems: Sequence[Problem]) -> dict[str, object]:
    """`{"problems": [...]}`."""
    return {"problems": [problem.as_json() for problem in problems]}
