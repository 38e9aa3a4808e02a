"""A tree with one entry rewritten, added or taken out: only the lines of that entry are parsed."""

from collections.abc import Mapping, Sequence
from typing import Any

from contention.case.source_tree import Keys, Mark, Tree
from contention.case.storage.yaml_text import read_yaml


def spliced(
    tree: Tree, keys: Keys, old_lines: Sequence[str], new_lines: Sequence[str], first: int,
    indent: int,
) -> Tree | None:  # fmt: skip
    """The tree after `new_lines` have taken the place of an entry's `old_lines`.

    Lines are without their indentation, `first` is the number of the entry's first line. None if
    the entry does not mean by itself what it means in the file, or if the new lines are not one
    entry: the whole file has to be parsed then.
    """
    old, new = _alone(tree.path, keys, old_lines), _alone(tree.path, keys, new_lines)
    if old is None or new is None or old.data != {keys[-1]: tree.get(*keys)}:
        return None
    longer = len(new_lines) - len(old_lines)
    last = first + len(old_lines) - 1
    marks = [
        _marks(have, own, keys, (first - 1, indent), (last, longer))
        for have, own in ((tree.values, new.values), (tree.names, new.names))
    ]
    return Tree(tree.path, _with(tree.data, keys, new.data[keys[-1]]), *marks)


def grown(
    tree: Tree, container: Keys, sibling: Sequence[str], new_lines: Sequence[str], first: int,
    indent: int,
) -> Tree | None:  # fmt: skip
    """The tree after an entry has been added after the last one under `container`.

    `sibling` are the lines of that last one. None if they do not mean by themselves what they
    mean in the file, or if the new lines are not one new entry: the whole file has to be parsed.
    """
    data = tree.get(*container)
    last: str | int = len(data) - 1 if isinstance(data, list) else list(data)[-1]
    nearest = _alone(tree.path, (*container, last), sibling)
    if nearest is None or nearest.data != {last: data[last]}:
        return None
    name: Any = len(data) if isinstance(data, list) else _name(tree.path, new_lines)
    new = _alone(tree.path, (*container, name), new_lines)
    if new is None or (isinstance(data, dict) and name in data):
        return None
    keys = (*container, name)
    moved = (first - 1, len(new_lines))
    marks = [
        _marks(have, own, keys, (first - 1, indent), moved)
        for have, own in ((tree.values, new.values), (tree.names, new.names))
    ]
    value = new.data[name]
    more = [*data, value] if isinstance(data, list) else {**data, name: value}
    return Tree(tree.path, _with(tree.data, container, more) if container else more, *marks)


def shrunk(tree: Tree, keys: Keys, old_lines: Sequence[str], last: int, longer: int) -> Tree | None:
    """The tree after an entry has been taken out; None if the whole file has to be parsed.

    `last` is the number of its last line in the file, `longer` how many lines there are more.
    """
    container, name = keys[:-1], keys[-1]
    data = tree.get(*container)
    old = _alone(tree.path, keys, old_lines)
    if old is None or old.data != {name: data[name]} or len(data) < 2:
        return None
    depth = len(container)
    marks = [
        {
            _renumbered(place, container, name): _lower(mark, last, longer)
            for place, mark in have.items()
            if place[: depth + 1] != keys
        }
        for have in (tree.values, tree.names)
    ]
    if isinstance(data, list):
        left: Any = [value for number, value in enumerate(data) if number != name]
    else:
        left = {key: value for key, value in data.items() if key != name}
    return Tree(tree.path, _with(tree.data, container, left) if container else left, *marks)


def _renumbered(place: Keys, container: Keys, gone: str | int) -> Keys:
    """The position of a value after an entry has gone: items of a list after it move up."""
    depth = len(container)
    at = place[depth] if len(place) > depth and place[:depth] == container else None
    if not isinstance(at, int) or not isinstance(gone, int) or at < gone:
        return place
    return (*container, at - 1, *place[depth + 1 :])


def _lower(mark: Mark, last: int, longer: int) -> Mark:
    return mark if mark.line <= last else Mark(mark.line + longer, mark.column, mark.inside)


def _name(path: str, lines: Sequence[str]) -> str:
    """The key of an entry that has one; empty if the lines are not one."""
    tree, problems = read_yaml(path, "\n".join(lines) + "\n")
    single = not problems and isinstance(tree.data, dict) and len(tree.data) == 1
    return next(iter(tree.data)) if single else ""


def _alone(path: str, keys: Keys, lines: Sequence[str]) -> Tree | None:
    """One entry parsed by itself, under its last key; None if the lines are anything else."""
    tree, problems = read_yaml(path, "\n".join(lines) + "\n")
    own = 0 if isinstance(keys[-1], int) else keys[-1]
    data = tree.data
    single = isinstance(data, list if own == 0 else dict) and len(data) == 1
    if problems or not single or (own != 0 and own not in data):
        return None
    values = {(keys[-1], *rest[1:]): mark for rest, mark in tree.values.items() if rest}
    names = {(keys[-1], *rest[1:]): mark for rest, mark in tree.names.items() if rest}
    return Tree(path, {keys[-1]: data[own]}, values, names)


def _marks(
    have: Mapping[Keys, Mark], own: Mapping[Keys, Mark], keys: Keys, offset: tuple[int, int],
    moved: tuple[int, int],
) -> dict[Keys, Mark]:  # fmt: skip
    """The marks of the file with those of the new entry, the ones below moved by some lines."""
    depth, (last, longer), (down, right) = len(keys), moved, offset
    kept = {
        place: Mark(mark.line + longer, mark.column, mark.inside)
        if longer and mark.line > last
        else mark
        for place, mark in have.items()
        if place[:depth] != keys
    }
    for place, mark in own.items():
        inside = None if mark.inside is None else mark.inside + right
        kept[(*keys[:-1], *place)] = Mark(mark.line + down, mark.column + right, inside)
    return kept


def _with(data: Any, keys: Keys, value: Any) -> Any:
    """Plain data with another value at `keys`; all else is shared."""
    if not keys:
        return value
    if isinstance(data, dict):
        return {key: _with(v, keys[1:], value) if key == keys[0] else v for key, v in data.items()}
    return [_with(v, keys[1:], value) if n == keys[0] else v for n, v in enumerate(data)]
