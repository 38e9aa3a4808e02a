"""What changed between two revisions of a case, in words."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from contention.analysis.case_changes import Change
from contention.case.merged import Merge
from contention.case.model import (
    Action,
    Assumption,
    Case,
    Claim,
    Lognormal,
    Relation,
    RemoveAction,
)
from contention.case.signs import verb_of
from contention.case.titles import factor_title, lever_title
from contention.show.words.numbers import quantity
from contention.show.words.plain_words import action_in_words


def headline(change: Change, before: Case, after: Case) -> str:
    """`claim “Aid raises Fighting”`."""
    gone = change.new is None
    title = _title(before, change.old) if gone else _title(after, change.new)
    return f"{change.kind.removesuffix('s')} “{title}”" if change.id and title else change.name


def details(change: Change, case: Case) -> tuple[str, ...]:
    """What changed in an entry, as `field: before → after`; nothing if it was added or removed."""
    if change.action != "changed":
        return ()
    return tuple(_differences(change.old, change.new, case))


def _title(case: Case, entry: Any) -> str:
    """The title by which readers know an entry of a case."""
    if isinstance(entry, Merge):
        return f"{entry.title or entry.factor} as {factor_title(case, entry.into)}"
    if isinstance(entry, Claim | Assumption):
        relation, stance = entry.relation, getattr(entry, "stance", "")
        ends = [factor_title(case, end) for end in (relation.cause, relation.effect)]
        return f"{ends[0]} {verb_of(relation, stance)} {ends[1]}"
    return str(getattr(entry, "title", ""))


def _differences(one: object, two: object, case: Case) -> Iterator[str]:
    """Fields that differ; those of a relation are named as in the files."""
    if not is_dataclass(one) or isinstance(one, type) or type(one) is not type(two):
        yield f"{_short(one)} → {_short(two)}"
        return
    for field in fields(one):
        old, new = getattr(one, field.name), getattr(two, field.name)
        if old == new:
            continue
        if isinstance(old, Relation):
            yield from _differences(old, new, case)
        elif field.name == "actions":
            yield from _action_differences(old, new, case)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield from _listed_differences(field.name, old, new)
        elif is_dataclass(old) and type(old) is type(new) and not isinstance(old, Lognormal):
            yield from (f"{field.name}, {each}" for each in _differences(old, new, case))
        else:
            yield f"{field.name}: {_short(old)} → {_short(new)}"


def _action_differences(old: Sequence[Action], new: Sequence[Action], case: Case) -> Iterator[str]:
    """Pair actions on the same target in order; unpaired ones were added or removed."""
    waiting = list(new)
    for action in old:
        partner = next((one for one in waiting if _target(one) == _target(action)), None)
        if partner is None:
            yield f"removed: {action_in_words(action, case)}"
            continue
        waiting.remove(partner)
        verb, target = _target(action)
        found = list(_differences(action, partner, case))
        yield from (f"{verb} “{lever_title(case, target)}”, {each}" for each in found)
    yield from (f"added: {action_in_words(action, case)}" for action in waiting)


def _target(action: Action) -> tuple[str, str]:
    """`set`, `shock` or `remove`, and the id of the factor or claim."""
    verb = type(action).__name__.removesuffix("Action").lower()
    return verb, action.claim if isinstance(action, RemoveAction) else action.factor


def _listed_differences(
    name: str, old: tuple[object, ...], new: tuple[object, ...]
) -> Iterator[str]:
    """Items added and removed; entry counts if the items are not plain words."""
    if not all(isinstance(item, str) for item in (*old, *new)):
        yield f"{name}: {_short(old)} → {_short(new)}"
        return
    changes = [f"+{item}" for item in new if item not in old]
    changes += [f"−{item}" for item in old if item not in new]
    yield f"{name}: {', '.join(changes) or 'reordered'}"


def _short(value: object) -> str:
    """A value in a few characters."""
    if value is None:
        return "none"
    if isinstance(value, Lognormal):
        return f"{quantity(value.median)} (spread {quantity(value.spread)})"
    if isinstance(value, float):
        return "none" if math.isinf(value) else f"{value:g}"
    if isinstance(value, str | int):
        return str(value) if len(str(value)) <= 60 else str(value)[:57] + "…"
    if isinstance(value, tuple):
        return f"{len(value)} entries"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {number}" for key, number in value.items())
    return type(value).__name__.lower()
