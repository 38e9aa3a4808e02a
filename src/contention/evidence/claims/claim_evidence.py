"""What data say about a claim, in an effect and one word; the words go by stated rules."""

from dataclasses import dataclass
from typing import Literal

from contention.case.evidence import DataTest
from contention.evidence.claims.sentences import design_sentence
from contention.evidence.designs.estimate import LEVEL, Estimate

Word = Literal["in line", "against", "cannot tell"]
Expected = Literal["+", "-", "not +", "not -"]
"""Sign of the effect if a claim is right; a denial says which effect there is not"""


@dataclass(frozen=True)
class ClaimEvidence:
    """One claim under one test."""

    claim: str
    test: DataTest
    design: str
    """the design in a sentence"""
    expected: Expected
    estimate: Estimate
    interval: tuple[float, float]
    """holds the effect with a probability of 90 %, if the design is right"""
    wider: tuple[float, float]
    """the interval widened for all the tests tried"""
    word: Word
    survives: bool
    """whether the wider interval gives the same word"""
    tried: int
    """tests of the case that gave an effect: with more tests, more words are due to chance"""
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

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {
            "claim": self.claim,
            "design": self.design,
            "effect": self.effect,
            "interval": list(self.interval),
            "n": self.n,
            "word": self.word,
            "caveat": self.caveat,
            "test": self.test.id,
            "title": self.test.title,
            "unit": self.test.effect_unit,
            "clusters": self.estimate.clusters,
            "expected": self.expected,
            "level": LEVEL,
            "tried": self.tried,
            "wider": list(self.wider),
            "survives": self.survives,
        }


@dataclass(frozen=True)
class NoEvidence:
    """A claim about which data say nothing: a test gave no effect, or none can be made."""

    claim: str
    reason: str
    test: DataTest | None = None
    """the test that could not be run; None if no data can speak to the claim"""

    @property
    def word(self) -> str:
        """What is given instead of the word."""
        return "no data" if self.test is None else "not run"

    def as_json(self) -> dict[str, object]:
        """Plain values, with the keys of a claim that has been tested."""
        return {
            "claim": self.claim,
            "design": "" if self.test is None else design_sentence(self.test),
            "effect": None,
            "interval": None,
            "n": None,
            "word": self.word,
            "caveat": self.reason,
            "test": None if self.test is None else self.test.id,
            "title": "" if self.test is None else self.test.title,
        }


def word_of(interval: tuple[float, float], expected: Expected, negligible: float) -> Word:
    """The word for a claim.

    A claim of a sign is *in line* where the whole interval has that sign and reaches beyond what
    is negligible, and *against* where it all has the other sign or is all negligible. A denial of
    an effect of one sign is *against* where the whole interval has that sign and none of it is
    negligible, and *in line* where none of it has that sign by more than what is negligible. Else
    *cannot tell*.
    """
    low, high = interval if expected[-1] == "+" else (-interval[1], -interval[0])
    if expected.startswith("not"):
        if low > negligible:
            return "against"
        return "in line" if high <= negligible else "cannot tell"
    if high < 0 or (-negligible <= low and high <= negligible and negligible > 0):
        return "against"
    return "in line" if low > 0 else "cannot tell"


def widened(tried: int) -> float:
    """The level of an interval that allows for this many tests (Bonferroni)."""
    return 1 - (1 - LEVEL) / max(1, tried)
