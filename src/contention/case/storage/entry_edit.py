"""Changing one entry of a case file and no other line.

An entry is a value on lines of its own: a factor, a claim, a scenario. It is taken
out as lines without their indentation, and put back in only if the lines are still the same
(their hash says so) and nothing else in the file changes its meaning.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contention.case.problem import CaseError
from contention.case.source_tree import Keys, Tree
from contention.case.storage.remembered import parsed, remember
from contention.case.storage.splice import grown, shrunk, spliced
from contention.case.storage.writing import Changes, EditError


class StaleEntryError(EditError):
    """The entry has changed since it was read."""


@dataclass(frozen=True)
class EntryLines:
    """The lines of one entry, and their position."""

    first: int
    """number of the first line, from 1"""
    last: int
    indent: int
    """spaces before each line in the file"""
    lines: tuple[str, ...]
    """without that indentation and without line ends"""

    @property
    def sha256(self) -> str:
        """Hash that guards the entry against concurrent changes."""
        return hashlib.sha256("\n".join(self.lines).encode("utf-8")).hexdigest()


def entry_lines(changes: Changes, path: str, keys: Keys) -> EntryLines:
    """The lines of the entry at `keys`: `("claims", 3)`, `("western_aid",)`."""
    return _Source.read(changes, path).entry(keys)


def entry_hashes(changes: Changes, path: str, entries: Iterable[Keys]) -> dict[Keys, str]:
    """The hash of each of several entries of a file; without those not on lines of their own."""
    source = _Source.read(changes, path)
    found = {}
    for keys in entries:
        with contextlib.suppress(EditError):
            found[keys] = source.entry(keys).sha256
    return found


def keys_of(changes: Changes, path: str, id_: str) -> Keys:
    """Position of the entry with an id; raises EditError if there is none or several."""
    tree = _Source.read(changes, path).tree
    found = [
        keys
        for keys in tree.values
        if (keys and keys[-1] == id_ and isinstance(tree.get(*keys), dict))
        or (isinstance(tree.get(*keys), dict) and tree.get(*keys, "id") == id_)
    ]
    if len(found) != 1:
        count = "no entry" if not found else f"{len(found)} entries"
        raise EditError(f"{count} with the id `{id_}` in {path}")
    return found[0]


def replace_entry(
    changes: Changes, path: str, keys: Keys, new_lines: Sequence[str], expected_hash: str
) -> str:
    """Replace the lines of an entry; returns the new hash.

    Raises StaleEntryError if the entry's hash is not the expected one, EditError if the new
    lines would change anything else.
    """
    source = _Source.read(changes, path)
    entry = source.expected(keys, expected_hash)
    changed = source.with_entry(keys, entry, new_lines)
    _same_but(source.tree, changed.tree, keys)
    changed.put(changes)
    return changed.entry(keys).sha256


def replace_entries(changes: Changes, path: str, new: Mapping[Keys, Sequence[str]]) -> None:
    """Replace the lines of several entries of a file in one step.

    Raises EditError if the new lines would change anything but these entries.
    """
    if not new:
        return
    source = _Source.read(changes, path)
    lines = list(source.lines)
    for keys in sorted(new, key=lambda keys: source.entry(keys).first, reverse=True):
        entry = source.entry(keys)
        lines[entry.first - 1 : entry.last] = _indented(new[keys], entry.indent)
    changed = source.with_lines(0, len(source.lines), lines)
    old_data, new_data = source.tree.data, changed.tree.data
    for keys in new:
        old_data, new_data = _without(old_data, keys), _without(new_data, keys)
    if old_data != new_data:
        raise EditError(f"the new lines would change more of {path} than these entries")
    changed.put(changes)


def remove_entry(changes: Changes, path: str, keys: Keys, expected_hash: str) -> None:
    """Remove an entry with its lines.

    Raises StaleEntryError if the entry's hash is not the expected one, EditError if anything
    else would change.
    """
    source = _Source.read(changes, path)
    entry = source.expected(keys, expected_hash)
    changed = source.without_entry(keys, entry)
    left = _left(source.tree.data, keys)
    if (changed.tree.data or {}) != left and _bare(changed.tree.data) != _bare(left):
        raise EditError("removing the entry would change more than this entry")
    changed.put(changes)


def append_entry(changes: Changes, path: str, key: str | None, new_lines: Sequence[str]) -> int:
    """Add an entry after the last one under `key`; returns the number of its first line.

    `key` is None for files that are a mapping of entries (factors). List items begin with `- `.
    """
    source = _Source.read(changes, path)
    container: Keys = () if key is None else (key,)
    data = source.tree.get(*container)
    if isinstance(data, list | dict) and data:
        last: Any = len(data) - 1 if isinstance(data, list) else list(data)[-1]
        entry = source.entry((*container, last))
        place, added = entry.last, _indented(new_lines, entry.indent)
        changed = source.with_more(container, entry, [new_lines])
    else:
        place, added = source.room_for_first(key, new_lines)
        changed = source.with_lines(place, place, added)
    _grown(source.tree, changed.tree, container)
    changed.put(changes)
    return place + 1 + (len(added) - len(new_lines))


def append_entries(
    changes: Changes, path: str, key: str | None, entries: Sequence[Sequence[str]]
) -> None:
    """Add several entries after the last one under `key` in one step.

    They replace an empty list or mapping (`claims: []`, a lone `{}`). Raises EditError, and adds
    nothing, if the lines would change anything else.
    """
    if not entries:
        return
    source = _Source.read(changes, path)
    container: Keys = () if key is None else (key,)
    data = source.tree.get(*container)
    new_lines = [line for entry in entries for line in entry]
    if isinstance(data, list | dict) and data:
        last: Any = len(data) - 1 if isinstance(data, list) else list(data)[-1]
        entry = source.entry((*container, last))
        changed = source.with_more(container, entry, entries)
    else:
        changed = source.with_lines(*source.room_for_several(key, new_lines))
    _grown(source.tree, changed.tree, container, len(entries))
    changed.put(changes)


def _depth(line: str) -> int:
    """How far a line is indented; one that is commented out, without its `# `."""
    bare = line[2:] if line.startswith("# ") else line
    return len(bare) - len(bare.lstrip(" "))


def _shifted(line: str, indent: int) -> str:
    """A line without the indentation of its entry; a comment at the margin stays there."""
    return line if line[:indent].strip() else line[indent:]


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line if line.strip() else "" for line in lines]


@dataclass(frozen=True)
class _Source:
    """A file as lines, with its tree and its kind of line end."""

    path: str
    lines: tuple[str, ...]
    newline: str
    tree: Tree

    @classmethod
    def read(cls, changes: Changes, path: str) -> "_Source":
        text = changes.text(path)
        if text is None:
            raise EditError(f"there is no file {path}")
        return cls.of(path, text, "\r\n" if "\r\n" in text else "\n")

    @classmethod
    def of(cls, path: str, text: str, newline: str) -> "_Source":
        tree, problems = parsed(path, text)
        if problems:
            raise CaseError(problems)
        lines = text.replace("\r\n", "\n").split("\n")
        return cls(path, tuple(lines), newline, tree)

    def expected(self, keys: Keys, sha256: str) -> EntryLines:
        """The lines of an entry; raises StaleEntryError if they have another hash."""
        entry = self.entry(keys)
        if entry.sha256 != sha256:
            raise StaleEntryError("the entry has changed since: read it again")
        return entry

    def entry(self, keys: Keys) -> EntryLines:
        """The lines of the entry at `keys`."""
        if keys not in self.tree.values:
            raise EditError(f"there is no entry {'.'.join(map(str, keys))} in {self.path}")
        mark = self.tree.names.get(keys) or self.tree.values[keys]
        first = mark.line - 1
        before = self.lines[first][: mark.column - 1].strip()
        if isinstance(keys[-1], int) and not before:
            first, before = self._dash_above(first)
        if before != ("-" if isinstance(keys[-1], int) else ""):
            raise EditError("the entry is not on lines of its own")
        indent = len(self.lines[first]) - len(self.lines[first].lstrip())
        last = self._last(first, indent)
        lines = tuple(_shifted(line, indent) for line in self.lines[first : last + 1])
        return EntryLines(first + 1, last + 1, indent, lines)

    def _dash_above(self, number: int) -> tuple[int, str]:
        """The line with the `-` of a list item that begins on a later line."""
        while number > 0 and self.lines[number].split("#")[0].strip() != "-":
            number -= 1
        return number, self.lines[number].split("#")[0].strip()

    def _last(self, first: int, indent: int) -> int:
        """The last line indented deeper than the first, were it not commented out."""
        last, passed = first, False
        for number in range(first + 1, len(self.lines)):
            line = self.lines[number]
            comment = line.lstrip().startswith("#")
            if not line.strip() or (comment and passed):
                continue
            if _depth(line) > indent:
                last, passed = number, False
            elif comment:
                passed = True  # it may be about what follows
            else:
                break
        return last

    def room_for_first(self, key: str | None, new_lines: Sequence[str]) -> tuple[int, list[str]]:
        """Where the first entry of an empty container goes, and its lines."""
        end = len(self.lines) - (self.lines[-1] == "")
        if key is None:
            if any(line.strip() == "{}" for line in self.lines):
                raise EditError("remove the `{}` first")
            return end, list(new_lines)
        if (key,) in self.tree.names:
            number = self.tree.names[(key,)].line
            if self.lines[number - 1].split("#")[0].strip() != f"{key}:":
                raise EditError(f"`{key}` is written as an empty list: write `{key}:` alone")
            return number, _indented(new_lines, 2)
        return end, [f"{key}:", *_indented(new_lines, 2)]

    def room_for_several(
        self, key: str | None, new_lines: Sequence[str]
    ) -> tuple[int, int, list[str]]:
        """Which lines the first entries take the place of, and theirs."""
        written = ("{}",) if key is None else (f"{key}: []", f"{key}: {{}}")
        for number, line in enumerate(self.lines):
            if line.rstrip() in written:
                head = [] if key is None else [f"{key}:"]
                return number, number + 1, [*head, *_indented(new_lines, 0 if key is None else 2)]
        place, added = self.room_for_first(key, new_lines)
        return place, place, added

    def with_lines(self, first: int, last: int, lines: Sequence[str]) -> "_Source":
        """The file with lines in the place of those from `first` up to before `last`."""
        changed = [*self.lines[:first], *lines, *self.lines[last:]]
        return _Source.of(self.path, "\n".join(changed), self.newline)

    def with_entry(self, keys: Keys, entry: EntryLines, new_lines: Sequence[str]) -> "_Source":
        """The file with other lines for one entry; if possible, only those are parsed."""
        indented = _indented(new_lines, entry.indent)
        tree = spliced(self.tree, keys, entry.lines, new_lines, entry.first, entry.indent)
        if tree is None:
            return self.with_lines(entry.first - 1, entry.last, indented)
        return self._made(
            tree, (*self.lines[: entry.first - 1], *indented, *self.lines[entry.last :])
        )

    def with_more(
        self, container: Keys, last: EntryLines, entries: Sequence[Sequence[str]]
    ) -> "_Source":
        """The file with entries after the last one; if possible, only one is parsed."""
        added = [line for entry in entries for line in _indented(entry, last.indent)]
        if len(entries) == 1:
            tree = grown(self.tree, container, last.lines, entries[0], last.last + 1, last.indent)
            if tree is not None:
                return self._made(
                    tree, (*self.lines[: last.last], *added, *self.lines[last.last :])
                )
        return self.with_lines(last.last, last.last, added)

    def without_entry(self, keys: Keys, entry: EntryLines) -> "_Source":
        """The file without an entry; if possible, nothing else is parsed."""
        tree = shrunk(self.tree, keys, entry.lines, entry.last, entry.first - entry.last - 1)
        if tree is None:
            return self.with_lines(entry.first - 1, entry.last, [])
        return self._made(tree, (*self.lines[: entry.first - 1], *self.lines[entry.last :]))

    def _made(self, tree: Tree, lines: tuple[str, ...]) -> "_Source":
        """The file with other lines, whose tree is known."""
        remember(self.path, self.newline.join(lines), tree)
        return _Source(self.path, lines, self.newline, tree)

    def put(self, changes: Changes) -> None:
        """Set the new content of the file."""
        changes.put(self.path, self.newline.join(self.lines))


def _without(data: Any, keys: Keys) -> Any:
    """Plain data with a mark in the place of the value at `keys`."""
    if not keys:
        return ...
    if data is None:  # an empty file
        return None
    if isinstance(data, dict):
        return {key: _without(v, keys[1:]) if key == keys[0] else v for key, v in data.items()}
    return [_without(v, keys[1:]) if i == keys[0] else v for i, v in enumerate(data)]


def _left(data: Any, keys: Keys) -> Any:
    """Plain data without the value at `keys`."""
    if len(keys) > 1:
        inner = {keys[0]: _left(data[keys[0]], keys[1:])}
        return {**data, **inner}
    if isinstance(data, dict):
        return {key: value for key, value in data.items() if key != keys[0]}
    return [value for number, value in enumerate(data) if number != keys[0]]


def _bare(data: Any) -> Any:
    """Data in which an empty list or mapping is the same as nothing."""
    if isinstance(data, dict):
        return {key: _bare(value) or None for key, value in data.items()}
    return data


def _same_but(before: Tree, after: Tree, keys: Keys) -> None:
    """Check that the rest of the file is unchanged and the entry still there."""
    old, new = before.data, after.data
    renamed = isinstance(keys[-1], str) and after.get(*keys) is None
    if renamed or _without(old, keys) != _without(new, keys):
        raise EditError("the new lines would change more than this entry")


def _grown(before: Tree, after: Tree, container: Keys, count: int = 1) -> None:
    """Check that this many entries were added at the end and all others are unchanged."""
    old, new = before.get(*container) or [], after.get(*container)
    fresh = list(new) if isinstance(new, dict) else new
    same = isinstance(new, list | dict) and len(new) == len(old) + count
    if same and isinstance(new, dict):
        same = {key: new[key] for key in fresh[:-count]} == (old or {})
    elif same:
        same = list(new)[:-count] == list(old)
    others = container and _without(before.data, container) != _without(after.data, container)
    if not same or (others and before.get(*container) is not None):
        raise EditError("the new lines are not one more entry")
