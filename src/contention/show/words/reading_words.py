"""Whether a verdict survives other readings of the strength words, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.case.model import Case
from contention.case.strength_reading import Scaling, WordReading
from contention.case.strength_readings import CODED
from contention.case.titles import factor_title
from contention.judge.robustness.reading_verdicts import MOST
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
DEPENDENCE = f"{DEPENDS} the verdict changes under some reading of the strength words."


def reading_mark(verdict: Verdict) -> str:
    """`~` after a verdict that depends on the reading, else a space."""
    return DEPENDS if verdict.differing else " "


def reading_words(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """`holds in all four readings`, or `depends on the reading: undecided if shared or wide`.

    Empty if only the tables of the case were used.
    """
    if not verdict.readings:
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
    """Title of each reading, and the verdict under it with both shares and the size."""
    for item in verdict.readings:
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
    """A warning for each reading under which an account is unstable in most draws."""
    for state in found.readings:
        if state.unstable_share > MOST:
            yield _runaway(case, state)


def _runaway(case: Case, state: ReadingState) -> str:
    title, share = reading_title(case, state.reading), percent(state.unstable_share)
    said = (
        f"Under the reading “{title}”, the account has no stable steady state in {share} of draws"
    )
    if not state.loop:
        return f"{said}: its verdicts there mean little."
    return f"{said}, driven by {_loop(case, state.loop)}: its verdicts there mean little."


def _loop(case: Case, loop: Sequence[str]) -> str:
    return " → ".join(factor_title(case, name) for name in (*loop, loop[0]))
