"""Hinges of a contention, each with its claim, and the premises that carry most verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import Sentences
from contention.case.model import AccountSpec, Case
from contention.judge.hinges.knockouts import hinges_by_verdict, matters, overturns
from contention.judge.sides import change_error, share_change, share_without, side_of
from contention.judge.verdict import Hinge, Judgement, Verdict
from contention.show.report.verdict_figures import change_bar
from contention.show.words.outcome_words import margin_number
from contention.show.words.share_words import HOLDS, OTHER, change_in_words, other_side_moves

LONGEST = 12
"""largest number of hinges listed per verdict; the rest are counted"""


@dataclass(frozen=True)
class HingeRow:
    """One hinge with its premise."""

    hinge: Hinge
    premise: Premise
    share: float
    """share without it, on the side that the verdict is about"""
    bar: Markup
    change: str
    """change of that share, with its error"""
    other: str
    """change of the other side, if that is larger; else empty"""
    margin_change: str
    overturns: bool
    """True if the verdict changes without it"""


@dataclass(frozen=True)
class HingeGroup:
    """The hinges of one verdict: those that matter, and how many do not."""

    account: AccountSpec
    verdict: Verdict
    rows: tuple[HingeRow, ...]
    further: int
    """how many more matter beyond those listed"""
    overturning: int
    """how many overturn the verdict on their own, listed or not"""
    quiet: int
    """how many have no effect beyond the error"""

    @property
    def counts(self) -> str:
        """Heading of the column of shares."""
        return HOLDS[side_of(self.verdict)].capitalize()


@dataclass(frozen=True)
class Carrier:
    """A premise and the verdicts that change without it."""

    premise: Premise
    overturned: tuple[Hinge, ...]

    @property
    def by_contention(self) -> dict[str, list[str]]:
        """Contention → the accounts whose verdict on it changes."""
        found: dict[str, list[str]] = {}
        for hinge in self.overturned:
            found.setdefault(hinge.contention, []).append(hinge.account)
        return found


def hinge_groups(
    case: Case, judgement: Judgement, sentences: Sentences, contention: str
) -> tuple[HingeGroup, ...]:
    """The hinges of every verdict on a contention, in the order of the accounts."""
    verdicts = {item.account: item for item in judgement.verdicts if item.contention == contention}
    groups = []
    for id_, spec in case.accounts.items():
        hinges = hinges_by_verdict(judgement, verdicts[id_]) if id_ in verdicts else ()
        if hinges:
            groups.append(_group(case, sentences, spec, verdicts[id_], hinges))
    return tuple(groups)


def _group(
    case: Case,
    sentences: Sentences,
    spec: AccountSpec,
    verdict: Verdict,
    hinges: Sequence[Hinge],
) -> HingeGroup:
    loud = [item for item in hinges if matters(item, verdict)]
    return HingeGroup(
        account=spec,
        verdict=verdict,
        rows=tuple(_row(case, sentences, item, verdict) for item in loud[:LONGEST]),
        further=len(loud[LONGEST:]),
        overturning=sum(overturns(item, verdict) for item in hinges),
        quiet=len(hinges) - len(loud),
    )


def _row(case: Case, sentences: Sentences, hinge: Hinge, verdict: Verdict) -> HingeRow:
    side = side_of(verdict)
    other = ""
    if other_side_moves(hinge, side):
        other = f"{HOLDS[OTHER[side]]}: {change_in_words(hinge, OTHER[side])}"
    return HingeRow(
        hinge=hinge,
        premise=premise_of(case, sentences, hinge.claim),
        share=share_without(hinge, side),
        bar=change_bar(share_change(hinge, side), change_error(hinge, side)),
        change=change_in_words(hinge, side),
        other=other,
        margin_change=margin_change(hinge, verdict),
        overturns=overturns(hinge, verdict),
    )


def margin_change(hinge: Hinge, verdict: Verdict) -> str:
    """The change of the median margin, as a factor for ratios."""
    return margin_number(hinge.margin_change, verdict.margin_kind)


def carriers(
    case: Case, judgement: Judgement, sentences: Sentences, most: int = 8
) -> tuple[Carrier, ...]:
    """The premises whose removal overturns the most verdicts."""
    verdicts = {(item.contention, item.account): item for item in judgement.verdicts}
    overturned: dict[str, list[Hinge]] = {}
    for hinge in judgement.hinges:
        verdict = verdicts.get((hinge.contention, hinge.account))
        if verdict is not None and overturns(hinge, verdict):
            overturned.setdefault(hinge.claim, []).append(hinge)
    ordered = sorted(overturned.items(), key=lambda item: (-len(item[1]), item[0]))[:most]
    return tuple(Carrier(premise_of(case, sentences, id_), tuple(found)) for id_, found in ordered)
