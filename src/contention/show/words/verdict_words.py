"""Qualifiers of a verdict, worded alike in every output: presence, size, and on what grounds."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import expm1

from contention.case.articles import counted
from contention.case.model import Case
from contention.case.titles import claim_title
from contention.judge.sizes import Size
from contention.judge.verdict import Asserted, MarginKind, Verdict
from contention.show.words.numbers import MOST_FACTOR, percent, quantity
from contention.show.words.reading_words import cell_reading, unstable_words
from contention.show.words.reasons import quoted

FIRM = 0.95
"""presence at or above which a verdict carries no condition"""
LEAST = 1e-9
"""log-ratio below which nothing moves"""
MOST_LOG = 700.0
"""log-ratio beyond which its exponential overflows"""
SHOWN = 3
"""largest number of conditions named"""
STATED = {
    "stated": "strengths as stated",
    "partly stated": "strengths partly from tables",
    "not stated": "strengths from tables",
    "of the model": "by the numbers of the model",
}
OF = {"log hazard ratio": " of the hazard", "difference": " of the odds"}
"""kind of margin → what a relative change refers to, unless it is the amount"""


def qualifiers(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """What must accompany a verdict's word, most important first, without full stops.

    Only what differs between accounts; `subject_words` gives what holds for the whole contention.
    """
    return () if verdict.support is None else tuple(_qualifiers(case, verdict))


def _qualifiers(case: Case, verdict: Verdict) -> Iterator[str]:
    if verdict.by_denial:
        yield "by denial" if verdict.gaps else f"by denial of {_denied(case, verdict)}"
        return
    if unstable := unstable_words(case, verdict):
        yield unstable
    yield from presence_words(case, verdict)
    if verdict.denials and verdict.denied:
        yield f"contradicts itself: it also denies {_denied(case, verdict)}"
    if verdict.near_threshold:
        yield "too near the threshold to call"
    if verdict.size is not None:
        yield size_words(verdict.size, verdict.margin_kind)
    if verdict.asserted is not None:
        yield asserted_words(verdict.asserted)


def subject_words(verdicts: Sequence[Verdict]) -> str:
    """Note that a contention is about size and who chose its numbers; empty if about direction."""
    return next((_about_size(verdict) for verdict in verdicts if verdict.about == "size"), "")


def presence_words(case: Case, verdict: Verdict) -> Iterator[str]:
    """How often the account connects lever and outcome, if not in practically every draw."""
    if verdict.moving is None or verdict.moving >= FIRM or verdict.denied:
        return
    share = f"the outcome moves in {percent(verdict.moving)} of draws"
    condition = condition_words(case, verdict)
    yield f"{condition}: {share}" if condition else share


def moves_in_words(case: Case, verdict: Verdict) -> str:
    """The same, also where it is practically every draw; empty if the verdict is a denial."""
    for said in presence_words(case, verdict):
        return said
    if verdict.moving is None or verdict.denied or verdict.support is None:
        return ""
    return f"the outcome moves in {percent(verdict.moving)} of draws"


def condition_words(case: Case, verdict: Verdict) -> str:
    """`if “a → b” holds`, to follow a verdict's word; empty if nothing is in doubt."""
    firm = verdict.moving is None or verdict.moving >= FIRM or bool(verdict.denied)
    if firm or not verdict.conditions:
        return ""
    verb = "hold" if len(set(map(partial(claim_title, case), verdict.conditions))) > 1 else "holds"
    return f"if {_claims(case, verdict.conditions)} {verb}"


def cell_words(case: Case, verdict: Verdict) -> str:
    """The line below a verdict in a table: condition, then size; nothing below a denial."""
    if verdict.by_denial:
        return ""
    size = "" if verdict.size is None else verdict.size.word
    contradicted = "contradicts itself" if verdict.denials and verdict.denied else ""
    outright = ""
    if verdict.asserted is not None and _unargued(verdict.asserted):
        outright = "only asserted"
    depends, away = cell_reading(verdict), "runs away" if verdict.unstable else ""
    said = (contradicted, condition_words(case, verdict), size, outright, depends, away)
    return " · ".join(filter(None, said))


def size_words(size: Size, kind: MarginKind | None) -> str:
    """`slight, by 6.2 % (0.7 % to 43 %), strengths from tables`.

    Signs appear only if the range goes both ways: `slight, +6.2 % (−1.8 % to +43 %; + as the
    contention states)`. A range that goes against the contention as a whole is `the other way`.
    """
    low, high = _direction(size.low), _direction(size.high)
    of = OF.get(kind or "", "")
    if low * high < 0:
        span = f"{relative(size.low)} to {relative(size.high)}; {_sign_legend(size)}"
        said = f"{size.word}, {relative(size.median)}{of} ({span})"
    elif low < 0 or high < 0:
        span = f"{magnitude(size.high)} to {magnitude(size.low)}"
        said = f"{size.word}, by {magnitude(size.median)}{of} the other way ({span})"
    else:
        span = f"{magnitude(size.low)} to {magnitude(size.high)}"
        said = f"{size.word}, by {magnitude(size.median)}{of} ({span})"
    if size.median > 0 > size.worst:
        said += f", {magnitude(size.worst)} the other way in the worst 5\u202f% of draws"
    return f"{said}, {STATED[size.stated]}"


def _direction(log_ratio: float) -> int:
    """1 as the contention states, −1 the other way, 0 if nothing to speak of."""
    if abs(log_ratio) < LEAST:
        return 0
    return 1 if log_ratio > 0 else -1


def _sign_legend(size: Size) -> str:
    """What the signs of a range that goes both ways mean."""
    shown = [relative(value) for value in (size.low, size.median, size.high)]
    signs = [sign for sign in ("+", "×") if any(sign in word for word in shown)]
    return f"{' or '.join(signs)} as the contention states"


def magnitude(log_ratio: float) -> str:
    """A log-ratio as a change without its direction: `6.2 %`; from half on `a factor of 1.8`."""
    words = relative(abs(log_ratio)).removeprefix("+")
    more, _, factor = words.rpartition("×")
    if not factor or factor == words:
        return words
    return f"a factor of {more}{factor}"


def relative(log_ratio: float) -> str:
    """A log-ratio as a relative change: `+6 %`, `−34 %`; from half on as a factor: `×1.8`, `÷12`.

    + is the way that the contention states. `−34 %` exactly undoes `+34 %`. Factors are given up to
    a hundred: `more than ×100`.
    """
    change = expm1(min(abs(log_ratio), MOST_LOG))
    sign = "+" if log_ratio >= 0 else "\u2212"
    if change >= 0.5:
        times = "×" if log_ratio >= 0 else "÷"
        if change + 1 > MOST_FACTOR:
            return f"more than {times}{MOST_FACTOR:g}"
        return f"{times}{quantity(change + 1)}"
    if change < 0.0005:
        return "0\u202f%" if change < LEAST else f"{sign}<0.1\u202f%"
    number = f"{change * 100:.1f}" if change < 0.1 else f"{change * 100:.0f}"
    return f"{sign}{number}\u202f%"


def asserted_words(asserted: Asserted) -> str:
    """The verdict without the claims that assert the conclusion outright."""
    if _unargued(asserted):
        return "only asserted"
    if asserted.steps is None:
        return f"asserted outright; without that: {asserted.argued}"
    way = counted(asserted.steps, "step", "steps")
    premises = counted(asserted.premises, "claim", "claims")
    return f"asserted outright; argued too, in {way} from {premises}: {asserted.argued}"


def _unargued(asserted: Asserted) -> bool:
    return asserted.argued == "does not follow"


def turn_words(verdict: Verdict, year: float) -> str:
    """Since when the verdict holds, and the verdict before that."""
    before = [horizon.verdict for horizon in verdict.horizons if horizon.year < year]
    return f"from {year:.6g} on; {before[-1]} before that"


def _about_size(verdict: Verdict) -> str:
    said = "about size, not only direction"
    if not verdict.numbers:
        return said
    numbers = ", ".join(f"{number:g}" for number in verdict.numbers)
    if len(verdict.numbers) == 1:
        return f"{said}; the number in the test ({numbers}) is the coder's"
    return f"{said}; the numbers in the test ({numbers}) are the coder's"


def _denied(case: Case, verdict: Verdict) -> str:
    return _claims(case, verdict.denials, "and")


def _claims(case: Case, claims: Sequence[str], last: str = "and") -> str:
    titles = dict.fromkeys(claim_title(case, claim) for claim in claims)
    return quoted(list(titles)[:SHOWN], last)
