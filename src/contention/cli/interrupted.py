"""Messages after Ctrl-C: what was written, and how to continue."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import click

STATUS = 130
"""Exit status of an interrupted command, as in shells."""

_WRITES_NOTHING = frozenset({
    "agree", "check", "diff", "evidence", "explain", "hinges", "judge", "locate", "robustness",
    "schema",
})  # fmt: skip
"""Commands that write no file at all."""
_WRITES_LAST = frozenset({"report", "run", "map"})
"""Commands that write one file, whole, as their last step."""


class SignalledError(KeyboardInterrupt):
    """A signal other than SIGINT requested termination."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


@contextmanager
def interruption_said(how_far: Callable[[], str], *, signals: bool = False) -> Iterator[None]:
    """Report progress on stderr if the block is interrupted, and exit with status 130.

    With `signals`, SIGTERM and SIGHUP count as an interruption, too.
    """
    try:
        with _raised(("SIGTERM", "SIGHUP") if signals else ()):
            yield
    except KeyboardInterrupt as stop:
        end_interrupted(how_far(), getattr(stop, "status", STATUS))


def end_interrupted(how_far: str, status: int = STATUS) -> NoReturn:
    """Report how far a command came, and exit."""
    click.echo(f"\nInterrupted: {how_far}.", err=True)
    raise click.exceptions.Exit(status) from None


def without_a_word(command: str | None) -> str:
    """Default message for a command that does not report its own progress."""
    if command in _WRITES_NOTHING:
        return "not finished; run the same command again"
    if command in _WRITES_LAST:
        return "not finished, and no file was written; run the same command again"
    return "not finished"


@contextmanager
def _raised(names: tuple[str, ...]) -> Iterator[None]:
    """Turn signals into exceptions, so that unfinished work is cleaned up."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise SignalledError(number)

    numbers: list[int] = []
    try:
        for number in (getattr(signal, name, None) for name in names):
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, stop)
                numbers.append(number)
    except ValueError:  # not in the main thread: only that can set signal handlers
        pass
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
