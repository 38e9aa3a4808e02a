"""What the model says about a sentence."""

from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open character offsets into the sentence."""


@dataclass(frozen=True)
class SpanRelation:
    """One relation found in a sentence, with the model's score for it between 0 and 1."""

    cause: Span
    effect: Span
    signal: Span | None
    confidence: float


@dataclass(frozen=True)
class Tagging:
    """One sentence read: probability that it is causal, and relations, the surest first."""

    probability: float
    relations: tuple[SpanRelation, ...]
