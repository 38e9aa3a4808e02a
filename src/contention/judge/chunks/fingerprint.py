"""A hash of a frozen value: the same in every process, other for other content."""

import hashlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any


def fingerprint(value: object) -> str:
    """The SHA-256 of a value of dataclasses, mappings, sequences, sets and plain values.

    Paths are passed over, so that a case may be moved; sets are taken in the order of what they
    hold.
    """
    found = hashlib.sha256()
    for token in _tokens(value):
        found.update(f"{len(token)}:{token}".encode())
    return found.hexdigest()


def _tokens(value: Any) -> Iterator[str]:
    if isinstance(value, Path):
        return
    if is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__
        for field in fields(value):
            yield field.name
            yield from _tokens(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield f"mapping of {len(value)}"
        for key, each in value.items():
            yield from _tokens(key)
            yield from _tokens(each)
    elif isinstance(value, Set):
        yield f"set of {len(value)}"
        yield from sorted(fingerprint(each) for each in value)
    elif isinstance(value, tuple | list):
        yield f"sequence of {len(value)}"
        for each in value:
            yield from _tokens(each)
    else:
        yield repr(value)
