"""Hinges of a contention, each with its claim, and the premises that carry most verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contention.case.values import AccountSpec, Case, Relation
from contention.judge.values import Hinge, Judgement, Verdict
from contention.show.coded import coded_words, factor_title
from contention.show.sentences import Sentences, Source
from contention.show.verdict_figures import change_bar, margin_number
from contention.show.verdict_table import holder_title

LONGEST = 12
"""hinges listed in full for one verdict; the rest are named in a line"""


@dataclass(frozen=True)
class Premise:
    """A claim or an assumption as a reader meets it."""

    id: str
    relation: Relation
    cause: str
    effect: str
    paraphrase: str
    """of an assumption: its reason"""
    holder: str
    stance: str
    assumption: bool
    source: Source | None
    place: str
    coded: str = ""
    """what stands in the file, in words, where merges let it mean something else"""


@dataclass(frozen=True)
class HingeRow:
    """One hinge with its premise."""

    hinge: Hinge
    premise: Premise
    share: float
    """support without it; for an opposed contention the share in which its reverse holds"""
    change: float
    """of that share"""
    bar: Markup
    margin_change: str
    overturns: bool
    """True where the verdict is another one without it"""


@dataclass(frozen=True)
class HingeGroup:
    """The hinges of one verdict: those that matter, and the ids of those that do not."""

    account: AccountSpec
    verdict: Verdict
    rows: tuple[HingeRow, ...]
    quiet: tuple[Premise, ...]

    @property
    def counts(self) -> str:
        """What the shares of the rows count."""
        return "Reverse holds" if self.verdict.verdict == "opposed" else "Support"

    @property
    def overturning(self) -> int:
        """How many of them overturn the verdict on their own."""
        return sum(row.overturns for row in self.rows)


@dataclass(frozen=True)
class Carrier:
    """A premise and the verdicts that turn without it."""

    premise: Premise
    overturned: tuple[Hinge, ...]

    @property
    def by_contention(self) -> dict[str, list[str]]:
        """Contention → the accounts whose verdict on it turns."""
        found: dict[str, list[str]] = {}
        for hinge in self.overturned:
            found.setdefault(hinge.contention, []).append(hinge.account)
        return found


def premise_of(case: Case, sentences: Sentences, id_: str) -> Premise:
    """The claim or assumption of that id."""
    coded = (case.assumptions.get(id_) or case.claims[id_]).coded
    if id_ in case.assumptions:
        found = case.assumptions[id_]
        relation, words, holder = found.relation, found.reason, f"coder {found.coder}".strip()
        stance, source, place = "unstated premise", None, found.place
    else:
        claim = case.claims[id_]
        relation, words = claim.relation, claim.paraphrase
        holder, stance, place = holder_title(case, claim.holder), claim.stance, claim.place
        source = sentences.source(claim.document, claim.anchor)
    return Premise(
        id_,
        relation,
        factor_title(case, relation.cause),
        factor_title(case, relation.effect),
        words,
        holder,
        stance,
        id_ in case.assumptions,
        source,
        f"{place.path}:{place.line}",
        coded_words(coded, relation),
    )


def hinge_groups(
    case: Case, judgement: Judgement, sentences: Sentences, contention: str
) -> tuple[HingeGroup, ...]:
    """The hinges of every verdict on a contention, in the order of the accounts."""
    verdicts = {item.account: item for item in judgement.verdicts if item.contention == contention}
    groups = []
    for id_, spec in case.accounts.items():
        hinges = [item for item in judgement.hinges
                  if item.contention == contention and item.account == id_]  # fmt: skip
        if hinges and id_ in verdicts:
            groups.append(_group(case, sentences, spec, verdicts[id_], hinges))
    return tuple(groups)


def _group(
    case: Case,
    sentences: Sentences,
    spec: AccountSpec,
    verdict: Verdict,
    hinges: Sequence[Hinge],
) -> HingeGroup:
    ordered = sorted(hinges, key=lambda item: _weight(item, verdict), reverse=True)
    loud = [item for item in ordered if matters(item, verdict)][:LONGEST]
    rows = tuple(_row(case, sentences, item, verdict) for item in loud)
    quiet = tuple(premise_of(case, sentences, item.claim) for item in ordered if item not in loud)
    return HingeGroup(spec, verdict, rows, quiet)


def _row(case: Case, sentences: Sentences, hinge: Hinge, verdict: Verdict) -> HingeRow:
    opposed = verdict.verdict == "opposed"
    change = hinge.opposed_change if opposed else hinge.change
    return HingeRow(
        hinge,
        premise_of(case, sentences, hinge.claim),
        hinge.opposed_without if opposed else hinge.support_without,
        change,
        change_bar(change, hinge.error),
        margin_change(hinge, verdict),
        overturns(hinge, verdict),
    )


def _weight(hinge: Hinge, verdict: Verdict) -> tuple[bool, float, float, str]:
    return overturns(hinge, verdict), moved(hinge), abs(hinge.margin_change), hinge.claim


def moved(hinge: Hinge) -> float:
    """The larger of the changes in support and in opposition."""
    return max(abs(hinge.change), abs(hinge.opposed_change))


def overturns(hinge: Hinge, verdict: Verdict) -> bool:
    """Whether the verdict is another one without the claim, and that is beyond the error.

    Hinges are computed with fewer draws than verdicts: a support near a threshold can stand on
    its other side in the fewer draws without any claim being removed.
    """
    other = hinge.verdict_without != verdict.verdict
    return other and moved(hinge) > max(2 * hinge.error, 0.005)


def matters(hinge: Hinge, verdict: Verdict) -> bool:
    """Whether a knock-out changes support or opposition beyond the error, or the margin."""
    beyond_error = moved(hinge) > max(2 * hinge.error, 0.005)
    middle = abs(verdict.margin[1]) if verdict.margin else 0.0
    return beyond_error or abs(hinge.margin_change) > max(0.1 * middle, 0.005)


def margin_change(hinge: Hinge, verdict: Verdict) -> str:
    """The change of the median margin, as a factor for ratios."""
    return margin_number(hinge.margin_change, verdict.margin_kind)


def carriers(
    case: Case, judgement: Judgement, sentences: Sentences, most: int = 8
) -> tuple[Carrier, ...]:
    """The premises whose removal overturns most verdicts."""
    verdicts = {(item.contention, item.account): item for item in judgement.verdicts}
    overturned: dict[str, list[Hinge]] = {}
    for hinge in judgement.hinges:
        verdict = verdicts.get((hinge.contention, hinge.account))
        if verdict is not None and overturns(hinge, verdict):
            overturned.setdefault(hinge.claim, []).append(hinge)
    ordered = sorted(overturned.items(), key=lambda item: (-len(item[1]), item[0]))[:most]
    return tuple(Carrier(premise_of(case, sentences, id_), tuple(found)) for id_, found in ordered)
