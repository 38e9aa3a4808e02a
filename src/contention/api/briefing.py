"""The brief of a judgement: what is missing is computed, nothing is judged twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from contention.api.asking import chosen, cores
from contention.api.case_pages import ROBUST_DRAWS

if TYPE_CHECKING:
    from contention.api.case import Progress
    from contention.api.hinges import Carriers
    from contention.api.judgement import Judgement
    from contention.api.robustness import Robustness
    from contention.show.brief.main_question import MainQuestion

SETS_BUDGET = 500
"""runs without a set of claims, for each account at most"""


def brief_html(
    judgement: Judgement,
    contentions: str | Iterable[str] | None,
    *,
    robustness: Robustness | None,
    carriers: Carriers | None,
    thorough: bool,
    report: str,
    workers: int | None,
    progress: Progress | None,
) -> str:
    """What `Judgement.brief_html` gives, with the same errors."""
    from contention.show.brief.brief import brief_html
    from contention.show.brief.main_question import main_question
    from contention.show.brief.materials import brief_materials

    refuse_strangers(judgement, robustness, carriers)
    case = judgement.case
    named = None if contentions is None else chosen("contention", contentions, case.contentions)
    question = main_question(case.value, named, judgement.contentions)
    if thorough:
        carriers = carriers or _carriers(judgement, question, workers)
        robustness = robustness or _robustness(judgement, question, workers, progress)
    return brief_html(
        brief_materials(
            case.value,
            judgement.value,
            question,
            carried=() if carriers is None else carriers.values,
            robustness=None if robustness is None else robustness.value,
            report=report,
        )
    )


def refuse_strangers(
    judgement: Judgement, robustness: Robustness | None, carriers: Carriers | None
) -> None:
    """Raise ValueError for what was found in another case."""
    for of in (robustness, carriers.judgement if carriers else None):
        if of is not None and of.case != judgement.case:
            raise ValueError(f"{of!r} is of another case, or of a changed one")


def _carriers(judgement: Judgement, question: MainQuestion, workers: int | None) -> Carriers:
    from contention.api.hinges import search

    return search(
        judgement, budget=SETS_BUDGET, numbers=False, uncertain=False,
        contentions=question.contentions, workers=cores(workers),
    )  # fmt: skip


def _robustness(
    judgement: Judgement, question: MainQuestion, workers: int | None, progress: Progress | None
) -> Robustness:
    return judgement.case.robustness(
        judgement.accounts,
        question.contentions,
        draws=min(judgement.value.draws, ROBUST_DRAWS),
        seed=judgement.value.seed,
        workers=workers,
        progress=progress,
    )
