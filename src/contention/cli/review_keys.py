"""Keys of a review: pressed at a terminal, or read from a stream."""

from typing import TextIO

import click


class TerminalKeys:
    """Single keys from a terminal, without return."""

    def key(self) -> str:
        """The next key; `q` where the input ends."""
        pressed = click.getchar()
        return "q" if pressed in ("", "\x04", "\x1b") else pressed

    def line(self, prompt: str) -> str:
        """One line of an edit."""
        try:
            return input(prompt)
        except EOFError:
            return ""


class StreamKeys:
    """Keys from a stream: one character each, spaces and line ends left out."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._left = ""

    def key(self) -> str:
        """The next key; `q` where the stream ends."""
        while not self._left.strip():
            self._left = self._stream.readline()
            if not self._left:
                return "q"
        rest = self._left.lstrip()
        self._left = rest[1:]
        return rest[0]

    def line(self, prompt: str) -> str:
        """One line of an edit: what follows the key on its own line does not count."""
        del prompt
        self._left = ""
        return self._stream.readline().rstrip("\r\n")


Keys = TerminalKeys | StreamKeys


def plain(text: str) -> str:
    """Without control characters: what a text holds does not steer the terminal."""
    return "".join(each if each.isprintable() or each == "\n" else "·" for each in text)
