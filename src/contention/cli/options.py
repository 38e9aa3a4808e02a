"""Options that several commands share."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import click

from contention.api.asking import MOST_DRAWS, cores
from contention.api.asking import chosen as asked
from contention.case.storage.new_case import identifier

Command = TypeVar("Command", bound=Callable[..., object])


def json_option(command: Command) -> Command:
    """`--json`, given to the command as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def id_given(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Validate an id given by the user."""
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
        help="Random seed.",
    )(command)


def count_option(
    name: str, default: int, help_text: str, *, least: int = 16, most: int = MOST_DRAWS
) -> Callable[[Command], Command]:
    """An option for a number of draws or of runs, with its default and its bounds."""
    return click.option(
        name,
        default=default,
        show_default=True,
        type=click.IntRange(least, most),
        help=help_text,
    )


def ids_option(noun: str) -> Callable[[Command], Command]:
    """A repeatable option for ids, named after the noun and given under its plural."""
    return click.option(
        f"--{noun}",
        f"{noun}s",
        multiple=True,
        metavar="ID",
        help=f"{noun.capitalize()} to include; can be repeated (default: all).",
    )


def id_option(noun: str) -> Callable[[Command], Command]:
    """A required option for one id, named after the noun."""
    return click.option(f"--{noun}", required=True, metavar="ID", help=f"Id of the {noun}.")


draws_option = count_option("--draws", 2000, "Number of Monte Carlo draws.")
accounts_option = ids_option("account")
contentions_option = ids_option("contention")


def budget_option(default: int, help_text: str) -> Callable[[Command], Command]:
    """`--budget`: how many changed accounts a search may run."""
    return count_option("--budget", default, f"Maximum number of {help_text}.", least=0)


def fit_option(command: Command) -> Command:
    """`--fit`."""
    return click.option(
        "--fit",
        is_flag=True,
        help="Also fit accounts to the observations that evidence.yaml names, and use the fits.",
    )(command)


def hinge_draws_option(of_what: str) -> Callable[[Command], Command]:
    """`--hinge-draws`, given to the command as `hinge_draws`."""
    return count_option("--hinge-draws", 256, f"Draws for each {of_what}: the first of --draws.")


def hinge_options(command: Command) -> Command:
    """`--hinge-draws` and `--no-hinges`, given to the command as `hinge_draws` and `hinges`."""
    wanted = click.option(
        "--hinges/--no-hinges",
        default=True,
        help="Compute hinges: leave-one-out sensitivity of each verdict to each claim.",
    )
    return hinge_draws_option("hinge")(wanted(command))


def reading_option(command: Command) -> Command:
    """`--reading-draws`, given to the command as `reading_draws`."""
    help_text = "Draws under each other reading of the words: the first of --draws."
    return count_option("--reading-draws", 1000, help_text)(command)


def workers_option(command: Command) -> Command:
    """`--workers`, by default one per core."""
    return click.option(
        "--workers",
        default=None,
        type=click.IntRange(1, 1024),
        callback=_cores,
        help="Threads (default: one per core). Results do not depend on it.",
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
    """The requested ids without duplicates; all ids if none was requested.

    Raises click.BadParameter (exit status 2) if the case has no such id; `option` is the name of
    the option if it is not `--` and the noun.
    """
    try:
        return asked(noun, wanted or None, known)
    except KeyError as error:
        raise click.BadParameter(error.args[0], param_hint=option or f"--{noun}") from None


def measured_option(command: Command) -> Command:
    """`--measured`: whether effects of tests replace coded strengths."""
    return click.option(
        "--measured",
        is_flag=True,
        help="Use effects of tests with `prior: true` instead of coded strengths.",
    )(command)


def colour_option(command: Command) -> Command:
    """`--color`, given to the command as `colour`: whether to colour the output."""
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
    """Columns of the terminal; COLUMNS or 100 if there is none."""
    return shutil.get_terminal_size((100, 24)).columns


@contextmanager
def progress_on_stderr(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr, updated with (done, total); none without a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=False) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show
