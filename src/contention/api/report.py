"""Writing the report where it overwrites no file of the case."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from contention.api.outputs import output_fault
from contention.case.problem import CaseError

if TYPE_CHECKING:
    from contention.api.case import Case


def refuse_output(case: Case, path: str | PathLike[str]) -> None:
    """Raise ValueError unless a file may be written; called before anything is computed."""
    fault = output_fault(Path(path), case.value)
    if fault:
        raise ValueError(fault)


def write_report(path: str | PathLike[str], html: str) -> Path:
    """Write the page in one step; the old file stays if that fails, and ValueError says why."""
    from contention.case.storage.outputs import write_output
    from contention.case.storage.writing import EditError

    out = Path(path)
    try:
        write_output(out, html.encode("utf-8"))
    except OSError as error:
        raise ValueError(f"{out} cannot be written: {error.strerror or error}") from error
    except (CaseError, EditError) as error:
        raise ValueError(f"{out} cannot be written: {error}") from error
    return out
