"""Notes of words that the case format has replaced."""

from collections.abc import Iterable, Mapping
from typing import Any

from contention.case.draft import Draft, Located
from contention.case.old_words import KINDS, LINKS
from contention.case.problem import Problem


def note_old_words(draft: Draft) -> None:
    """Note each old word with its place; to be called before merges take entries away."""
    _note(draft, draft.factors.values(), "kind", KINDS)
    _note(draft, (*draft.claims.values(), *draft.assumptions.values()), "link", LINKS)


def _note(
    draft: Draft, entries: Iterable[Located[Any]], key: str, current: Mapping[str, str]
) -> None:
    for entry in entries:
        written = entry.tree.get(*entry.keys, key)
        if isinstance(written, str) and written in current:
            message = f"`{key}: {written}` is an old spelling"
            hint = f"write `{key}: {current[written]}`; it means the same"
            draft.problems.append(Problem(entry.place(key), message, hint, "note"))
