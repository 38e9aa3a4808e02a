"""The readers that are measured: those that `contention read --reader` offers."""

from typing import get_args

from contention.extraction.combine import ReaderName, reader_for
from contention.extraction.proposals import Reader

NAMES: tuple[ReaderName, ...] = get_args(ReaderName)


class UnavailableError(Exception):
    """The reader is not part of this installation; the message says what is missing."""


def reader_named(name: ReaderName) -> Reader:
    """A reader by its name; raises UnavailableError where a part of it is not there."""
    reader = reader_for(name)
    if reader.missing:
        raise UnavailableError("not measured: " + "; ".join(reader.missing))
    return reader
