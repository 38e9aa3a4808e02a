"""The readers that are measured: those that `contention read --reader` offers, or any function."""

import importlib
from collections.abc import Callable, Sequence
from typing import get_args

from contention.documents.document import ReadDocument
from contention.extraction.combine import ReaderName, reader_for
from contention.extraction.proposals import Proposal, Reader

NAMES: tuple[ReaderName, ...] = get_args(ReaderName)

Find = Callable[[ReadDocument], Sequence[Proposal]]


class UnavailableError(Exception):
    """The reader is not part of this installation; the message says what is missing."""


def reader_named(name: ReaderName) -> Reader:
    """A reader by its name; raises UnavailableError where a part of it is not there."""
    reader = reader_for(name)
    if reader.missing:
        raise UnavailableError("not measured: " + "; ".join(reader.missing))
    return reader


def finder(name: str) -> Find:
    """What a reader proposes, by its name or by `MODULE:FUNCTION` from a document to proposals."""
    module, colon, attribute = name.partition(":")
    if colon:
        found: Find = getattr(importlib.import_module(module), attribute)
        return found
    known = next((each for each in NAMES if each == name), None)
    if known is None:
        raise UnavailableError(f"no reader of this name: {', '.join(NAMES)}, or MODULE:FUNCTION")
    reader = reader_named(known)
    return lambda document: reader.find(document).proposals
