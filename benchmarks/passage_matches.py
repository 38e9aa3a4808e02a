"""Claims of a reader beside the labelled ones: which belong together, and what of them is right.

**Found.** Two claims are one if their ends overlap by half on average (Dice over content words),
each end by a word at least; one to one, within a sentence or the one where an end stands. An end is
compared with its words, with other words that are as right, and, if it stands in another sentence
than the claim, with all mentions of the same quantity. Words that turn a meaning (*fewer buses*)
count on both sides or on neither, since a reader may count them in the sign.

**Sign.** The labelled polarity, turned once for each end of which one side shows an odd number of
turning words more than the other; or the labelled sign if the names of both ends have its head
nouns. A denied claim needs the sign `0`, or the denied polarity and a stance that denies.

**Stance.** `MET` says what meets a label. **Holder.** Author and author, or words in common;
somebody for whom the text has only a pronoun is met by anybody but the author.

**Usable as it stands.** Found, with the right sign, stance and holder, and both ends usable: an
end overlaps by `NEAR`, or lies within the labelled words; it shows every word of the labelled name
that the labelled words hold, in whatever form (*honest* of *honesty*), or overlaps by `WHOLE` if
they hold none; and the name that it gets has at most five words, and is no pronoun, clause or
amount. A conditional claim may be asserted, since a case has no stance for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.passage_model import (
    AUTHOR,
    OTHERS,
    TURNED,
    Passage,
    PassageClaim,
    PassageEnd,
    PassageSpan,
)
from benchmarks.passage_readings import ReadClaim, ReadEnd
from benchmarks.passage_words import fit, holds, key_words, meaning, name_faults, turns
from benchmarks.passages_agreement import LEAST, head_noun

NEAR, WHOLE = 0.6, 0.8
MET = {
    "asserted": {"asserted", "conceded"},
    "hedged": {"hedged"},
    "reported": {"reported"},
    "denied": {"denied", "negated", "rejected"},
    "conditional": {"conditional", "hedged"},
    "asked": {"asked", "hedged"},
}
_PRONOUNS = frozenset(["they", "he", "she", "it", "we", "this", "that", "who", "which"])


@dataclass(frozen=True)
class FoundClaim:
    """A labelled claim and the reader's claim for it."""

    passage: Passage
    label: PassageClaim
    read: ReadClaim

    @cached_property
    def sign(self) -> bool:
        """Whether the direction of the effect is right."""
        return _sign_right(self.label, self.read)

    @cached_property
    def stance(self) -> bool:
        """Whether the stance is right."""
        return self.read.stance in MET[self.label.stance]

    @cached_property
    def holder(self) -> bool:
        """Whether whoever says so is right."""
        return _holder_right(self.passage, self.label.holder, self.read.holder)

    @cached_property
    def whole_ends(self) -> bool:
        """Whether both ends show what they should, and not much else."""
        pairs = zip(self.label.ends, self.read.ends, strict=True)
        return all(_end_usable(label, read) for label, read in pairs)

    @cached_property
    def names(self) -> bool:
        """Whether both names are those of a quantity."""
        return not any(name_faults(end.name) for end in self.read.ends)

    @cached_property
    def right_but_names(self) -> bool:
        """Whether a person would accept it as it stands once the names are settled."""
        stance = self.stance or (self.label.stance, self.read.stance) == ("conditional", "asserted")
        return self.sign and stance and self.holder and self.whole_ends

    @property
    def usable(self) -> bool:
        """Whether a person would accept it as it stands, names and all."""
        return self.right_but_names and self.names

    def faults(self) -> list[str]:
        """What is wrong with it."""
        return [
            field
            for field in ("sign", "stance", "holder", "whole_ends", "names")
            if not getattr(self, field)
        ]


@dataclass(frozen=True)
class PassageOutcome:
    """What a reader made of a passage."""

    passage: Passage
    claims: tuple[ReadClaim, ...]
    found: tuple[FoundClaim, ...]
    """one to one"""
    ways: tuple[str, ...]
    """of each claim of the reader: `right` way round, `reversed`, or `nothing` of the kind"""
    touched: frozenset[int]
    """numbers of labelled claims with whose ends those of some claim share words"""


def outcome_of(passage: Passage, claims: Sequence[ReadClaim]) -> PassageOutcome:
    """Match the claims of a reader with those of a passage."""
    return PassageOutcome(
        passage,
        tuple(claims),
        tuple(_matched(passage, claims)),
        tuple(_way(passage, claim) for claim in claims),
        frozenset(
            label.number
            for label in passage.claims
            if any(_touches(passage, label, read, read.ends) for read in claims)
        ),
    )


def _matched(passage: Passage, claims: Sequence[ReadClaim]) -> list[FoundClaim]:
    if not passage.claims or not claims:
        return []
    overlaps = np.array(
        [[_overlap(passage, label, read) for read in claims] for label in passage.claims]
    )
    right = np.array(
        [
            [near >= LEAST and _sign_right(label, claims[at]) for at, near in enumerate(row)]
            for label, row in zip(passage.claims, overlaps, strict=True)
        ]
    )
    worth = np.where(overlaps >= LEAST, 1.0 + overlaps + 0.01 * right, 0.0)
    rows, columns = linear_sum_assignment(-worth)
    return [
        FoundClaim(passage, passage.claims[row], claims[column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if overlaps[row, column] >= LEAST
    ]


def _overlap(passage: Passage, label: PassageClaim, read: ReadClaim) -> float:
    """Mean overlap of the ends; 0 if either has no word in common, or elsewhere."""
    if not _near(label, read):
        return 0.0
    cause, effect = _fits(passage, label, label.ends, read.ends)
    return (cause + effect) / 2 if cause and effect else 0.0


def _near(label: PassageClaim, read: ReadClaim) -> bool:
    return read.sentence in {label.sentence, *(end.span.sentence for end in label.ends)}


def _fits(
    passage: Passage,
    label: PassageClaim,
    wanted: Sequence[PassageEnd],
    given: Sequence[ReadEnd],
) -> tuple[float, float]:
    cause, effect = (
        max(fit(span.words, read.words) for span in _mentions(passage, label, end))
        for end, read in zip(wanted, given, strict=True)
    )
    return cause, effect


def _mentions(passage: Passage, label: PassageClaim, end: PassageEnd) -> tuple[PassageSpan, ...]:
    """Words for an end; of one that stands elsewhere, whatever else says the same of it."""
    spans = (end.span, *end.also)
    if end.span.sentence == label.sentence:
        return spans
    quantity = next(each for each in passage.quantities if each.name == end.name)
    same = quantity.opposites if end.span in quantity.opposites else quantity.mentions
    return (*spans, *(span for span in same if span.sentence <= label.sentence))


def _touches(
    passage: Passage, label: PassageClaim, read: ReadClaim, ends: Sequence[ReadEnd]
) -> bool:
    """Whether both ends share words with those of a label of the same sentence."""
    return _near(label, read) and all(_fits(passage, label, label.ends, ends))


def _way(passage: Passage, read: ReadClaim) -> str:
    """Which way round a reader's claim is, beside the labels whose ends it touches."""
    for way, ends in (("right", read.ends), ("reversed", read.ends[::-1])):
        if any(_touches(passage, label, read, ends) for label in passage.claims):
            return way
    return "nothing"


def _sign_right(label: PassageClaim, read: ReadClaim) -> bool:
    denies = read.stance in MET["denied"]
    if label.stance == "denied":
        wanted = _turned(label, read, label.polarity)
        return read.sign == "0" or (denies and read.sign in (wanted, "?"))
    if denies or read.sign == "0":
        return False
    if read.sign == _turned(label, read, label.polarity):
        return True
    alike = all(
        head_noun(end.name) == head_noun(given.words)
        for end, given in zip(label.ends, read.ends, strict=True)
    )
    return alike and read.sign == label.sign


def _turned(label: PassageClaim, read: ReadClaim, polarity: str) -> str:
    odd = sum(
        _turning(end, given) for end, given in zip(label.ends, read.ends, strict=True)
    )  # fmt: skip
    return TURNED.get(polarity, polarity) if odd % 2 else polarity


def _turning(end: PassageEnd, given: ReadEnd) -> int:
    """By how many turning words the nearest of the labelled words and those read differ."""
    words = max((span.words for span in (end.span, *end.also)), key=lambda w: fit(w, given.words))
    return abs(turns(words) - turns(given.words))


def _holder_right(passage: Passage, label: str, read: str) -> bool:
    if read == label:
        return True
    if label in _PRONOUNS or label.lower() in _PRONOUNS:
        return read != AUTHOR
    if label == AUTHOR:
        speaker = meaning(passage.holder) if passage.holder != AUTHOR else None
        return bool(speaker and speaker & meaning(read))
    if read == AUTHOR or OTHERS in (label, read):
        return False
    return bool(meaning(label) & meaning(read))


def _end_usable(label: PassageEnd, read: ReadEnd) -> bool:
    spans = (label.span, *label.also)
    best = max((fit(span.words, read.words), span.words) for span in spans)
    within = any(not meaning(read.words) - meaning(span.words) for span in spans)
    if best[0] < NEAR and not within:
        return False
    keys = key_words(label.name, best[1])
    return holds(read.words, keys) if keys else best[0] >= WHOLE
