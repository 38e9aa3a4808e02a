"""What came of a test: an effect, or why there is none."""

from dataclasses import dataclass

from contention.case.evidence import DataTest
from contention.case.problem import Problem
from contention.evidence.designs.estimate import Estimate
from contention.evidence.sources.library import DataLibrary

NO_FOLDER = "no data folder is set; `contention data CASE --folder` sets it"


@dataclass(frozen=True)
class Estimated:
    """An effect with what a reader should know of its data; None with the reasons."""

    estimate: Estimate | None
    problems: tuple[Problem, ...] = ()
    missing: str = ""
    """why the data are missing, through no fault of the case"""


def refused(
    test: DataTest, message: str, hint: str, problems: tuple[Problem, ...] = ()
) -> Estimated:
    """No effect, because the data do not fit the design."""
    return Estimated(None, (*problems, Problem(test.place, f"`{test.id}`: {message}", hint)))


def unavailable(test: DataTest, library: DataLibrary, id_: str) -> Estimated:
    """No effect, because the file of a source is missing or unusable."""
    if library.missing(id_) is not None:
        file = library.sources[id_].source
        known = f"{file} is not in the folder with the data"
        return Estimated(None, (), known if library.folder is not None else NO_FOLDER)
    found = library.problems(id_)
    return Estimated(None, found) if found else refused(test, f"`{id_}` has no table", "")
