"""The folder with the data files of a case, remembered on this machine only.

Its path is kept in `.contention/data.json` inside the case folder, which git ignores.
"""

import json
from pathlib import Path

from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.writing import Changes, change

STORE = Path(".contention") / "data.json"
"""Where a case keeps the place of its data, relative to its folder."""


def data_folder(case_folder: Path) -> Path | None:
    """The folder that was last given for a case; None if there is none, or the store is bad."""
    try:
        stored = json.loads((case_folder / STORE).read_bytes().decode("utf-8"))
        return case_folder / str(stored["folder"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def remember_data_folder(case_folder: Path, folder: Path) -> Path:
    """Remember where the data of a case are; raises CaseError if that is not a folder."""
    found = checked_folder(folder)
    content = json.dumps({"folder": str(found)}, indent=1) + "\n"

    def make(changes: Changes) -> None:
        changes.put(STORE.as_posix(), content)

    change(case_folder, make)
    return found


def checked_folder(folder: Path) -> Path:
    """A folder's full path; raises CaseError if there is no such folder."""
    try:
        found = folder.resolve()
        there = found.is_dir()
    except (OSError, RuntimeError, ValueError):
        there = False
    if not there:
        message = "there is no such folder"
        hint = "name the folder that holds the data files"
        raise CaseError((Problem(Place(str(folder)), message, hint),))
    return found
