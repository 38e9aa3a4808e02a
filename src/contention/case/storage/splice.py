"""A tree with one entry rewritten: only the lines of that entry are parsed."""

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
