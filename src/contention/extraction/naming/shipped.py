"""The shipped embeddings, loaded when they are first asked for."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contention.extraction.naming.vectors import Vectors


@lru_cache(maxsize=1)
def shipped_vectors() -> "tuple[Vectors | None, str]":
    """The shipped table, loaded once; None, and a note, if it cannot be loaded."""
    try:
        from contention.extraction.naming.vectors import Vectors

        return Vectors.load(), ""
    except (ImportError, OSError, ValueError, KeyError) as error:
        detail = f"{type(error).__name__}: {error}"[:160]
        return None, f"embeddings could not be loaded ({detail}): words alone propose merges"
