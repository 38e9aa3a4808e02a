"""Claims that are added, changed and taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from contention.case.draft import Draft, Located
from contention.case.schema.claims import ClaimEntry
from contention.case.storage.entry_edit import (
    StaleEntryError,
    entry_lines,
    remove_entry,
    replace_entry,
)
from contention.case.storage.writing import Changes
from contention.case.suggestions import did_you_mean
from contention.coding.review.additions import (
    Chosen,
    NewClaim,
    new_factor,
    new_holder,
    put_chosen,
    put_claim,
)
from contention.coding.review.claim_lines import with_comment, with_fields
from contention.coding.review.decisions import signed
from contention.coding.review.entry_finders import ClaimFinder
from contention.coding.review.paraphrases import reworded
from contention.coding.review.review_factors import put_holder
from contention.coding.review.undo import Change, EntryChange, Removed, ReviewError


@dataclass(frozen=True)
class Name:
    """A factor or holder that was picked: by id, or a new one by its title."""

    id: str = ""
    new: str = ""


@dataclass(frozen=True)
class ClaimChange:
    """What changes in a claim."""

    fields: Mapping[str, str | None]
    """as YAML; None takes a field out"""
    cause: Name | None = None
    effect: Name | None = None
    holder: Name | None = None
    comment: str = ""


def add(
    changes: Changes, document: str, ends: tuple[Name, Name], holder: Name | None, claim: NewClaim,
    anchor: str, coder: str,
) -> tuple[tuple[str, list[str]], list[Change]]:  # fmt: skip
    """Add a claim; gives its id, and the ids of what was added with it."""
    draft = changes.draft()
    cause, effect = (factor_of(draft, each) for each in ends)
    whose = None if holder is None else holder_of(draft, holder)
    new = NewClaim(
        cause, claim.sign, effect, claim.stance, whose, strength=claim.strength,
        condition=claim.condition,
    )  # fmt: skip
    id_, done = put_claim(changes, document, new, anchor, coder)
    made = dict.fromkeys(each.id for each in (cause, effect, whose) if each and each.title)
    return (id_, list(made)), done


def change(
    changes: Changes, id_: str, sha256: str, wanted: ClaimChange, coder: str
) -> tuple[list[str], list[Change]]:
    """Change a claim whose lines still have this hash; gives ids of what was added with it.

    Raises StaleEntryError if they have another, EditError if there is no such claim.
    """
    find = ClaimFinder(id_)
    draft = changes.draft()
    keys = find(changes)
    entry = draft.claims[id_]
    path = entry.tree.path
    unchanged(changes, path, entry, sha256)
    data: Mapping[str, object] = dict(entry.tree.get(*keys))
    fields, chosen, holder = _named(draft, wanted)
    done = put_chosen(changes, *chosen)
    if holder is not None and holder.title:
        done += put_holder(changes, holder.title)[1]
    if fields.get("cause", data.get("cause")) == fields.get("effect", data.get("effect")):
        raise ReviewError("cause and effect are the same factor")
    made = reworded(changes.draft(), data, fields) if fields else {}
    if fields and "coder" not in made:
        made |= signed(data, coder)
    old = entry_lines(changes, path, keys)
    new: Sequence[str] = with_fields(old.lines, data, made)
    if wanted.comment:
        remark = {"by": coder, "at": datetime.now(UTC).date().isoformat(), "text": wanted.comment}
        new = with_comment(new, data, remark)
    after = replace_entry(changes, path, keys, new, old.sha256)
    added = [each.id for each in (*chosen, holder) if each is not None and each.title]
    return list(dict.fromkeys(added)), [*done, EntryChange(path, find, old.lines, after)]


def _named(
    draft: Draft, wanted: ClaimChange
) -> tuple[dict[str, str | None], list[Chosen], Chosen | None]:
    """All fields that change, and the factors and the holder that they name."""
    fields = dict(wanted.fields)
    chosen = []
    for end, name in (("cause", wanted.cause), ("effect", wanted.effect)):
        if name is not None:
            chosen.append(factor_of(draft, name))
            fields[end] = chosen[-1].id
    holder = None if wanted.holder is None else holder_of(draft, wanted.holder)
    if holder is not None:
        fields["holder"] = holder.id
    return fields, chosen, holder


def remove(changes: Changes, id_: str, sha256: str, coder: str) -> tuple[None, list[Change]]:
    """Take out a claim that nobody else coded; raises ReviewError for one of others."""
    find = ClaimFinder(id_)
    keys = find(changes)
    entry = changes.draft().claims[id_]
    path = entry.tree.path
    unchanged(changes, path, entry, sha256)
    others = [name for name in entry.body.coder.split("; ") if name not in ("", coder)]
    if others or entry.body.coder == "":
        raise ReviewError(f"`{id_}` is not only yours: reject it, and it stays as it was coded")
    lines = entry_lines(changes, path, keys).lines
    remove_entry(changes, path, keys, sha256)
    return None, [Removed(path, find, lines, "claims")]


def unchanged(changes: Changes, path: str, entry: Located[ClaimEntry], sha256: str) -> None:
    """Raise StaleEntryError unless the lines of an entry have this hash."""
    if entry_lines(changes, path, entry.keys).sha256 != sha256:
        raise StaleEntryError(f"`{entry.id}` has changed since it was read")


def factor_of(draft: Draft, name: Name) -> Chosen:
    """The factor that was picked; raises ReviewError with a guess for an unknown id."""
    if name.new:
        return new_factor(draft, name.new)
    if name.id not in draft.known["factor"]:
        hint = did_you_mean(name.id, draft.ids("factor"), "factors.yaml")
        raise ReviewError(f"unknown factor `{name.id}`; {hint}")
    return Chosen(name.id)


def holder_of(draft: Draft, name: Name) -> Chosen:
    """The holder that was picked; raises ReviewError with a guess for an unknown id."""
    if name.new:
        return new_holder(draft, name.new)
    if name.id not in draft.known["holder"]:
        hint = did_you_mean(name.id, draft.ids("holder"), "`holders` in case.yaml")
        raise ReviewError(f"unknown holder `{name.id}`; {hint}")
    return Chosen(name.id)
