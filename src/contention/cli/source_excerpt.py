"""The line of a file that a problem points at, with a caret under the column."""

import re
from functools import cache
from pathlib import Path

from contention.case.problem import Problem
from contention.case.storage.yaml_text import MAX_BYTES
from contention.case.text.characters import visible
from contention.cli.terminal.styled import cells

INDENT = "    "
NARROWEST = 30
"""columns below which a line is not cut any further"""
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""as YAML counts lines"""
_QUOTED = re.compile(r"`([^`]+)`")


class Excerpts:
    """Reads the lines that problems point at, each file once."""

    def __init__(self, folder: Path | None, width: int) -> None:
        """`folder` is what the paths of the problems are relative to; None: the current folder."""
        self._folder = folder
        self._budget = max(width, NARROWEST) - len(INDENT)
        self._lines = cache(self._read)

    def of(self, problem: Problem) -> tuple[str, ...]:
        """The source line and a line with the caret; nothing if there is no such line."""
        place = problem.place
        lines = self._lines(place.path)
        if not 1 <= place.line <= len(lines):
            return ()
        line = lines[place.line - 1]
        if not 1 <= place.column <= len(line) + 1 or not line.strip():
            return ()
        if (place.line, place.column) == (1, 1) and not _names_start(problem.message, line):
            return ()  # the place of problems of whole files
        return cut(line, place.column, self._budget)

    def _read(self, path: str) -> list[str]:
        file = Path(path) if self._folder is None else self._folder / path
        try:
            inside = self._folder is None or file.resolve().is_relative_to(self._folder.resolve())
            if not inside or not file.is_file() or file.stat().st_size > MAX_BYTES:
                return []
            return _LINE_END.split(file.read_bytes().decode("utf-8-sig"))
        except (OSError, ValueError):  # gone, unreadable, not UTF-8, or not a path at all
            return []


def cut(line: str, column: int, budget: int) -> tuple[str, str]:
    """A line within `budget` columns of a terminal, and the caret under `column`, from 1.

    What is cut off is marked with an ellipsis; control characters and tabs are written out.
    """
    at = column - 1
    first = max(at - budget, 0)
    shown = [visible(each, one_line=True) for each in line[first : at + budget]]
    sizes = [cells(each) for each in shown]
    caret = at - first
    start, end = 0, len(shown)
    before_caret = sum(sizes[:caret])
    if first or at + budget < len(line) or sum(sizes) > budget:
        room = budget // 2
        while before_caret > room and start < caret:
            before_caret -= sizes[start]
            start += 1
        lead = 1 if first or start else 0
        while end > caret + 1 and lead + sum(sizes[start:end]) + 1 > budget:
            end -= 1
    before = "…" if first or start else ""
    after = "…" if first + end < len(line) else ""
    text = "".join(shown[start:end])
    return f"{INDENT}{before}{text}{after}", f"{INDENT}{' ' * (len(before) + before_caret)}^"


def _names_start(message: str, line: str) -> bool:
    """Whether a message quotes what a line begins with."""
    return any(line.startswith(quoted) for quoted in _QUOTED.findall(message))
