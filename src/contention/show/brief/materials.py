"""Gather what a brief shows apart from verdicts: what data say about figures and claims."""

from collections.abc import Sequence

from contention.analysis.contradicted import shown_parts
from contention.case.model import Case
from contention.evidence.evidence import EvidenceSettings, gather
from contention.evidence.sources.library import DataLibrary
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.robustness.robustness import Robustness
from contention.judge.verdict import Judgement
from contention.show.brief.brief import BriefMaterials
from contention.show.brief.main_question import MainQuestion


def brief_materials(
    case: Case,
    judgement: Judgement,
    question: MainQuestion,
    *,
    carried: Sequence[Carried] = (),
    robustness: Robustness | None = None,
    report: str = "",
) -> BriefMaterials:
    """Everything for a brief on contentions that were judged; data are compared if declared."""
    evidence = None
    if case.evidence.data:
        settings = EvidenceSettings(seed=judgement.seed)
        evidence = gather(case, DataLibrary.of(case), shown_parts(case), settings)
    return BriefMaterials(case, judgement, question, evidence, carried, robustness, report)
