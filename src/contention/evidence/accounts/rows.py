"""Accounts as lines of the evidence of a case."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.evidence.accounts.compared import (
    AccountEvidence,
    AccountsEvidence,
    Scores,
    accounts_evidence,
)
from contention.evidence.accounts.informed import InformedVerdict, informed_verdicts
from contention.evidence.accounts.posterior import Fit, Posterior
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
    def gain(self) -> float | None:
        """Log evidence above that of persistence; None if the account was not fitted."""
        found = self.account.posterior
        return None if found is None else found.log_evidence - self.whole.persistence_evidence

    @property
    def worse(self) -> bool:
        """Whether it forecasts worse than persistence."""
        return self.account.forecast.word == "worse"

    def as_json(self) -> dict[str, object]:
        """Plain values; numbers that do not exist are None."""
        found, fitted = self.account, self.account.posterior
        forecast = scores_json(found.forecast)
        return {
            "account": found.account,
            "hindcast": scores_json(found.hindcast),
            "forecast": {**forecast, "words_alone": scores_json(found.words)},
            "persistence": scores_json(self.whole.persistence),
            "log_evidence": None if fitted is None else number(fitted.log_evidence),
            "error": None if fitted is None else number(fitted.error),
            "trend": scores_json(self.whole.trend),
            "persistence_log_evidence": number(self.whole.persistence_evidence),
            "since": number(self.whole.since),
            "posterior": None if fitted is None else posterior_json(fitted),
            "verdicts": [verdict_json(each) for each in self.verdicts],
        }


def posterior_json(found: Posterior) -> dict[str, object]:
    """How far a posterior can be relied on."""
    return {
        "draws": found.uniforms.shape[1],
        "effective": number(found.effective),
        "collapsed": found.collapsed,
        "observations": found.observations,
        "fits": [fit_json(fit) for fit in found.fits],
    }


def fit_json(fit: Fit) -> dict[str, object]:
    """How one series is fitted."""
    return {
        "factor": fit.factor,
        "observations": fit.observations,
        "size": number(fit.size),
        "surprise": number(fit.surprise),
    }


def verdict_json(each: InformedVerdict) -> dict[str, object]:
    """Both verdicts on a contention."""
    return {
        "contention": each.contention,
        "words": each.words.verdict,
        "words_support": number(each.words.support),
        "data": each.data.verdict,
        "data_support": number(each.data.support),
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
    accounts: Sequence[str] | None = None,
    fit: bool = True,
    draws: int = 2000,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[AccountRow, ...], AccountsEvidence]:
    """Accounts of a case; none if no factor is tied to an available series.

    With `fit` every contention is judged twice, from the words and from the words and the data.
    """
    found = accounts_evidence(
        case,
        library.series,
        accounts=accounts,
        fit=fit,
        draws=draws,
        seed=seed,
        workers=workers,
        progress=progress,
    )
    posteriors = {one.account: one.posterior for one in found.accounts if one.posterior is not None}
    pairs = (
        informed_verdicts(case, posteriors, seed=seed, draws=draws, workers=workers)
        if posteriors
        else ()
    )
    rows = [
        AccountRow(one, found, tuple(each for each in pairs if each.account == one.account))
        for one in found.accounts
    ]
    return tuple(rows), found
