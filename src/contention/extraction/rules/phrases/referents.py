"""What "this", "it" and "they" stand for: things named before, in the order of their likelihood."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from contention.extraction.rules.patterns.found_links import Link
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.speakers.speech_verbs import SAY
from contention.extraction.rules.syntax.sentence import Parsed
from contention.language.vocabulary import vocabulary


@dataclass(frozen=True)
class Mention:
    """A term with the sentence that it stands in."""

    parsed: Parsed
    term: Term


def as_outcome(link: Link) -> Term:
    """What a link says comes about: its effect, changed as the signal changes it."""
    return replace(link.effect, sign=link.effect.sign * (link.sign or 1))


def topics(link: Link, cause: Mention, effect: Mention) -> tuple[Mention, ...]:
    """The ends of a link, its grammatical subject first."""
    here = effect.parsed is cause.parsed
    turned = here and effect.term.span[0] < link.signal[0] <= cause.term.span[0]
    ends = (effect, cause) if turned else (cause, effect)
    return tuple(each for each in ends if not each.term.anaphoric)


def agreeing(pronoun: str, found: Sequence[Mention]) -> Mention | None:
    """The first that agrees with the pronoun in number; the first of all if none does."""
    plural = pronoun in ("they", "them")
    fitting = (each for each in found if _plural(each) == plural)
    return next(fitting, found[0] if found else None)


_SIDES = vocabulary(
    """
    opponents supporters critics advocates defenders champions proponents backers enemies foes
    friends opponent supporter critic advocate champion sceptics skeptics
    """
)


def sided_with(parsed: Parsed, before: int) -> Term | None:
    """As in "Opponents of the dam fear it will …": what somebody is for or against."""
    for at in range(min(before, 20)):
        if parsed.low(at) in _SIDES and parsed.low(at + 1) == "of":
            end = at + 2
            while end < before and parsed.low(end) not in SAY and not parsed.finite[end]:
                end += 1
            return term(parsed, (at + 2, end)) if end > at + 2 else None
    return None


def _plural(place: Mention) -> bool:
    """Whether the head of a phrase, the last word before a preposition, is a plural."""
    parsed, core = place.parsed, place.term.core
    head = core[0]
    for at in core:
        if parsed.kind(at) in ("P", "T"):
            break
        if parsed.low(at) == "and":
            return True
        head = at
    low = parsed.low(head)
    return (low.endswith("s") and not low.endswith(("ss", "us", "is", "'s"))) or low == "people"


def same_words(one: Mention, two: Mention) -> bool:
    """Whether two phrases are the same words, wherever they stand."""
    first = [one.parsed.low(at) for at in one.term.core]
    return first == [two.parsed.low(at) for at in two.term.core]
