"""A file's plain data together with the place of every value and key in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contention.case.problem import Place

Keys = tuple[str | int, ...]
"""Path of a value inside a file: mapping keys and list indices from the top."""


@dataclass(frozen=True)
class Mark:
    """Line and column (from 1) of a value; `inside` is the column of its first character.

    `inside` is None if a scalar's characters do not map one to one to the file: folded over
    several lines, or written with escapes.
    """

    line: int
    column: int
    inside: int | None = None


@dataclass(frozen=True)
class Tree:
    """Plain data (mappings, lists, scalars) of one file and the marks of values and keys."""

    path: str
    data: Any
    values: Mapping[Keys, Mark] = field(default_factory=dict)
    names: Mapping[Keys, Mark] = field(default_factory=dict)
    """marks of mapping keys"""

    def place(self, *keys: str | int) -> Place:
        """The place of a value, or of what is nearest around it if there is no such value."""
        for length in range(len(keys), -1, -1):
            mark = self.values.get(keys[:length])
            if mark is not None:
                return Place(self.path, mark.line, mark.column)
        return Place(self.path)

    def place_of_key(self, *keys: str | int) -> Place:
        """The place of a mapping key, or of the value itself for list items."""
        mark = self.names.get(keys)
        return Place(self.path, mark.line, mark.column) if mark else self.place(*keys)

    def place_inside(self, offset: int, *keys: str | int) -> Place:
        """The place of a character of a scalar, or of the scalar itself if that is unknown."""
        mark = self.values.get(keys)
        if mark is None or mark.inside is None:
            return self.place(*keys)
        return Place(self.path, mark.line, mark.inside + offset)

    def get(self, *keys: str | int) -> Any:
        """The plain data at `keys`, or None."""
        data = self.data
        for key in keys:
            try:
                data = data[key]
            except (KeyError, IndexError, TypeError):
                return None
        return data
