"""What a finder finds in a sentence, before stance and holder are known."""

from dataclasses import dataclass, field, replace

from contention.extraction.proposals import Side
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.syntax.sentence import Parsed, Span

_SPEAKERS = word_list("speakers")


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
    """`verb`, `purpose`, `blame`, `noun`, `because`, `so`, `if`, `as`"""
    negated: bool = False
    condition: Span | None = None
    gate: tuple[Term, Side] | None = None
    """what the condition names, and its required state"""
    necessary: bool = False


@dataclass
class Scene:
    """A sentence with its links so far."""

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
        """Note every pair of a cause and an effect that do not overlap; nobody's own deeds."""
        for cause in causes:
            alone = len(cause.core) == 1 and self.parsed.low(cause.core[0]) in _SPEAKERS
            for effect in effects:
                overlap = set(cause.core) & set(effect.core)
                if cause.core and effect.core and not overlap and not alone:
                    self.links.append(
                        Link(cause, effect, sign, signal, weight, kind, negated, None, None,
                             necessary)
                    )  # fmt: skip


def outcome(link: Link) -> Term:
    """What a link says comes about: its effect, changed as its signal changes it."""
    return replace(link.effect, sign=link.effect.sign * (link.sign or 1))
