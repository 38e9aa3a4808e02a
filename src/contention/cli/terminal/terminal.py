"""The terminal of a session, in raw mode and restored afterwards."""

import contextlib
import os
import select
import shutil
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from contention.cli.terminal.keys import END, REDRAW, Decoder

ENTER = "\x1b[?1049h\x1b[?2004h\x1b[H\x1b[2J"
"""Another screen, and pasted text marked as such."""
LEAVE = "\x1b[?2004l\x1b[?1049l"


class Terminal:
    """A terminal between `open_terminal` and its end."""

    def __init__(self, source: int, target: int) -> None:
        self._source, self._target = source, target
        self._found = termios.tcgetattr(source)
        self._decoder = Decoder()
        self._wake, self._woken = os.pipe()
        for end in (self._wake, self._woken):
            os.set_blocking(end, False)
        self._ended = False
        self.styled = can_style()

    def key(self) -> str:
        """The next key, in the order in which they were typed; waits for it."""
        while True:
            found = self._decoder.key()
            if found is not None:
                return found
            if self._ended:
                return END
            self._wait()
            if self._redraw():
                return REDRAW

    def write(self, text: str) -> None:
        """Write text as it is."""
        data = text.encode("utf-8", "replace")
        while data:
            try:
                data = data[os.write(self._target, data) :]
            except BlockingIOError:
                select.select([], [self._target], [])
            except OSError:  # the reader is gone
                self._ended = True
                return

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        try:
            columns, rows = os.get_terminal_size(self._target)
        except OSError:
            columns, rows = 0, 0
        fallback = shutil.get_terminal_size((80, 24)) if not (columns and rows) else (80, 24)
        return columns or fallback[0], rows or fallback[1]

    def take(self) -> None:
        """Switch to unbuffered input without echo; keeps what was typed before."""
        mode: list[Any] = termios.tcgetattr(self._source)
        mode[0] &= ~(termios.IXON | termios.INLCR | termios.IGNCR)
        mode[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
        mode[3] |= termios.ISIG | termios.NOFLSH
        mode[6] = list(mode[6])
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        mode[6][termios.VQUIT] = b"\0"
        termios.tcsetattr(self._source, termios.TCSANOW, mode)
        if self.styled:
            self.write(ENTER)

    def give_back(self, *, forget: bool) -> None:
        """Leave the terminal as it was found; `forget` what was typed and not used."""
        if self.styled:
            self.write(LEAVE)
        with contextlib.suppress(termios.error):
            when = termios.TCSAFLUSH if forget else termios.TCSANOW
            termios.tcsetattr(self._source, when, self._found)

    def wake(self) -> None:
        """Let `key` give `redraw`."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._woken, b"!")

    def close(self) -> None:
        """Close what was opened."""
        os.close(self._wake)
        os.close(self._woken)

    def _wait(self) -> None:
        patience = self._decoder.patience()
        ready, _, _ = select.select([self._source, self._wake], [], [], patience)
        if not ready:
            self._decoder.give_up()
        if self._source in ready:
            try:
                data = os.read(self._source, 4096)
            except OSError:  # the terminal is gone
                data = b""
            self._decoder.feed(data)
            if not data:
                self._decoder.give_up()
                self._ended = True

    def _redraw(self) -> bool:
        with contextlib.suppress(BlockingIOError):
            return bool(os.read(self._wake, 4096))
        return False


@contextlib.contextmanager
def open_terminal() -> Iterator[Terminal]:
    """The terminal of standard input and output, given back however the block ends.

    Ctrl-Z gives it back until the session is resumed; a request to end raises SystemExit.
    """
    terminal = Terminal(sys.stdin.fileno(), sys.stdout.fileno())
    before: dict[int, Any] = {}

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        terminal.give_back(forget=False)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # stops here until the session is resumed
        signal.signal(number, stop)
        terminal.take()
        terminal.wake()

    def resume(number: int, frame: FrameType | None) -> None:
        del number, frame
        terminal.take()
        terminal.wake()

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        raise SystemExit(128 + number)

    handlers: dict[int, Callable[[int, FrameType | None], None]] = {
        signal.SIGTSTP: stop, signal.SIGCONT: resume, signal.SIGWINCH: lambda *_: terminal.wake(),
        signal.SIGTERM: end, signal.SIGHUP: end,
    }  # fmt: skip
    sys.stdout.flush()
    try:
        for number, handler in handlers.items():
            before[number] = signal.signal(number, handler)
        terminal.take()
        yield terminal
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        terminal.give_back(forget=True)
        terminal.close()


def can_style() -> bool:
    """Whether the terminal can place its cursor."""
    return os.environ.get("TERM", "dumb") != "dumb" and sys.stdout.isatty()


def can_colour() -> bool:
    """Whether colours are wanted: not with NO_COLOR set."""
    return can_style() and not os.environ.get("NO_COLOR")
