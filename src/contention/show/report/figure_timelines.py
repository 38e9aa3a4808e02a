"""A figure on its series: what was measured over time, the dates of the texts, what is stated."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contention.case.model import Case, Figure
from contention.evidence.figures.figure_verdict import FigureVerdict, MeasuredLine
from contention.evidence.figures.wording import number_text
from contention.language.dates import parse_date
from contention.show.svg import Point, Scale, element, figure, line, polyline, text
from contention.show.words.figure_words import stated_text
from contention.show.words.numbers import powers, ticks

WIDTH, HEIGHT = 300.0, 150.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 292.0, 16.0, 126.0
BEFORE, AFTER = 3.0, 2.5
"""years shown around the date of the figure"""
LOGARITHMIC_FROM = 30.0
"""ratio of largest to smallest above which the axis is logarithmic"""
APART = 5.0
"""least distance between rings"""
LABEL = 72.0
"""room for the label of a text"""
LEAST_SPAN = 0.2
"""least height of the axis relative to its values, so that little changes look little"""
STYLE = """
svg .timeline { fill: none; stroke: var(--band); stroke-width: 1.8; }
svg .timeline.second { stroke-dasharray: 5 3; } svg .timeline.third { stroke-dasharray: 1.5 3; }
svg .measured { fill: var(--paper); stroke: var(--band); stroke-width: 1.2; }
svg .stated { fill: var(--ink); } svg .stated.wrong { fill: var(--no); }
svg .stated-line { stroke: var(--ink); stroke-width: 1; opacity: .35; }
.figures th[scope="row"] { width: 23%; font-weight: 400; } .figures td:nth-child(2) { width: 11%; }
.figures td:nth-child(3) { width: 11%; } .figures td:nth-child(4) { width: 17%; }
.figures b { font-weight: 600; } .figures b.wrong { color: var(--no); }
.timelines { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem 1.6rem; }
.timelines figure svg { max-width: 24rem; }
@media (max-width: 860px) { .figures td[data-label]::before { content: attr(data-label) " "; color: var(--soft); font-size: .78rem; } }
"""  # noqa: E501
LINES = ("timeline", "timeline second", "timeline third")


Stretches = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class _Window:
    """The part of the data that is drawn, and the two scales."""

    across: Scale
    up: Scale
    lines: tuple[Stretches, ...]
    """of each series: decimal years and values between its breaks"""


def timeline(case: Case, stated: Figure, verdict: FigureVerdict) -> Markup | None:
    """A small chart of one figure; None if no series has a value at its date."""
    if verdict.when is None or not verdict.lines:
        return None
    window = _window(stated, verdict.lines, verdict.when)
    if window is None:
        return None
    parts = [*_frame(window), *_texts(case, stated, window)]
    for stretches, class_ in zip(window.lines, LINES, strict=False):
        for points in stretches:
            parts += _series([(window.across(x), window.up(y)) for x, y in points], class_)
    parts += _statement(stated, verdict, window)
    return figure(WIDTH, HEIGHT, _label(stated, verdict), parts)


def _label(stated: Figure, verdict: FigureVerdict) -> str:
    measured = "" if verdict.measured is None else number_text(verdict.measured)
    at = f"{measured} at {verdict.date}" if verdict.date else measured
    return f"{stated.subject}: stated {stated_text(stated)}, measured {at}"


def _window(stated: Figure, lines: Sequence[MeasuredLine], when: float) -> _Window | None:
    shown = tuple(_shown(each, when) for each in lines[: len(LINES)])
    times = [x for stretches in shown for points in stretches for x, _ in points]
    values = [y for stretches in shown for points in stretches for _, y in points]
    if not times:
        return None
    low, high = min(*values, stated.value), max(*values, stated.value)
    across = Scale(min(*times, when - 0.5), max(*times, when + 0.25), LEFT, RIGHT)
    if low > 0 and high / low > LOGARITHMIC_FROM:
        return _Window(across, Scale(low / 1.3, high * 1.3, BOTTOM, TOP, logarithmic=True), shown)
    short = LEAST_SPAN * abs(high) - (high - low)
    if short > 0:
        low, high = low - short / 2, high + short / 2
    air = 0.08 * (high - low or 1.0)
    bottom = 0.0 if 0 <= low < 0.6 * high else low - air
    return _Window(across, Scale(bottom, high + air, BOTTOM, TOP), shown)


def _shown(series: MeasuredLine, when: float) -> Stretches:
    """The values around a date, divided where the definition changes."""
    divided: dict[int, list[Point]] = {}
    for x, y in zip(series.times, series.values, strict=True):
        if when - BEFORE <= x <= when + AFTER:
            segment = sum(each <= x for each in series.source.breaks)
            divided.setdefault(segment, []).append((x, y))
    return tuple(tuple(points) for points in divided.values())


def _frame(window: _Window) -> list[Markup]:
    up, across = window.up, window.across
    levels = powers(up.low, up.high) if up.logarithmic else ticks(up.low, up.high, 3)
    parts = []
    for level in levels:
        parts.append(line((LEFT, up(level)), (RIGHT, up(level)), "grid"))
        words = number_text(level)
        parts.append(text((LEFT - 4, up(level) + 3.2), words, "tick", "end"))
    for year in range(int(across.low) + 1, int(across.high) + 1):
        at = across(year)
        parts.append(line((at, BOTTOM), (at, BOTTOM + 3), "axis"))
        parts.append(text((at, BOTTOM + 14), str(year), "tick", "middle"))
    return parts


def _texts(case: Case, stated: Figure, window: _Window) -> list[Markup]:
    """The dates of the texts; a summary written for the case has none of its own."""
    parts: list[Markup] = []
    taken: list[float] = []
    documents = [each for each in case.documents.values() if each.kind != "summary"]
    documents.sort(key=lambda each: each.id != stated.document)
    for document in documents:
        time = parse_date(document.date)
        if time is None or not window.across.low <= time <= window.across.high:
            continue
        at = window.across(time)
        parts.append(line((at, TOP - 4), (at, BOTTOM), "present"))
        anchor, start = ("start", at) if at + LABEL < WIDTH else ("end", at - LABEL)
        if all(abs(start - other) >= LABEL for other in taken):
            words = f"text of {document.date[:7]}"
            parts.append(text((at, TOP - 7), words, "tick", anchor))
            taken.append(start)
    return parts


def _series(points: Sequence[Point], class_: str) -> list[Markup]:
    parts = [polyline(points, class_)] if len(points) > 1 else []
    last = -APART
    for x, y in points:
        if x - last >= APART:
            parts.append(element("circle", cx=x, cy=y, r=1.9, class_="measured"))
            last = x
    return parts


def _statement(stated: Figure, verdict: FigureVerdict, window: _Window) -> list[Markup]:
    """A diamond where the text puts the number, with a line to both sides."""
    assert verdict.when is not None
    x, y = window.across(verdict.when), window.up(stated.value)
    class_ = "stated wrong" if verdict.contradicted else "stated"
    diamond = f"M{x - 5:.1f} {y:.1f}l5 -5 5 5 -5 5z"
    return [
        line((LEFT, y), (RIGHT, y), "stated-line"),
        element("path", d=diamond, class_=class_),
    ]
