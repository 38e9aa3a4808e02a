"""What Ctrl-C says: what was written, and how to go on."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import click

STATUS = 130
"""Exit status of a command that was interrupted, as shells have it."""

_WRITES_NOTHING = frozenset({
    "agree", "check", "diff", "explain", "hinges", "judge", "locate", "robustness", "schema",
})  # fmt: skip
"""Commands that write no file at all."""
_WRITES_LAST = frozenset({"report", "run", "map"})
"""Commands that write one file, whole, as their last step."""


class SignalledError(KeyboardInterrupt):
    """A signal other than Ctrl-C asked for the end."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


@contextmanager
def interruption_said(how_far: Callable[[], str], *, signals: bool = False) -> Iterator[None]:
    """Say on stderr how far the block came when it was interrupted, and end with status 130.

    With `signals`, other signals that politely ask for the end count as an interruption, too.
    """
    try:
        with _raised(("SIGTERM", "SIGHUP") if signals else ()):
            yield
    except KeyboardInterrupt as stop:
        end_interrupted(how_far(), getattr(stop, "status", STATUS))


def end_interrupted(how_far: str, status: int = STATUS) -> NoReturn:
    """Say how far a command came, and end."""
    click.echo(f"\nInterrupted: {how_far}.", err=True)
    raise click.exceptions.Exit(status) from None


def without_a_word(command: str | None) -> str:
    """How far a command came that says nothing of it itself."""
    if command in _WRITES_NOTHING:
        return "it was not done; run the same command again"
    if command in _WRITES_LAST:
        return "it was not done, and no file was written; run the same command again"
    return "it was not done"


@contextmanager
def _raised(names: tuple[str, ...]) -> Iterator[None]:
    """Let signals be exceptions, so that what is half done is cleared away."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise SignalledError(number)

    numbers: list[int] = []
    try:
        for number in (getattr(signal, name, None) for name in names):
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, stop)
                numbers.append(number)
    except ValueError:  # not in the main thread, which alone takes signals
        pass
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
