"""What data say of a claim, in an effect and one word; the words go by stated rules."""

from dataclasses import dataclass
from typing import Literal

from contention.case.evidence import DataTest, NoData
from contention.case.problem import Problem
from contention.evidence.designs.estimate import LEVEL, Estimate

Word = Literal["in line", "against", "cannot tell"]
Expected = Literal["+", "-", "0"]


@dataclass(frozen=True)
class ClaimEvidence:
    """One claim under one test."""

    claim: str
    test: DataTest
    design: str
    """the design in a sentence"""
    expected: Expected
    """sign of the effect if this claim is right; 0 if it denies an effect"""
    estimate: Estimate
    interval: tuple[float, float]
    """holds the effect with a probability of 90 %, as far as the design is right"""
    word: Word
    survives: bool
    """whether the word is the same with an interval that is widened for all the tests tried"""
    caveat: str
    """what would confound it, and what is to be known of its data"""

    @property
    def effect(self) -> float:
        """The best value of the effect."""
        return self.estimate.effect

    @property
    def n(self) -> int:
        """Observations used."""
        return self.estimate.n


@dataclass(frozen=True)
class Untested:
    """A test that gave no effect, with the reason."""

    test: DataTest
    reason: str


@dataclass(frozen=True)
class ClaimsEvidence:
    """All tests of a case: what they say of each claim, and which claims no data speak to."""

    claims: tuple[ClaimEvidence, ...] = ()
    no_data: tuple[NoData, ...] = ()
    untested: tuple[Untested, ...] = ()
    tried: int = 0
    """tests that gave an effect: the more there are, the more words come by chance"""
    problems: tuple[Problem, ...] = ()


def word_of(interval: tuple[float, float], expected: Expected, negligible: float) -> Word:
    """The word for a claim.

    A claim of a sign is *in line* where the whole interval has that sign and reaches beyond what
    is negligible, and *against* where it all has the other sign or is all negligible. A denial is
    *in line* where it is all negligible, and *against* where none of it is. Else *cannot tell*.
    """
    low, high = interval
    small = -negligible <= low and high <= negligible and negligible > 0
    if expected == "0":
        if small:
            return "in line"
        return "against" if low > negligible or high < -negligible else "cannot tell"
    if small:
        return "against"
    if low > 0 or high < 0:
        return "in line" if (low > 0) == (expected == "+") else "against"
    return "cannot tell"


def widened(tried: int) -> float:
    """The level of an interval that allows for so many tests (Bonferroni)."""
    return 1 - (1 - LEVEL) / max(1, tried)
