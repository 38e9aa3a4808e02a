"""What every review does to a case: checked writing, counting, undoing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from contention.case.draft import Draft
from contention.case.problem import CaseError
from contention.case.source_tree import Keys
from contention.case.storage.entry_edit import append_entry, entry_lines, replace_entry
from contention.case.storage.writing import Changes, EditError, change
from contention.coding.review.claim_lines import FIELDS, with_fields
from contention.coding.review.entry_finders import Finder
from contention.coding.review.undo import (
    Added,
    Change,
    EntryChange,
    ReviewError,
    bring_back,
    faults,
)

Fields = Mapping[str, str | None]


def decided(fields: Mapping[str, object], status: str, coder: str) -> dict[str, str | None]:
    """The changes that a decision makes: the status, and who decided if that is new."""
    return {"status": status, **signed(fields, coder)}


def signed(fields: Mapping[str, object], coder: str) -> dict[str, str | None]:
    """The change that records who reviewed, if that is new."""
    coders = [part for part in str(fields.get("coder") or "").split("; ") if part]
    if not coder or coder in coders:
        return {}
    return {"coder": "; ".join([*coders, coder])}


def checked(folder: Path, make: Callable[[Changes], Sequence[Change]]) -> tuple[Change, ...]:
    """Write what `make` sets, unless that causes an error in the case; raises ReviewError."""

    def attempt(changes: Changes) -> tuple[Change, ...]:
        known = faults(changes)
        done = tuple(make(changes))
        if fresh := faults(changes) - known:
            raise ReviewError("; ".join(sorted(fresh)))
        return done

    try:
        return change(folder, attempt)
    except CaseError as error:
        raise ReviewError("; ".join(str(each) for each in error.problems)) from error
    except EditError as error:
        raise ReviewError(str(error)) from error


def put_fields(
    changes: Changes, path: str, find: Finder, wanted: Fields, *, shown: Mapping[str, object],
    order: Sequence[str] = FIELDS,
) -> EntryChange:  # fmt: skip
    """Change some fields of an entry that still is as it was shown.

    `find` says where it is in its file; raises ReviewError if its meaning has changed since.
    """
    keys = find(changes)
    old = entry_lines(changes, path, keys)
    now = data_at(changes.draft(), path, keys)
    if now != dict(shown):
        raise ReviewError("it has changed in the file: this is its current state")
    new = with_fields(old.lines, now, wanted, order)
    sha256 = replace_entry(changes, path, keys, new, old.sha256)
    return EntryChange(path, find, old.lines, sha256)


def put_entry(
    changes: Changes, path: str, key: str | None, lines: Sequence[str], find: Finder
) -> Added:
    """Add an entry to a file, which is created if needed."""
    if changes.read(path) is None:
        changes.put(path, "" if key is None else f"{key}:\n")
    append_entry(changes, path, key, lines)
    return Added(path, find, entry_lines(changes, path, find(changes)).sha256, key)


def data_at(draft: Draft, path: str, keys: Keys) -> Mapping[str, object] | None:
    """What the lines of an entry mean."""
    for kind in (draft.claims, draft.figures, draft.factors):
        for entry in kind.values():
            if entry.tree.path == path:
                found = entry.tree.get(*keys)
                return dict(found) if isinstance(found, dict) else None
    for merge in draft.merges:
        found = merge.tree.get(*keys)
        return dict(found) if isinstance(found, dict) else None
    return None


def write_checked(
    folder: Path, path: str, find: Finder, fields: Mapping[str, object], wanted: Fields,
    order: Sequence[str] = FIELDS,
) -> tuple[Change, ...]:  # fmt: skip
    """Change some fields of one entry, which means `fields` now; raises ReviewError."""
    return checked(
        folder, lambda files: [put_fields(files, path, find, wanted, shown=fields, order=order)]
    )


def take_back(folder: Path, done: Sequence[Change], name: str) -> None:
    """Undo what a step wrote, if it wrote anything; raises ReviewError if that is impossible."""
    try:
        bring_back(folder, done)
    except CaseError as error:
        said = "; ".join(str(each) for each in error.problems)
        raise ReviewError(f"{name} cannot be brought back: {said}") from error
    except EditError as error:
        raise ReviewError(f"{name} cannot be brought back: {error}") from error


def tally(actions: Iterable[str], waiting: int) -> dict[str, int]:
    """How many were accepted, rejected, skipped and added, and how many are still proposed."""
    done = {"accepted": 0, "rejected": 0, "skipped": 0, "added": 0}
    for action in actions:
        if action in done:
            done[action] += 1
    return done | {"waiting": waiting}
