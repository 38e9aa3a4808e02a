"""What qualifies a verdict, in the words that every output uses: presence, size, how it comes."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import expm1

from contention.case.model import Case
from contention.case.titles import claim_title
from contention.judge.sizes import Size
from contention.judge.verdict import Asserted, MarginKind, Verdict
from contention.show.words.numbers import counted, percent, quantity
from contention.show.words.reading_words import cell_reading
from contention.show.words.reasons import quoted

FIRM = 0.95
"""presence from which on a verdict carries no condition"""
SHOWN = 3
"""conditions that are named"""
STATED = {
    "stated": "strengths as stated",
    "partly stated": "strengths partly from tables",
    "not stated": "strengths from tables",
}
OF = {"log hazard ratio": " of the hazard", "difference": " of the odds"}
"""kind of margin → what a relative change is of, if not of the amount"""


def qualifiers(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """What has to be said with a verdict's word, the most important first, without full stops.

    It is what tells accounts apart; what is so for the whole contention is `subject_words`.
    """
    return () if verdict.support is None else tuple(_qualifiers(case, verdict))


def _qualifiers(case: Case, verdict: Verdict) -> Iterator[str]:
    if verdict.by_denial:
        yield "by denial" if verdict.gaps else f"by denial of {_denied(case, verdict)}"
        return
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
    """That a contention is about size, and whose its numbers are; empty if about direction."""
    return next((_about_size(verdict) for verdict in verdicts if verdict.about == "size"), "")


def presence_words(case: Case, verdict: Verdict) -> Iterator[str]:
    """Whether the account makes the connection at all, if that is in doubt."""
    if verdict.moving is None or verdict.moving >= FIRM or verdict.denied:
        return
    share = f"the outcome moves in {percent(verdict.moving)} of draws"
    condition = condition_words(case, verdict)
    yield f"{condition}: {share}" if condition else share


def condition_words(case: Case, verdict: Verdict) -> str:
    """`if “a → b” holds`, for beside a word; empty if nothing is in doubt."""
    firm = verdict.moving is None or verdict.moving >= FIRM or bool(verdict.denied)
    if firm or not verdict.conditions:
        return ""
    verb = "hold" if len(set(map(partial(claim_title, case), verdict.conditions))) > 1 else "holds"
    return f"if {_claims(case, verdict.conditions)} {verb}"


def cell_words(case: Case, verdict: Verdict) -> str:
    """What stands below a verdict in a table: condition or denial, then size."""
    if verdict.by_denial:
        return "by denial"
    size = "" if verdict.size is None else verdict.size.word
    contradicted = "contradicts itself" if verdict.denials and verdict.denied else ""
    outright = ""
    if verdict.asserted is not None and _unargued(verdict.asserted):
        outright = "only asserted"
    depends = cell_reading(verdict)
    said = (contradicted, condition_words(case, verdict), size, outright, depends)
    return " · ".join(filter(None, said))


def size_words(size: Size, kind: MarginKind | None) -> str:
    """`slight, +6 % (+1 to +65 %), strengths from tables`."""
    span = f"{relative(size.low)} to {relative(size.high)}"
    said = f"{size.word}, {relative(size.median)}{OF.get(kind or '', '')} ({span})"
    if size.median > 0 > size.worst:
        said += f", {relative(size.worst)} in the worst twentieth"
    return f"{said}, {STATED[size.stated]}"


def relative(log_ratio: float) -> str:
    """A log-ratio as a relative change: `+6 %`, `−34 %`; from a half on as a factor: `×1.8`, `÷12`.

    A reverse is as large as what it reverses, so `−34 %` takes back `+34 %`.
    """
    change = expm1(abs(log_ratio))
    sign = "+" if log_ratio >= 0 else "\u2212"
    if change >= 0.5:
        factor = quantity(change + 1)
        return f"×{factor}" if log_ratio >= 0 else f"÷{factor}"
    if change < 0.0005:
        return "0\u202f%" if change < 1e-9 else f"{sign}<0.1\u202f%"
    number = f"{change * 100:.1f}" if change < 0.1 else f"{change * 100:.0f}"
    return f"{sign}{number}\u202f%"


def asserted_words(asserted: Asserted) -> str:
    """What is left of a conclusion without the claims that say it outright."""
    if _unargued(asserted):
        return "only asserted"
    if asserted.steps is None:
        return f"asserted outright; without that: {asserted.argued}"
    way = counted(asserted.steps, "step", "steps")
    premises = counted(asserted.premises, "claim", "claims")
    return f"asserted outright; argued too, in {way} from {premises}: {asserted.argued}"


def _unargued(asserted: Asserted) -> bool:
    return asserted.argued == "does not follow"


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
