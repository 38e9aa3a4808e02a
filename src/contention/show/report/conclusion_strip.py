"""A strip per conclusion: what follows, what it hinges on, what data say, what would change it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.analysis.contradicted import contradicted
from contention.analysis.outcomes import outcomes_of
from contention.case.articles import counted
from contention.case.model import Case, Contention
from contention.case.model_cases import of_model_files
from contention.case.titles import claim_title
from contention.evidence.claims.claim_evidence import ClaimEvidence
from contention.evidence.evidence import Evidence
from contention.judge.hinges.knockouts import hinges_by_verdict, overturns
from contention.judge.robustness.robustness import Robustness
from contention.judge.verdict import Judgement, Verdict
from contention.show.words.answer_words import account_name
from contention.show.words.numbers import first_of, listed
from contention.show.words.reading_words import reading_words
from contention.show.words.share_words import short_shares
from contention.show.words.verdict_marks import KEYS, MARKS

IN_FULL = "Ranges, numbers and equations: see the hinges in full, or `contention hinges`."
"""of model files, which have no claims to leave out"""
MOST = 3
"""claims, dates or choices that are named of each kind"""
NONE_DECLARED = "No data declared."
WORDS = ("in line", "against", "cannot tell")


@dataclass(frozen=True)
class Follows:
    """What follows for one account."""

    account: str
    mark: str
    key: str
    word: str
    shares: str


@dataclass(frozen=True)
class Strip:
    """The four answers to one contention, in a few words each."""

    follows: tuple[Follows, ...]
    silent: str
    """how many accounts cannot say; empty if none"""
    hinges: tuple[str, ...]
    data: tuple[str, ...]
    changes: tuple[str, ...]


def conclusion_strip(
    case: Case,
    judgement: Judgement,
    contention: Contention,
    evidence: Evidence | None,
    robustness: Robustness | None,
) -> Strip:
    """The strip of a contention that was judged."""
    verdicts = [item for item in judgement.verdicts if item.contention == contention.id]
    told = [item for item in verdicts if item.verdict != "does not follow"]
    silent = len(verdicts) - len(told)
    cannot = "cannot tell" if told else "of all that were asked: none can tell"
    return Strip(
        tuple(_follows(case, item) for item in told),
        f"{counted(silent, 'account')} {cannot}" if silent else "",
        tuple(_hinges(case, judgement, told)),
        tuple(_data(case, contention, told, evidence)),
        tuple(_changes(case, told, robustness)) or ("Nothing that was tried.",),
    )


def _follows(case: Case, verdict: Verdict) -> Follows:
    return Follows(
        case.accounts[verdict.account].title,
        MARKS[verdict.verdict],
        KEYS[verdict.verdict],
        verdict.verdict,
        "" if verdict.support is None else short_shares(verdict),
    )


def _hinges(case: Case, judgement: Judgement, told: Sequence[Verdict]) -> Iterator[str]:
    """The claims without which most accounts say something else, and what settles the rest."""
    if not told:
        yield "Nothing: it follows from no account."
        return
    found: dict[str, set[str]] = {}
    looked = False
    for verdict in told:
        for item in hinges_by_verdict(judgement, verdict):
            looked = True
            if overturns(item, verdict):
                found.setdefault(claim_title(case, item.claim), set()).add(item.account)
    if not looked:
        yield IN_FULL if of_model_files(case) else "Hinges were not computed."
        return
    ranked = sorted(found, key=lambda title: (-len(found[title]), title))
    for title in ranked[:MOST]:
        of = f" ({counted(len(found[title]), 'account')})" if len(told) > 1 else ""
        yield f"“{title}”{of}"
    if len(found) > MOST:
        yield f"{len(found) - MOST} more that overturn it alone"
    if not found:
        yield "No single claim: none of them overturns it alone."
    asserted = [item for item in told if item.asserted and item.asserted.argued != item.verdict]
    if asserted:
        yield f"A claim that says it outright ({counted(len(asserted), 'account')})"


def _data(
    case: Case, contention: Contention, told: Sequence[Verdict], evidence: Evidence | None
) -> Iterator[str]:
    """Claims on its paths compared with data, contradicted numbers, and verdicts with the data."""
    if evidence is None or not case.evidence.data:
        yield NONE_DECLARED
        return
    on_path = frozenset(claim for item in told for claim in item.claims_on_path)
    rows = [row for row in evidence.claims if row.claim in on_path]
    said = list(_tested([row for row in rows if isinstance(row, ClaimEvidence)], case))
    wrong = contradicted(case, evidence).among(on_path, outcomes_of(case, contention))
    if wrong:
        names = first_of([f"“{case.figures[item.figure].subject}”" for item in wrong], MOST)
        said.append(f"Data contradict the {'number' if len(wrong) == 1 else 'numbers'} of {names}")
    said += _informed(case, contention, evidence)
    yield from said or ["No data declared speak to its claims."]


def _tested(rows: Sequence[ClaimEvidence], case: Case) -> Iterator[str]:
    """`Against: “a → b”`, for each word that a test gave of a claim on the paths."""
    for word in WORDS:
        claims = dict.fromkeys(claim_title(case, row.claim) for row in rows if row.word == word)
        if claims and word == "cannot tell":
            yield f"Cannot tell: {counted(len(claims), 'claim')} tested"
        elif claims:
            yield f"{word.capitalize()}: {first_of([f'“{title}”' for title in claims], MOST)}"


def _informed(case: Case, contention: Contention, evidence: Evidence) -> Iterator[str]:
    """Accounts whose verdict the data change; only if they were compared."""
    found = [
        each
        for row in evidence.accounts
        for each in row.verdicts
        if each.contention == contention.id and each.data.verdict != "does not follow"
    ]
    turned = [each for each in found if each.differs]
    for each in turned[:MOST]:
        name = account_name(case.accounts[each.account].title)
        yield f"From the words and the data: {each.data.verdict} by {name}"
    if found and not turned:
        yield "From the words and the data: the same verdicts"


def _changes(case: Case, told: Sequence[Verdict], robustness: Robustness | None) -> Iterator[str]:
    """Dates, doubtful claims, readings and choices that change a verdict."""
    yield from _dates(case, told)
    conditions = Counter(claim_title(case, claim) for item in told for claim in item.conditions[:1])
    if conditions:
        names = [f"“{title}”" for title, _ in conditions.most_common(MOST)]
        yield f"Whether {listed(names)} {'hold' if len(names) > 1 else 'holds'}"
    read = [item for item in told if item.differing]
    if read:
        words = dict.fromkeys(word for item in read for word in reading_words(case, item))
        yield f"How the words are read, by {counted(len(read), 'account')}: {next(iter(words))}"
    near = sum(item.near_threshold for item in told)
    if near:
        yield f"More draws: {counted(near, 'account is', 'accounts are')} too near to call"
    if robustness is not None:
        yield from _choices(told, robustness)


def _dates(case: Case, told: Sequence[Verdict]) -> Iterator[str]:
    turns = [item for item in told if item.turns is not None]
    for item in turns[:MOST]:
        name = account_name(case.accounts[item.account].title)
        yield f"When it is judged: from {item.turns:.0f} on {item.verdict} by {name}"


def _choices(told: Sequence[Verdict], robustness: Robustness) -> Iterator[str]:
    accounts = {item.account for item in told}
    contentions = {item.contention for item in told}
    titles = {choice.id: choice.title for choice in robustness.choices}
    found = dict.fromkeys(
        titles[cell.choice]
        for row in robustness.rows
        if row.contention in contentions and row.account in accounts
        for cell in row.turning
    )
    if found:
        yield f"Other choices: if {first_of(list(found), MOST)}"
