"""Terms with the sentence that they stand in, and what a link says comes about."""

from dataclasses import dataclass, replace

from contention.extraction.rules.patterns.found_links import Link
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.syntax.sentence import Parsed


@dataclass(frozen=True)
class Mention:
    """A term with the sentence that it stands in."""

    parsed: Parsed
    term: Term


def as_outcome(link: Link) -> Term:
    """What a link says comes about: its effect, changed as the signal changes it."""
    return replace(link.effect, sign=link.effect.sign * (link.sign or 1))


def same_words(one: Mention, two: Mention) -> bool:
    """Whether two phrases are the same words, wherever they stand."""
    first = [one.parsed.low(at) for at in one.term.core]
    return first == [two.parsed.low(at) for at in two.term.core]
