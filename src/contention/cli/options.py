"""Options that several commands share."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import click

from contention.api.asking import chosen as asked
from contention.api.asking import cores
from contention.case.storage.new_case import identifier

Command = TypeVar("Command", bound=Callable[..., object])

MOST_DRAWS = 1_000_000


def json_option(command: Command) -> Command:
    """`--json`, given to the command as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def id_given(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """An id as the user chose it, refused where it cannot be one."""
    del context, parameter
    if value and value != identifier(value, "text"):
        raise click.BadParameter("use lower-case words with underscores, up to 40 characters")
    return value


def seed_option(command: Command) -> Command:
    """`--seed`."""
    return click.option(
        "--seed",
        default=1,
        show_default=True,
        type=click.IntRange(0, 2**63 - 1),
        help="Same seed, same numbers.",
    )(command)


def draws_option(command: Command) -> Command:
    """`--draws`."""
    return click.option(
        "--draws",
        default=2000,
        show_default=True,
        type=click.IntRange(16, MOST_DRAWS),
        help="How many sets of uncertain numbers to try.",
    )(command)


def hinge_options(command: Command) -> Command:
    """`--hinge-draws` and `--no-hinges`, given to the command as `hinge_draws` and `hinges`."""
    number = click.option(
        "--hinge-draws",
        default=256,
        show_default=True,
        type=click.IntRange(16, MOST_DRAWS),
        help="Draws for each claim that is knocked out: the first of the same draws.",
    )
    wanted = click.option(
        "--hinges/--no-hinges", default=True, help="Knock claims out one by one (default: yes)."
    )
    return number(wanted(command))


def reading_option(command: Command) -> Command:
    """`--reading-draws`, given to the command as `reading_draws`."""
    return click.option(
        "--reading-draws",
        default=1000,
        show_default=True,
        type=click.IntRange(16, MOST_DRAWS),
        help="Draws under each other reading of the words: the first of the same draws.",
    )(command)


def workers_option(command: Command) -> Command:
    """`--workers`, as many as there are cores where left out."""
    return click.option(
        "--workers",
        default=None,
        type=click.IntRange(1, 1024),
        callback=_cores,
        help="Threads to use (default: one per core). They do not change any number.",
    )(command)


def _cores(context: click.Context, parameter: click.Parameter, value: int | None) -> int:
    del context, parameter
    return cores(value)


def chosen(
    noun: str,
    wanted: tuple[str, ...],
    known: Mapping[str, object],
    *,
    option: str | None = None,
) -> tuple[str, ...]:
    """The ids that were asked for, each once; all of them where none was named.

    Raises click.BadParameter (exit status 2) where the case has no such id; `option` is what the
    message names where it is not called after the noun.
    """
    try:
        return asked(noun, wanted or None, known)
    except KeyError as error:
        raise click.BadParameter(error.args[0], param_hint=option or f"--{noun}") from None


def colour_option(command: Command) -> Command:
    """`--color`, given to the command as `colour`: True where the output is to be coloured."""
    return click.option(
        "--color/--no-color",
        "colour",
        default=None,
        callback=_coloured,
        help="Colour the output (default: on a terminal, unless NO_COLOR is set).",
    )(command)


def _coloured(context: click.Context, parameter: click.Parameter, value: bool | None) -> bool:
    del context, parameter
    if value is not None:
        return value
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and at_terminal()


def at_terminal() -> bool:
    """Whether the standard output is a terminal."""
    return sys.stdout.isatty()


def terminal_width() -> int:
    """Columns of the terminal; 100 where there is none and COLUMNS does not say."""
    return shutil.get_terminal_size((100, 24)).columns


@contextmanager
def progress_on_stderr(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, told what is done and what there is to do; none without a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=False) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show
