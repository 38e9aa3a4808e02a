"""One verdict with other numbers of factors, and with weakened claims, in the same draws."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.judge.evaluation import HOLDS, REVERSE, SIZE
from contention.judge.hinges.knockouts import LEAST_CHANGE, paired_error
from contention.judge.hinges.removal_trials import Trials, trials
from contention.judge.hinges.variations import Variation, claim_variations, number_variations
from contention.judge.sides import side_of
from contention.judge.sizes import SizeWord, size_of
from contention.judge.tally import Tally, silent_like, word
from contention.judge.verdict import Verdict, VerdictWord


@dataclass(frozen=True)
class Varied:
    """A verdict with one number or one claim changed."""

    variation: Variation
    verdict_with: VerdictWord
    share_with: float
    """on the side that the verdict's word is about"""
    change: float
    error: float
    """standard error of the change, from paired differences"""
    presence_change: float
    """of the share of draws in which the outcome moves"""
    size_with: SizeWord | None
    size_before: SizeWord | None
    turns: bool
    """whether the verdict changes, beyond the error of its share"""

    @property
    def matters(self) -> bool:
        """Whether the verdict, a share (beyond its error) or the word for the size changes."""
        moved = abs(self.change) > max(2 * self.error, LEAST_CHANGE)
        present = abs(self.presence_change) > LEAST_CHANGE
        return self.turns or moved or present or self.size_with != self.size_before


@dataclass(frozen=True)
class Variations:
    """Everything that was varied for one verdict."""

    found: tuple[Varied, ...] = ()
    """what turns it first, then by how far a share moves"""
    tried: int = 0
    skipped: int = 0
    """how many were not tried because the runs were used up"""


def variations_of(
    case: Case,
    verdict: Verdict,
    *,
    draws: int = 256,
    seed: int = 1,
    budget: int = 2000,
    workers: int = 1,
    ran: Callable[[int], None] | None = None,
) -> Variations:
    """Judge again with each number of the factors and each claim on the paths changed."""
    if verdict.verdict in ("does not follow", "true by construction"):
        return Variations()
    account, contention = verdict.account, verdict.contention
    base = trials(case, account, contention, draws=draws, seed=seed, workers=workers)
    if base is None:
        return Variations()
    wanted = (
        *number_variations(case, base.following),
        *claim_variations(case, base.following.on_path),
    )
    found = []
    for number, variation in enumerate(wanted[:budget], 1):
        found.append(_varied(base, verdict, variation, seed))
        if ran is not None:
            ran(number)
    return Variations(_ordered(found), len(found), len(wanted) - len(found))


def _varied(base: Trials, verdict: Verdict, variation: Variation, seed: int) -> Varied:
    after = _after(base, verdict, variation, seed)
    thresholds = base.case.thresholds
    side = REVERSE if side_of(verdict) == "reverse" else HOLDS
    left = word(after, thresholds)
    return Varied(
        variation=variation,
        verdict_with=left,
        share_with=_share(after, side),
        change=_share(after, side) - _share(base.base, side),
        error=paired_error(base.base, after, side),
        presence_change=float(after.moving.mean() - base.base.moving.mean()),
        size_with=_size(base, after),
        size_before=_size(base, base.base),
        turns=left != verdict.verdict and base.told(after),
    )


def _after(base: Trials, verdict: Verdict, variation: Variation, seed: int) -> Tally:
    changed = variation.choice.apply(base.case)
    made = trials(
        changed,
        verdict.account,
        verdict.contention,
        draws=len(base.base.present),
        seed=seed,
        workers=base.workers,
        method=None if variation.timed else base.plan.model.times.method,
    )
    return silent_like(base.base) if made is None else made.base


def _ordered(found: Sequence[Varied]) -> tuple[Varied, ...]:
    def key(item: Varied) -> tuple[bool, float, str]:
        moved = max(abs(item.change), abs(item.presence_change))
        return not item.turns, -round(moved, 9), item.variation.choice.id

    return tuple(sorted(found, key=key))


def _share(tally: Tally, value: int) -> float:
    share = tally.holding(value)
    return 0.0 if share is None else share.value


def _size(base: Trials, tally: Tally) -> SizeWord | None:
    found = size_of(tally.margin[SIZE, tally.moving], base.case.thresholds, "not stated")
    return None if found is None else found.word
