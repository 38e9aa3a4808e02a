"""Verdicts with their shares, margins, hinges and diagnostics."""

from dataclasses import dataclass
from typing import Literal

from contention.judge.sizes import Size
from contention.models.program import Method

VerdictWord = Literal[
    "supported", "opposed", "undecided", "does not follow", "true by construction"
]  # fmt: skip
Needs = Literal["signs", "strengths", "assumptions"]
MarginKind = Literal[
    "log-ratio", "difference", "log hazard ratio", "scaled difference", "mixed"
]  # fmt: skip
"""`mixed`: the smaller or larger of margins of several kinds, in tests with `and` or `or`"""
About = Literal["direction", "size"]
"""whether a contention says which way one outcome moves, or how far"""


GapKind = Literal[
    "nothing asked", "nothing differs", "lever absent", "outcome absent", "no path", "not drawn",
    "nothing moves",
]  # fmt: skip
"""`not drawn`: doubtful claims would connect the two, and are in none of these draws;
`nothing moves`: the two are connected, but the outcome is the same in every draw"""


@dataclass(frozen=True)
class DeniedEffect:
    """An effect that an account denies, with the claims that deny it."""

    cause: str
    effect: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """Why an account can say nothing about a comparison."""

    kind: GapKind
    levers: tuple[str, ...] = ()
    """ids of the factors that the scenarios move, or of the claims that they take out"""
    outcomes: tuple[str, ...] = ()
    """ids of the factors in the test; for `outcome absent` those that the account lacks"""
    denied: tuple[DeniedEffect, ...] = ()
    """the effects that would have been needed and that the account denies"""
    several: bool = True
    """whether scenarios are compared, rather than one examined"""


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
class Asserted:
    """A verdict without the claims that assert the contention itself."""

    claims: tuple[str, ...]
    """claims and assumptions of a direct link from lever to outcome"""
    argued: VerdictWord
    """the verdict without them; `does not follow` if it is only asserted"""
    support: float | None
    """share of speaking draws in which it then holds"""
    steps: int | None
    """links on the shortest way that is left; None if there is none"""
    premises: int
    """claims and assumptions on what is left"""


@dataclass(frozen=True)
class ReadingVerdict:
    """A verdict under one reading of the words for strengths."""

    reading: str
    """id"""
    verdict: VerdictWord
    support: float | None
    opposed: float | None
    near_threshold: bool = False
    """undecided, but these draws cannot distinguish a share from the threshold"""
    size: Size | None = None

    @property
    def possible(self) -> frozenset[VerdictWord]:
        """The words that its Monte Carlo error leaves open."""
        if not self.near_threshold:
            return frozenset({self.verdict})
        holds = (self.support or 0.0) >= (self.opposed or 0.0)
        return frozenset({self.verdict, "supported" if holds else "opposed"})


@dataclass(frozen=True)
class ReadingState:
    """How stable an account is under one reading of the words for strengths."""

    reading: str
    unstable_share: float
    """share of draws that run away, of 64 (16 in very large accounts)"""
    loop: tuple[str, ...] = ()
    """factors of the loop behind it, if that is so in more than a fifth of draws"""


@dataclass(frozen=True)
class Verdict:
    """What an account says about a contention.

    `support`, `opposed` and `undecided` are shares of the draws that tell a direction: those in
    which the account connects lever and outcome and something differs, or in which it denies that
    they are connected. They add up to 1; `undecided` are those that lack a number.
    """

    contention: str
    account: str
    verdict: VerdictWord
    needs: Needs | None
    """None if no verdict needs anything (does not follow, true by construction)"""
    about: About | None
    support: float | None
    opposed: float | None
    undecided: float | None
    interval: tuple[float, float] | None
    """95 % for `support`, from independent randomisations"""
    margin: tuple[float, float, float] | None
    """5 %, 50 %, 95 % quantiles over the draws in which the outcome differs"""
    margin_kind: MarginKind | None
    presence: float | None = None
    """share of all draws in which the account connects lever and outcome"""
    moving: float | None = None
    """share of all draws in which it connects them and the outcome differs at the end"""
    denied: float | None = None
    """share of all draws in which it denies the connection"""
    conditions: tuple[str, ...] = ()
    """doubtful claims on which the connection depends, most needed first"""
    denials: tuple[str, ...] = ()
    """claims that deny what would connect lever and outcome"""
    near_threshold: bool = False
    """undecided, but these draws cannot distinguish a share from the threshold"""
    size: Size | None = None
    """None if the account never connects lever and outcome"""
    numbers: tuple[float, ...] = ()
    """the numbers written in the test of a contention about size: the coder's"""
    asserted: Asserted | None = None
    """None if no claim asserts the contention itself"""
    horizons: tuple[Horizon, ...] = ()
    turns: float | None = None
    """the year in which the verdict turns, if it does"""
    claims_on_path: tuple[str, ...] = ()
    """claims and assumptions on some path from lever to outcome, and denials of such"""
    gaps: tuple[Gap, ...] = ()
    """why the account says nothing about the contention, or about some of its comparisons"""
    construction: tuple[SetOutcome, ...] = ()
    """what scenarios settle by themselves, if that is all that is compared"""
    opposed_interval: tuple[float, float] | None = None
    """95 % for `opposed`, from independent randomisations"""
    readings: tuple[ReadingVerdict, ...] = ()
    """the same under each reading of the words, as coded first; empty if only that was judged"""
    unstable: tuple[ReadingState, ...] = ()
    """the readings under which the account runs away in more than a fifth of draws, as coded
    first; empty if the verdict does not depend on strengths"""

    @property
    def differing(self) -> tuple[ReadingVerdict, ...]:
        """The readings under which the verdict differs by more than the error of either."""
        return tuple(
            other
            for other in self.readings[1:]
            if other.support is not None and self.readings[0].possible.isdisjoint(other.possible)
        )

    @property
    def holds_in_all(self) -> bool:
        """Whether it was judged under several readings and is the same under all of them."""
        return bool(self.readings) and not self.differing

    @property
    def by_denial(self) -> bool:
        """Whether the account never connects the two, and speaks by denying that they are."""
        return bool(self.denials) and self.presence == 0.0 and self.support is not None


@dataclass(frozen=True)
class Hinge:
    """The effect of removing one claim on one verdict (leave-one-out sensitivity)."""

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
    """that share minus the same with it: what counts if a contention is opposed"""
    opposed_error: float = 0.0
    """standard error of `opposed_change`"""
    presence_without: float = 1.0
    """share of all draws in which lever and outcome are connected and something differs"""
    presence_change: float = 0.0
    """that share minus the same with it"""
    near_threshold_without: bool = False
    """whether it is undecided without it because a share cannot be distinguished from the
    threshold"""


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
    """median over draws of the largest distance of a quantity or share from its reference"""
    draws: int
    """draws that the eigenvalues were computed for"""
    failed: tuple[FailedDraw, ...] = ()
    method: Method = "euler"
    """how the account was integrated: by Runge-Kutta also if Euler steps would go astray"""
    astray_share: float = 0.0
    """share of draws in which the steps, not the equations, make a small departure grow"""
    bounded: tuple[tuple[str, float], ...] = ()
    """factor, share of draws in which it was the first to run into a bound; largest share first"""
    stock_jumps: tuple[tuple[str, float, float], ...] = ()
    """stock, where history leaves it (median), the baseline that it is set to at present"""
    capped_levers: tuple[str, ...] = ()
    """factors that a scenario sets so far off that a further change would do next to nothing"""
    readings: tuple[ReadingState, ...] = ()
    """the other readings of the words that verdicts were judged by"""
    loop: tuple[str, ...] = ()
    """factors of the loop that makes it unstable, if that is so in more than a fifth of draws"""


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
    reading_draws: int = 0
    """draws under each reading but the coded one; 0 if no other was judged"""
