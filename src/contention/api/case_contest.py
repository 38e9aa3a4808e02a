"""The part of a case that sets accounts against each other, and compares what could be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, cast

from contention.api.asking import chosen, cores, require, whole
from contention.language.dates import parse_date

if TYPE_CHECKING:
    from contention.api.case import Case
    from contention.api.contest import Contest
    from contention.api.levers import Levers
    from contention.api.side_by_side import SideBySide
    from contention.runs.draws import GivenDraws

PREDICTION_DRAWS = 512
"""draws behind predictions and effects, if the verdicts have no fewer"""
READING_DRAWS = 512
"""likewise under every other reading of the words"""


class _AsksAccounts:
    """Methods of `Case` that compare accounts, and actions."""

    def contest(
        self,
        accounts: str | Iterable[str] | None = None,
        contentions: str | Iterable[str] | None = None,
        *,
        draws: int = 2000,
        seed: int = 1,
        trial_draws: int = 128,
        budget: int = 2400,
        after: str | None = None,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Contest:
        """Set accounts (default: all) against each other.

        For every pair: where they part, what either would have to change to agree, what they
        share, and which observation would best tell them apart. With more than two accounts
        changes are searched for only if one supports what another opposes. `budget` bounds the
        sets of claims that are run, with `trial_draws` draws each; observations are made after
        the date `after` (default: present). Raises KeyError with a guess for an unknown
        id, and ValueError for fewer than two accounts or 16 draws.
        """
        from contention.api.contest import Contest
        from contention.evidence.contest.contest import ContestSettings, contest

        value = cast("Case", self).value
        settings = ContestSettings(
            draws=whole("draws", draws),
            seed=whole("seed", seed),
            trial_draws=whole("trial_draws", trial_draws),
            prediction_draws=min(whole("draws", draws), PREDICTION_DRAWS),
            budget=whole("budget", budget),
            after=None if after is None else _moment(after),
            workers=cores(workers),
        )
        found = contest(
            value,
            settings,
            accounts=chosen("account", accounts, value.accounts),
            contentions=chosen("contention", contentions, value.contentions),
            progress=progress,
        )
        return Contest(cast("Case", self), found)

    def levers(
        self,
        outcome: str,
        direction: Literal["lower", "higher"] | None = None,
        accounts: str | Iterable[str] | None = None,
        *,
        measure: Literal["end", "mean"] = "end",
        baseline: str | None = None,
        budget: float | None = None,
        fit: bool = False,
        draws: int = 2000,
        seed: int = 1,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Levers:
        """Rank what the scenarios and demands of the case do to one factor in every account.

        Each is compared with `baseline` (default: the scenario that does nothing) at the end, or
        in the mean since present. With costs in evidence.yaml, a `budget` and a `direction` the
        best mix of scenarios is found, too. With `fit` accounts are fitted to what evidence.yaml
        observes, and each lever is looked at once more with the draws of that posterior. Raises
        KeyError with a guess for an unknown id, and ValueError for an outcome that is an input.
        """
        from contention.api.levers import Levers
        from contention.evidence.levers.compared_levers import Settings, compared, default_reducer

        value = cast("Case", self).value
        require("factor", outcome, value.factors)
        if direction not in ("lower", "higher", None):
            raise ValueError(f"direction is {direction!r}; it must be lower or higher")
        named = chosen("account", accounts, value.accounts)
        count, cpus = whole("draws", draws), cores(workers)
        settings = Settings(
            draws=count,
            seed=whole("seed", seed),
            reading_draws=min(count, READING_DRAWS),
            effect_draws=min(count, PREDICTION_DRAWS),
            reducer="mean" if measure == "mean" else default_reducer(value, outcome),
            baseline=baseline,
            budget=budget,
            workers=cpus,
            given=_posteriors(cast("Case", self), named, count, seed, cpus) if fit else {},
        )
        found = compared(
            value, outcome, settings, direction=direction, accounts=named, progress=progress
        )
        return Levers(cast("Case", self), found)

    def compare(
        self,
        *,
        accounts: tuple[str, str] | None = None,
        documents: tuple[str, str] | None = None,
        draws: int = 2000,
        seed: int = 1,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> SideBySide:
        """Two accounts, or two texts: claims, verdicts and figures that differ.

        Raises KeyError with a guess for an unknown id, ValueError unless two of a kind are given.
        """
        from contention.api.side_by_side import compared

        return compared(
            cast("Case", self), accounts, documents, draws=whole("draws", draws),
            seed=whole("seed", seed), workers=cores(workers), progress=progress,
        )  # fmt: skip


def _moment(date: str) -> float:
    """A date as a decimal year."""
    found = parse_date(date)
    if found is None:
        raise ValueError(f"“{date}” is not a date; write it as 2026-03-01")
    return found


def _posteriors(
    case: Case, accounts: tuple[str, ...] | None, draws: int, seed: int, workers: int
) -> dict[str, GivenDraws]:
    """The draws that fit what evidence.yaml observes."""
    from contention.api.evidence import posterior_draws

    return posterior_draws(case, accounts, draws=draws, seed=seed, workers=workers)
