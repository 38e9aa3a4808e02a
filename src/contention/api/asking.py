"""What callers ask for by id, and how many threads they give it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from contention.case.suggestions import unknown_id

Value = TypeVar("Value")


class Entries(Mapping[str, Value]):
    """The entries of one kind by id; an unknown id raises KeyError with a guess."""

    def __init__(self, noun: str, entries: Mapping[str, Value]) -> None:
        self._noun = noun
        self._entries = entries

    def __getitem__(self, id_: str) -> Value:
        require(self._noun, id_, self._entries)
        return self._entries[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._noun}s: {shortened(self)}>"


def shortened(ids: Iterable[str], most: int = 6) -> str:
    """The first few of some ids, in a line."""
    every = list(ids)
    more = f", … ({len(every) - most} more)" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def require(noun: str, id_: object, known: Iterable[str]) -> None:
    """Raise KeyError with a guess unless the id is known."""
    choices = known if isinstance(known, Mapping) else tuple(known)
    if not isinstance(id_, str) or id_ not in choices:
        raise KeyError(unknown_id(noun, str(id_), choices))


def chosen(
    noun: str, wanted: str | Iterable[str] | None, known: Mapping[str, object]
) -> tuple[str, ...]:
    """The ids asked for, each once; all of them for None. Raises KeyError with a guess."""
    if wanted is None:
        return tuple(known)
    ids = (wanted,) if isinstance(wanted, str) else tuple(dict.fromkeys(wanted))
    for id_ in ids:
        require(noun, id_, known)
    return ids


def cores(workers: int | None) -> int:
    """As many threads as asked for; one for each core for None."""
    return workers if workers is not None else os.cpu_count() or 1
