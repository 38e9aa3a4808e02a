"""Factors that are added, renamed and merged, and their places on the map."""

from collections.abc import Mapping

from contention.case.draft import Draft, Located
from contention.case.schema.factors import FactorEntry
from contention.case.storage.entry_edit import StaleEntryError, entry_lines, replace_entry
from contention.case.storage.new_case import quoted
from contention.case.storage.writing import Changes
from contention.case.suggestions import did_you_mean
from contention.coding.review.claim_lines import with_named_fields
from contention.coding.review.decisions import put_entry, put_fields
from contention.coding.review.entry_finders import KeyFinder, MergeFinder
from contention.coding.review.review_factors import (
    FACTOR_FIELDS,
    FILE,
    MERGE_FIELDS,
    MERGES,
    exactly,
    factors,
    new_id,
    put_merge,
)
from contention.coding.review.undo import Change, EntryChange, ReviewError

MAP = "map.yaml"


def add(
    changes: Changes, title: str, unit: str, note: str
) -> tuple[tuple[str, bool], list[Change]]:
    """Add a factor; gives its id, and whether it is new: one of this title is taken instead."""
    draft = changes.draft()
    found = exactly(title, factors(draft))
    if found is not None:
        return (found.id, False), []
    id_ = new_id(title, "factor", {*draft.known["factor"]})
    told = {"title": title, "unit": unit, "note": note}
    fields = ", ".join(f"{key}: {quoted(value)}" for key, value in told.items() if value)
    done = put_entry(changes, FILE, None, [f"{id_}: {{{fields}}}"], KeyFinder((id_,)))
    return (id_, True), [done]


def change(
    changes: Changes, id_: str, sha256: str, wanted: Mapping[str, str | None]
) -> tuple[None, list[Change]]:
    """Change fields of a factor whose lines still have this hash."""
    draft = changes.draft()
    entry = factor_entry(draft, id_)
    old = entry_lines(changes, FILE, (id_,))
    if old.sha256 != sha256:
        raise StaleEntryError(f"`{id_}` has changed since it was read")
    title = wanted.get("title")
    if "title" in wanted and title is None:
        raise ReviewError("a factor needs a title")
    same = exactly(title, [e for e in factors(draft) if e.id != id_]) if title else None
    if same is not None:
        raise ReviewError(f"`{same.id}` is named so already: merge the two")
    data = entry.tree.get(id_)
    made = dict(wanted)
    if str(data.get("note", "")).startswith("proposed by ") and "note" not in made:
        made["note"] = None  # it is a person's from now on
    lines = with_named_fields(id_, old.lines, data, made, FACTOR_FIELDS)
    after = replace_entry(changes, FILE, (id_,), lines, sha256)
    return None, [EntryChange(FILE, KeyFinder((id_,)), old.lines, after)]


def factor_entry(draft: Draft, id_: str) -> Located[FactorEntry]:
    """The factor of that id; raises ReviewError with a guess."""
    found = draft.factors.get(id_)
    if found is None:
        hint = did_you_mean(id_, tuple(draft.factors), "factors.yaml")
        raise ReviewError(f"unknown factor `{id_}`; {hint}")
    return found


def merge(
    changes: Changes, id_: str, into: str, coder: str, *, opposite: bool
) -> tuple[None, list[Change]]:
    """Merge a factor into another."""
    for each in (id_, into):
        factor_entry(changes.draft(), each)
    return None, put_merge(changes, id_, into, turned=opposite, coder=coder)


def part(changes: Changes, id_: str, coder: str) -> tuple[None, list[Change]]:
    """Reject the merge by which a factor went into another."""
    for entry in changes.draft().merges:
        if entry.body.factor == id_ and entry.body.status == "accepted":
            wanted = {"status": "rejected", "coder": coder}
            find = MergeFinder(frozenset((id_, entry.body.into)))
            shown = dict(entry.tree.get(*entry.keys))
            return None, [
                put_fields(changes, MERGES, find, wanted, shown=shown, order=MERGE_FIELDS)
            ]
    raise ReviewError(f"`{id_}` is not merged into another factor")


def place(
    changes: Changes, positions: Mapping[str, tuple[float, float]]
) -> tuple[None, list[Change]]:
    """Put factors at places on the map, one line each."""
    draft = changes.draft()
    done: list[Change] = []
    for id_, at in positions.items():
        factor_entry(draft, id_)
        find = KeyFinder(("positions", id_))
        lines = [f"{id_}: [{_number(at[0])}, {_number(at[1])}]"]
        if id_ not in draft.positions:
            done.append(put_entry(changes, MAP, "positions", lines, find))
            continue
        old = entry_lines(changes, MAP, find.keys)
        if list(old.lines) != lines:
            after = replace_entry(changes, MAP, find.keys, lines, old.sha256)
            done.append(EntryChange(MAP, find, old.lines, after))
    return None, done


def _number(value: float) -> str:
    return f"{round(value, 1):g}" if abs(value) < 100_000 else str(round(value))
