"""What a phrase names: a quantity, its words, and which way it is said to change."""

import re
from dataclasses import dataclass

from contention.extraction.rules.syntax.sentence import (
    Parsed,
    Span,
)
from contention.language.vocabulary import vocabulary

_BREAKS = re.compile(r"(?<=\w)[-‐\u00ad]\s*\n\s*(?=[a-z])")


@dataclass(frozen=True)
class Term:
    """A named quantity: its words, the range it stands in, and which way it is said to change."""

    span: Span
    """words of the whole phrase, changes included"""
    core: tuple[int, ...]
    """words that name it"""
    sign: int
    negated: bool = False
    anaphoric: bool = False
    """only "this", "it" or the like: what the sentence before said"""

    @property
    def empty(self) -> bool:
        """Whether nothing names it."""
        return not self.core


ANAPHORS = vocabulary("this that it these they those which he she them both")


ANAPHORIC_NOUNS = vocabulary(
    """
    context situation trend process development change shift scenario case effect decline
    increase rise fall drop pressure decision measure approach dynamic spiral result pattern
    move logic step contraction expansion growth reduction surge shortage scarcity weakening
    improvement loss deterioration slump erosion strengthening shrinkage slowdown acceleration
    """
)


DROPPED_FIRST = vocabulary(
    """
    the a an this these those its their his her our any some such all much many several
    further even yet both even just only merely simply so-called what 's
    """
)


DROPPED_LAST = vocabulary(
    """
    too again instead alone itself themselves overall there anyway back
    """
)


CUT_AT = vocabulary(
    """
    during since after before until amid despite while although though because if when
    unless which who whom whose where as than throughout whereas
    """
)


def text_of(parsed: Parsed, core: tuple[int, ...]) -> str:
    """The words that name a quantity, as they stand in the text, with single spaces."""
    words = parsed.words
    pieces: list[str] = []
    before = -2
    for at in core:
        here = words.text[words.starts[at] - words.offset : words.ends[at] - words.offset]
        if before == at - 1 and words.starts[at] == words.ends[before]:
            pieces[-1] += here
        else:
            pieces.append(here)
        before = at
    return " ".join(_BREAKS.sub("", " ".join(pieces)).split())
