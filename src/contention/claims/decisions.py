"""What every walk of a review does to an entry: decide, write it checked, count, take back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from contention.case.edit import entry_lines, replace_entry
from contention.case.problem import CaseError
from contention.case.tree import Keys
from contention.case.writing import Changes, EditError, change
from contention.claims.entry_lines import FIELDS, with_fields
from contention.claims.undo import Change, EntryChange, ReviewError, bring_back, faults

Fields = Mapping[str, str | None]


def decided(fields: Mapping[str, object], status: str, coder: str) -> dict[str, str | None]:
    """The changes that a decision makes: the status, and who decided where that is new."""
    coders = [part for part in str(fields.get("coder", "")).split("; ") if part]
    if coder and coder not in coders:
        return {"status": status, "coder": "; ".join([*coders, coder])}
    return {"status": status}


def write_checked(
    folder: Path,
    path: str,
    find: Callable[[Changes], Keys],
    fields: Mapping[str, object],
    wanted: Fields,
    order: Sequence[str] = FIELDS,
) -> EntryChange:
    """Change an entry's lines, unless the case would get an error by it; raises ReviewError.

    `find` says where the entry stands in its file, `fields` what its lines mean now.
    """

    def make(changes: Changes) -> EntryChange:
        changes.draft()
        known = faults(changes)
        keys = find(changes)
        old = entry_lines(changes, path, keys)
        new = with_fields(old.lines, fields, wanted, order)
        sha256 = replace_entry(changes, path, keys, new, old.sha256)
        if fresh := faults(changes) - known:
            raise ReviewError("; ".join(sorted(fresh)))
        return EntryChange(path, find, old.lines, sha256)

    try:
        return change(folder, make)
    except (EditError, CaseError) as error:
        raise ReviewError(str(error)) from error


def take_back(folder: Path, done: Change | None, name: str) -> None:
    """Undo what a step wrote, if it wrote anything; raises ReviewError where it cannot be."""
    try:
        bring_back(folder, () if done is None else (done,))
    except (EditError, CaseError) as error:
        raise ReviewError(f"{name} cannot be brought back: {error}") from error


def tally(actions: Iterable[str], waiting: int) -> dict[str, int]:
    """How many were accepted, rejected and skipped, and how many are still proposed."""
    done = {"accepted": 0, "rejected": 0, "skipped": 0}
    for action in actions:
        if action in done:
            done[action] += 1
    return done | {"waiting": waiting}
