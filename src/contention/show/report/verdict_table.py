"""The table of contentions by accounts, and its summary in sentences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contention.case.articles import counted
from contention.case.model import AccountSpec, Case, Contention
from contention.case.titles import holder_title
from contention.judge.verdict import Judgement, Verdict
from contention.show.report.verdict_figures import margin_reach, margin_strip, share_strip
from contention.show.words.answers import Answer, answers, by_holder, heading
from contention.show.words.numbers import listed
from contention.show.words.verdict_marks import MARKS


@dataclass(frozen=True)
class Cell:
    """One account's verdict on one contention."""

    account: AccountSpec
    verdict: Verdict
    shares: Markup
    margin: Markup
    own: bool
    """True if the account consists only of claims of the holder who concludes it"""
    shared: bool
    """True if it joins that holder's claims with others'"""


@dataclass(frozen=True)
class VerdictRow:
    """One contention and the verdict of every account."""

    contention: Contention
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """The contentions that one holder concludes."""

    holder: str
    title: str
    rows: tuple[VerdictRow, ...]


@dataclass(frozen=True)
class Fate:
    """Counts of verdicts on the conclusions of one holder, in words."""

    title: str
    words: str


def judged_accounts(case: Case, judgement: Judgement) -> tuple[AccountSpec, ...]:
    """The accounts that have verdicts, in the order of the case."""
    judged = {verdict.account for verdict in judgement.verdicts}
    return tuple(spec for id_, spec in case.accounts.items() if id_ in judged)


def is_own(spec: AccountSpec, contention: Contention) -> bool:
    """Whether the account consists only of claims of the holder who concludes it.

    The documents that contain the claims and the conclusion make no difference.
    """
    return bool(contention.holder) and set(spec.holders) == {contention.holder}


def is_shared(spec: AccountSpec, contention: Contention) -> bool:
    """Whether the account joins claims of the holder who concludes it with claims of others."""
    return contention.holder in spec.holders and not is_own(spec, contention)


def verdict_groups(case: Case, judgement: Judgement) -> tuple[Group, ...]:
    """All judged contentions, grouped by the holder who concludes them."""
    verdicts = {(item.contention, item.account): item for item in judgement.verdicts}
    accounts = judged_accounts(case, judgement)
    rows: dict[str, list[VerdictRow]] = {}
    for contention in case.contentions.values():
        row = _row(case, contention, accounts, verdicts)
        if row.cells:
            rows.setdefault(contention.holder, []).append(row)
    return tuple(Group(holder, holder_title(case, holder), tuple(rows[holder])) for holder in rows)


def _row(
    case: Case,
    contention: Contention,
    accounts: Sequence[AccountSpec],
    verdicts: Mapping[tuple[str, str], Verdict],
) -> VerdictRow:
    found = [
        (spec, verdicts[contention.id, spec.id])
        for spec in accounts
        if (contention.id, spec.id) in verdicts
    ]
    reach = margin_reach([verdict for _, verdict in found])
    cells = tuple(
        Cell(
            spec,
            verdict,
            share_strip(verdict, case.thresholds),
            margin_strip(verdict, reach),
            is_own(spec, contention),
            is_shared(spec, contention),
        )
        for spec, verdict in found
    )
    return VerdictRow(contention, cells)


@dataclass(frozen=True)
class AnswerRow:
    """The answer to one contention, with the verdict of every account."""

    answer: Answer
    verdicts: tuple[Verdict, ...]


def answer_rows(case: Case, judgement: Judgement) -> tuple[tuple[str, tuple[AnswerRow, ...]], ...]:
    """The answers under the heading of the holder who concludes them."""
    verdicts: dict[str, list[Verdict]] = {}
    for verdict in judgement.verdicts:
        verdicts.setdefault(verdict.contention, []).append(verdict)
    return tuple(
        (
            heading(case, holder),
            tuple(AnswerRow(one, tuple(verdicts[one.contention])) for one in found),
        )
        for holder, found in by_holder(answers(case, judgement)).items()
    )


def in_short(groups: Sequence[Group]) -> tuple[Fate, ...]:
    """Verdicts on each holder's conclusions, in their own accounts and in others."""
    return tuple(_fate(group) for group in groups)


def _fate(group: Group) -> Fate:
    cells = [cell for row in group.rows for cell in row.cells]
    kinds = (
        ("In accounts built from their claims alone", [cell for cell in cells if cell.own]),
        ("Joined with the claims of others", [cell for cell in cells if cell.shared]),
        ("In accounts of others", [cell for cell in cells if not cell.own and not cell.shared]),
    )
    parts = [
        f"{lead} {_tally([cell.verdict.verdict for cell in found])}."
        for lead, found in kinds
        if found
    ]
    total = f"{counted(len(group.rows), 'conclusion')}."
    return Fate(_capital(group.title), " ".join((total, *parts)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tally(words: Sequence[str]) -> str:
    """`(40 tests): 25 supported and 15 undecided`."""
    counts = Counter(words)
    parts = [f"{counts[word]} {word}" for word in MARKS if counts[word]]
    return f"({counted(len(words), 'test')}): {listed(parts)}"
