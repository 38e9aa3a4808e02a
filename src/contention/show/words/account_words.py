"""What data say about accounts, in words that terminal and report share."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from contention.case.articles import counted
from contention.case.model import Case
from contention.evidence.accounts.compared import AccountsEvidence, Scores
from contention.evidence.accounts.informed import InformedVerdict
from contention.evidence.accounts.rows import AccountRow
from contention.show.words.numbers import MINUS, percent, year

CLEAR = 3.0
"""Log evidence is clear beyond this, a ratio of 20 (Kass and Raftery, "Bayes factors", 1995)."""

FROM_WORDS = (
    "Forecasts worse than persistence (nothing changes) from the words alone, though not once "
    "fitted to the data"
)
HEADINGS = ("", "hindcast", "forecast", "with data", "50 %", "90 %", "direction", "evidence")


@dataclass(frozen=True)
class ScoreLine:
    """One line of the table of scores; cells under `HEADINGS`."""

    cells: tuple[str, ...]
    worse: bool = False


def score_lines(case: Case, rows: Sequence[AccountRow]) -> tuple[ScoreLine, ...]:
    """Accounts in their order, then what they are compared with."""
    if not rows:
        return ()
    whole = rows[0].whole
    lines = [_line(case, row) for row in rows]
    for name, scores in (("persistence", whole.persistence), ("trend", whole.trend)):
        evidence = "0" if name == "persistence" else ""
        cells = (name, "", score(scores), "", percent(scores.inner), percent(scores.outer), "")
        lines.append(ScoreLine((*cells, evidence)))
    return tuple(lines)


def _line(case: Case, row: AccountRow) -> ScoreLine:
    found = row.account
    after = found.forecast
    return ScoreLine(
        (
            case.accounts[found.account].title,
            score(found.hindcast),
            score(found.words),
            score(found.fitted) if found.fitted else "",
            percent(after.inner),
            percent(after.outer),
            f"{after.right} of {after.told}" if after.told else "",
            gain_words(row),
        ),
        row.worse,
    )


def score(scores: Scores) -> str:
    """CRPS as a multiple of persistence's."""
    return f"{scores.relative:.2f}" if math.isfinite(scores.relative) else "–"


def gain_words(row: AccountRow) -> str:
    """Log evidence above persistence's, with its Monte Carlo error; empty if not fitted."""
    found, gain = row.account.posterior, row.gain
    if found is None or gain is None:
        return ""
    if found.collapsed:
        return "collapsed"
    return f"{MINUS if gain < 0 else '+'}{abs(gain):.1f} ± {found.error:.1f}"


def ground_words(whole: AccountsEvidence) -> str:
    """What was compared with what, in two sentences."""
    known = sum(one.seen(whole.since) for one in whole.observed)
    later = whole.persistence.observations
    return (
        f"{counted(len(whole.observed), 'factor')} tied to series: {counted(known, 'observation')} "
        f"up to {year(whole.since)}, {later} forecast after it. Errors (CRPS) are multiples of "
        "those of persistence, so less than 1 is closer; evidence is the log marginal likelihood "
        "above persistence's."
    )


def evidence_words(case: Case, rows: Sequence[AccountRow]) -> str:
    """Which accounts the observations tell apart, in a sentence; empty if they were not fitted."""
    gains = {
        row.account.account: (row.gain, row.account.posterior.error)
        for row in rows
        if row.account.posterior and row.gain is not None and not row.account.posterior.collapsed
    }
    if len(gains) < 2:
        return ""
    best = max(gains, key=lambda account: gains[account][0])
    behind = [
        account
        for account, (gain, error) in gains.items()
        if gains[best][0] - gain > CLEAR + 2.0 * math.hypot(gains[best][1], error)
    ]
    if not behind:
        return "The observations do not tell the accounts apart."
    near = len(gains) - len(behind)
    title = case.accounts[best].title
    names = "; ".join(f"“{case.accounts[account].title}”" for account in behind)
    if near == 1:
        return f"They fit “{title}” clearly better than {names}."
    others = "one other" if near == 2 else f"{near - 1} others"
    return f"They fit “{title}” best, {others} about as well, and clearly worse {names}."


def worse_words(case: Case, rows: Sequence[AccountRow]) -> str:
    """The accounts that forecast worse than persistence, in a sentence; empty if none does."""

    def named(found: Sequence[AccountRow]) -> str:
        return "; ".join(f"“{case.accounts[row.account.account].title}”" for row in found)

    fitted = [row for row in rows if row.worse]
    words = [row for row in rows if row.account.words.word == "worse" and not row.worse]
    parts = []
    if fitted:
        alone = "" if any(row.account.posterior for row in rows) else " from the words alone"
        parts.append(f"Forecasts worse than persistence (nothing changes){alone}: {named(fitted)}.")
    if words:
        begin = "From the words alone worse too" if fitted else FROM_WORDS
        parts.append(f"{begin}: {named(words)}.")
    return " ".join(parts)


def changed_verdicts(rows: Sequence[AccountRow]) -> tuple[InformedVerdict, ...]:
    """Verdicts that differ with the data."""
    return tuple(each for row in rows for each in row.verdicts if each.differs)


def changed_words(case: Case, each: InformedVerdict) -> str:
    """Both verdicts on one contention."""
    title = case.contentions[each.contention].title
    account = case.accounts[each.account].title
    before = f"{each.words.verdict} ({percent(each.words.support)})"
    after = f"{each.data.verdict} ({percent(each.data.support)})"
    return f"{title}; {account}: from the words {before}, with the data {after}"
