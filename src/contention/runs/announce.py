"""Announce that the engine is being compiled; does not import numba, so cheap to import."""

from collections.abc import Callable

_told: list[Callable[[], None]] = []


def on_compilation(tell: Callable[[], None]) -> None:
    """Call `tell` once, when compilation starts; never if the engine is in the cache."""
    _told[:] = [tell]


def compilation_begins() -> None:
    """Called by the engine before it is compiled."""
    while _told:
        _told.pop()()
