"""Coded claims that a reader misses or misreads, the weightiest first.

`python -m benchmarks.case_errors CASE [--reader NAME] [--judged FILE]`, where FILE is what
`contention judge CASE --json` printed: a claim weighs as much as the support of any contention
moves when it is left out. Without a file the errors stand in the order of the text. A claim counts
as read where a proposal pairs with it by its ends (see `case_reading`) and has its sign, stance and
holder.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.case_pairs import Pair, pairs_by_ends, same_holder
from benchmarks.case_words import FactorWords, case_words
from benchmarks.reading_subjects import NAMES, finder
from contention.case.load import load_case
from contention.case.model import Case, Claim
from contention.case.text.texts import attached_text
from contention.documents.files import document_from_text
from contention.extraction.proposals import Proposal


@dataclass(frozen=True)
class Weight:
    """What leaving a claim out changes most."""

    change: float = 0.0
    contention: str = ""
    account: str = ""


@dataclass(frozen=True)
class Error:
    """A coded claim with what the reader made of it: nothing, or a proposal with wrong fields."""

    claim: Claim
    proposal: Proposal | None
    wrong: tuple[str, ...]
    near: tuple[Proposal, ...]
    """what was proposed at the same place"""
    weight: Weight = Weight()

    def said(self) -> str:
        """The same in lines of text, with the reader's words."""
        anchor, relation = self.claim.anchor, self.claim.relation
        assert anchor is not None
        weight = f"{self.weight.change:.2f} {self.weight.contention}" if self.weight.change else ""
        lines = [
            f"{self.claim.id} {self.claim.document} {anchor.start}-{anchor.end} {weight}",
            f"  coded: {relation.cause} {relation.sign} {relation.effect}, {self.claim.stance}, "
            f"{self.claim.holder}; {'missed' if self.proposal is None else ', '.join(self.wrong)}",
        ]
        shown = self.near if self.proposal is None else (self.proposal,)
        return "\n".join([*lines, *(f"  read: {_words(each)}" for each in shown)])


def _words(proposal: Proposal) -> str:
    ends = f"“{proposal.cause.text}” {proposal.sign} “{proposal.effect.text}”"
    return f"{ends}, {proposal.stance}, {proposal.holder}, {proposal.confidence:.2f}"


def errors(
    case: Case, document: str, proposals: Sequence[Proposal], words: Mapping[str, FactorWords]
) -> list[Error]:
    """The errors in one document, in the order of the text."""
    coded = [c for c in case.claims.values() if c.document == document and c.anchor is not None]
    pairs = {pair.claim.id: pair for pair in pairs_by_ends(coded, proposals, words)}
    met = {twin.id for pair in pairs.values() for twin in pair.twins}
    found = []
    for claim in coded:
        pair = pairs.get(claim.id)
        if pair is None and claim.id not in met:
            found.append(Error(claim, None, (), _near(claim, proposals)))
        elif pair is not None and (wrong := _wrong(case, pair)):
            found.append(Error(claim, pair.proposal, wrong, ()))
    return found


def _wrong(case: Case, pair: Pair) -> tuple[str, ...]:
    """The fields that are wrong by the coding that is met best."""
    proposal = pair.proposal
    options = []
    for claim in (pair.claim, *pair.twins):
        right = {
            "sign": pair.sign(claim) == proposal.sign,
            "stance": claim.stance == proposal.stance,
            "holder": same_holder(case, claim, proposal, unnamed=True),
        }
        options.append(tuple(f"wrong {name}" for name, each in right.items() if not each))
    return min(options, key=len)


def _near(claim: Claim, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    anchor = claim.anchor
    assert anchor is not None
    return tuple(
        p for p in proposals if p.anchor.start < anchor.end and anchor.start < p.anchor.end
    )


def weights(judged: Path) -> dict[str, Weight]:
    """Of each claim the largest change of support that leaving it out makes."""
    found: dict[str, Weight] = {}
    for hinge in json.loads(judged.read_text("utf-8"))["hinges"]:
        change = abs(hinge["change"] or 0.0)
        if change > found.get(hinge["claim"], Weight()).change:
            found[hinge["claim"]] = Weight(change, hinge["contention"], hinge["account"])
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the errors of every document whose text is at hand."""
    parser = argparse.ArgumentParser(prog="benchmarks.case_errors", description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--reader", default="model", help=f"{', '.join(NAMES)}, MODULE:FUNCTION")
    parser.add_argument("--judged", type=Path, help="what `contention judge CASE --json` printed")
    parser.add_argument("--most", type=int, default=20, help="how many are printed")
    options = parser.parse_args(arguments)
    case, problems = load_case(options.case)
    if case is None:
        parser.exit(2, "\n".join(map(str, problems)) + "\n")
    words = case_words(options.case, {id_: f.title for id_, f in case.factors.items()})
    known = weights(options.judged) if options.judged else {}
    find = finder(options.reader)
    found: list[Error] = []
    for id_ in case.documents:
        text = attached_text(case, id_)
        if text is not None:
            proposals = find(document_from_text(text, id_))
            found += errors(case, id_, proposals, words)
    weighed = [
        Error(e.claim, e.proposal, e.wrong, e.near, known.get(e.claim.id, Weight())) for e in found
    ]
    weighed.sort(key=lambda each: -each.weight.change)
    print("\n".join(each.said() for each in weighed[: options.most]))


if __name__ == "__main__":
    main()
