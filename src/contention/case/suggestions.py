"""Suggestions for misspelt words."""

import difflib
from collections.abc import Iterable

_FEW = 8


def did_you_mean(word: object, known: Iterable[str], what: str = "") -> str:
    """A hint: the nearest known word, else the known ones if they are few.

    `what` names the file or list where more can be found.
    """
    choices = sorted(set(known))
    near = difflib.get_close_matches(str(word).casefold(), choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if choices and len(choices) <= _FEW:
        return "known: " + ", ".join(f"`{choice}`" for choice in choices)
    return f"see {what}" if what else "look at the spelling"


def unknown_id(noun: str, name: str, known: Iterable[str]) -> str:
    """The hint for an id that the case lacks: the nearest one, or all that it has."""
    choices = sorted(set(known))
    near = difflib.get_close_matches(name, choices, n=1)
    if near:
        return f"the case has no {noun} “{name}” — did you mean “{near[0]}”?"
    return f"the case has no {noun} “{name}” — it has {', '.join(choices) or 'none at all'}"
