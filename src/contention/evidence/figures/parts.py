"""Figures of one text compared with each other: a whole and its parts."""

from collections.abc import Mapping

from contention.case.evidence import Parts
from contention.case.model import Figure
from contention.evidence.figures.figure_verdict import FigureVerdict
from contention.evidence.figures.statement import LOWER, UPPER, Statement
from contention.evidence.figures.units import scale_between
from contention.evidence.figures.wording import factor_text, number_text, sentences
from contention.language.quantities import DIMENSIONLESS, parse_unit


def parts_verdict(parts: Parts, figures: Mapping[str, Figure]) -> FigureVerdict:
    """Whether the parts add up to the whole (`complete`), or at least do not exceed it.

    Shares of a whole that has a unit are compared with 1. Bounds ("over") stay bounds when they
    are added.
    """
    whole = figures[parts.whole]
    terms = [figures[id_] for id_ in parts.parts]
    label = " + ".join(parts.parts)
    shares = all(_share(term) for term in terms) and not _share(whole)
    scales = [1.0 if shares else scale_between(term.unit, whole.unit, counts=True)
              for term in terms]  # fmt: skip
    known = [scale for scale in scales if scale is not None]
    if len(known) < len(scales):
        note = sentences("the parts are not in units of the whole", parts.note)
        return FigureVerdict(parts.whole, "no data", label, whole.value, note=note, reason=note)
    least, most, total = _sum(terms, known)
    low, high = (1.0, 1.0) if shares else Statement(whole.value, whole.comparator).accepted()
    if whole.comparator in LOWER and not shares:
        high = float("inf")
    if whole.comparator in UPPER and not shares:
        low = float("-inf")
    stated = 1.0 if shares else whole.value
    fits = least <= high and (most >= low or not parts.complete)
    said = "add up to" if parts.complete else "do not exceed"
    note = f"the parts {said} the whole: {number_text(total)} of {number_text(stated)}"
    if not fits:
        factor = total / stated if stated else 0.0
        note = f"the parts come to {factor_text(factor)} the whole: {number_text(total)}"
    note = sentences(note, parts.note)
    return FigureVerdict(
        parts.whole, "agrees" if fits else "disagrees by a factor", label, stated, total,
        total / stated if stated else None, "", note, note,
    )  # fmt: skip


def _share(figure: Figure) -> bool:
    unit = parse_unit(figure.unit)
    return not isinstance(unit, str) and unit.same_dimension(DIMENSIONLESS)


def _sum(terms: list[Figure], scales: list[float]) -> tuple[float, float, float]:
    """The least and the most that parts can come to, and what they come to as stated."""
    least = most = total = 0.0
    for term, scale in zip(terms, scales, strict=True):
        low, high = Statement(term.value, term.comparator).accepted()
        least += (0.0 if term.comparator in UPPER else low) * scale
        most += (float("inf") if term.comparator in LOWER else high) * scale
        total += term.value * scale
    return least, most, total
