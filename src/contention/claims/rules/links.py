"""What a finder finds in a sentence, before stance and holder are known."""

from dataclasses import dataclass, field

from contention.claims.rules.parse import Parsed, Span
from contention.claims.rules.phrases import Term


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
    necessary: bool = False


@dataclass
class Scene:
    """A sentence with its links so far, and what the sentence before leaves to refer to."""

    parsed: Parsed
    links: list[Link] = field(default_factory=list)

    def add(
        self, causes: list[Term], effects: list[Term], sign: int, signal: Span, weight: float,
        kind: str, *, negated: bool = False, necessary: bool = False,
    ) -> None:  # fmt: skip
        """Note every pair of a cause and an effect that do not overlap."""
        for cause in causes:
            for effect in effects:
                overlap = set(cause.core) & set(effect.core)
                if cause.core and effect.core and not overlap:
                    self.links.append(
                        Link(cause, effect, sign, signal, weight, kind, negated, None, necessary)
                    )
