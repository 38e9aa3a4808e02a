"""Trials of several contentions in two joined accounts, from one plan and one run."""

from collections.abc import Mapping, Sequence

from contention.evidence.contest.joined_accounts import JOINED, Joined
from contention.judge.hinges.removal_trials import Trials, trials_of


def joined_trials(
    joined: Joined, contentions: Sequence[str], *, draws: int, seed: int, workers: int = 1
) -> Mapping[str, Trials]:
    """Trials of each contention that claims of the two accounts could change."""
    return trials_of(
        joined.case, JOINED, contentions, draws=draws, seed=seed, budget=0, workers=workers
    )
