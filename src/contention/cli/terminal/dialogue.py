"""Prompts of a session, at a terminal or from a stream of keys and lines."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO, TypeVar

import click

from contention.cli.terminal.keys import END
from contention.cli.terminal.line import TypedLine
from contention.cli.terminal.styled import (
    DIM,
    KEEP,
    NORMAL,
    STRONG,
    WRONG,
    Styled,
    StyledParagraph,
    cells,
    fitted,
    joined,
    styled,
    written,
)

Result = TypeVar("Result")

MOST_OPTIONS = 7


@dataclass(frozen=True)
class Option:
    """One of the things to pick from."""

    value: object
    text: str
    exact: bool = False
    """whether what was typed is its name"""
    new: bool = False


class NotPossibleError(Exception):
    """The input is invalid; the message explains why."""


class Ui(Protocol):
    """A person's side of a session."""

    interactive: bool
    """whether a prompt can be repeated after an invalid answer"""

    def show(self, card: Sequence[StyledParagraph], said: str, keys: str) -> None:
        """Show the card, what was done last, and the keys."""

    def key(self) -> str:
        """The next key; `end` at the end of the input."""

    def ask(self, question: str, prefilled: str = "", wrong: str = "") -> str | None:
        """A line; None if cancelled."""

    def pick(
        self, question: str, find: Callable[[str], Sequence[Option]], wrong: str = ""
    ) -> Option | None:
        """The option that the input matches; None if cancelled."""

    def choose(self, question: str, choices: Mapping[str, str], default: str = "") -> str | None:
        """The value of one of the keys; None if cancelled."""


def until_right(
    ui: Ui, question: str, prefilled: str, use: Callable[[str], Result],
    refusals: tuple[type[Exception], ...],
) -> Result | None:  # fmt: skip
    """Ask for a line until it is valid, keeping the input; None if cancelled."""
    wrong = ""
    while True:
        text = ui.ask(question, prefilled, wrong)
        if text is None:
            return None
        try:
            return use(text)
        except refusals as error:
            if not ui.interactive:
                raise
            wrong, prefilled = str(error), text


class Screen(Protocol):
    """A screen to draw on."""

    styled: bool

    def key(self) -> str: ...  # noqa: D102
    def write(self, text: str) -> None: ...  # noqa: D102
    @property
    def size(self) -> tuple[int, int]: ...  # noqa: D102


class TerminalUi:
    """A terminal whose whole screen is redrawn after every key."""

    interactive = True

    def __init__(self, screen: Screen, *, colour: bool) -> None:
        self._screen = screen
        self._colour = colour
        self._card: Sequence[StyledParagraph] = ()
        self._said = self._keys = ""

    def show(self, card: Sequence[StyledParagraph], said: str, keys: str) -> None:
        """Draw the card."""
        self._card, self._said, self._keys = card, said, keys
        self._draw(
            [StyledParagraph(styled(said, STRONG), spare=0), StyledParagraph(styled(keys, DIM))]
        )

    def key(self) -> str:
        """The next key."""
        return self._screen.key()

    def ask(self, question: str, prefilled: str = "", wrong: str = "") -> str | None:
        """A line, typed in place."""
        line = TypedLine(prefilled)
        while True:
            self._draw(_faults(wrong), (question, line), "⏎ done  Esc cancel")
            key = self._screen.key()
            if key in ("escape", END):
                return None
            if key == "enter":
                return line.text
            line.press(key)

    def pick(
        self, question: str, find: Callable[[str], Sequence[Option]], wrong: str = ""
    ) -> Option | None:
        """One of the options, filtered as a name is typed."""
        line, at = TypedLine(), 0
        while True:
            options = list(find(line.text))
            at = at % len(options) if options else 0
            hint = "⏎ select ▸  ↑↓ others  Esc cancel"
            self._draw([*_faults(wrong), *_listed(options, at)], (question, line), hint)
            key = self._screen.key()
            if key in ("escape", END):
                return None
            if key in ("enter", "tab") and options:
                return options[at]
            if key in ("up", "down"):
                at += 1 if key == "down" else -1
            elif line.press(key):
                at, wrong = 0, ""

    def choose(self, question: str, choices: Mapping[str, str], default: str = "") -> str | None:
        """One of a few, by a single key."""
        names = {value: key for key, value in reversed(list(choices.items()))}
        shown = "  ".join(f"{key}{KEEP}{value}" for value, key in reversed(list(names.items())))
        more = f"  ⏎{KEEP}{default}" if default else ""
        while True:
            self._draw([StyledParagraph(styled(f"{question}? ", STRONG) + styled(shown + more))])
            key = self._screen.key()
            if key in ("escape", END):
                return None
            if key == "enter" and default:
                return default
            if key in choices:
                return choices[key]

    def _draw(
        self,
        below: Sequence[StyledParagraph],
        prompt: tuple[str, TypedLine] | None = None,
        hint: str = "",
    ) -> None:
        if not self._screen.styled:
            self._draw_plainly(below, prompt)
            return
        width, height = self._screen.size
        bottom = [line for each in below for line in each.lines(width)]
        tail: list[Styled] = []
        cursor = None
        if prompt is not None:
            typed, column = _typed(*prompt, width)
            tail = [typed, *StyledParagraph(styled(hint, DIM)).lines(width)]
            cursor = column
        bottom = bottom[: max(height - len(tail) - 3, 1)]
        card = fitted(self._card, width, height - len(bottom) - len(tail) - 1)
        lines = [*card, styled(""), *tail[:1], *bottom, *tail[1:]][:height]
        drawn = "\r\n".join(written(line, colour=self._colour) + "\x1b[K" for line in lines)
        place = ""
        if cursor is not None:
            place = f"\x1b[{len(card) + 2};{cursor + 1}H"
        show = "\x1b[?25h" if cursor is not None else "\x1b[?25l"
        self._screen.write(f"\x1b[?25l\x1b[H{drawn}\x1b[J{place}{show}")

    def _draw_plainly(
        self, below: Sequence[StyledParagraph], prompt: tuple[str, TypedLine] | None
    ) -> None:
        """Prompts on a terminal without cursor positioning: line by line."""
        width, _ = self._screen.size
        if prompt is not None:
            typed, _ = _typed(*prompt, width)
            self._screen.write(f"\r{typed.text}")
            return
        lines = [line for each in (*self._card, *below) for line in each.lines(width)]
        self._screen.write("\r\n" + "".join(f"{line.text}\r\n" for line in lines))


def _faults(wrong: str) -> list[StyledParagraph]:
    return [StyledParagraph(styled(wrong, WRONG))] if wrong else []


def _listed(options: Sequence[Option], at: int) -> list[StyledParagraph]:
    """The options around the selected one."""
    first = max(0, min(at - MOST_OPTIONS // 2, len(options) - MOST_OPTIONS))
    shown = options[first : first + MOST_OPTIONS]
    more = len(options) - len(shown)
    lines = [
        StyledParagraph(styled(each.text, STRONG if first + n == at else NORMAL),
                  "▸ " if first + n == at else "  ", "    ")
        for n, each in enumerate(shown)
    ]  # fmt: skip
    return [*lines, StyledParagraph(styled(f"  … {more} more", DIM))] if more else lines


def _typed(question: str, line: TypedLine, width: int) -> tuple[Styled, int]:
    """The visible part of the line, and the column of its cursor."""
    lead = f"{question}> "
    room = max(width - cells(lead) - 1, 4)
    start = 0
    while cells(line.text[start : line.cursor]) > room:
        start += 1
    end = len(line.text)
    while cells(line.text[start:end]) > room:
        end -= 1
    shown = joined([styled(lead, STRONG), styled(line.text[start:end])])
    return shown, cells(lead) + cells(line.text[start : line.cursor])


class StreamUi:
    """Keys and lines from a stream: keys are characters, without spaces and line ends."""

    interactive = False

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._left = ""
        self._card: Sequence[StyledParagraph] = ()

    def show(self, card: Sequence[StyledParagraph], said: str, keys: str) -> None:
        """Print what was done, and the card if it changed."""
        if said:
            click.echo(said)
        if card != self._card:
            for line in (line for each in card for line in each.lines(100)):
                click.echo(line.text)
            click.echo(keys.replace(KEEP, " "))
        self._card = card

    def key(self) -> str:
        """The next key."""
        while not self._left.strip():
            self._left = self._stream.readline()
            if not self._left:
                return END
        rest = self._left.lstrip()
        self._left = rest[1:]
        return rest[0]

    def ask(self, question: str, prefilled: str = "", wrong: str = "") -> str | None:
        """The rest of the key's own line, or the next line if nothing follows the key."""
        del question, prefilled, wrong
        line = self._left.lstrip() or self._stream.readline()
        self._left = ""
        return line.rstrip("\r\n") if line else None

    def pick(
        self, question: str, find: Callable[[str], Sequence[Option]], wrong: str = ""
    ) -> Option | None:
        """The option that a line names; it must be unambiguous."""
        line = self.ask(question, "", wrong)
        if not line or not line.strip():
            return None
        options = find(line.strip())
        known = [each for each in options if not each.new]
        if options and (options[0].exact or len(known) <= 1):
            return options[0]
        if not options:
            raise NotPossibleError(f"`{line.strip()}` matches nothing")
        several = ", ".join(each.text for each in known[:MOST_OPTIONS])
        raise NotPossibleError(f"`{line.strip()}` is ambiguous:  {several}")

    def choose(self, question: str, choices: Mapping[str, str], default: str = "") -> str | None:
        """The value of the next key; an empty line stands for the default."""
        if default and not self._left.strip():
            self._left = self._stream.readline()
            if self._left and not self._left.strip():
                return default
        key = self.key()
        if key == ";" and default:
            return default
        if key == END:
            return None
        if key not in choices:
            told = ", ".join(f"{each} {value}" for each, value in choices.items())
            raise NotPossibleError(f"{question}? {told}")
        return choices[key]


def stream_ui() -> StreamUi:
    """Keys and lines from standard input."""
    return StreamUi(sys.stdin)
