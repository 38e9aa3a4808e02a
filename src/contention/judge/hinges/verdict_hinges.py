"""Everything that one verdict turns on: sets of claims, other numbers, and Shapley values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.judge.hinges.hinge_sets import Sets, searched
from contention.judge.hinges.removal_trials import Ran, Trials, trials_of
from contention.judge.hinges.shapley import Answer, Shapley, shapley_of
from contention.judge.hinges.uncertain import Uncertain, uncertain
from contention.judge.hinges.varied_verdict import Variations, varied
from contention.judge.sign_determinacy import settled_by_signs
from contention.judge.verdict import Verdict

NOTHING_VARIED = Variations()
NOT_LOOKED_AT = Uncertain()
ANSWERS: tuple[Answer, ...] = ("presence", "direction", "size")


@dataclass(frozen=True)
class Wanted:
    """How far to look."""

    draws: int = 256
    seed: int = 1
    budget: int = 2000
    """most runs for sets, most runs for Shapley values, and most numbers that are varied"""
    numbers: bool = True
    """whether to try other numbers and weaker claims"""
    values: bool = False
    """whether to compute Shapley values"""
    workers: int = 1
    uncertain: int = 0
    """draws in which to analyse the uncertain numbers; 0: none"""


@dataclass(frozen=True)
class Carried:
    """What one verdict turns on."""

    verdict: Verdict
    sets: Sets
    variations: Variations = NOTHING_VARIED
    values: tuple[Shapley, ...] = ()
    unvalued: tuple[Answer, ...] = ()
    """answers for which the budget left no Shapley values"""
    uncertain: Uncertain = NOT_LOOKED_AT


def carried(
    case: Case, verdicts: Sequence[Verdict], wanted: Wanted, ran: Ran | None = None
) -> list[Carried]:
    """Look for everything that each verdict turns on; those on one account share their runs."""
    by_account: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.verdict not in ("does not follow", "true by construction"):
            by_account.setdefault(verdict.account, []).append(verdict)
    found: dict[tuple[str, str], Carried] = {}
    for account, some in by_account.items():
        for each in _of_account(case, account, some, wanted, ran):
            found[account, each.verdict.contention] = each
    return [
        found.get((verdict.account, verdict.contention)) or Carried(verdict, _no_sets(verdict))
        for verdict in verdicts
    ]


def _no_sets(verdict: Verdict) -> Sets:
    return Sets(verdict.contention, verdict.account, verdict.verdict)


def _of_account(
    case: Case, account: str, verdicts: Sequence[Verdict], wanted: Wanted, ran: Ran | None
) -> Iterator[Carried]:
    ready = trials_of(
        case, account, [verdict.contention for verdict in verdicts], draws=wanted.draws,
        seed=wanted.seed, budget=wanted.budget, workers=wanted.workers, ran=ran,
    )  # fmt: skip
    pairs = [(verdict, ready[verdict.contention]) for verdict in verdicts
             if verdict.contention in ready]  # fmt: skip
    if not pairs:
        return
    some = all(tried.claims for _, tried in pairs)
    sets = searched(pairs) if some else [_no_sets(verdict) for verdict, _ in pairs]
    varied_ = [NOTHING_VARIED] * len(pairs)
    if wanted.numbers:
        varied_ = varied(pairs, wanted.budget, ran)
    valued = wanted.values and some
    values = _values([tried for _, tried in pairs], wanted) if valued else None
    for number, (verdict, _) in enumerate(pairs):
        apart = NOT_LOOKED_AT
        if wanted.uncertain:
            apart = uncertain(
                case, verdict, draws=wanted.uncertain, seed=wanted.seed, workers=wanted.workers
            )
        worth, missing = values[number] if values else ((), ())
        yield Carried(verdict, sets[number], varied_[number], worth, missing, apart)


def _values(
    every: Sequence[Trials], wanted: Wanted
) -> list[tuple[tuple[Shapley, ...], tuple[Answer, ...]]]:
    """The Shapley values of each answer, and the answers for which the budget left none."""
    for tried in every:
        tried.budget += wanted.budget
    asked = [(tried, _side(tried)) for tried in every]
    return [
        (
            tuple(found[answer] for answer in ANSWERS if answer in found),
            tuple(answer for answer in ANSWERS if answer not in found),
        )
        for found in shapley_of(ANSWERS, asked, seed=wanted.seed, budget=wanted.budget)
    ]


def _side(tried: Trials) -> int:
    """The side that signs settle, whatever claims are in; 0 if numbers decide."""
    if not tried.calm:
        return 0
    return next((side for side in (1, -1)
                 if settled_by_signs(tried.case, tried.following, side)), 0)  # fmt: skip
