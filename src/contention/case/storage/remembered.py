"""What a long session has read of a case, so that an unchanged file is not parsed again.

Files are read from the disk each time; what is remembered goes by their whole text. Outside of
`remembering()` nothing is kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from contention.case.problem import Problem
from contention.case.source_tree import Tree
from contention.case.storage.yaml_text import read_yaml

Parsed = tuple[Tree, tuple[Problem, ...]]
Result = TypeVar("Result")

MOST_TREES = 200
MOST_LATELY = 8


@dataclass
class Memory:
    """What has been read; not to be used by two threads at once."""

    trees: dict[tuple[str, str], Parsed] = field(default_factory=dict)
    """(path, text) → its tree, in the order in which they were used"""
    lately: list[tuple[object, object]] = field(default_factory=list)
    """what something was made of, and the result, the last one last"""
    entries: dict[tuple[int, object], tuple[object, object]] = field(default_factory=dict)
    """(identity of an entry's data, what is made of it) → the data, the result"""


_now: ContextVar[Memory | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering(memory: Memory | None = None) -> Iterator[None]:
    """Remember what is read until the end of the block, or in a memory that outlives it.

    May be nested.
    """
    if _now.get() is not None:
        yield
        return
    token = _now.set(memory or Memory())
    try:
        yield
    finally:
        _now.reset(token)


def parsed(path: str, text: str) -> Parsed:
    """The tree of a YAML text and what is wrong with it, as `read_yaml` gives them."""
    kept = _now.get()
    if kept is None:
        return read_yaml(path, text)
    found = kept.trees.pop((path, text), None) or read_yaml(path, text)
    _keep(kept, path, text, found)
    return found


def remember(path: str, text: str, tree: Tree) -> None:
    """Cache the tree of a text without problems."""
    kept = _now.get()
    if kept is not None:
        _keep(kept, path, text, (tree, ()))


def _keep(kept: Memory, path: str, text: str, found: Parsed) -> None:
    kept.trees[path, text] = found
    if len(kept.trees) > MOST_TREES or sum(each == path for each, _ in kept.trees) > 2:
        oldest = next((key for key in kept.trees if key[0] == path), next(iter(kept.trees)))
        del kept.trees[oldest]


def made_once(data: Any, what: object, make: Callable[[], Result]) -> Result:
    """The result of `make`, computed once for this object of a tree and this purpose."""
    kept = _now.get()
    if kept is None or data is None:
        return make()
    key = (id(data), what)
    found = kept.entries.get(key)
    if found is None or found[0] is not data:
        found = kept.entries[key] = (data, make())
    return found[1]  # type: ignore[return-value]


def recalled(data: object, what: object) -> Any:
    """What `recall` stored for this object and purpose; None if nothing."""
    kept = _now.get()
    found = None if kept is None else kept.entries.get((id(data), what))
    return found[1] if found is not None and found[0] is data else None


def recall(data: object, what: object, value: object) -> None:
    """Store something about this object for a purpose."""
    kept = _now.get()
    if kept is not None:
        kept.entries[id(data), what] = (data, value)


def made_lately(given: object, make: Callable[[], Result]) -> Result:
    """What `make` gives, unless the same was made of something equal a few times ago."""
    kept = _now.get()
    if kept is None:
        return make()
    found = next((each for each in kept.lately if each[0] == given), None)
    if found is None:
        found = (given, make())
    else:
        kept.lately = [each for each in kept.lately if each is not found]
    kept.lately.append(found)
    del kept.lately[:-MOST_LATELY]
    return found[1]  # type: ignore[return-value]
