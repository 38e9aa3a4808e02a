"""Strips and small charts of a verdict: shares of draws, margin, support over time."""

from collections.abc import Sequence

from markupsafe import Markup

from contention.case.model import Thresholds, Times
from contention.judge.sides import side_of
from contention.judge.verdict import Verdict
from contention.show.svg import Scale, area, bar, element, figure, line, polyline, text
from contention.show.words.numbers import moment, percent, points
from contention.show.words.outcome_words import margin_number

WIDTH = 132.0
GAP = 1.5


def share_strip(verdict: Verdict, thresholds: Thresholds) -> Markup:
    """Shares of draws: holds, undecided, reverse holds; ticks at the thresholds.

    Empty for a denial, which has no shares.
    """
    if verdict.support is None or verdict.opposed is None or verdict.by_denial:
        return Markup("")
    undecided = max(0.0, 1.0 - verdict.support - verdict.opposed)
    label = (
        f"holds in {percent(verdict.support)} of draws, undecided in {percent(undecided)}, "
        f"its reverse in {percent(verdict.opposed)}"
    )
    parts: list[Markup] = []
    x = 0.0
    shares = ((verdict.support, "holds"), (undecided, "open"), (verdict.opposed, "reverse"))
    for share, class_ in shares:
        width = share * WIDTH
        if width > GAP:
            parts.append(bar((x, 3), (width - GAP, 8), class_))
        x += width
    for threshold in (thresholds.supported, 1 - thresholds.supported):
        at = threshold * WIDTH - GAP / 2
        parts.append(line((at, 0), (at, 14), "threshold"))
    return figure(WIDTH, 14, label, parts)


def margin_text(verdict: Verdict) -> str:
    """The margin's median and 5 to 95 % range, formatted for its kind."""
    if verdict.margin is None:
        return ""
    low, middle, high = (margin_number(value, verdict.margin_kind) for value in verdict.margin)
    return f"{middle} ({low} to {high})"


def margin_reach(verdicts: Sequence[Verdict]) -> float:
    """The largest distance of any of these margins from zero: their common scale."""
    reaches = [max(abs(edge) for edge in verdict.margin) for verdict in verdicts if verdict.margin]
    return max([reach for reach in reaches if reach < 1e9], default=0.0) or 1.0


def margin_strip(verdict: Verdict, reach: float) -> Markup:
    """Median and 5 to 95 % range of the margin on either side of zero."""
    if verdict.margin is None:
        return Markup("")
    scale = Scale(-reach, reach, 3, WIDTH - 3)
    low, middle, high = (scale(value) for value in verdict.margin)
    zero = scale(0.0)
    parts = [
        line((3, 7), (WIDTH - 3, 7), "rail"),
        line((zero, 1), (zero, 13), "zero"),
        bar((low, 5.5), (max(high - low, 1.0), 3), "range"),
        element("circle", cx=middle, cy=7, r=3.4, class_="median-dot"),
    ]
    return figure(WIDTH, 14, f"margin {margin_text(verdict)}", parts)


def horizon_chart(verdict: Verdict, times: Times, thresholds: Thresholds) -> Markup:
    """Support as a function of the year at which every time window is cut off."""
    if len(verdict.horizons) < 2 or verdict.by_denial:
        return Markup("")
    width, height, top, bottom = 176.0, 72.0, 16.0, 58.0
    across = Scale(times.present, times.end, 4, width - 30)
    up = Scale(0.0, 1.0, bottom, top)
    path = [(across(item.year), up(item.support)) for item in verdict.horizons]
    against = [(across(item.year), up(item.opposed)) for item in verdict.horizons]
    floor = [(x, bottom) for x, _ in path]
    right = width - 30
    holds = side_of(verdict) == "holds"
    last = verdict.horizons[-1].support if holds else verdict.horizons[-1].opposed
    parts = [
        line((4, up(level)), (right, up(level)), "grid")
        for level in (1 - thresholds.supported, thresholds.supported)
    ]
    parts += [
        area(path, floor, "support-area"),
        polyline(against, "support-against"),
        polyline(path, "support-line"),
        line((4, bottom), (right, bottom), "axis"),
        text((4, height - 3), str(round(times.present)), "tick", "start"),
        text((right, height - 3), str(round(times.end)), "tick", "end"),
        text((right + 3, (path if holds else against)[-1][1] + 3.5), percent(last), "value"),
    ]
    if verdict.turns is not None:
        at = across(verdict.turns)
        parts += [line((at, 2), (at, bottom), "turn"), _turn_label(at, verdict.turns, right)]
    return figure(width, height, _horizon_label(verdict, times), parts)


def _turn_label(at: float, turns: float, right: float) -> Markup:
    anchor, shift = ("end", -3.0) if at > right * 0.6 else ("start", 3.0)
    return text((at + shift, 10), f"changes {turns:.0f}", "turn-label", anchor)


def _horizon_label(verdict: Verdict, times: Times) -> str:
    first, last = verdict.horizons[0], verdict.horizons[-1]
    holds = side_of(verdict) == "holds"
    shares = [percent(one.support if holds else one.opposed) for one in (first, last)]
    label = (
        f"{'holds' if holds else 'its reverse holds'} in {shares[0]} of draws if judged at "
        f"{moment(times, first.year)}, in {shares[1]} at {moment(times, last.year)}"
    )
    return (
        label if verdict.turns is None else f"{label}; the verdict changes in {verdict.turns:.0f}"
    )


def change_bar(change: float, error: float) -> Markup:
    """Change of a share without the claim, with an error bar of two standard errors."""
    width = 92.0
    scale = Scale(-1.0, 1.0, 2, width - 2)
    zero, tip = scale(0.0), scale(change)
    low, high = scale(change - 2 * error), scale(change + 2 * error)
    class_ = "loses" if change < 0 else "gains"
    parts = [
        line((2, 6), (width - 2, 6), "rail"),
        bar((min(zero, tip), 2.5), (max(abs(tip - zero), 0.5), 7), class_),
        line((low, 6), (high, 6), "error"),
        line((zero, 0), (zero, 12), "zero"),
    ]
    label = f"changes by {points(change)} points"
    return figure(width, 12, label, parts)
