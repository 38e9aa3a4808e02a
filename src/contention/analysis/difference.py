"""Two revisions of a case: which verdicts changed, and because of which lines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contention.analysis.case_changes import Change, changes
from contention.analysis.turning_changes import Pair, Sampling, Trial, Turn, trials
from contention.case.model import Case
from contention.judge.judge import judge
from contention.judge.verdict import Judgement, Verdict


@dataclass(frozen=True)
class Difference:
    """Changes of a case's verdicts between two revisions."""

    before: Case
    after: Case
    changes: tuple[Change, ...]
    turned: tuple[Turn, ...]
    """the verdict changed"""
    moved: tuple[Turn, ...]
    """same verdict, but the intervals of support or of opposition do not overlap"""
    added: tuple[Verdict, ...]
    removed: tuple[Verdict, ...]
    trials: Mapping[Pair, tuple[Trial, ...]]
    unrelated: bool = False
    """whether the two are different cases; nothing was judged then"""


def difference(
    before: Case,
    after: Case,
    *,
    draws: int,
    seed: int,
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> Difference:
    """Judge both revisions with the same draws, then try the changes one at a time.

    Two cases that share nothing are not judged.
    """
    if unrelated(before, after):
        return Difference(before, after, (), (), (), (), (), {}, unrelated=True)
    sampling = Sampling(draws, seed, workers)
    told = progress or (lambda _done, _total: None)
    old = _verdicts(_judged(before, sampling))
    found = changes(before, after)
    steps = 2 + len(found)
    told(1, steps)
    new = _verdicts(_judged(after, sampling))
    told(2, steps)
    both = [Turn(old[pair], new[pair]) for pair in old if pair in new]
    turned = tuple(turn for turn in both if turn.before.verdict != turn.after.verdict)
    tried = trials(before, after, turned, found, sampling, lambda number: told(2 + number, steps))
    return Difference(
        before,
        after,
        found,
        turned,
        tuple(turn for turn in both if turn not in turned and shares_apart(turn)),
        tuple(verdict for pair, verdict in new.items() if pair not in old),
        tuple(verdict for pair, verdict in old.items() if pair not in new),
        tried,
    )


def unrelated(before: Case, after: Case) -> bool:
    """Whether two cases have texts, claims and contentions, and none of any kind in common."""
    pairs = (
        (before.documents, after.documents),
        (before.claims, after.claims),
        (before.contentions, after.contentions),
    )
    return all(one and other and one.keys().isdisjoint(other) for one, other in pairs)


def _judged(case: Case, sampling: Sampling) -> Judgement:
    return judge(
        case,
        draws=sampling.draws,
        seed=sampling.seed,
        workers=sampling.workers,
        hinges=False,
        reading_draws=0,
    )


def _verdicts(judgement: Judgement) -> dict[Pair, Verdict]:
    return {(item.contention, item.account): item for item in judgement.verdicts}


def shares_apart(turn: Turn) -> bool:
    """Whether support or opposition changed by more than the sampling error, in any direction."""
    before, after = turn.before, turn.after
    return _disjoint(before.interval, after.interval) or _disjoint(
        before.opposed_interval, after.opposed_interval
    )


def _disjoint(one: tuple[float, float] | None, two: tuple[float, float] | None) -> bool:
    return one is not None and two is not None and (one[1] < two[0] or two[1] < one[0])
