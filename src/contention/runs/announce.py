"""Telling whoever waits that the engine is being compiled; free of numba, so cheap to import."""

from collections.abc import Callable

_told: list[Callable[[], None]] = []


def on_compilation(tell: Callable[[], None]) -> None:
    """Call `tell` once, when the engine begins to be compiled; never where it is in the cache."""
    _told[:] = [tell]


def compilation_begins() -> None:
    """Said by the engine itself, before it is compiled."""
    while _told:
        _told.pop()()
