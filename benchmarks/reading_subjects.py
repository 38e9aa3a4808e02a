"""The readers that are measured, each loaded only when it is wanted."""

import importlib
from typing import cast

from contention.claims.values import Reader


class UnavailableError(Exception):
    """The reader is not part of this installation; the message says what is missing."""


_MADE_BY = {
    "rules": ("contention.claims.rules.reader", "RulesReader"),
    "model": ("contention.claims.model.reader", "ModelReader"),
    "default": ("contention.claims.finding", "default_reader"),
}
"""Name → module and the callable in it that gives the reader."""
NAMES = tuple(_MADE_BY)


def reader_named(name: str) -> Reader:
    """A reader by its name; raises UnavailableError where it is not there."""
    module, callable_ = _MADE_BY[name]
    try:
        made = getattr(importlib.import_module(module), callable_)
        return cast("Reader", made())
    except (ImportError, AttributeError, FileNotFoundError) as error:
        raise UnavailableError(f"not available here ({error})") from error
