"""One verdict with other numbers of factors, and with weakened claims, in the same draws."""

from collections.abc import Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.judge.evaluation import HOLDS, REVERSE, SIZE
from contention.judge.hinges.knockouts import LEAST_CHANGE, paired_error
from contention.judge.hinges.removal_trials import Ran, Trials, trials
from contention.judge.hinges.variations import Variation, claim_variations, number_variations
from contention.judge.hinges.varied_runs import WantedRuns, tallies_with
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
    refused: int = 0
    """how many a model file cannot be compiled with"""


def variations_of(
    case: Case,
    verdict: Verdict,
    *,
    draws: int = 256,
    seed: int = 1,
    budget: int = 2000,
    workers: int = 1,
    ran: Ran | None = None,
) -> Variations:
    """Judge again with each number of the factors and each claim on the paths changed."""
    if verdict.verdict in ("does not follow", "true by construction"):
        return Variations()
    base = trials(
        case, verdict.account, verdict.contention, draws=draws, seed=seed, workers=workers
    )
    return Variations() if base is None else varied([(verdict, base)], budget, ran)[0]


def varied(
    pairs: Sequence[tuple[Verdict, Trials]], budget: int, ran: Ran | None = None
) -> list[Variations]:
    """The same for several verdicts on one account; what is otherwise is run once for all."""
    shared = pairs[0][1].shared
    wanted = [_variations(base) for _, base in pairs]
    asking: dict[str, tuple[Variation, list[str]]] = {}
    for (_, base), every in zip(pairs, wanted, strict=True):
        for variation in every[:budget]:
            asking.setdefault(variation.choice.id, (variation, []))[1].append(base.contention)
    found: dict[str, list[Varied]] = {base.contention: [] for _, base in pairs}
    by_contention = {base.contention: (verdict, base) for verdict, base in pairs}
    runs = [WantedRuns(variation, tuple(of)) for variation, of in asking.values()]
    refused = dict.fromkeys(found, 0)
    for number, (item, tallies) in enumerate(tallies_with(shared, runs), 1):
        for id_ in item.contentions:
            if tallies is None:
                refused[id_] += 1
                continue
            verdict, base = by_contention[id_]
            after = tallies.get(id_) or silent_like(base.base)
            found[id_].append(_varied(base, verdict, item.variation, after))
        if ran is not None:
            ran(number)
    return [
        Variations(_ordered(tried), len(tried), len(every) - len(tried) - left, left)
        for tried, left, every in zip(found.values(), refused.values(), wanted, strict=True)
    ]


def _variations(base: Trials) -> tuple[Variation, ...]:
    numbers = number_variations(base.case, base.following)
    return (*numbers, *claim_variations(base.case, base.following.on_path))


def _varied(base: Trials, verdict: Verdict, variation: Variation, after: Tally) -> Varied:
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
