"""Two accounts or texts side by side, for readers: rows that terminal and report share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.analysis.figure_changes import FigureChange, FigureKind
from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import Sentences
from contention.analysis.side_by_side import Cause, SideBySide, VerdictChange
from contention.case.articles import counted
from contention.case.model import Case, Claim, Figure
from contention.case.titles import factor_title
from contention.judge.verdict import Verdict
from contention.maps.stated_pairs import ChangeKind, PairChange, Stated
from contention.show.words.numbers import as_stated, listed, percent

OVER_TIME: dict[ChangeKind, str] = {
    "reversed": "Reversed", "strengthened": "Strengthened", "weakened": "Weakened",
    "kept": "Kept", "dropped": "Dropped", "new": "New",
}  # fmt: skip
TWO_ACCOUNTS: dict[ChangeKind, str] = {
    "reversed": "With a different sign in the second", "strengthened": "Stronger in the second",
    "weakened": "Weaker in the second", "kept": "In both", "dropped": "Only in the first",
    "new": "Only in the second",
}  # fmt: skip
FIGURES: tuple[FigureKind, ...] = ("brought up to date", "repeated", "not repeated", "new")


@dataclass(frozen=True)
class PairRow:
    """One pair of factors: what either side says about it, and how that differs."""

    cause: str
    effect: str
    before: tuple[Premise, ...]
    after: tuple[Premise, ...]
    difference: str
    """`hedged → asserted`; empty if nothing is stated differently or only one side speaks"""


@dataclass(frozen=True)
class PairGroup:
    """The pairs with the same kind of change."""

    heading: str
    rows: tuple[PairRow, ...]


@dataclass(frozen=True)
class CauseRow:
    """A claim on which a differing verdict hinges, and what the verdict is without it."""

    premise: Premise
    words: str


@dataclass(frozen=True)
class SideBySideRow:
    """A contention on which the verdicts differ."""

    title: str
    contention: str
    before: Verdict
    after: Verdict
    causes: tuple[CauseRow, ...]
    denials: tuple[Premise, ...]
    """if no single claim is a cause: those that deny the connection together"""
    chain: str
    """`only in the later text: A → B → C`; empty if both sides or neither connect the two"""


@dataclass(frozen=True)
class SideBySideRows:
    """Everything that is shown of a comparison."""

    first: str
    second: str
    over_time: bool
    in_short: str
    groups: tuple[PairGroup, ...]
    verdicts: tuple[SideBySideRow, ...]
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    """heading and lines"""


def side_by_side_rows(case: Case, sentences: Sentences, found: SideBySide) -> SideBySideRows:
    """The comparison with titles in place of ids."""
    over_time = found.first.document is not None
    headings = OVER_TIME if over_time else TWO_ACCOUNTS
    groups = (
        PairGroup(heading, tuple(_pair(case, sentences, pair) for pair in found.of_kind(kind)))
        for kind, heading in headings.items()
    )
    return SideBySideRows(
        found.first.title,
        found.second.title,
        over_time,
        in_short(found),
        tuple(group for group in groups if group.rows),
        tuple(_verdict(case, sentences, change, over_time) for change in found.verdicts),
        tuple(_figures(found.figures)) if over_time else (),
    )


def in_short(found: SideBySide) -> str:
    """How much changed, in one or two sentences."""
    over_time = found.first.document is not None
    headings = OVER_TIME if over_time else TWO_ACCOUNTS
    counts = [
        f"{len(found.of_kind(kind))} {heading[:1].lower()}{heading[1:]}"
        for kind, heading in headings.items()
        if found.of_kind(kind)
    ]
    pairs = counted(len(found.pairs), "pair")
    said = "Neither claims anything."
    if counts:
        said = f"Claims on {pairs} of factors: {listed(counts)}."
    judged = len(found.verdicts) + found.unchanged
    if judged:
        return f"{said} Of {counted(judged, 'verdict')} {len(found.verdicts)} differ."
    if over_time:
        return f"{said} No verdicts: a text has no account made of its author's claims alone."
    return said


def _pair(case: Case, sentences: Sentences, pair: PairChange) -> PairRow:
    before, after = (
        tuple(premise_of(case, sentences, one.claim.id) for one in stated.claims) if stated else ()
        for stated in (pair.before, pair.after)
    )
    difference = ""
    if pair.before is not None and pair.after is not None:
        difference = "; ".join(_differences(pair.before, pair.after))
    cause, effect = factor_title(case, pair.cause), factor_title(case, pair.effect)
    return PairRow(cause, effect, before, after, difference)


def _differences(before: Stated, after: Stated) -> Iterator[str]:
    """What one side states differently from the other."""
    one, two = _foremost(before), _foremost(after)
    if before.inclusion != after.inclusion:  # a stance towards another's claim changes nothing
        shares = f"in {percent(before.inclusion)} → {percent(after.inclusion)} of draws"
        yield f"{one.stance} → {two.stance}" if one.stance != two.stance else shares
    words = [_strength(stated) for stated in (before, after)]
    if before.strength != after.strength and words[0] != words[1]:
        yield f"{words[0]} → {words[1]}"
    for name in ("necessary", "condition", "transient", "delay"):
        marked = [_has(stated, name) for stated in (before, after)]
        if marked[0] != marked[1]:
            yield f"{'no longer' if marked[0] else 'now'} {ADJECTIVES[name]}"


ADJECTIVES = {
    "necessary": "necessary", "condition": "conditional", "transient": "transient",
    "delay": "delayed",
}  # fmt: skip


def _foremost(stated: Stated) -> Claim:
    return max(stated.claims, key=lambda one: one.inclusion).claim


def _strength(stated: Stated) -> str:
    linking = [one.claim.relation for one in stated.claims if not one.denied]
    strongest = max(linking, key=lambda relation: relation.strength.median, default=None)
    if strongest is None:
        return "no link"
    return strongest.strength_word or "strength not stated"


def _has(stated: Stated, name: str) -> bool:
    return any(bool(getattr(one.claim.relation, name)) for one in stated.claims)


def _verdict(
    case: Case, sentences: Sentences, change: VerdictChange, over_time: bool
) -> SideBySideRow:
    contention = case.contentions[change.before.contention]
    causes = (
        CauseRow(premise_of(case, sentences, cause.claim), _without(cause, over_time))
        for cause in change.causes
    )
    chain = ""
    if change.chain:
        later = change.after.support is not None
        walk = " → ".join(factor_title(case, name) for name in change.chain)
        chain = f"only in the {_side(later, over_time)}: {walk}"
    denials = () if change.causes else change.denials
    return SideBySideRow(
        contention.title,
        contention.id,
        change.before,
        change.after,
        tuple(causes),
        tuple(premise_of(case, sentences, claim) for claim in denials),
        chain,
    )


def _without(cause: Cause, over_time: bool) -> str:
    settled = f", as in the {_side(not cause.later, over_time)}" if cause.settles else ""
    return f"without it, the {_side(cause.later, over_time)} gives “{cause.without}”{settled}"


def _side(later: bool, over_time: bool) -> str:
    if over_time:
        return "later text" if later else "earlier text"
    return "second account" if later else "first account"


def _figures(changes: Sequence[FigureChange]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for kind in FIGURES:
        lines = tuple(_figure(change) for change in changes if change.kind == kind)
        if lines:
            yield f"{kind[:1].upper()}{kind[1:]}", lines


def _figure(change: FigureChange) -> str:
    one = change.after or change.before
    assert one is not None
    if change.kind == "brought up to date" and change.before and change.after:
        return f"{one.subject}: {_number(change.before)} → {_number(change.after)}"
    return f"{one.subject}: {_number(one)}"


def _number(figure: Figure) -> str:
    date = f" ({figure.date})" if figure.date else ""
    return as_stated(figure) + date
