"""Accounts and what was observed: the section of the report, with forecast fans."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from contention.case.articles import counted
from contention.case.model import Case
from contention.evidence.accounts.fans import Fan
from contention.evidence.accounts.rows import AccountRow
from contention.evidence.evidence import Evidence
from contention.models.program import Floats1d
from contention.show.svg import Point, Scale, area, element, figure, line, polyline, text
from contention.show.words.account_words import (
    HEADINGS,
    ScoreLine,
    changed_verdicts,
    changed_words,
    evidence_words,
    ground_words,
    score_lines,
    worse_words,
)
from contention.show.words.numbers import powers, quantity, ticks

WIDTH, HEIGHT = 260.0, 150.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 252.0, 12.0, 128.0
BEFORE = 1.5
"""years before the forecast that are shown, as a multiple of those after it"""
LOGARITHMIC_FROM = 30.0
"""ratio of observed values above which an axis is logarithmic"""
LEAST_SPAN = 0.1
"""least height of an axis relative to its values"""
STYLE = """
.scores td { text-align: right; font-variant-numeric: tabular-nums; } .scores tr.worse td:nth-child(3) { color: var(--no); font-weight: 600; }
.forecasts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1rem 1.4rem; }
.forecasts figure svg { max-width: 22rem; } svg .still { fill: none; stroke: var(--soft); stroke-width: 1.2; stroke-dasharray: 4 3; }
svg .known { fill: var(--band); } svg .later { fill: var(--paper); stroke: var(--ink); stroke-width: 1.3; }
"""  # noqa: E501


@dataclass(frozen=True)
class FanRow:
    """One forecast of one account."""

    title: str
    chart: Markup


@dataclass(frozen=True)
class AccountFans:
    """The forecasts of one account that persistence would not make as well."""

    title: str
    fitted: bool
    rows: tuple[FanRow, ...]


@dataclass(frozen=True)
class AccountsSection:
    """All that the report says about accounts and data."""

    ground: str
    headings: tuple[str, ...]
    lines: tuple[ScoreLine, ...]
    worse: str
    apart: str
    changed: tuple[str, ...]
    judged: str
    """how many verdicts were judged twice; empty if none was"""
    fans: tuple[AccountFans, ...]


def accounts_section(case: Case, evidence: Evidence | None) -> AccountsSection | None:
    """The section; None if no factor is tied to an available series."""
    rows = () if evidence is None else evidence.accounts
    if not rows:
        return None
    fitted = any(row.account.posterior is not None for row in rows)
    shown = [number for number, name in enumerate(HEADINGS) if fitted or name not in FITTED_ONLY]
    changed = changed_verdicts(rows)
    total = sum(len(row.verdicts) for row in rows)
    return AccountsSection(
        ground=ground_words(rows[0].whole),
        headings=tuple(HEADINGS[number] for number in shown),
        lines=tuple(
            ScoreLine(tuple(each.cells[number] for number in shown), each.worse)
            for each in score_lines(case, rows)
        ),
        worse=worse_words(case, rows),
        apart=evidence_words(case, rows),
        changed=tuple(changed_words(case, each) for each in changed),
        judged=f"{len(changed)} of {counted(total, 'verdict')}" if total else "",
        fans=tuple(_account(case, row) for row in rows if row.account.fans),
    )


FITTED_ONLY = ("with data", "evidence")


def _account(case: Case, row: AccountRow) -> AccountFans:
    return AccountFans(
        case.accounts[row.account.account].title,
        row.account.posterior is not None,
        tuple(_fan(case, fan) for fan in row.account.fans if fan.factor in row.account.moved),
    )


def _fan(case: Case, fan: Fan) -> FanRow:
    title = case.factors[fan.factor].title
    return FanRow(title, forecast_chart(fan, title))


def forecast_chart(fan: Fan, title: str) -> Markup:
    """Bands of a forecast, the 90 % band of persistence as dashes, and what was observed.

    Filled dots were known to it, rings were not.
    """
    across, up = _scales(fan)
    parts = _frame(across, up, fan.since)
    xs = [across(float(time)) for time in (fan.since, *fan.times)]
    known = fan.observed_times <= fan.since
    start = float(fan.observed[known][-1])

    def points(values: Floats1d) -> list[Point]:
        return [(x, up(float(y))) for x, y in zip(xs, (start, *values), strict=True)]

    rows = [points(each) for each in fan.quantiles]
    parts += [area(rows[4], rows[0], "band-90"), area(rows[3], rows[1], "band-50")]
    parts += [polyline(points(fan.persistence[edge]), "still") for edge in (0, 4)]
    parts.append(polyline(rows[2], "median"))
    for time, value, seen in zip(fan.observed_times, fan.observed, known, strict=True):
        if time >= across.low:
            at = across(float(time)), up(float(value))
            class_ = "known" if seen else "later"
            parts.append(element("circle", cx=at[0], cy=at[1], r=2.1, class_=class_))
    later = fan.observed[~known]
    label = f"{title}: forecast, and {counted(len(later), 'later value')}"
    return figure(WIDTH, HEIGHT, label, parts)


def _scales(fan: Fan) -> tuple[Scale, Scale]:
    end = float(fan.observed_times[-1])
    begin = max(float(fan.observed_times[0]), fan.since - BEFORE * (end - fan.since))
    last = float(fan.observed_times[fan.observed_times <= fan.since][-1])
    begin = min(begin, last)
    shown = fan.observed[fan.observed_times >= begin]
    bands = fan.quantiles[[0, 4]].ravel()
    values = np.concatenate([shown, bands])
    low, high = float(values.min()), float(values.max())
    across = Scale(begin, end, LEFT, RIGHT)
    least, most = float(shown.min()), float(shown.max())
    if least > 0.0 and most / least > LOGARITHMIC_FROM:
        low, high = max(low, least / LOGARITHMIC_FROM), max(high, most)
        return across, Scale(low / 1.2, high * 1.2, BOTTOM, TOP, logarithmic=True)
    short = LEAST_SPAN * abs(high) - (high - low)
    if short > 0.0:
        low, high = low - short / 2.0, high + short / 2.0
    air = 0.06 * (high - low)
    return across, Scale(low - air, high + air, BOTTOM, TOP)


def _frame(across: Scale, up: Scale, since: float) -> list[Markup]:
    levels: Sequence[float] = powers(up.low, up.high) if up.logarithmic else ticks(up.low, up.high)
    parts = [element("rect", x=LEFT, y=TOP, width=across(since) - LEFT, height=BOTTOM - TOP,
                     class_="past")]  # fmt: skip
    for level in levels[:: max(1, len(levels) // 4)]:
        y = up(level)
        parts += [
            line((LEFT, y), (RIGHT, y), "grid"),
            text((LEFT - 4, y + 3.2), quantity(level), "tick", "end"),
        ]
    parts.append(line((across(since), TOP - 6), (across(since), BOTTOM), "present"))
    for year in range(int(across.low) + 1, int(across.high) + 1):
        at = across(year)
        parts += [
            line((at, BOTTOM), (at, BOTTOM + 3), "axis"),
            text((at, HEIGHT - 7), str(year), "tick", "middle"),
        ]
    return parts
