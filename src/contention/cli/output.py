"""Output of commands: checked before anything is computed, with failures reported."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from contention.api.case import Case
from contention.api.outputs import output_fault
from contention.case.text.characters import STEERING, visible

Command = TypeVar("Command", bound=Callable[..., object])

STREAM = Path("-")
"""the standard output"""
_AS_IT_WAS = "an existing file was left unchanged"


def out_option(help_text: str, default: str | None = None) -> Callable[[Command], Command]:
    """`--out`, given to the command as `out`; `-` is the standard output."""

    def decorate(command: Command) -> Command:
        return click.option(
            "--out",
            default=default,
            show_default=default is not None,
            type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
            help=help_text,
        )(command)

    return decorate


def say(text: str, *, err: bool = False) -> None:
    """Print text with control characters escaped, since cases and file names can contain them."""
    click.echo(visible(text), err=err)


def say_json(value: object, *, indent: int | None = 1, err: bool = False) -> None:
    """Print plain values as valid JSON that is harmless on a terminal.

    Non-finite numbers become null, and control characters are escaped.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), ensure_ascii=False, indent=indent)
    click.echo(STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text), err=err)


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    return [_finite(each) for each in value] if isinstance(value, list | tuple) else value


def check_output(out: Path | None, case: Case, *, as_json: bool = False) -> None:
    """Exit with status 2 if `out` must not or cannot be written.

    Files that belong to the case or are attached to it are never overwritten, whichever path or
    link names them.
    """
    if out is None:
        return
    if out == STREAM:
        if as_json:
            _refuse("the standard output is already used by --json: name a file")
        return
    fault = output_fault(out, case.value)
    if fault:
        _refuse(fault)


def write_output(content: str | bytes, out: Path) -> None:
    """Write to a file or the standard output, or report why not and exit with status 2."""
    if out == STREAM:
        click.echo(content, nl=False)
        return
    from contention.case.problem import CaseError
    from contention.case.storage.outputs import write_output as write
    from contention.case.storage.writing import EditError

    try:
        write(out, content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        _refuse(f"{out} cannot be written: {error.strerror or error}; {_AS_IT_WAS}")
    except (CaseError, EditError) as error:
        _refuse(f"{out} cannot be written: {error}")


def _refuse(message: str) -> NoReturn:
    raise click.BadParameter(message, param_hint="--out")
