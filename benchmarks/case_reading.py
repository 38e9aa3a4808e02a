"""Proposals beside the hand coding of a case: `python -m benchmarks.case_reading CASE`.

Claims and proposals are paired where their anchors overlap. A case names factors in its own words,
so what is compared is where a claim stands, its sign, stance and holder. The sign is compared as
written: a coder who names a factor the other way round ("empty shops" for "trade") counts as an
error here, so the share of right signs is a lower bound.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.reading_subjects import NAMES, reader_named
from contention.case.load import load_case
from contention.case.texts import attached_text
from contention.case.values import Case, Claim
from contention.claims.values import AUTHOR, Proposal
from contention.read.files import document_from_text

LEAST = 0.2
"""Overlap of two anchors (shared over spanned characters) that makes a pair."""


@dataclass(frozen=True)
class Comparison:
    """One document; shares of right fields are among the pairs."""

    document: str
    coded: int
    proposed: int
    paired: int
    precision: float
    recall: float
    sign: float
    stance: float
    holder: float


def compare(case: Case, document: str, proposals: Sequence[Proposal]) -> Comparison:
    """The figures of one document."""
    coded = [c for c in case.claims.values() if c.document == document and c.anchor is not None]
    pairs = _paired(coded, proposals)
    author = case.documents[document].author
    return Comparison(
        document=document,
        coded=len(coded),
        proposed=len(proposals),
        paired=len(pairs),
        precision=_share(len(pairs), len(proposals)),
        recall=_share(len(pairs), len(coded)),
        sign=_share(sum(c.relation.sign == p.sign for c, p in pairs), len(pairs)),
        stance=_share(sum(c.stance == p.stance for c, p in pairs), len(pairs)),
        holder=_share(sum(_same_holder(case, c, p, author) for c, p in pairs), len(pairs)),
    )


def _paired(coded: Sequence[Claim], proposals: Sequence[Proposal]) -> list[tuple[Claim, Proposal]]:
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
    rows, columns = linear_sum_assignment(-np.where(overlaps >= LEAST, overlaps + alike, 0.0))
    return [
        (coded[row], proposals[column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if overlaps[row, column] >= LEAST
    ]


def _overlap(claim: Claim, proposal: Proposal) -> float:
    a, b = claim.anchor, proposal.anchor
    assert a is not None
    spanned = max(a.end, b.end) - min(a.start, b.start)
    return max(min(a.end, b.end) - max(a.start, b.start), 0) / spanned if spanned else 0.0


def _same_holder(case: Case, claim: Claim, proposal: Proposal, author: str) -> bool:
    """Whether both are the author, or the words that were found are in the holder's title."""
    if claim.holder == author or proposal.holder == AUTHOR:
        return claim.holder == author and proposal.holder == AUTHOR
    title = f"{claim.holder.replace('_', ' ')} {case.holders[claim.holder].title}".lower()
    words = [word for word in re.findall(r"\w+", proposal.holder.lower()) if word != "the"]
    return any(word in re.findall(r"\w+", title) for word in words)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare every document of a case whose text is at hand."""
    parser = argparse.ArgumentParser(prog="benchmarks.case_reading", description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--reader", choices=NAMES, default=NAMES[0])
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    case, problems = load_case(options.case)
    if case is None:
        parser.exit(2, "\n".join(map(str, problems)) + "\n")
    reader = reader_named(options.reader)
    found = []
    for document in case.documents:
        text = attached_text(case, document)
        if text is not None:
            read = document_from_text(text, document)
            found.append(compare(case, document, reader.find(read).proposals))
    if options.json:
        print(json.dumps([asdict(each) for each in found], indent=1))
        return
    for each in found or parser.exit(2, "no text of this case is at hand: `contention attach`\n"):
        print("  ".join(f"{key} {value}" for key, value in asdict(each).items()))


if __name__ == "__main__":
    main()
