"""A review in a real pseudo-terminal: bytes are typed into it, and its screen is read."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

START = ("-c", "from contention.cli.main import main; main()")
PATIENCE = 60.0
"""Seconds for which something is waited for: machines are shared."""
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class PtySession:
    """A command with a terminal of its own."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 80, rows: int = 24, **environment: str
    ) -> None:
        self.master, slave = pty.openpty()
        self.resize(columns, rows, tell=False)
        self.found: list[Any] = termios.tcgetattr(slave)
        self.output = b""
        given = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment}
        given.pop("NO_COLOR", None) if "NO_COLOR" not in environment else None

        def own_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=given,
            start_new_session=True, preexec_fn=own_terminal,
        )  # fmt: skip
        self._slave = slave

    @classmethod
    def review(cls, case: Path, *options: str, **keywords: Any) -> "PtySession":
        """`contention review CASE`."""
        return cls([sys.executable, *START, "review", str(case), *options], **keywords)

    def type(self, keys: bytes | str) -> None:
        """Type keys in one go."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            _, ready, _ = select.select([], [self.master], [], 0)
            if ready:
                data = data[os.write(self.master, data[:512]) :]
            self.read(0.005)

    def read(self, seconds: float) -> None:
        """Take what the terminal shows for some time."""
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            ready, _, _ = select.select([self.master], [], [], max(left, 0))
            if not ready:
                return
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            if not data:
                return
            self.output += data

    def text(self) -> str:
        """Everything that was shown so far, without codes."""
        return _CODES.sub("", self.output.decode("utf-8", "replace"))

    def screen(self) -> list[str]:
        """The lines of the last frame that was drawn whole."""
        frames = self.output.decode("utf-8", "replace").split("\x1b[H")
        whole = [frame for frame in frames if "\x1b[J" in frame]
        last = whole[-1].split("\x1b[J")[0] if whole else ""
        return _CODES.sub("", last).split("\r\n")

    def wait(self, seen: Callable[["PtySession"], bool] | str) -> None:
        """Read until the screen has some words, or until something holds."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if seen(self) if callable(seen) else seen in "\n".join(self.screen()):
                return
            self.read(0.02)
        raise AssertionError(f"never seen: {seen!r}; the screen: {self.screen()}")

    def wait_text(self, words: str) -> None:
        """Read until words have been shown at all."""
        self.wait(lambda session: words in session.text())

    def end(self) -> int:
        """Wait for the command to end; gives its exit status."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            self.read(0.02)
        self.read(0.05)
        return self.process.wait(timeout=1)

    def restored(self) -> bool:
        """Whether the terminal is as it was found."""
        return termios.tcgetattr(self._slave) == self.found

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell:
            os.kill(self.process.pid, signal.SIGWINCH)

    def close(self) -> None:
        """End the command if it runs, and give the terminal up."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self._slave)
