"""Each verdict twice: from the words alone, and from the words and the data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.evidence.accounts.posterior import Posterior
from contention.judge.judge import LEAST_DRAWS, judge
from contention.judge.verdict import Judgement, Verdict
from contention.runs.draws import GivenDraws


@dataclass(frozen=True)
class InformedVerdict:
    """One contention in one account, judged twice with draws of one seed."""

    contention: str
    account: str
    words: Verdict
    """with draws of what the words leave open"""
    data: Verdict
    """with draws of what words and data leave open"""

    @property
    def differs(self) -> bool:
        """Whether the data change the verdict."""
        return self.words.verdict != self.data.verdict


def given_draws(found: Posterior) -> GivenDraws:
    """The draws of a posterior as runs take them; the rest is drawn from the seed.

    Nothing is given if no data bear on the account, or if its posterior has collapsed.
    """
    if found.run is None or found.collapsed:
        return GivenDraws()
    return GivenDraws(dict(zip(found.keys, found.uniforms, strict=True)))


def informed_verdicts(
    case: Case,
    posteriors: Mapping[str, Posterior],
    *,
    seed: int = 1,
    draws: int = 1024,
    workers: int = 1,
    contentions: Sequence[str] | None = None,
) -> tuple[InformedVerdict, ...]:
    """Every contention in every account that has a posterior, by contention in the case's order.

    At most as many draws are judged as the smallest posterior has; see `judge` for errors.
    """
    count = min([draws, *(found.uniforms.shape[1] for found in posteriors.values())])
    accounts = list(posteriors)
    both = [
        judgement_given(case, given, accounts, contentions, seed=seed, draws=count, workers=workers)
        for given in ({}, posteriors)
    ]
    return tuple(
        InformedVerdict(words.contention, words.account, words, data)
        for words, data in zip(both[0].verdicts, both[1].verdicts, strict=True)
    )


def judgement_given(
    case: Case,
    posteriors: Mapping[str, Posterior],
    accounts: Sequence[str],
    contentions: Sequence[str] | None = None,
    *,
    seed: int = 1,
    draws: int = 1024,
    workers: int = 1,
) -> Judgement:
    """Verdicts with the draws of posteriors, as the case's own tables read the words."""
    return judge(
        case,
        draws=draws,
        seed=seed,
        hinge_draws=LEAST_DRAWS,
        reading_draws=0,
        workers=workers,
        accounts=accounts,
        contentions=contentions,
        hinges=False,
        given={account: given_draws(found) for account, found in posteriors.items()},
    )
