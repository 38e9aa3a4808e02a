"""What callers ask for by id, and how many threads they give it."""

import operator
import os
import reprlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from contention.case.articles import counted
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
        return f"<{counted(len(self), self._noun)}: {shortened(self)}>"


def shortened(ids: Iterable[str], most: int = 6) -> str:
    """The first few of some ids, in a line."""
    every = list(ids)
    more = f", … ({len(every) - most} more)" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def require(noun: str, id_: object, known: Iterable[str]) -> None:
    """Raise KeyError with a guess unless the id is known."""
    choices = known if isinstance(known, Mapping) else tuple(known)
    if not isinstance(id_, str):
        raise KeyError(f"give the {noun} by its id, a string, not by {shown(id_)}")
    if id_ not in choices:
        raise KeyError(unknown_id(noun, id_, choices))


def chosen(
    noun: str, wanted: str | Iterable[str] | None, known: Mapping[str, object]
) -> tuple[str, ...]:
    """The ids asked for, each once; all of them for None. Raises KeyError with a guess."""
    if wanted is None:
        return tuple(known)
    if isinstance(wanted, str):
        ids = [wanted]
    elif isinstance(wanted, Iterable):
        ids = list(wanted)
    else:
        raise TypeError(f"give ids, one id or None for each {noun}, not {shown(wanted)}")
    for id_ in ids:
        require(noun, id_, known)
    return tuple(dict.fromkeys(ids))


def cores(workers: int | None) -> int:
    """As many threads as asked for; one for each core for None."""
    if workers is None:
        return os.cpu_count() or 1
    if whole("workers", workers) < 1:
        raise ValueError(f"workers is {workers}; it must be at least 1")
    return whole("workers", workers)


MOST_DRAWS, MOST_COURSE_DRAWS = 1_000_000, 100_000
"""largest numbers of draws: what is kept of each takes memory, courses far more than verdicts"""


def draws_of(setting: str, number: object, most: int = MOST_DRAWS) -> int:
    """A number of draws; ValueError if it is more than there is room for."""
    found = whole(setting, number)
    if found > most:
        raise ValueError(f"{setting} is {shown(found)}; it must be at most {most}")
    return found


def whole(setting: str, number: object) -> int:
    """A setting that has to be a whole number, of numpy or of Python; TypeError if it is not."""
    if hasattr(number, "__index__"):
        return operator.index(number)
    raise TypeError(f"{setting} is {shown(number)}; it must be a whole number")


def shown(value: object) -> str:
    """A value as a message names it, cut short."""
    return reprlib.repr(value)
