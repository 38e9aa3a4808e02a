"""Which contentions a brief is about, and why these."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from contention.case.articles import counted
from contention.case.model import Case

MOST = 3
"""contentions on one brief"""


@dataclass(frozen=True)
class MainQuestion:
    """The contentions of a brief."""

    contentions: tuple[str, ...]
    why: str
    """a sentence on how they were chosen from those of the case; empty if there is no choice"""


def main_question(
    case: Case, named: Sequence[str] | None = None, among: Collection[str] | None = None
) -> MainQuestion:
    """Those named, else those that the case marks as `main`, else its first.

    `among` are the contentions that were judged, if not all were. Raises ValueError for more than
    three, and if there is none.
    """
    known = [id_ for id_ in case.contentions if among is None or id_ in among]
    wanted = tuple(dict.fromkeys(named)) if named else _chosen(case, known)
    missing = [id_ for id_ in wanted if id_ not in known]
    if missing:
        raise ValueError(f"“{missing[0]}” was not judged, so there is nothing to say about it")
    if not wanted:
        raise ValueError("the case has no contentions: add one to contentions.yaml")
    if len(wanted) > MOST:
        raise ValueError(
            f"a brief is about up to {MOST} contentions, not {len(wanted)}: name fewer, or write "
            "the report"
        )
    return MainQuestion(wanted, _why(case, wanted, named=bool(named)))


def _chosen(case: Case, known: Sequence[str]) -> tuple[str, ...]:
    marked = tuple(id_ for id_ in case.main if id_ in known)
    return marked[:MOST] or tuple(known[:1])


def _why(case: Case, wanted: Sequence[str], *, named: bool) -> str:
    every = len(case.contentions)
    if every == len(wanted):
        return ""
    tests = f"the case tests {counted(every, 'conclusion')}"
    if named:
        return f"Asked for; {tests}."
    if set(wanted) <= set(case.main):
        rest = len(set(case.main) - set(wanted))
        more = f", and marks {counted(rest, 'other')} as main" if rest else ""
        return f"Marked as main; {tests}{more}."
    return f"The first in the case, which marks none as main; {tests}."
