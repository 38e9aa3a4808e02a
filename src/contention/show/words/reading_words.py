"""Whether a verdict survives other readings of the strength words, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.case.strength_reading import Scaling, WordReading
from contention.case.strength_readings import CODED
from contention.case.titles import factor_title
from contention.judge.unstable import UNSTABLE
from contention.judge.verdict import Diagnostics, ReadingState, ReadingVerdict, Verdict
from contention.models.reading_strengths import LOOP_GAIN
from contention.show.words.numbers import percent, quantity, spelt
from contention.show.words.verdict_marks import MARKS

SCALINGS: dict[Scaling, str] = {
    "stable loops": f"within a loop, strengths on one effect add up to at most {LOOP_GAIN:g}",
    "shared": "the strengths on one effect are scaled down to add up to the largest of them",
}
DEPENDS = "~"
"""marks a verdict in a table that changes under some reading"""
AWAY = "!"
"""marks a verdict in a table whose account runs away in many draws"""
RUNS_AWAY = f"{AWAY} the account runs away in more than a fifth of draws under some reading."
DEPENDENCE = f"{DEPENDS} the verdict changes under some reading of the strength words."


def cell_marks(verdict: Verdict) -> str:
    """`~` after a verdict that depends on the reading, `!` if its account runs away."""
    return (DEPENDS if verdict.differing else "") + (AWAY if verdict.unstable else "")


def reading_words(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """`holds in all four readings`, or `depends on the reading: undecided if shared or wide`.

    Empty if only the tables of the case were used, and for a denial, which no strength touches.
    """
    if not verdict.readings or verdict.by_denial:
        return ()
    if verdict.holds_in_all:
        count = "both" if len(verdict.readings) == 2 else f"all {spelt(len(verdict.readings))}"
        word = "undecided" if verdict.verdict == "undecided" else "holds"
        unsure = any(
            item.near_threshold and item.verdict != verdict.verdict for item in verdict.readings
        )
        told = ", within the error of these draws" if unsure else ""
        return (f"{word} in {count} readings{told}",)
    words = dict.fromkeys(other.verdict for other in verdict.differing)
    parts = [f"{word} if {_either(case, verdict, word)}" for word in words]
    return (f"depends on the reading: {', '.join(parts)}",)


def kept_in(verdict: Verdict) -> str:
    """`in two of four readings only`: how many readings keep the verdict."""
    every = len(verdict.readings)
    return f"in {spelt(every - len(verdict.differing))} of {spelt(every)} readings only"


def decided_elsewhere(verdict: Verdict) -> str:
    """`in two of four readings`: how many decide a verdict that is undecided as coded, or empty."""
    if not verdict.differing:
        return ""
    return f"in {spelt(len(verdict.differing))} of {spelt(len(verdict.readings))} readings"


def cell_reading(verdict: Verdict) -> str:
    """Note in a table below a verdict that depends on the reading, or empty."""
    return "depends on the reading" if verdict.differing else ""


def _either(case: Case, verdict: Verdict, word: str) -> str:
    titles = [reading_title(case, it.reading) for it in verdict.differing if it.verdict == word]
    return f"{', '.join(titles[:-1])} or {titles[-1]}" if len(titles) > 1 else titles[0]


def reading_title(case: Case, reading: str) -> str:
    """Title of a reading."""
    return case.readings[reading].title


def reading_lines(case: Case, verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Title of each reading, and the verdict under it with both shares and the size.

    None for a denial.
    """
    for item in () if verdict.by_denial else verdict.readings:
        yield reading_title(case, item.reading), _line(item)


def _line(item: ReadingVerdict) -> str:
    if item.support is None:
        return f"{MARKS[item.verdict]} {item.verdict}"
    shares = f"holds {percent(item.support)}, reverse {percent(item.opposed)}"
    near = ", too near the threshold to call" if item.near_threshold else ""
    size = "" if item.size is None else f", {item.size.word}"
    return f"{MARKS[item.verdict]} {item.verdict}: {shares}{near}{size}"


@dataclass(frozen=True)
class ReadingRow:
    """A reading as a row of a table."""

    title: str
    numbers: str
    reason: str


def reading_rows(case: Case) -> tuple[ReadingRow, ...]:
    """Every reading of a case, and how its numbers differ from the tables of the case."""
    return tuple(
        ReadingRow(item.title, _numbers(case, item), item.reason) for item in case.readings.values()
    )


def _numbers(case: Case, item: WordReading) -> str:
    coded = case.readings[CODED].strength
    parts = [
        f"{word} {quantity(number)}"
        for word, number in item.strength.items()
        if number != coded.get(word)
    ]
    if item.spread != 1.0:
        parts.append(f"geometric sd raised to the power {quantity(item.spread)}")
    if item.scaling != "none":
        parts.append(SCALINGS[item.scaling])
    return "; ".join(parts)


def runaway_words(case: Case, found: Diagnostics) -> Iterator[str]:
    """Under which readings an account runs away and by which loop, and what that means.

    One sentence for all readings with the same loop; nothing if it runs away in few draws only.
    """
    own = ReadingState(CODED, found.unstable_share, found.loop)
    states = [one for one in (own, *found.readings) if one.unstable_share > UNSTABLE]
    for loop in dict.fromkeys(state.loop for state in states):
        shares = _shares(case, [state for state in states if state.loop == loop])
        yield (
            f"This account runs away {shares}: {_circle(case, loop)} so strongly that it never "
            "settles. How far outcomes move in these draws is set by the limits of the model."
        )


def unstable_words(case: Case, verdict: Verdict) -> str:
    """`the account runs away in 24 % of draws, in 72 % if wide`; empty if it does not."""
    return f"the account runs away {_shares(case, verdict.unstable)}" if verdict.unstable else ""


def _shares(case: Case, states: Sequence[ReadingState]) -> str:
    """`in 24 % of draws, in 72 % if wide`."""
    told = list[str]()
    for state in states:
        draws = "" if told else " of draws"
        named = "" if state.reading == CODED else f" if {reading_title(case, state.reading)}"
        told.append(f"in {percent(state.unstable_share)}{draws}{named}")
    return ", ".join(told)


def _circle(case: Case, loop: Sequence[str]) -> str:
    if not loop:
        return "some of its factors raise one another"
    return f"“{_loop(case, loop)}” feeds itself"


def _loop(case: Case, loop: Sequence[str]) -> str:
    return " → ".join(factor_title(case, name) for name in (*loop, loop[0]))
