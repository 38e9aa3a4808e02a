"""Coded claims and proposals paired one to one: by where they stand, or by what they name too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.case_words import FactorWords
from contention.case.model import Case, Claim, Sign
from contention.extraction.proposals import AUTHOR, Proposal

LEAST = 0.2
"""Overlap of two anchors (shared over spanned characters) that makes a pair."""
UNNAMED = "others"
_TURNED: dict[Sign, Sign] = {"+": "-", "-": "+"}


@dataclass(frozen=True)
class Pair:
    """A coded claim and the proposal for it."""

    claim: Claim
    proposal: Proposal
    turned: bool = False
    """one end, and one only, is named by its opposite"""
    twins: tuple[Claim, ...] = ()
    """other codings of the same words: a claim that is turned down, and its denial"""

    def sign(self, claim: Claim) -> Sign:
        """The sign that is right for the words of the proposal."""
        sign = claim.relation.sign
        return _TURNED.get(sign, sign) if self.turned else sign


def pairs_by_anchor(coded: Sequence[Claim], proposals: Sequence[Proposal]) -> list[Pair]:
    """The pairing with the largest overlap in all; equal signs and stances decide ties."""
    if not coded or not proposals:
        return []
    overlaps = np.array([[_overlap(c, p) for p in proposals] for c in coded])
    alike = np.array(
        [
            [0.05 * (c.relation.sign == p.sign) + 0.02 * (c.stance == p.stance) for p in proposals]
            for c in coded
        ]
    )
    return [
        Pair(coded[row], proposals[column])
        for row, column in _best(np.where(overlaps >= LEAST, overlaps + alike, 0.0))
        if overlaps[row, column] >= LEAST
    ]


def pairs_by_ends(
    coded: Sequence[Claim], proposals: Sequence[Proposal], words: Mapping[str, FactorWords]
) -> list[Pair]:
    """Pairs whose anchors overlap and whose ends name the same factors, or their opposites."""
    if not coded or not proposals:
        return []
    overlaps = np.array([[_overlap(c, p) for p in proposals] for c in coded])
    ways = np.array([[_way(c, p, words) for p in proposals] for c in coded])
    worth = np.where((overlaps > 0) & (ways != 0), 1.0 + overlaps, 0.0)
    return [
        Pair(coded[row], proposals[column], bool(ways[row, column] < 0), _twins(coded, coded[row]))
        for row, column in _best(worth)
        if worth[row, column] > 0
    ]


def _best(worth: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> list[tuple[int, int]]:
    rows, columns = linear_sum_assignment(-worth)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _overlap(claim: Claim, proposal: Proposal) -> float:
    a, b = claim.anchor, proposal.anchor
    assert a is not None
    spanned = max(a.end, b.end) - min(a.start, b.start)
    return max(min(a.end, b.end) - max(a.start, b.start), 0) / spanned if spanned else 0.0


def _way(claim: Claim, proposal: Proposal, words: Mapping[str, FactorWords]) -> int:
    """1 where both ends are named as coded or both turned, -1 where one is turned, 0 for others."""
    cause = words[claim.relation.cause].way(proposal.cause.text)
    return cause * words[claim.relation.effect].way(proposal.effect.text)


def why_other(pair: Pair, coded: Sequence[Claim], words: Mapping[str, FactorWords]) -> str:
    """Why the sign of a pair by anchor is not the coded one; "" where it is."""
    claim, proposal = pair.claim, pair.proposal
    way = _way(claim, proposal, words)
    if claim.relation.sign == proposal.sign:
        return ""
    if any(twin.relation.sign == proposal.sign for twin in _twins(coded, claim)):
        return "denial"
    if way == 0:
        return "other ends"
    turned = Pair(claim, proposal, turned=way < 0)
    return "opposite" if turned.sign(claim) == proposal.sign else "wrong"


def _twins(coded: Sequence[Claim], claim: Claim) -> tuple[Claim, ...]:
    """The other half of what is coded twice: as turned down, and as denied by the author."""
    halves = {"rejected", "negated"}
    return tuple(
        other
        for other in coded
        if {claim.stance, other.stance} == halves
        and (claim.relation.cause, claim.relation.effect)
        == (other.relation.cause, other.relation.effect)
        and _meet(claim, other)
    )


def _meet(one: Claim, two: Claim) -> bool:
    a, b = one.anchor, two.anchor
    return a is not None and b is not None and a.start < b.end and b.start < a.end


def same_holder(case: Case, claim: Claim, proposal: Proposal, *, unnamed: bool = False) -> bool:
    """Whether both are the author, or the words that were found are in the holder's title.

    With `unnamed` a holder whom the text does not name fits anybody but the author.
    """
    author = case.documents[claim.document].author
    if claim.holder == author or proposal.holder == AUTHOR:
        return claim.holder == author and proposal.holder == AUTHOR
    if unnamed and proposal.holder == UNNAMED:
        return True
    title = f"{claim.holder.replace('_', ' ')} {case.holders[claim.holder].title}".lower()
    words = [word for word in re.findall(r"\w+", proposal.holder.lower()) if word != "the"]
    return any(word in re.findall(r"\w+", title) for word in words)
