"""The chart of a brief: how far each account moves the outcome, in zones named by words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from contention.case.articles import THIN
from contention.case.model import Case, Thresholds
from contention.judge.shares import frequency
from contention.judge.sides import share_of, side_of
from contention.judge.sizes import Size
from contention.judge.verdict import Verdict
from contention.show.svg import bar, element, figure, line
from contention.show.words.numbers import MOST_FACTOR, percent, quantity
from contention.show.words.verdict_marks import KEYS, MARKS
from contention.show.words.verdict_words import size_words

WIDTH, HEIGHT = 420.0, 18.0
ZONES = ("large", "clear", "slight", "negligible", "slight", "clear", "large")
"""from the strongest reverse to the strongest agreement; zones have one width"""
MOST_ROWS = 12
WORDS = {"yes": "yes", "no": "no", "open": "open", "built": "yes, by construction"}


@dataclass(frozen=True)
class ChartRow:
    """One account."""

    account: str
    key: str
    """CSS class of its verdict"""
    mark: str
    word: str
    """`yes`, `no` or `open`"""
    share: str
    """`in nearly all draws`, or why there is no share"""
    strip: Markup


@dataclass(frozen=True)
class Chart:
    """The answers of all accounts that can tell, on one scale."""

    rows: tuple[ChartRow, ...]
    zones: tuple[str, ...]
    """what the axis is divided into; empty if it is shares of draws"""
    further: int
    """accounts beyond the rows shown"""
    caption: str


def chart(case: Case, verdicts: Sequence[Verdict]) -> Chart:
    """The chart of some verdicts on one contention; without sizes that compare, of shares."""
    told = [item for item in verdicts if item.verdict != "does not follow"]
    sized = [item for item in told if item.size is not None and item.margin_kind != "mixed"]
    by_size = bool(sized) and all(item.margin_kind != "mixed" for item in told)
    top = _top(sized, case.thresholds)
    rows = [
        _row(case, item, size_strip(item, case.thresholds, top) if by_size else draws_strip(item))
        for item in told[:MOST_ROWS]
    ]
    caption = (
        "How far the outcome moves, as the contention states (right) or the other way (left): dot, "
        "the median; line, 90 % of the draws."
        if by_size
        else "Shares of draws: its reverse holds (left), it holds (right)."
    )
    return Chart(tuple(rows), ZONES if by_size else (), len(told[MOST_ROWS:]), caption)


def _row(case: Case, verdict: Verdict, strip: Markup) -> ChartRow:
    key = KEYS[verdict.verdict]
    return ChartRow(
        case.accounts[verdict.account].title,
        key,
        MARKS[verdict.verdict],
        WORDS[key],
        share_words(verdict),
        strip,
    )


def share_words(verdict: Verdict) -> str:
    """`in nearly all draws`; if open, how often it holds; else why there is no share."""
    if verdict.by_denial:
        return "by denial"
    if verdict.construction:
        return "the scenarios set it"
    share = share_of(verdict)
    if share is None:
        return "nothing moves"
    if verdict.verdict == "undecided":
        side = "its reverse" if side_of(verdict) == "reverse" else "holds"
        return f"{side} in {frequency(share)} of the draws".replace("half of the", "half the")
    return f"in {frequency(share)} draws".replace("half draws", "half the draws")


def size_strip(verdict: Verdict, thresholds: Thresholds, top: float) -> Markup:
    """The 5 % to 95 % range of a size and its median, over the zones."""
    middle = HEIGHT / 2
    step = WIDTH / len(ZONES)
    parts = [
        bar((number * step + 0.5, 0), (step - 1, HEIGHT), f"zone z{abs(number - 3)}")
        for number in range(len(ZONES))
    ]
    parts.append(line((WIDTH / 2, 0), (WIDTH / 2, HEIGHT), "zero"))
    if verdict.size is None:
        parts.append(element("circle", cx=WIDTH / 2, cy=middle, r=4.2, class_="hollow"))
        return figure(WIDTH, HEIGHT, share_words(verdict), parts)
    size, key = verdict.size, KEYS[verdict.verdict]
    low, at, high = (_place(value, thresholds, top) for value in _quantiles(size))
    parts += [
        bar((low, middle - 1.75), (max(high - low, 1.0), 3.5), f"span {key}"),
        element("circle", cx=at, cy=middle, r=5.2, class_=f"dot {key}"),
    ]
    return figure(WIDTH, HEIGHT, size_words(size, verdict.margin_kind), parts)


def draws_strip(verdict: Verdict) -> Markup:
    """The shares of draws in which it holds and its reverse, on either side of the middle."""
    holds, reverse = verdict.support or 0.0, verdict.opposed or 0.0
    half, middle = WIDTH / 2, HEIGHT / 2
    parts = [
        bar((0, 0), (WIDTH, HEIGHT), "zone z0"),
        bar((half * (1 - reverse), middle - 4), (half * reverse, 8), "span no"),
        bar((half, middle - 4), (half * holds, 8), "span yes"),
        line((half, 0), (half, HEIGHT), "zero"),
    ]
    label = f"holds in {percent(holds)} of draws, its reverse in {percent(reverse)}"
    return figure(WIDTH, HEIGHT, label, parts)


def axis_words(thresholds: Thresholds) -> str:
    """What divides the zones: `slight from 5 %, clear from 20 %, large from 100 %`."""
    found = (thresholds.tolerance, thresholds.clear, thresholds.large)
    edges = zip(ZONES[4:], found, strict=True)
    return ", ".join(f"{word} from {quantity(edge * 100)}{THIN}%" for word, edge in edges)


def _quantiles(size: Size) -> tuple[float, float, float]:
    return size.low, size.median, size.high


def _edges(thresholds: Thresholds) -> tuple[float, float, float]:
    """Log-ratios at which a change becomes slight, clear and large."""
    found = (thresholds.tolerance, thresholds.clear, thresholds.large)
    small, clear, large = (math.log1p(change) for change in found)
    return small, clear, large


def _top(verdicts: Sequence[Verdict], thresholds: Thresholds) -> float:
    """The largest log-ratio that is shown; what lies beyond ends at the edge."""
    reach = [abs(edge) for item in verdicts if item.size for edge in _quantiles(item.size)]
    large = _edges(thresholds)[2]
    return min(max([2 * large, *reach]), max(math.log(MOST_FACTOR), 2 * large))


def _place(value: float, thresholds: Thresholds, top: float) -> float:
    """Where a log-ratio lies: linear within a zone, so that words have room."""
    step = WIDTH / len(ZONES)
    ends = (0.0, *_edges(thresholds), top)
    widths = (step / 2, step, step, step)
    distance = min(abs(value), top)
    along = 0.0
    for (start, end), width in zip(pairwise(ends), widths, strict=True):
        if end > start:
            along += width * min(max((distance - start) / (end - start), 0.0), 1.0)
    return WIDTH / 2 + math.copysign(along, value)
