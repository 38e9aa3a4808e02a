"""What a phrase names: a quantity, its words, and which way it is said to change."""

import re
from dataclasses import dataclass

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.syntax.sentence import Parsed, Span

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


ANAPHORS = word_list("anaphors")
ANAPHORIC_NOUNS = word_list("anaphoric-nouns")
DROPPED_FIRST = word_list("dropped-first")
DROPPED_LAST = word_list("dropped-last")
CUT_AT = word_list("cut-at")


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
