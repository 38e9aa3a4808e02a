"""The accounts that the report compares: a position as reported, and one author's texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from contention.analysis.quotation import Sentences
from contention.analysis.side_by_side import (
    SideBySide,
    account_of,
    compare_accounts,
    compare_documents,
    successive,
)
from contention.case.model import Case
from contention.judge.verdict import Judgement
from contention.show.side_by_side_rows import SideBySideRows, side_by_side_rows


@dataclass(frozen=True)
class ComparedGroup:
    """Comparisons of one sort under a heading."""

    heading: str
    note: str
    rows: tuple[SideBySideRows, ...]


REPORTED = (
    "As reported, and at its strongest",
    "An account made of what opponents report of a position, and the account that speaks for it: "
    "what the report leaves out.",
)
OVER_TIME = (
    "Over time",
    "Two texts by one author, and the verdicts of the accounts made of each.",
)


def compared_accounts(
    case: Case, judgement: Judgement, sentences: Sentences
) -> tuple[ComparedGroup, ...]:
    """The comparisons whose accounts were judged, in the order of the case."""
    sorts = ((REPORTED, _reported(case, judgement)), (OVER_TIME, _over_time(case, judgement)))
    groups = (
        ComparedGroup(
            heading, note, tuple(side_by_side_rows(case, sentences, one) for one in found)
        )
        for (heading, note), found in sorts
    )
    return tuple(group for group in groups if group.rows)


def _reported(case: Case, judgement: Judgement) -> Iterator[SideBySide]:
    judged = _judged(judgement)
    for id_, spec in case.accounts.items():
        if spec.reported_as is not None and {id_, spec.reported_as} <= judged:
            yield compare_accounts(case, spec.reported_as, id_, judgement)


def _over_time(case: Case, judgement: Judgement) -> Iterator[SideBySide]:
    judged = _judged(judgement)
    for first, second in successive(case):
        if {account_of(case, first), account_of(case, second)} <= judged:
            yield compare_documents(case, first, second, judgement)


def _judged(judgement: Judgement) -> set[str | None]:
    return {verdict.account for verdict in judgement.verdicts}
