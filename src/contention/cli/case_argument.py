"""The argument that names a case, and opening it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from contention.case.problem import Problem
from contention.case.values import Case
from contention.cli.output import say, say_json

Command = TypeVar("Command", bound=Callable[..., object])

FAULTY = 2
"""Exit status where a case has errors."""


def _folder(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    del context, parameter
    try:
        return value.parent if value.name == "case.yaml" and not value.is_dir() else value
    except OSError:  # too long a path: said where the case is read
        return value


def case_argument(command: Command) -> Command:
    """`CASE`, the folder of a case (or its case.yaml), given to the command as `case`."""
    kind = click.Path(path_type=Path)
    return click.argument("case", metavar="CASE", type=kind, callback=_folder)(command)


def read_case(folder: Path) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case and all its problems, those of its equations included."""
    from contention.models.check import load_runnable

    return load_runnable(folder)


def open_case(folder: Path, *, as_json: bool = False) -> Case:
    """The case; where it has errors, prints every problem and ends with exit status 2."""
    case, problems = read_case(folder)
    if case is None:
        refuse(problems, as_json=as_json)
    return case


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
