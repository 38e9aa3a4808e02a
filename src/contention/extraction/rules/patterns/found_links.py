"""What a finder finds in a sentence, before stance and holder are known."""

from dataclasses import dataclass, field

from contention.extraction.proposals import Side
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.language.vocabulary import vocabulary


@dataclass(frozen=True)
class Link:
    """One relation: of two quantities, with the sign between the changes that the words name."""

    cause: Term
    effect: Term
    sign: int
    """1, -1, or 0 where the words say how it acts on nothing definite ("affects")"""
    signal: Span
    weight: float
    kind: str
    """`verb`, `because`, `so`, `if`, `purpose`, `means`, `noun`, `as`, `carried`"""
    negated: bool = False
    condition: Span | None = None
    gate: tuple[Term, Side] | None = None
    """what the condition names, and its required state"""
    necessary: bool = False


_GROUPS = vocabulary(
    """
    left right government governments council councils ministers minister mayor unions union
    parties party states state parliament world community movement movements people citizens
    """
)
_SPEAKERS = vocabulary("we us i you me one")


@dataclass
class Scene:
    """A sentence with its links so far, and what the sentence before leaves to refer to."""

    parsed: Parsed
    links: list[Link] = field(default_factory=list)

    def add(
        self,
        causes: list[Term],
        effects: list[Term],
        sign: int,
        signal: Span,
        weight: float,
        kind: str,
        *,
        negated: bool = False,
        necessary: bool = False,
    ) -> None:
        """Note every pair of a cause and an effect that do not overlap."""
        negated = negated or (kind == "verb" and self._nothing(causes))
        for cause in causes:
            for effect in effects:
                overlap = set(cause.core) & set(effect.core)
                if cause.core and effect.core and not overlap:
                    sure = weight * self._agency(cause, signal, weight)
                    self.links.append(
                        Link(cause, effect, sign, signal, sure, kind, negated, necessary=necessary)
                    )

    def _nothing(self, causes: list[Term]) -> bool:
        """As in "Nothing in this law will …", "none of these taxes has …"."""
        first = causes[0].span[0] if causes else 0
        return bool(causes) and self.parsed.low(first) in ("nothing", "none", "nobody")

    def _somebody(self, cause: Term) -> bool:
        """Whether a cause is a group of people, who ought to do something."""
        return any(self.parsed.low(at) in _GROUPS for at in cause.core)

    def _agency(self, cause: Term, signal: Span, weight: float) -> float:
        """How much a person's deed, or what ought to be done, still counts as a cause."""
        parsed = self.parsed
        lows = [parsed.low(at) for at in cause.core]
        if (lows[0] in _SPEAKERS and len(lows) == 1) or lows[:2] == ["for", "us"]:
            return 0.3
        if any(parsed.low(at) in ("must", "should", "ought") for at in range(*signal)):
            return 0.4 if self._somebody(cause) else 0.6
        names = all(parsed.words.capital[at] for at in cause.core)
        return 0.7 if names and weight <= 0.5 and cause.core[0] > 0 else 1.0
