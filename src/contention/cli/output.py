"""Where a command writes: checked before anything is computed, and a failure is said."""

import json
import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from contention.case.characters import STEERING, visible
from contention.case.values import Case

Command = TypeVar("Command", bound=Callable[..., object])

STREAM = Path("-")
"""stands for the standard output"""
READ = (".yaml", ".yml")
"""what a case reads wherever it lies in the folder"""
_AS_IT_WAS = "a file that was there is as it was"


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
    """Print a text for readers; no case and no file's name can colour or move what they see."""
    click.echo(visible(text), err=err)


def say_json(value: object, *, indent: int | None = 1, err: bool = False) -> None:
    """Print plain values as JSON: valid whatever they hold, and harmless on a terminal.

    What is no number is null, and characters that steer a terminal are escaped, as JSON can.
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
    """End with exit status 2 where `out` may not or cannot be written.

    What belongs to the case or is attached to it is never overwritten, by whatever path or link
    it is named.
    """
    if out is None:
        return
    if out == STREAM:
        if as_json:
            _refuse("it cannot go where --json goes, too: name a file")
        return
    try:
        file = out.resolve()
        fault = _belongs(file, case) or _unwritable(out, file)
    except (OSError, RuntimeError) as error:
        fault = f"{out} cannot be written: {getattr(error, 'strerror', None) or error}"
    if fault:
        _refuse(fault)


def write_output(text: str, out: Path) -> None:
    """Write a text to a file or the standard output, or say why not and end with status 2."""
    if out == STREAM:
        click.echo(text, nl=False)
        return
    from contention.case.outputs import write_output as write
    from contention.case.problem import CaseError
    from contention.case.writing import EditError

    try:
        write(out, text.encode("utf-8"))
    except OSError as error:
        _refuse(f"{out} cannot be written: {error.strerror or error}; {_AS_IT_WAS}")
    except (CaseError, EditError) as error:
        _refuse(f"{out} cannot be written: {error}")


def _belongs(file: Path, case: Case) -> str:
    """Why a file may not be overwritten, seeing whose it is; empty where it may."""
    from contention.case.outputs import enclosing_case, output_fault

    folder = case.folder.resolve()
    for document, text in _texts(case):
        if _same(file, text):
            return f"{file.name} is the text of “{document}” — name another file"
    if any(_same(file, part) for part in _parts(case)):
        return f"{file.name} is a part of the case — name another file"
    around = enclosing_case(file) or folder
    if not file.is_relative_to(around):
        return ""
    inside = file.relative_to(around)
    if file.suffix.lower() in READ or any(part.startswith(".") for part in inside.parts):
        return f"{inside.as_posix()} would be a part of the case — name another file"
    fault = output_fault(file)
    return f"{fault} — name another file" if fault else ""


def _texts(case: Case) -> Iterator[tuple[str, Path]]:
    """Every document with its text, carried or attached, whether or not it can be read."""
    from contention.case.texts import attachments

    yield from case.texts.items()
    for document, attachment in attachments(case.folder).items():
        yield document, attachment.file


def _parts(case: Case) -> Iterator[Path]:
    """Every file that the case reads, wherever a link in its folder leads."""
    from contention.case.draft import read_draft

    for factor in case.factors.values():
        shape = factor.shape.series if factor.shape is not None else None
        for series in (shape, factor.observed):
            if series is not None:
                yield case.folder / series.path
    for document in read_draft(case.folder).documents.values():
        for path in (document.body.file, document.body.words):
            if path is not None:
                yield case.folder / path
    yield from case.folder.glob("*.yaml")
    yield from case.folder.glob("claims/*.yaml")


def _same(one: Path, other: Path) -> bool:
    """Whether two paths name one file, be it by a link."""
    if one == other.resolve():
        return True
    return one.exists() and other.exists() and one.samefile(other)


def _unwritable(out: Path, file: Path) -> str:
    if file.is_dir():
        return f"{out} is a folder — name a file in it"
    if not file.parent.is_dir():
        return f"there is no folder “{out.parent}”"
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        return f"{out} cannot be written: you may not write there"
    return ""


def _refuse(message: str) -> NoReturn:
    raise click.BadParameter(message, param_hint="--out")
