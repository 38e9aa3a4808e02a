"""The table of contentions by accounts, and what can be said of it in short."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contention.case.values import AccountSpec, Case, Contention
from contention.judge.values import Judgement, Verdict
from contention.show.numbers import counted, listed
from contention.show.verdict_figures import margin_reach, margin_strip, share_strip

MARKS = {
    "supported": "▲",
    "opposed": "▼",
    "undecided": "◆",
    "does not follow": "○",
    "true by construction": "≡",
}
"""a shape for every verdict, so that colour is never the only carrier"""

KEYS = {
    "supported": "yes",
    "opposed": "no",
    "undecided": "open",
    "does not follow": "none",
    "true by construction": "built",
}
"""CSS class of every verdict"""


NAMES = r"(?:“[^”]*”|\d+ others|, | and | or )+"
SHORT_REASONS = tuple(
    (re.compile(sentence), short)
    for sentence, short in (
        (rf"The scenarios differ in {NAMES}, which this account does not have\.", "lever absent"),
        (rf"The scenarios differ in {NAMES}, none of which it has\.", "lever absent"),
        (r"The scenarios compared do not differ\.", "no lever"),
        (rf"This account says nothing about {NAMES}\.", "outcome absent"),
        (rf"In this account no path leads from {NAMES} to {NAMES}\.", "no path"),
    )
)
"""Reasons that two words tell wholly. They are compared to the last stop, so that a reason which
says more, a denial say, is never cut down; sections give every reason whole."""


@dataclass(frozen=True)
class Cell:
    """One account's verdict on one contention."""

    account: AccountSpec
    verdict: Verdict
    shares: Markup
    margin: Markup
    own: bool
    """True where the account is built from claims of whoever concludes it"""


@dataclass(frozen=True)
class Row:
    """One contention and the verdict of every account."""

    contention: Contention
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """The contentions that one holder concludes."""

    holder: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Fate:
    """How the conclusions of one holder fare, in words."""

    title: str
    words: str


def judged_accounts(case: Case, judgement: Judgement) -> tuple[AccountSpec, ...]:
    """The accounts that have verdicts, in the order of the case."""
    judged = {verdict.account for verdict in judgement.verdicts}
    return tuple(spec for id_, spec in case.accounts.items() if id_ in judged)


def is_own(spec: AccountSpec, contention: Contention) -> bool:
    """Whether the account is built from claims of the one who concludes the contention.

    In which document the claims and the conclusion stand makes no difference.
    """
    return bool(contention.holder) and contention.holder in spec.holders


def verdict_groups(case: Case, judgement: Judgement) -> tuple[Group, ...]:
    """All judged contentions, grouped by who concludes them."""
    verdicts = {(item.contention, item.account): item for item in judgement.verdicts}
    accounts = judged_accounts(case, judgement)
    rows: dict[str, list[Row]] = {}
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
) -> Row:
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
        )
        for spec, verdict in found
    )
    return Row(contention, cells)


def holder_title(case: Case, holder: str) -> str:
    """The title of a holder, or what to say where none is named."""
    if not holder:
        return "nobody in particular"
    return case.holders[holder].title if holder in case.holders else holder


def in_short(groups: Sequence[Group]) -> tuple[Fate, ...]:
    """For each holder how their conclusions fare in their own accounts and in others."""
    return tuple(_fate(group) for group in groups)


def _fate(group: Group) -> Fate:
    own = [cell.verdict.verdict for row in group.rows for cell in row.cells if cell.own]
    others = [cell.verdict.verdict for row in group.rows for cell in row.cells if not cell.own]
    total = counted(len(group.rows), "conclusion")
    parts = []
    if own:
        parts.append(f"In accounts built from their own claims {_tally(own)}.")
    if others:
        word = "other accounts" if own else "the accounts"
        parts.append(f"In {word} {_tally(others)}.")
    return Fate(_capital(group.title), " ".join((f"{total}.", *parts)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tally(words: Sequence[str]) -> str:
    """`(40 tests): 25 supported and 15 undecided`."""
    counts = Counter(words)
    parts = [f"{counts[word]} {word}" for word in MARKS if counts[word]]
    return f"({counted(len(words), 'test')}): {listed(parts)}"


def short_reason(verdict: Verdict) -> str:
    """Why a contention does not follow: in two words where they tell it, else the whole reason."""
    for sentence, short in SHORT_REASONS:
        if sentence.fullmatch(verdict.reason):
            return short
    return verdict.reason
