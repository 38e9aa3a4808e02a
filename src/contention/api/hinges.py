"""What verdicts turn on: claims one at a time, sets of claims, other numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from contention.case.articles import counted
from contention.case.model_cases import of_model_files
from contention.judge.hinges.verdict_hinges import Carried, Wanted, carried

if TYPE_CHECKING:
    from contention.api.case import Progress
    from contention.api.judgement import Judgement
    from contention.judge.verdict import Verdict

Watching = Callable[[str], AbstractContextManager["Progress"]]
"""account → a context in which its progress is reported"""


@dataclass(frozen=True, repr=False)
class Carriers:
    """What the verdicts of a contention turn on; `str` is the whole text."""

    judgement: Judgement
    values: tuple[Carried, ...]
    """one for each account, as frozen dataclasses"""

    @property
    def _contention(self) -> str:
        """The (first) contention that was searched."""
        of = (item.verdict.contention for item in self.values)
        return next(of, self.judgement.contentions[0])

    def __repr__(self) -> str:
        found = sum(len(item.sets.overturning) for item in self.values)
        return (
            f"<Carriers of {self._contention}: {counted(len(self.values), 'account')}, "
            f"{counted(found, 'set')} found that overturn>"
        )

    def __str__(self) -> str:
        return self.text()

    def __getitem__(self, account: str) -> Carried:
        verdict = self.judgement[self._contention, account]
        return next(item for item in self.values if item.verdict == verdict.value)

    def text(self, width: int = 100, *, colour: bool = False) -> str:
        """What `contention hinges` prints, for a terminal of a given width."""
        from contention.show.terminal.sets_text import sets_text

        case = self.judgement.case.value
        return sets_text(case, self.judgement.value, self.values, width, colour=colour)

    def as_json(self) -> dict[str, object]:
        """What `contention hinges --json` prints, as plain values."""
        from contention.show.terminal.sets_text import sets_json

        return sets_json(self.judgement.case.value, self.judgement.value, self.values)


def search(
    judgement: Judgement,
    *,
    budget: int = 2000,
    numbers: bool = True,
    shapley: bool = False,
    uncertain: bool = True,
    contentions: Collection[str] | None = None,
    workers: int = 1,
    watching: Watching | None = None,
) -> Carriers:
    """Look for what the verdicts of a judgement turn on, in the draws of its hinges.

    Those on all of its contentions, unless some are named. Raises ValueError for Shapley values of
    claims where accounts are model files, which have none.
    """
    if shapley and of_model_files(judgement.case.value):
        raise ValueError("Shapley values are those of claims, and a model file has none")
    value = judgement.value
    apart = value.draws if uncertain else 0
    wanted = Wanted(value.hinge_draws, value.seed, budget, numbers, shapley, workers, apart)
    by_account: dict[str, list[Verdict]] = {}
    for verdict in value.verdicts:
        if contentions is None or verdict.contention in contentions:
            by_account.setdefault(verdict.account, []).append(verdict)
    found: dict[tuple[str, str], Carried] = {}
    for account, verdicts in by_account.items():
        quiet = nullcontext(lambda _done, _total: None)
        with watching(account) if watching else quiet as progress:
            ran = partial(_show, progress, budget)
            for item in carried(judgement.case.value, verdicts, wanted, ran):
                found[item.verdict.contention, account] = item
    pairs = [(verdict.contention, verdict.account) for verdict in value.verdicts]
    return Carriers(judgement, tuple(found[pair] for pair in pairs if pair in found))


def _show(progress: Progress, budget: int, runs: int) -> None:
    progress(min(runs, budget), max(budget, 1))
