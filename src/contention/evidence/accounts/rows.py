"""Accounts as lines of the evidence of a case."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from contention.case.model import Case
from contention.evidence.accounts.compared import (
    AccountEvidence,
    AccountsEvidence,
    Scores,
    accounts_evidence,
)
from contention.evidence.accounts.informed import InformedVerdict, informed_verdicts
from contention.evidence.sources.library import DataLibrary

DIGITS = 6
"""significant digits of every number in JSON"""


@dataclass(frozen=True)
class AccountRow:
    """One account against the data, with what it is compared with."""

    account: AccountEvidence
    whole: AccountsEvidence
    verdicts: tuple[InformedVerdict, ...]
    """of the contentions, from the words alone and from the words and the data"""

    @property
    def gain(self) -> float:
        """Log evidence above that of persistence."""
        return self.account.posterior.log_evidence - self.whole.persistence_evidence

    @property
    def worse(self) -> bool:
        """Whether it forecasts worse than persistence."""
        return self.account.forecast.word == "worse"

    def as_json(self) -> dict[str, object]:
        """Plain values; numbers that do not exist are None."""
        found = self.account
        return {
            "account": found.account,
            "hindcast": scores_json(found.hindcast),
            "forecast": {
                **scores_json(found.forecast),
                "words_alone": scores_json(found.words),
            },
            "persistence": scores_json(self.whole.persistence),
            "trend": scores_json(self.whole.trend),
            "log_evidence": number(found.posterior.log_evidence),
            "error": number(found.posterior.error),
            "persistence_log_evidence": number(self.whole.persistence_evidence),
            "since": number(self.whole.since),
            "observations": found.posterior.observations,
            "effective": number(found.posterior.effective),
            "draws": found.posterior.uniforms.shape[1],
            "fits": [
                {
                    "factor": fit.factor,
                    "observations": fit.observations,
                    "size": number(fit.size),
                    "surprise": number(fit.surprise),
                }
                for fit in found.posterior.fits
            ],
            "verdicts": [
                {
                    "contention": each.contention,
                    "words": each.words.verdict,
                    "words_support": number(each.words.support),
                    "data": each.data.verdict,
                    "data_support": number(each.data.support),
                }
                for each in self.verdicts
            ],
        }


def scores_json(scores: Scores) -> dict[str, object]:
    """Scores as plain values: CRPS as a multiple of persistence's."""
    return {
        "crps": number(scores.relative),
        "crps_error": number(scores.error),
        "word": scores.word,
        "coverage_50": number(scores.inner),
        "coverage_90": number(scores.outer),
        "directions_right": scores.right,
        "directions_told": scores.told,
        "observations": scores.observations,
        "series": [
            {
                "factor": one.factor,
                "observations": one.observations,
                "crps": number(one.crps),
                "coverage_50": number(one.inner),
                "coverage_90": number(one.outer),
            }
            for one in scores.series
        ],
    }


def number(value: float | None) -> float | None:
    """To a fixed number of significant digits; None if there is none."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{DIGITS}g}")


def account_rows(
    case: Case,
    library: DataLibrary,
    *,
    draws: int,
    seed: int,
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[AccountRow, ...], AccountsEvidence]:
    """All accounts of a case; none if no factor is tied to a series that can be had."""
    found = accounts_evidence(
        case, library.series, draws=draws, seed=seed, workers=workers, progress=progress
    )
    if not found.observed:
        return (), found
    pairs = informed_verdicts(
        case,
        {one.account: one.posterior for one in found.accounts},
        seed=seed,
        draws=draws,
        workers=workers,
    )
    rows = [
        AccountRow(one, found, tuple(each for each in pairs if each.account == one.account))
        for one in found.accounts
    ]
    return tuple(rows), found
