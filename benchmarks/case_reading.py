"""Proposals beside the hand coding of a case: `python -m benchmarks.case_reading CASE`.

Claims and proposals are paired one to one where their anchors overlap, and compared in two ways.

**By anchor**: whatever stands at the same place is a pair. Sign, stance and holder are compared as
written. A case names factors in its own words, so this asks little of what was found, and too much
of its sign: a coder who names a factor the other way round ("empty shops" for "trade") counts as an
error of the reader.

**By ends**: a pair counts only where cause and effect of the proposal name the coded factors or
their opposites (`data/case_words`, and the factors' titles). An opposite turns the sign that is
right. A claim that a coder codes twice, as somebody's claim that is turned down and as the author's
denial, is met by either. A holder whom the text leaves unnamed is right for anybody but the author.

A claim is *usable* if it is paired by its ends, sign, stance and holder are right, and both names
are those of a quantity (`passage_words`). `unplain` is the share of right stances among pairs whose
claim is coded otherwise than asserted; `found` and `usable` are shares of coded claims.

`other signs` says why signs differ by anchor: an end is named by its *opposite*, the reader has the
*denial* of a claim that is coded twice, the proposal has *other ends* and is another claim, or the
ends are the same and the sign is *wrong*.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.case_pairs import Pair, pairs_by_anchor, pairs_by_ends, same_holder, why_other
from benchmarks.case_words import FactorWords, case_words
from benchmarks.passage_words import name_faults
from benchmarks.reading_subjects import NAMES, UnavailableError, finder
from contention.case.load import load_case
from contention.case.model import Case
from contention.case.text.texts import attached_text
from contention.documents.document import ReadDocument
from contention.documents.files import document_from_text
from contention.extraction.factor_names import title_of
from contention.extraction.proposals import Proposal

FIELDS = ("paired", "precision", "found", "sign", "stance", "unplain", "holder", "usable")


@dataclass(frozen=True)
class Shares:
    """Pairs; shares of proposals and of coded claims; shares of right fields among the pairs."""

    paired: int
    precision: float
    found: float
    sign: float
    stance: float
    unplain: float
    holder: float
    usable: float


@dataclass(frozen=True)
class Comparison:
    """One reader on one document."""

    reader: str
    document: str
    coded: int
    proposed: int
    by_anchor: Shares
    by_ends: Shares
    other_signs: Mapping[str, int]
    """why signs differ in pairs by anchor: `opposite`, `denial`, `other ends`, `wrong`"""


def compare(
    case: Case,
    document: str,
    proposals: Sequence[Proposal],
    words: Mapping[str, FactorWords],
    reader: str = "",
) -> Comparison:
    """The figures of one document."""
    coded = [c for c in case.claims.values() if c.document == document and c.anchor is not None]
    totals = (len(proposals), len(coded))
    at_place = pairs_by_anchor(coded, proposals)
    return Comparison(
        reader,
        document,
        coded=len(coded),
        proposed=len(proposals),
        by_anchor=_shares(_as_written(case, at_place), totals),
        by_ends=_shares(_met(case, pairs_by_ends(coded, proposals, words)), totals),
        other_signs=dict(Counter(filter(None, (why_other(e, coded, words) for e in at_place)))),
    )


@dataclass(frozen=True)
class Met:
    """What is right of a pair."""

    sign: bool
    stance: bool
    holder: bool
    names: bool
    plain: bool
    """whether the claim is coded as asserted"""

    @property
    def fields(self) -> int:
        """How many fields are right."""
        return self.sign + self.stance + self.holder

    @property
    def usable(self) -> bool:
        """Whether everything is right."""
        return self.sign and self.stance and self.holder and self.names


def _as_written(case: Case, pairs: Sequence[Pair]) -> list[Met]:
    return [
        Met(pair.claim.relation.sign == pair.proposal.sign,
            pair.claim.stance == pair.proposal.stance,
            same_holder(case, pair.claim, pair.proposal), _named(pair.proposal),
            pair.claim.stance == "asserted")
        for pair in pairs
    ]  # fmt: skip


def _met(case: Case, pairs: Sequence[Pair]) -> list[Met]:
    """Of the codings of each claim the one that is met best."""
    return [
        max(
            (
                Met(pair.sign(c) == pair.proposal.sign, c.stance == pair.proposal.stance,
                    same_holder(case, c, pair.proposal, unnamed=True), _named(pair.proposal),
                    c.stance == "asserted")
                for c in (pair.claim, *pair.twins)
            ),
            key=lambda met: met.fields,
        )
        for pair in pairs
    ]  # fmt: skip


def _named(proposal: Proposal) -> bool:
    """Whether the names that both ends get are those of a quantity."""
    return not any(name_faults(title_of(end.text)) for end in (proposal.cause, proposal.effect))


def _shares(met: Sequence[Met], totals: tuple[int, int]) -> Shares:
    proposed, coded = totals
    unplain = [each for each in met if not each.plain]
    found = len(met)
    return Shares(
        found, _share(found, proposed), _share(found, coded),
        _share(sum(each.sign for each in met), found),
        _share(sum(each.stance for each in met), found),
        _share(sum(each.stance for each in unplain), len(unplain)),
        _share(sum(each.holder for each in met), found),
        _share(sum(each.usable for each in met), coded),
    )  # fmt: skip


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare every document of a case whose text is at hand, with every reader asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks.case_reading", description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--reader", action="append",
                        help=f"{', '.join(NAMES)}, MODULE:FUNCTION; default: all")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    case, problems = load_case(options.case)
    if case is None:
        parser.exit(2, "\n".join(map(str, problems)) + "\n")
    words = case_words(options.case, {id_: f.title for id_, f in case.factors.items()})
    documents = _documents(case)
    if not documents:
        parser.exit(2, "no text of this case is at hand: `contention attach`\n")
    found: list[Comparison] = []
    for name in options.reader or NAMES:
        try:
            find = finder(name)
        except UnavailableError as error:
            print(f"{name}: {error}")
            continue
        for id_, document in documents.items():
            found.append(compare(case, id_, find(document), words, name))
    print(json.dumps([asdict(e) for e in found], indent=1) if options.json else _table(found))


def _documents(case: Case) -> dict[str, ReadDocument]:
    texts = {id_: attached_text(case, id_) for id_ in case.documents}
    return {id_: document_from_text(text, id_) for id_, text in texts.items() if text is not None}


def _table(found: Sequence[Comparison]) -> str:
    width = max((len(each.reader) for each in found), default=0) + 2
    head = f"{'reader':{width}}{'document':26}{'coded':>6}{'found':>6}  "
    lines = [head + "".join(f"{name:>10}" for name in ("compared", *FIELDS))]
    for each in found:
        start = f"{each.reader:{width}}{each.document:26}{each.coded:>6}{each.proposed:>6}  "
        for way, shares in (("by anchor", each.by_anchor), ("by ends", each.by_ends)):
            cells = "".join(f"{value:>10}" for value in asdict(shares).values())
            lines.append(f"{start}{way:>10}{cells}")
            start = " " * len(start)
        said = ", ".join(f"{count} {why}" for why, count in sorted(each.other_signs.items()))
        lines.append(f"{start}  other signs by anchor: {said or 'none'}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
