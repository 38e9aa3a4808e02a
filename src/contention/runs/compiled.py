"""The engine's compiler: numba, with a cache on disk if one can be written.

`contract` is the only liberty taken with floating point (a product and a sum may be rounded
once): NaN and infinity keep their meaning, and a draw's numbers do not depend on where in a
block it is. Division by zero gives infinity, as in numpy.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from llvmlite.binding import get_host_cpu_features
from numba import njit
from numba.core import config, event

from contention.models import program
from contention.runs.announce import compilation_begins

Function = TypeVar("Function", bound=Callable[..., Any])


def _use_wide_vectors() -> None:
    """Let the compiler use all 512 bits of a vector register where the processor has them.

    By default LLVM stays at 256 bits on such processors, for the sake of programs that rarely use
    vectors; the engine does little else. The numbers are the same. NUMBA_CPU_NAME and
    NUMBA_CPU_FEATURES, if set, are respected.
    """
    settings: Any = config
    if settings.CPU_NAME is None and settings.CPU_FEATURES is None:
        host = get_host_cpu_features()
        if host.get("avx512f"):
            settings.CPU_FEATURES = f"{host.flatten()},-prefer-256-bit"


_use_wide_vectors()

MARK = b"contention.runs.compiled import"
"""found in every module that has compiled functions"""
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "fastmath": {"contract"},
    # No function allocates an array, so reference counting can be off: parallel threads would
    # wait for each other at the counters.
    "_nrt": False,
}


def compiled(function: Function) -> Function:
    """Compile at the first call, as a part of the functions that call it."""
    result: Function = njit(**OPTIONS)(function)
    return result


def cached(function: Function, sources: str) -> Function:
    """Compile at the first call and keep the machine code for the next process.

    `sources` is a hash of everything that is compiled. The cache's file is named after it: numba
    unpickles a file before it checks whether that is stale, and fails if a module named in the file
    is gone.

    A read-only installation without a home folder has no place for the cache:
    numba then refuses to make the function, and every process compiles it again.
    """
    function.__qualname__ = f"{function.__qualname__}-{sources[:16]}"
    try:
        result: Function = njit(cache=True, **OPTIONS)(function)
    except RuntimeError:
        return compiled(function)
    return result


class _Announcer(event.Listener):
    """Says that compiling begins; a copy from the cache raises no such event."""

    def on_start(self, event: object) -> None:
        """Numba begins to compile a function."""
        del event
        compilation_begins()

    def on_end(self, event: object) -> None:
        """Numba has compiled a function."""


event.register("numba:compile", _Announcer())  # type: ignore[no-untyped-call]


def fingerprint() -> str:
    """Hash of the sources that machine code is made of.

    Numba looks only at the file of the cached function itself when it decides whether a cached
    copy is stale. Constants and layouts come from instructions, tape, layout and program; the other
    modules are plain Python.
    """
    here = Path(__file__).parent
    layouts = (
        here / "layout.py",
        here / "instructions.py",
        here / "tape.py",
        Path(program.__file__),
    )
    digest = hashlib.sha256()
    for path in sorted({*here.glob("*.py"), *layouts}):
        source = path.read_bytes()
        if path in layouts or MARK in source:
            digest.update(source)
    return digest.hexdigest()
