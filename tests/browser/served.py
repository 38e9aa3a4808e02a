"""`contention serve`, in a thread of the test's process or as a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from contention import __version__
from contention.coding.review.walk import REVIEWER
from contention.workbench.opened.workspace import Workspace
from contention.workbench.server.endpoints import Serving
from contention.workbench.server.serving import running

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
Options = Mapping[str, str | bool]


class Served:
    """A server process on a folder of cases: it can be killed."""

    def __init__(self, home: Path, cases: Sequence[str], options: Options) -> None:
        self.home = home
        given = [
            word
            for name, value in options.items()
            for word in ([f"--{name}"] if value is True else [f"--{name}", str(value)])
        ]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "contention", "serve", "--no-browser", *given, *cases],
            cwd=home, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.address = self._address()

    def _address(self) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            found = ADDRESS.search(line)
            if found:
                return found[0]
        raise AssertionError(f"the server ended with {self._process.wait()}")

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it at once, as a lost machine would."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.running:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()


class Hosted:
    """The same server in a thread: it starts at once, and is only stopped."""

    def __init__(self, home: Path, cases: Sequence[str], options: Options) -> None:
        self.home = home
        folders = [home / case for case in cases] or sorted(
            file.parent for file in home.glob("*/case.yaml")
        )
        workspace = Workspace.of(folders, home)
        workspace.coder = str(options.get("coder", REVIEWER))
        workspace.read_only = bool(options.get("read_only", False))
        self._running = ExitStack()
        self.address = self._running.enter_context(running(Serving(workspace, __version__))).address

    def stop(self) -> None:
        """End it."""
        self._running.close()
