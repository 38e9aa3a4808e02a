"""Numbers that data contradict, and the claims and factors at which they appear."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from contention.case.model import Anchor, Case, Figure
from contention.evidence.evidence import Evidence, gather
from contention.evidence.figures.figure_verdict import FigureVerdict
from contention.evidence.sources.library import DataLibrary

ADJOINING = 2
"""characters between the words of a claim and a number that belongs to it"""


@dataclass(frozen=True)
class Contradicted:
    """Figures that data contradict; all empty if nothing is compared."""

    figures: Mapping[str, FigureVerdict] = field(default_factory=dict)
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """claim → figures that appear in its sentence"""
    factors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """factor → figures that measure it"""

    def among(self, claims: Iterable[str], factors: Iterable[str]) -> tuple[FigureVerdict, ...]:
        """The verdicts on figures that appear in these claims or measure these factors."""
        found = [id_ for claim in claims for id_ in self.claims.get(claim, ())]
        found += [id_ for factor in factors for id_ in self.factors.get(factor, ())]
        return tuple(self.figures[id_] for id_ in dict.fromkeys(found))


def shown_parts(case: Case) -> tuple[str, ...]:
    """The parts of the evidence that a report shows: figures if `evidence.yaml` compares any."""
    plan = case.evidence
    return ("figures", "claims") if plan.figures or plan.parts else ("claims",)


def figures_compared(case: Case) -> Evidence | None:
    """The figures of a case compared with its data; None if `evidence.yaml` compares none."""
    if "figures" not in shown_parts(case):
        return None
    return gather(case, DataLibrary.of(case), ["figures"])


def contradicted(case: Case, found: Evidence | None) -> Contradicted:
    """What is contradicted among compared figures, and where it appears."""
    if found is None:
        return Contradicted()
    verdicts = found.contradicted()
    figures = [case.figures[id_] for id_ in verdicts if id_ in case.figures]
    claims: dict[str, tuple[str, ...]] = {}
    for claim in case.claims.values():
        within = [each.id for each in figures if _stands_in(each, claim.document, claim.anchor)]
        if within:
            claims[claim.id] = tuple(within)
    factors: dict[str, tuple[str, ...]] = {}
    for figure in figures:
        if figure.factor:
            factors[figure.factor] = (*factors.get(figure.factor, ()), figure.id)
    return Contradicted(verdicts, claims, factors)


def _stands_in(figure: Figure, document: str, anchor: Anchor | None) -> bool:
    """Whether the words of a figure overlap an anchor of its document, or adjoin it."""
    own = figure.anchor
    if own is None or anchor is None or figure.document != document:
        return False
    return anchor.start < own.end + ADJOINING and own.start < anchor.end + ADJOINING
