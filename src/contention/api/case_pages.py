"""The part of a case that writes pages: the report and the brief."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, cast

from contention.api.asking import chosen

if TYPE_CHECKING:
    from contention.api.case import Case, Progress

ROBUST_DRAWS = 512
"""draws under each other choice, if the verdicts have no fewer"""


class _WritesPages:
    """Methods of `Case` that judge it and write a page about it."""

    def report(
        self,
        path: str | PathLike[str] = "report.html",
        *,
        accounts: str | Iterable[str] | None = None,
        draws: int = 2000,
        seed: int = 1,
        hinges: bool = True,
        course_draws: int = 256,
        robustness: bool = False,
        full: bool = False,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> Path:
        """Judge the case and write the report, one HTML file that needs nothing else.

        With `robustness`, verdicts are judged under other choices too, which takes minutes; with
        `full`, all parts are unfolded, so that they are printed.
        Raises ValueError if the file belongs to the case, or cannot be written.
        """
        from contention.api.outputs import refuse_output

        case = cast("Case", self)
        refuse_output(case.value, path)
        judgement = case.judge(
            draws, seed, accounts, hinges=hinges, workers=workers, progress=progress
        )
        survived = None
        if robustness:
            few = min(draws, ROBUST_DRAWS)
            survived = case.robustness(accounts, draws=few, seed=seed, workers=workers)
        return judgement.report(
            path, course_draws=course_draws, robustness=survived, full=full, workers=workers
        )

    def brief(
        self,
        path: str | PathLike[str] = "brief.html",
        contentions: str | Iterable[str] | None = None,
        *,
        accounts: str | Iterable[str] | None = None,
        draws: int = 2000,
        seed: int = 1,
        thorough: bool = True,
        report: str = "",
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> Path:
        """Judge the main contentions and write the brief, one HTML file that prints on two pages.

        `contentions` are up to three, in place of those that the case marks as `main`; `report` is
        an address of the report to link. Unless `thorough` is false, it also looks for sets of
        claims and modelling choices that change the answers, which can take a minute or two.
        Raises KeyError with a guess for an unknown id, and ValueError for too many contentions or
        none, or if the file belongs to the case or cannot be written.
        """
        from contention.api.outputs import refuse_output
        from contention.show.brief.main_question import main_question

        case = cast("Case", self)
        refuse_output(case.value, path)
        named = None if contentions is None else chosen(
            "contention", contentions, case.value.contentions
        )  # fmt: skip
        wanted = main_question(case.value, named).contentions
        judgement = case.judge(draws, seed, accounts, wanted, workers=workers, progress=progress)
        return judgement.brief(path, named, thorough=thorough, report=report, workers=workers)
