"""Proposals beside gold claims: which belong together, and what of them is right."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.policy_sentences import OTHERS, Coding, GoldClaim, GoldPhrase, GoldSentence
from contention.extraction.proposals import AUTHOR, Proposal

_WORD = re.compile(r"\w+")
_EMPTY_WORDS = """
a an the of in on to for from by with at and or as is are was were be been it its their his her that
this these those which who into than has have had will would could may might
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_TURNED = {"+": "-", "-": "+"}


@dataclass(frozen=True)
class Matched:
    """A gold claim and the proposal for it."""

    credit: float
    """mean overlap (Dice, content words) of cause and effect; 1 is word for word"""
    sign: bool
    stance: bool
    holder: bool


@dataclass(frozen=True)
class Outcome:
    """What a reader made of one sentence."""

    sentence: GoldSentence
    proposed: int
    matched: tuple[Matched, ...]


@dataclass(frozen=True)
class Figures:
    """Sums over sentences; shares are NaN where there is nothing to share."""

    sentences: int
    gold: int
    proposed: int
    matched: tuple[Matched, ...]

    @property
    def precision(self) -> float:
        """Overlap credit per proposal."""
        return _share(self._credit, self.proposed)

    @property
    def recall(self) -> float:
        """Overlap credit per gold claim."""
        return _share(self._credit, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self._credit, self.proposed + self.gold)

    @property
    def found(self) -> float:
        """Share of gold claims with a proposal that overlaps at both ends."""
        return _share(len(self.matched), self.gold)

    @property
    def sign(self) -> float:
        """Share of matched claims with a right sign."""
        return _share(sum(each.sign for each in self.matched), len(self.matched))

    @property
    def stance(self) -> float:
        """Share of matched claims with a right stance."""
        return _share(sum(each.stance for each in self.matched), len(self.matched))

    @property
    def holder(self) -> float:
        """Share of matched claims with a right holder."""
        return _share(sum(each.holder for each in self.matched), len(self.matched))

    @property
    def usable(self) -> float:
        """Share of gold claims found with sign, stance and holder all right."""
        right = sum(each.sign and each.stance and each.holder for each in self.matched)
        return _share(right, self.gold)

    @property
    def _credit(self) -> float:
        return sum(each.credit for each in self.matched)


def score(sentence: GoldSentence, proposals: Sequence[Proposal]) -> Outcome:
    """Match proposals to gold claims one to one, for the largest credit in all."""
    overlaps = np.zeros((len(sentence.claims), len(proposals)))
    for row, claim in enumerate(sentence.claims):
        for column, proposal in enumerate(proposals):
            overlaps[row, column] = _best(claim, proposal)[0]
    rows, columns = linear_sum_assignment(-overlaps)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    matched = tuple(
        _matched(sentence.claims[row], proposals[column])
        for row, column in pairs
        if overlaps[row, column] > 0
    )
    return Outcome(sentence, len(proposals), matched)


def summed(outcomes: Iterable[Outcome]) -> Figures:
    """The figures of several sentences together."""
    listed = tuple(outcomes)
    return Figures(
        sentences=len(listed),
        gold=sum(len(each.sentence.claims) for each in listed),
        proposed=sum(each.proposed for each in listed),
        matched=tuple(pair for each in listed for pair in each.matched),
    )


def _matched(claim: GoldClaim, proposal: Proposal) -> Matched:
    credit, coding = _best(claim, proposal)
    return Matched(
        credit=credit,
        sign=proposal.sign in _signs(coding, proposal),
        stance=proposal.stance in claim.stances,
        holder=any(_same_holder(holder, proposal.holder) for holder in claim.holders),
    )


def _best(claim: GoldClaim, proposal: Proposal) -> tuple[float, Coding]:
    """The coding that fits best, and its credit; 0 where an end has no word in common."""

    def fit(coding: Coding) -> tuple[float, bool]:
        cause = _overlap(coding.cause, proposal.cause.text)
        effect = _overlap(coding.effect, proposal.effect.text)
        credit = (cause + effect) / 2 if cause and effect else 0.0
        return credit, proposal.sign in _signs(coding, proposal)

    best = max(claim.codings, key=fit)
    return fit(best)[0], best


def _signs(coding: Coding, proposal: Proposal) -> frozenset[str]:
    """The right signs for phrases as they were proposed."""
    turned = _kept(coding.cause, proposal.cause.text) != _kept(coding.effect, proposal.effect.text)
    return frozenset(_TURNED.get(sign, sign) for sign in coding.signs) if turned else coding.signs


def _kept(gold: GoldPhrase, text: str) -> bool:
    """Whether a proposed phrase still holds the words that turn its meaning."""
    return bool((content_words(gold.down) - content_words(gold.words)) & content_words(text))


def _overlap(gold: GoldPhrase, text: str) -> float:
    words = f"{gold.down} {gold.words}" if _kept(gold, text) else gold.words
    wanted, given = content_words(words), content_words(text)
    return 2 * (wanted & given).total() / ((wanted.total() + given.total()) or 1)


def content_words(text: str) -> "Counter[str]":
    """Words with a meaning of their own; all of them where there are no others."""
    words = _WORD.findall(text.lower())
    return Counter([word for word in words if word not in _EMPTY] or words)


def _same_holder(gold: str, proposed: str) -> bool:
    if gold == AUTHOR or proposed == AUTHOR:
        return gold == proposed
    return gold == OTHERS or bool(content_words(gold) & content_words(proposed))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
