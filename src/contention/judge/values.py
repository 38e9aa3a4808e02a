"""Verdicts and what stands behind them."""

from dataclasses import dataclass
from typing import Literal

VerdictWord = Literal[
    "supported", "opposed", "undecided", "does not follow", "true by construction"
]  # fmt: skip
Needs = Literal["signs", "strengths", "assumptions"]
MarginKind = Literal[
    "log-ratio", "difference", "log hazard ratio", "scaled difference", "mixed"
]  # fmt: skip
"""`mixed`: the smaller or larger of margins of several kinds, in tests with `and` or `or`"""


GapKind = Literal["nothing asked", "nothing differs", "lever absent", "outcome absent", "no path"]


@dataclass(frozen=True)
class DeniedEffect:
    """An effect that an account denies, with the claims that deny it."""

    cause: str
    effect: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """Why an account can say nothing of a comparison."""

    kind: GapKind
    levers: tuple[str, ...] = ()
    """ids of the factors that the scenarios move, or of the claims that they take out"""
    outcomes: tuple[str, ...] = ()
    """ids of the factors looked at; for `outcome absent` those that the account lacks"""
    denied: tuple[DeniedEffect, ...] = ()
    """what would have had to act, and the account denies"""
    several: bool = True
    """whether scenarios are compared, rather than one looked at"""


@dataclass(frozen=True)
class SetOutcome:
    """Outcomes that a scenario sets itself, so that the account has no part in the answer."""

    scenario: str
    factors: tuple[str, ...]


@dataclass(frozen=True)
class Horizon:
    """Support where every window is cut at `year`."""

    year: float
    support: float
    opposed: float
    verdict: VerdictWord


@dataclass(frozen=True)
class Verdict:
    """What an account says of a contention."""

    contention: str
    account: str
    verdict: VerdictWord
    needs: Needs | None
    """None where no verdict needs anything (does not follow, true by construction)"""
    support: float | None
    opposed: float | None
    undecided: float | None
    decided_support: float | None
    """support among the draws that decide"""
    interval: tuple[float, float] | None
    """95 % for the support, from independent randomisations"""
    margin: tuple[float, float, float] | None
    """5 %, 50 %, 95 % quantiles"""
    margin_kind: MarginKind | None
    horizons: tuple[Horizon, ...] = ()
    turns: float | None = None
    """the year in which the verdict turns, if it does"""
    claims_on_path: tuple[str, ...] = ()
    """claims and assumptions on some path from lever to outcome"""
    gaps: tuple[Gap, ...] = ()
    """why the account says nothing of the contention, or of some of its comparisons"""
    construction: tuple[SetOutcome, ...] = ()
    """what scenarios settle by themselves, where that is all that is compared"""
    opposed_interval: tuple[float, float] | None = None
    """95 % for `opposed`, likewise"""


@dataclass(frozen=True)
class Hinge:
    """What removing one claim does to one verdict."""

    contention: str
    account: str
    claim: str
    assumption: bool
    support_without: float
    change: float
    """support without it minus support with it"""
    margin_change: float
    """median margin without it minus with it"""
    error: float
    """standard error of `change`, from independent randomisations"""
    verdict_without: VerdictWord
    opposed_without: float = 0.0
    """share in which the reverse holds without it"""
    opposed_change: float = 0.0
    """that share minus the same with it: what counts where a contention is opposed"""
    opposed_error: float = 0.0
    """standard error of `opposed_change`"""


@dataclass(frozen=True)
class FailedDraw:
    """A draw that cannot be judged, and how to replay it."""

    account: str
    scenario: str
    draw: int
    year: float
    factor: str


@dataclass(frozen=True)
class Diagnostics:
    """What is always reported of an account's model (design, section 5)."""

    account: str
    unstable_share: float
    """share of draws whose Jacobian at the reference has an eigenvalue with positive real part"""
    bounded_share: float
    """share of draws that ran into a bound in some scenario"""
    raised_time_constants: float
    """share of drawn time constants raised to four steps"""
    quasi_static: tuple[str, ...]
    """factors of which a time constant was raised in most draws: slower than the words say"""
    determinate_pairs: int
    """ordered factor pairs whose net effect has one sign in at least 95 % of draws"""
    connected_pairs: int
    """ordered factor pairs with a path"""
    offset_at_present: float
    """median over draws of the largest distance of a level or share from its reference"""
    draws: int
    """draws that the eigenvalues were computed for"""
    failed: tuple[FailedDraw, ...] = ()
    method: Literal["euler", "rk4"] = "euler"
    """how the account was integrated: Runge-Kutta, too, where Euler steps would go astray"""
    astray_share: float = 0.0
    """share of draws in which the steps, not the equations, make a small departure grow"""
    bounded: tuple[tuple[str, float], ...] = ()
    """factor, share of draws in which it was the first to run into a bound; largest share first"""
    stock_jumps: tuple[tuple[str, float, float], ...] = ()
    """stock, where history leaves it (median), the baseline that it is set to at present"""
    capped_levers: tuple[str, ...] = ()
    """factors that a scenario sets so far off that a further change would do next to nothing"""


@dataclass(frozen=True)
class Judgement:
    """All verdicts of a case from one set of draws."""

    case: str
    draws: int
    seed: int
    hinge_draws: int
    verdicts: tuple[Verdict, ...]
    hinges: tuple[Hinge, ...]
    diagnostics: tuple[Diagnostics, ...]
