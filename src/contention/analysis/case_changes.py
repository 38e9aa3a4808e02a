"""Differences between two revisions of a case, entry by entry, with line numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

from contention.case.merged import Merge
from contention.case.model import Case
from contention.case.problem import Place

KINDS = ("merges", "claims", "assumptions", "factors", "scenarios", "contentions", "accounts",
         "documents")  # fmt: skip
"""parts of a case that are mappings from id to entry and can change a verdict"""
SETTINGS = ("times", "thresholds", "stance_weights", "saturation", "common_ground")
"""parts of a case that are a single entry each"""
NOWHERE = Place("")
Action = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Change:
    """One entry that was added, removed or changed."""

    kind: str
    """one of `KINDS` or `SETTINGS`"""
    id: str
    """empty for settings"""
    action: Action
    old: Any
    """the entry in the older revision, without its places; None if it was added"""
    new: Any
    before: Place | None
    after: Place | None

    @property
    def name(self) -> str:
        """`claim aid_end_defeat`."""
        return f"{self.kind.removesuffix('s')} {self.id}" if self.id else self.kind

    @property
    def place(self) -> str:
        """`file:line` in the newer revision, or in the older one if it was removed."""
        found = self.after or self.before
        return f"{found.path}:{found.line}" if found else "case.yaml"


def changes(before: Case, after: Case) -> tuple[Change, ...]:
    """Every change that can affect a verdict, in the order of the parts of a case."""
    found = [change for kind in KINDS for change in _mapped(kind, before, after)]
    for name in SETTINGS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(Change(name, "", "changed", old, new, None, None))
    return tuple(found)


def _mapped(kind: str, before: Case, after: Case) -> Iterator[Change]:
    old, new = _entries(kind, before, after), _entries(kind, after, before)
    for id_ in dict.fromkeys([*old, *new]):
        one, two = placeless(old.get(id_)), placeless(new.get(id_))
        if one == two:
            continue
        action: Action = "added" if one is None else "removed" if two is None else "changed"
        yield Change(kind, id_, action, one, two, _place(old.get(id_)), _place(new.get(id_)))


def _entries(kind: str, case: Case, other: Case) -> Mapping[str, Any]:
    """The entries of a part as coded; what merges do to them is a change of the merges."""
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
    """The merges in effect."""
    return tuple(merge for merge in case.merges.values() if merge.status == "accepted")


def _act(merge: Merge) -> Merge:
    """A merge reduced to the fields that determine its effect."""
    plain = Merge(merge.id, merge.factor, merge.into, merge.turned, merge.status, "")
    return replace(plain, place=merge.place)


def as_coded(entry: Any) -> Any:
    """A claim or an assumption as coded in its file, before merges changed it."""
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
    """An entry without source positions, so that moved lines do not count as changes."""
    if isinstance(entry, Place):
        return NOWHERE
    if isinstance(entry, tuple):
        return tuple(placeless(item) for item in entry)
    if is_dataclass(entry) and not isinstance(entry, type):
        stripped = {field.name: placeless(getattr(entry, field.name)) for field in fields(entry)}
        return replace(entry, **stripped)
    return entry
