"""How far an outcome moves, in numbers and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from contention.case.model import Case, Relation, Thresholds
from contention.case.model_cases import of_model_files
from contention.models.program import Floats1d

SizeWord = Literal["negligible", "slight", "clear", "large"]
Stated = Literal["stated", "partly stated", "not stated", "of the model"]

QUANTILES = (0.05, 0.5, 0.95)
WORST = 0.05
"""the worst share of draws, which is summarised separately"""


@dataclass(frozen=True)
class Size:
    """How far the outcome moves in the draws in which the account connects it to the lever.

    Numbers are log-ratios: of amounts, of odds (shares), of cumulative hazards (events). Above 0
    is what the contention says, below 0 the reverse.
    """

    word: SizeWord
    """for the median"""
    low: float
    """5 % quantile"""
    median: float
    high: float
    """95 % quantile"""
    worst: float
    """mean over the twentieth of the draws that speaks most against the contention"""
    stated: Stated
    """whether the claims on the paths state strengths, these come from the case's tables, or all
    numbers are those of a model file"""


def size_word(log_ratio: float, thresholds: Thresholds) -> SizeWord:
    """The word for a log-ratio, whichever way it goes."""
    change = float(np.expm1(abs(log_ratio)))
    if change < thresholds.tolerance:
        return "negligible"
    if change < thresholds.clear:
        return "slight"
    return "clear" if change < thresholds.large else "large"


def size_of(log_ratios: Floats1d, thresholds: Thresholds, stated: Stated) -> Size | None:
    """The size over some draws, shape (draws,); None if no draw has a number."""
    known = np.sort(log_ratios[np.isfinite(log_ratios)])
    if not known.size:
        return None
    low, median, high = (float(value) for value in np.quantile(known, QUANTILES))
    worst = float(known[: max(1, int(known.size * WORST))].mean())
    return Size(size_word(median, thresholds), low, median, high, worst, stated)


def stated_sizes(case: Case, claims: Iterable[str]) -> Stated:
    """Whether the relations of these claims and assumptions have strengths of their own."""
    if of_model_files(case):
        return "of the model"
    relations = [found for id_ in claims if (found := _relation(case, id_)) is not None]
    given = [relation.strength_word is not None for relation in relations]
    if not given or not any(given):
        return "not stated"
    return "stated" if all(given) else "partly stated"


def _relation(case: Case, identifier: str) -> Relation | None:
    found = case.claims.get(identifier) or case.assumptions.get(identifier)
    return None if found is None else found.relation
