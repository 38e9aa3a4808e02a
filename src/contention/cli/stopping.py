"""What is said when a command is stopped by Ctrl-C or a signal: what was done, and what was not."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the number of the signal, as shells count it."""

_WRITES_NOTHING = frozenset({"check", "schema", "locate", "agree", "explain", "judge", "diff"})
"""Commands that write no file at all."""
_WRITES_LAST = frozenset({"report", "run", "map"})
"""Commands that write one file, as their last step and whole."""


class Stopped(Exception):  # noqa: N818 - a command that was stopped, no error of it
    """A command was stopped; the message says how far it came and how to go on."""

    def __init__(self, message: str, status: int = INTERRUPTED) -> None:
        super().__init__(message)
        self.status = status


class SignalledError(KeyboardInterrupt):
    """A signal other than Ctrl-C asked for the end."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


def plain_message(command: str | None) -> str:
    """What is said of a command that told nothing itself."""
    if command in _WRITES_NOTHING:
        return "interrupted before it was done; run the same command again"
    if command in _WRITES_LAST:
        return "interrupted before it was done; no file was written: run the same command again"
    return "interrupted before it was done"


@contextmanager
def telling(how_far: Callable[[], str]) -> Iterator[None]:
    """Turn Ctrl-C, and the signals that end a process, into `Stopped` with how far it came."""
    with _signals_raised():
        try:
            yield
        except KeyboardInterrupt as stop:
            raise Stopped(how_far(), getattr(stop, "status", INTERRUPTED)) from None


@contextmanager
def _signals_raised() -> Iterator[None]:
    """Let a polite request to end be an exception, so that what is half done is cleared away."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise SignalledError(number)

    before: dict[int, object] = {}
    try:
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, stop)
    except ValueError:  # not in the main thread, which alone takes signals
        pass
    try:
        yield
    finally:
        for number in before:
            signal.signal(number, signal.SIG_DFL)
