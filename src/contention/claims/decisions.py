"""What every walk of a review does to an entry: decide, write it checked, count, take back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from contention.case.confined import confined
from contention.case.edit import EditError, entry_lines, replace_entry
from contention.case.tree import Keys
from contention.claims.entry_lines import FIELDS, with_fields
from contention.claims.undo import Change, EntryChange, ReviewError, faults

Changes = Mapping[str, str | None]


def decided(fields: Mapping[str, object], status: str, coder: str) -> dict[str, str | None]:
    """The changes that a decision makes: the status, and who decided where that is new."""
    coders = [part for part in str(fields.get("coder", "")).split("; ") if part]
    if coder and coder not in coders:
        return {"status": status, "coder": "; ".join([*coders, coder])}
    return {"status": status}


def write_checked(
    folder: Path,
    path: str,
    find: Callable[[Path], Keys],
    fields: Mapping[str, object],
    changes: Changes,
    order: Sequence[str] = FIELDS,
) -> EntryChange:
    """Change an entry's lines, unless the case gets an error by it; raises ReviewError.

    `find` says where the entry stands in its file, `fields` what its lines mean now.
    """
    file = confined(folder, path)
    if isinstance(file, str):
        raise ReviewError(file)
    known = faults(folder)
    try:
        keys = find(file)
        old = entry_lines(file, keys)
        new = with_fields(old.lines, fields, changes, order)
        sha256 = replace_entry(file, keys, new, old.sha256)
    except EditError as error:
        raise ReviewError(str(error)) from error
    if fresh := faults(folder) - known:
        replace_entry(file, keys, old.lines, sha256)
        raise ReviewError("; ".join(sorted(fresh)))
    return EntryChange(file, find, old.lines, sha256)


def take_back(change: Change | None, name: str) -> None:
    """Undo what a step wrote, if it wrote anything; raises ReviewError where it cannot be."""
    if change is None:
        return
    try:
        change.back()
    except EditError as error:
        raise ReviewError(f"{name} cannot be brought back: {error}") from error


def tally(actions: Iterable[str], waiting: int) -> dict[str, int]:
    """How many were accepted, rejected and skipped, and how many are still proposed."""
    done = {"accepted": 0, "rejected": 0, "skipped": 0}
    for action in actions:
        if action in done:
            done[action] += 1
    return done | {"waiting": waiting}
