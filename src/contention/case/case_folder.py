"""Whether a path can be the folder of a case."""

from itertools import islice
from pathlib import Path

from contention.case.other_tools import import_hint, other_tool
from contention.case.problem import Place, Problem

CASE_FILES = ("case.yaml", "factors.yaml", "scenarios.yaml", "contentions.yaml", "claims")
MOST_INSIDE, MOST_NAMED = 1000, 5
"""entries of a folder in which cases are searched for; largest number of them that is listed"""


def folder_problem(folder: Path) -> Problem | None:
    """Why a path cannot be the folder of a case; None if it can."""
    shown = str(folder) if len(str(folder)) <= 200 else f"{str(folder)[:200]}…"
    try:
        if folder.is_dir():
            return _folder_of_cases(folder, shown)
        what = "is a file, not a folder" if folder.is_file() else "there is no such folder"
        if folder.is_file() and (kind := other_tool(folder)):
            hint = f"`{import_hint(folder)}` makes one of it"
            return Problem(Place(shown), f"this is {kind}, not a case", hint)
    except OSError as error:
        what = f"cannot be opened: {error.strerror or error}"
    return Problem(Place(shown), what, "name the folder that holds case.yaml")


def _folder_of_cases(folder: Path, shown: str) -> Problem | None:
    """The problem of a folder that has cases in it and no file of a case itself."""
    if any((folder / name).exists() for name in CASE_FILES):
        return None
    inside = sorted(islice(folder.iterdir(), MOST_INSIDE))
    found = [each.name[:80] for each in inside if (each / "case.yaml").is_file()]
    if not found:
        return None
    named = ", ".join(str(Path(shown) / name) for name in found[:MOST_NAMED])
    more = f", … ({len(found)} in all)" if len(found) > MOST_NAMED else ""
    what = "this folder is not a case, but holds cases"
    return Problem(Place(shown), what, f"name one of them: {named}{more}")
