"""Parts of JSON values whose form nobody vouches for."""

from collections.abc import Iterator
from typing import Any

from contention.documents.document import Range

FURTHEST = 2**53
"""positions beyond are none: JavaScript does not count as far"""


def entries(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list; nothing if it is none."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def inner(value: Any, *keys: str) -> Any:
    """The value under the keys, one within the other; None if there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def words(value: Any) -> str:
    """A text, or a number as one; "" for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def texts_of(value: Any) -> list[str]:
    """The texts of a list, or the text itself."""
    if isinstance(value, list):
        return [each for each in map(words, value) if each]
    return [value] if isinstance(value, str) and value else []


def position(value: Any) -> int | None:
    """A position: a whole number; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < FURTHEST else None


def span(start: Any, end: Any) -> Range | None:
    """Two positions; None if either is none."""
    first, last = position(start), position(end)
    return None if first is None or last is None else (first, last)
