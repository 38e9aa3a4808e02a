"""Everything that one verdict turns on: sets of claims, other numbers, and Shapley values."""

from dataclasses import dataclass

from contention.case.model import Case
from contention.judge.hinges.hinge_sets import Sets, searched
from contention.judge.hinges.removal_trials import Ran, Trials, trials
from contention.judge.hinges.shapley import Answer, Shapley, shapley
from contention.judge.hinges.uncertain import Uncertain, uncertain
from contention.judge.hinges.varied_verdict import Variations, variations_of
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
    """draws in which to look at the uncertain numbers; 0: not at all"""


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


def carried(case: Case, verdict: Verdict, wanted: Wanted, ran: Ran | None = None) -> Carried:
    """Look for everything that a verdict turns on."""
    nothing = Sets(verdict.contention, verdict.account, verdict.verdict)
    if verdict.verdict in ("does not follow", "true by construction"):
        return Carried(verdict, nothing)
    tried = trials(
        case, verdict.account, verdict.contention, draws=wanted.draws, seed=wanted.seed,
        budget=wanted.budget, workers=wanted.workers, ran=ran,
    )  # fmt: skip
    if tried is None:
        return Carried(verdict, nothing)
    sets = searched(verdict, tried)
    varied = _varied(case, verdict, wanted, ran) if wanted.numbers else NOTHING_VARIED
    apart = NOT_LOOKED_AT
    if wanted.uncertain:
        apart = uncertain(
            case, verdict, draws=wanted.uncertain, seed=wanted.seed, workers=wanted.workers
        )
    values, missing = _values(tried, wanted) if wanted.values else ((), ())
    return Carried(verdict, sets, varied, values, missing, apart)


def _values(tried: Trials, wanted: Wanted) -> tuple[tuple[Shapley, ...], tuple[Answer, ...]]:
    """The Shapley values of each answer, and the answers for which the budget left none."""
    tried.budget += wanted.budget
    side = _side(tried)
    found = {each: shapley(each, tried, settled=side, seed=wanted.seed) for each in ANSWERS}
    values = tuple(item for item in found.values() if item is not None)
    missing = tuple(each for each, item in found.items() if item is None)
    return values, missing


def _varied(case: Case, verdict: Verdict, wanted: Wanted, ran: Ran | None) -> Variations:
    return variations_of(
        case, verdict, draws=wanted.draws, seed=wanted.seed, budget=wanted.budget,
        workers=wanted.workers, ran=ran,
    )  # fmt: skip


def _side(tried: Trials) -> int:
    """The side that signs settle, whatever claims are in; 0 if numbers decide."""
    if not tried.calm:
        return 0
    return next((side for side in (1, -1)
                 if settled_by_signs(tried.case, tried.following, side)), 0)  # fmt: skip
