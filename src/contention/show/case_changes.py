"""What differs between two revisions of a case, entry by entry, with the lines."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

from contention.case.merged import Merge
from contention.case.problem import Place
from contention.case.values import (
    Action,
    Assumption,
    Case,
    Claim,
    Lognormal,
    Relation,
    RemoveAction,
)
from contention.show.coded import factor_title
from contention.show.numbers import quantity
from contention.show.plain_words import action_in_words
from contention.show.premises import verb_of
from contention.show.reasons import lever_title

KINDS = ("merges", "claims", "assumptions", "factors", "scenarios", "contentions", "accounts",
         "documents")  # fmt: skip
"""parts of a case that are mappings from id to entry and can change a verdict"""
SETTINGS = ("times", "thresholds", "stance_weights", "saturation", "common_ground")
"""parts of a case that are one entry each"""
NOWHERE = Place("")


@dataclass(frozen=True)
class Change:
    """One entry that was added, removed or changed."""

    kind: str
    """one of `KINDS` or `SETTINGS`"""
    id: str
    """empty for settings"""
    action: Literal["added", "removed", "changed"]
    details: tuple[str, ...]
    """what changed in it, as `field: before → after`"""
    before: Place | None
    after: Place | None
    title: str = ""
    """what readers know the entry by"""

    @property
    def headline(self) -> str:
        """`claim “Aid raises Fighting”`."""
        return f"{self.kind.removesuffix('s')} “{self.title}”" if self.title else self.name

    @property
    def name(self) -> str:
        """`claim aid_end_defeat`."""
        return f"{self.kind.removesuffix('s')} {self.id}" if self.id else self.kind

    @property
    def place(self) -> str:
        """`file:line` in the newer revision, or the older one where it was removed."""
        found = self.after or self.before
        return f"{found.path}:{found.line}" if found else "case.yaml"


def changes(before: Case, after: Case) -> tuple[Change, ...]:
    """Every change that can bear on a verdict, in the order of the parts of a case."""
    found = [change for kind in KINDS for change in _mapped(kind, before, after)]
    for name in SETTINGS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(
                Change(name, "", "changed", tuple(_differences(old, new, after)), None, None)
            )
    return tuple(found)


def _mapped(kind: str, before: Case, after: Case) -> Iterator[Change]:
    old, new = _entries(kind, before, after), _entries(kind, after, before)
    for id_ in dict.fromkeys([*old, *new]):
        places = _place(old.get(id_)), _place(new.get(id_))
        if id_ not in old:
            yield Change(kind, id_, "added", (), *places, title_of(after, new[id_]))
        elif id_ not in new:
            yield Change(kind, id_, "removed", (), *places, title_of(before, old[id_]))
        elif (one := placeless(old[id_])) != (two := placeless(new[id_])):
            details = tuple(_differences(one, two, after))
            yield Change(kind, id_, "changed", details, *places, title_of(after, new[id_]))


def title_of(case: Case, entry: Any) -> str:
    """What readers know an entry of a case by."""
    if isinstance(entry, Merge):
        return f"{entry.title or entry.factor} as {factor_title(case, entry.into)}"
    if isinstance(entry, Claim | Assumption):
        relation, stance = entry.relation, getattr(entry, "stance", "")
        ends = [factor_title(case, end) for end in (relation.cause, relation.effect)]
        return f"{ends[0]} {verb_of(relation, stance)} {ends[1]}"
    return str(getattr(entry, "title", ""))


def _entries(kind: str, case: Case, other: Case) -> Mapping[str, Any]:
    """The entries of a part as they were coded: what merges make of them is the merges' change."""
    entries: Mapping[str, Any] = getattr(case, kind)
    if kind == "merges":
        return {merge.id: _act(merge) for merge in acting(case)}
    if kind in ("claims", "assumptions"):
        return {id_: as_coded(entry) for id_, entry in entries.items()}
    if kind == "factors":
        gone = {merge.factor for merge in acting(other)} - set(other.factors)
        return {id_: entry for id_, entry in entries.items() if id_ not in gone}
    return entries


def acting(case: Case) -> tuple[Merge, ...]:
    """The merges that have been followed."""
    return tuple(merge for merge in case.merges.values() if merge.status == "accepted")


def _act(merge: Merge) -> Merge:
    """A merge without what says nothing of its effect."""
    plain = Merge(merge.id, merge.factor, merge.into, merge.turned, merge.status, "")
    return replace(plain, place=merge.place)


def as_coded(entry: Any) -> Any:
    """A claim or an assumption as it stands in its file, so far as merges changed it."""
    coded = entry.coded
    if coded is None:
        return entry
    relation = entry.relation
    sign = relation.sign if relation.sign == "0" else coded.sign
    gate = relation.condition and replace(relation.condition, factor=coded.gate)
    said = replace(relation, cause=coded.cause, effect=coded.effect, sign=sign, condition=gate)
    return replace(entry, relation=said, coded=None)


def _place(entry: object) -> Place | None:
    place = getattr(entry, "place", None)
    return place if isinstance(place, Place) else None


def placeless(entry: Any) -> Any:
    """An entry without the places it was read from, so that moved lines are no change."""
    if isinstance(entry, Place):
        return NOWHERE
    if isinstance(entry, tuple):
        return tuple(placeless(item) for item in entry)
    if is_dataclass(entry) and not isinstance(entry, type):
        stripped = {field.name: placeless(getattr(entry, field.name)) for field in fields(entry)}
        return replace(entry, **stripped)
    return entry


def _differences(one: object, two: object, case: Case) -> Iterator[str]:
    """Which fields differ; those of the causal content are named as in the files."""
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
    """Actions on one target pair up in order; what is left on either side was added or removed."""
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
    """What came and what went; how many entries there are where they cannot be told in a word."""
    if not all(isinstance(item, str) for item in (*old, *new)):
        yield f"{name}: {_short(old)} → {_short(new)}"
        return
    changes = [f"+{item}" for item in new if item not in old]
    changes += [f"−{item}" for item in old if item not in new]
    yield f"{name}: {', '.join(changes) or 'another order'}"


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
