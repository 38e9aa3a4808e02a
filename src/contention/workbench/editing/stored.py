"""Steps as JSON, one line each."""

import base64
from typing import Any

from contention.coding.review.entry_finders import (
    ClaimFinder,
    ContentionFinder,
    Finder,
    KeyFinder,
    MergeFinder,
)
from contention.coding.review.undo import Added, Change, EntryChange, FileChange, Removed
from contention.workbench.editing.files import is_editable
from contention.workbench.editing.splices import Splice
from contention.workbench.editing.step import Step

Json = dict[str, Any]


def step_json(step: Step) -> Json:
    """A step as plain values."""
    return {
        "name": step.name, "at": step.at, "by": step.by,
        "splices": [vars(each) for each in step.splices],
        "changes": [_change_json(each) for each in step.changes],
    }  # fmt: skip


def step_of(stored: Json) -> Step:
    """The step that was stored; raises KeyError, TypeError or ValueError for anything else."""
    return Step(
        str(stored["name"]), str(stored["at"]), str(stored["by"]),
        tuple(_splice(each) for each in stored["splices"]),
        tuple(_change(each) for each in stored["changes"]),
    )  # fmt: skip


def _path(stored: Json) -> str:
    """The path of a file that the workbench writes: a journal may come with a case."""
    path = str(stored["path"])
    if not is_editable(path):
        raise ValueError(f"{path} is not a file that the workbench writes")
    return path


def _splice(stored: Json) -> Splice:
    return Splice(
        _path(stored), str(stored["before_sha256"]), str(stored["after_sha256"]),
        int(stored["first"]), tuple(map(str, stored["before"])), tuple(map(str, stored["after"])),
    )  # fmt: skip


def _change_json(change: Change) -> Json:
    match change:
        case EntryChange():
            told: Json = {"before": change.before, "after_sha256": change.after_sha256}
        case Added():
            told = {"sha256": change.sha256, "key": change.key}
        case Removed():
            told = {"lines": change.lines, "key": change.key}
        case FileChange():
            before = base64.b64encode(change.before).decode("ascii")
            told = {"content": before, "after_sha256": change.after_sha256}
    where = {} if isinstance(change, FileChange) else {"find": _finder_json(change.find)}
    return {"path": change.path, **where, **told}


def _change(stored: Json) -> Change:
    path = _path(stored)
    if "content" in stored:
        before = base64.b64decode(stored["content"], validate=True)
        return FileChange(path, before, str(stored["after_sha256"]))
    find = _finder(stored["find"])
    if "before" in stored:
        before_lines = tuple(map(str, stored["before"]))
        return EntryChange(path, find, before_lines, str(stored["after_sha256"]))
    key = None if stored["key"] is None else str(stored["key"])
    if "lines" in stored:
        return Removed(path, find, tuple(map(str, stored["lines"])), key)
    return Added(path, find, str(stored["sha256"]), key)


def _finder_json(finder: Finder) -> Json:
    match finder:
        case ClaimFinder():
            return {"claim": finder.id}
        case ContentionFinder():
            return {"contention": finder.id}
        case KeyFinder():
            return {"keys": finder.keys}
        case MergeFinder():
            return {"merge": sorted(finder.pair)}


def _finder(stored: Json) -> Finder:
    if "claim" in stored:
        return ClaimFinder(str(stored["claim"]))
    if "contention" in stored:
        return ContentionFinder(str(stored["contention"]))
    if "merge" in stored:
        return MergeFinder(frozenset(map(str, stored["merge"])))
    return KeyFinder(tuple(each if isinstance(each, int) else str(each) for each in stored["keys"]))
