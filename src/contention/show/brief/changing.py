"""What would change the answers: claims, doubtful claims, numbers, readings, choices and dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.case.articles import counted
from contention.case.model import Case
from contention.case.titles import claim_title
from contention.judge.hinges.hinge_sets import Overturning
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.robustness.robustness import READING, Robustness
from contention.judge.verdict import Verdict
from contention.show.words.answer_words import account_name
from contention.show.words.numbers import first_of, listed
from contention.show.words.reading_words import reading_words
from contention.show.words.verdict_words import turn_words

MOST = 3
"""claims or choices named in a line; more are counted"""
LINES = 8
"""accounts told apart under one heading; more are counted"""


@dataclass(frozen=True)
class Changing:
    """One kind of change, and what it does to which answers."""

    head: str
    lines: tuple[str, ...]


def changing(
    case: Case,
    told: Sequence[Verdict],
    carried: Sequence[Carried],
    robustness: Robustness | None,
) -> tuple[Changing, ...]:
    """What was found to change the answers of the accounts that can tell; only kinds that do."""
    kinds = (
        ("Claims removed", _sets(case, told, carried)),
        ("Doubtful claims", _doubtful(case, told)),
        ("Numbers", _numbers(case, told, carried)),
        ("How words are read", _readings(case, told)),
        ("Modelling choices", _choices(case, told, robustness)),
        ("Date of judging", _dates(case, told)),
        ("More draws", _near(case, told)),
    )
    found = [(head, list(lines)) for head, lines in kinds]
    return tuple(Changing(head, _few(lines)) for head, lines in found if lines)


def tried(
    told: Sequence[Verdict],
    carried: Sequence[Carried],
    robustness: Robustness | None,
    *,
    hinges: bool,
) -> str:
    """What was looked at, for a reader who wonders what is missing."""
    parts = ["each claim removed alone"] if hinges else []
    if carried:
        parts.append("sets of claims removed together")
    if any(item.variations.tried for item in carried):
        parts.append("numbers halved and doubled one at a time")
    if any(item.readings for item in told):
        parts.append("other readings of the words")
    if robustness is not None:
        parts.append(counted(len(robustness.choices), "modelling choice"))
    return f"Tried: {listed(parts) or 'nothing'}."


def _few(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) <= LINES + 1:
        return tuple(lines)
    rest = counted(len(lines) - LINES, "further account")
    return (*lines[:LINES], f"And {rest}.")


def _name(case: Case, verdict: Verdict) -> str:
    name = account_name(case.accounts[verdict.account].title)
    return name[:1].upper() + name[1:]


def _sets(case: Case, told: Sequence[Verdict], carried: Sequence[Carried]) -> Iterator[str]:
    """The smallest set of claims without which each answer differs."""
    by_pair = {(item.verdict.contention, item.verdict.account): item.sets for item in carried}
    for verdict in told:
        sets = by_pair.get((verdict.contention, verdict.account))
        if sets is None:
            continue
        if sets.overturning:
            yield f"{_name(case, verdict)}: {_smallest(case, sets.overturning)}."
        elif sets.complete_to:
            yield f"{_name(case, verdict)}: no set of up to {sets.complete_to} claims."


def _smallest(case: Case, found: Sequence[Overturning]) -> str:
    """`without “a → b” alone`, or the claims of a smallest set and how many others there are."""
    least = min(len(item.claims) for item in found)
    smallest = [_titles(case, item.claims) for item in found if len(item.claims) == least]
    others = list(dict.fromkeys(smallest))[1:]
    if least > 1:
        more = f" ({counted(len(others), 'other set')} of {least})" if others else ""
        return f"without {listed(smallest[0])} together{more}"
    if len(others) < MOST:
        return f"without {listed([names[0] for names in (smallest[0], *others)], 'or')} alone"
    return f"without {smallest[0][0]} alone, or any of {counted(len(others), 'other')}"


def _titles(case: Case, claims: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"“{claim_title(case, claim)}”" for claim in claims))


def _doubtful(case: Case, told: Sequence[Verdict]) -> Iterator[str]:
    for verdict in told:
        if verdict.conditions and not verdict.denied:
            titles = dict.fromkeys(f"“{claim_title(case, id_)}”" for id_ in verdict.conditions)
            verb = "hold" if len(titles) > 1 else "holds"
            yield f"{_name(case, verdict)}: whether {first_of(list(titles), MOST)} {verb}."


def _numbers(case: Case, told: Sequence[Verdict], carried: Sequence[Carried]) -> Iterator[str]:
    by_account = {item.verdict.account: item.variations for item in carried}
    for verdict in told:
        varied = by_account.get(verdict.account)
        every = varied.found if varied else ()
        turning = [item for item in every if item.turns and item.variation.kind != "sign"]
        said = [
            f"{item.verdict_with} if {_subject(case, item.variation.subject)}"
            f"{item.variation.choice.title}"
            for item in turning
        ]
        if said:
            yield f"{_name(case, verdict)}: {first_of(list(dict.fromkeys(said)), 2)}."


def _subject(case: Case, subject: str) -> str:
    """A claim by its ends; the titles of other variations name what they change."""
    known = subject in case.claims or subject in case.assumptions
    return f"“{claim_title(case, subject)}” " if known else ""


def _readings(case: Case, told: Sequence[Verdict]) -> Iterator[str]:
    for verdict in told:
        if verdict.differing:
            words = reading_words(case, verdict)[0].removeprefix("depends on the reading: ")
            yield f"{_name(case, verdict)}: {words}."


def _choices(case: Case, told: Sequence[Verdict], robustness: Robustness | None) -> Iterator[str]:
    if robustness is None:
        return
    titles = {choice.id: choice.title for choice in robustness.choices}
    rows = {(row.contention, row.account): row for row in robustness.rows}
    for verdict in told:
        row = rows.get((verdict.contention, verdict.account))
        into: dict[str, list[str]] = {}
        for cell in row.turning if row else ():
            if not cell.choice.startswith(READING):
                into.setdefault(cell.verdict, []).append(titles[cell.choice])
        if into:
            said = [f"{word} if {_or(why)}" for word, why in into.items()]
            yield f"{_name(case, verdict)}: {'; '.join(said)}."


def _or(items: Sequence[str]) -> str:
    if len(items) > MOST:
        return f"{', '.join(items[:MOST])} or under {counted(len(items) - MOST, 'other choice')}"
    return listed(items, "or")


def _dates(case: Case, told: Sequence[Verdict]) -> Iterator[str]:
    for verdict in told:
        if verdict.turns is not None:
            yield f"{_name(case, verdict)}: {verdict.verdict} {turn_words(verdict, verdict.turns)}."


def _near(case: Case, told: Sequence[Verdict]) -> Iterator[str]:
    for verdict in told:
        if verdict.near_threshold:
            yield f"{_name(case, verdict)}: too near the threshold to call with these draws."
