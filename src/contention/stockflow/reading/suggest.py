"""How a function that cannot be run is refused."""

import difflib
from collections.abc import Iterable

from contention.case.problem import Place
from contention.stockflow.names import key
from contention.stockflow.reading.source_text import Refused


def no_function(place: Place, written: str, known: Iterable[str]) -> Refused:
    """A refusal that names the function, and those that are spelled almost alike."""
    near = difflib.get_close_matches(key(written)[:60], list(known), n=2, cutoff=0.75)
    hint = "docs/models.md lists the functions that run"
    if near:
        hint = "did you mean " + " or ".join(f"`{name.upper()}`" for name in near) + f"? {hint}"
    return Refused(place, f"`{written[:60]}` is not a function that can be run", hint)
