"""The factors of a case while it is reviewed: found by a part of a name, added, renamed, merged."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from contention.case.draft import Draft
from contention.case.storage.entry_edit import entry_lines, replace_entry
from contention.case.storage.new_case import identifier, quoted
from contention.case.storage.writing import Changes
from contention.coding.review.claim_lines import with_named_fields
from contention.coding.review.decisions import put_entry, put_fields
from contention.coding.review.entry_finders import KeyFinder, MergeFinder
from contention.coding.review.undo import Change, EntryChange, ReviewError

FILE, MERGES = "factors.yaml", "merges.yaml"
FACTOR_FIELDS = ("title", "kind", "unit", "note", "named_by")
MERGE_FIELDS = ("factor", "into", "turned", "status", "similarity", "found_by", "reason", "coder")
"""The keys of a merge in the order in which the project writes them."""


@dataclass(frozen=True)
class Named:
    """Something with an id and a title: a factor or a holder."""

    id: str
    title: str
    used: int = 0
    """by how many claims"""


def factors(draft: Draft) -> tuple[Named, ...]:
    """The factors of a case, the most used first; those that are merged away left out."""
    used: dict[str, int] = {}
    for claim in draft.claims.values():
        if claim.body.status != "rejected":
            for end in (claim.body.cause, claim.body.effect):
                used[end] = used.get(end, 0) + 1
    gone = {each.body.factor for each in draft.merges if each.body.status == "accepted"}
    found = [
        Named(id_, entry.body.title, used.get(id_, 0))
        for id_, entry in draft.factors.items()
        if id_ not in gone
    ]
    return tuple(sorted(found, key=lambda each: -each.used))


def holders(draft: Draft) -> tuple[Named, ...]:
    """The holders of a case."""
    return tuple(Named(id_, entry.body.title) for id_, entry in draft.holders.items())


def matching(written: str, named: Sequence[Named]) -> tuple[Named, ...]:
    """Those whose title or id contains everything typed, nearest first.

    Case, accents and underscores do not count.
    """
    wanted = folded(written)
    ranked = [
        (rank, number, each)
        for number, each in enumerate(named)
        if (rank := _rank(wanted, each)) is not None
    ]
    return tuple(each for _, _, each in sorted(ranked, key=lambda found: found[:2]))


def exactly(written: str, named: Sequence[Named]) -> Named | None:
    """The one with exactly this id or title."""
    wanted = folded(written)
    return next((each for each in named if wanted in (folded(each.id), folded(each.title))), None)


def folded(text: str) -> str:
    """A name without case, accents and underscores, with single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("_", " ")).casefold()
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


def _rank(wanted: str, named: Named) -> int | None:
    """How near a name is, 0 the nearest; None if it does not match."""
    names = (folded(named.title), folded(named.id))
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(f" {wanted}" in name for name in names):
        return 2
    if any(wanted in name for name in names):
        return 3
    parts = wanted.split()
    return 4 if len(parts) > 1 and any(all(p in name for p in parts) for name in names) else None


def new_id(title: str, otherwise: str, taken: Collection[str]) -> str:
    """A free id made of a title."""
    plain = identifier(title, otherwise)
    made, number = plain, 2
    while made in taken:
        made, number = f"{plain[:36]}_{number}", number + 1
    return made


def put_factor(changes: Changes, title: str, id_: str = "") -> tuple[str, list[Change]]:
    """Add a factor; gives its id. One that has this title already is taken instead."""
    draft = changes.draft()
    found = exactly(title, factors(draft)) if not id_ else None
    if found is not None:
        return found.id, []
    made = id_ or new_id(title, "factor", {*draft.known["factor"]})
    lines = [f"{made}: {{title: {quoted(title)}}}"]
    return made, [put_entry(changes, FILE, None, lines, KeyFinder((made,)))]


def put_holder(changes: Changes, title: str) -> tuple[str, list[Change]]:
    """Add a holder; gives its id. One that has this name already is taken instead."""
    draft = changes.draft()
    found = exactly(title, holders(draft))
    if found is not None:
        return found.id, []
    made = new_id(title, "holder", {*draft.known["holder"]})
    lines = [f"{made}: {quoted(title)}"]
    added = put_entry(changes, "case.yaml", "holders", lines, KeyFinder(("holders", made)))
    return made, [added]


def put_title(changes: Changes, factor: str, title: str, named_by: str = "") -> Change:
    """Give a factor another title; it is a person's from then on, of `named_by` if given."""
    draft = changes.draft()
    entry = draft.factors.get(factor)
    if entry is None:
        raise ReviewError(f"factors.yaml has no factor `{factor}`")
    same = exactly(title, [each for each in factors(draft) if each.id != factor])
    if same is not None:
        raise ReviewError(f"`{same.id}` is named so already: merge the two with m")
    wanted: dict[str, str | None] = {"title": title}
    if entry.body.note.startswith("proposed by "):
        wanted["note"] = None
    if named_by or entry.body.named_by:
        wanted["named_by"] = named_by or None
    return put_factor_fields(changes, factor, wanted)


def put_factor_fields(
    changes: Changes, factor: str, wanted: Mapping[str, str | None]
) -> EntryChange:
    """Change some fields of a factor of the case; None takes one out."""
    fields = changes.draft().factors[factor].tree.get(factor)
    old = entry_lines(changes, FILE, (factor,))
    lines = with_named_fields(factor, old.lines, fields, wanted, FACTOR_FIELDS)
    sha256 = replace_entry(changes, FILE, (factor,), lines, old.sha256)
    return EntryChange(FILE, KeyFinder((factor,)), old.lines, sha256)


def put_merge(
    changes: Changes, factor: str, into: str, *, turned: bool, coder: str
) -> list[Change]:
    """Merge a factor into another; a proposal or a rejection of that pair is replaced."""
    draft = changes.draft()
    if factor == into:
        raise ReviewError("a factor cannot be merged into itself")
    status: dict[str, str | None] = {"status": "accepted", "turned": "true" if turned else None}
    for entry in draft.merges:
        if {entry.body.factor, entry.body.into} == {factor, into}:
            wanted = {"factor": factor, "into": into, **status}
            if coder:
                wanted["coder"] = coder
            shown = dict(entry.tree.get(*entry.keys))
            find = MergeFinder(frozenset((factor, into)))
            return [put_fields(changes, MERGES, find, wanted, shown=shown, order=MERGE_FIELDS)]
    return [put_entry(changes, MERGES, "merges", _merge_lines(factor, into, turned, coder),
                      MergeFinder(frozenset((factor, into))))]  # fmt: skip


def _merge_lines(factor: str, into: str, turned: bool, coder: str) -> list[str]:
    lines = [f"- factor: {factor}", f"  into: {into}"]
    lines += ["  turned: true"] if turned else []
    lines += ["  status: accepted"]
    return [*lines, f"  coder: {quoted(coder)}"] if coder else lines
