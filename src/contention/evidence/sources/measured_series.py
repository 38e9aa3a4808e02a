"""A source as a series: dated values in order of time, and what is wrong with them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from contention.case.bounds import AMOUNTS, countable
from contention.case.evidence import DataSource
from contention.case.problem import Problem, Severity, errors
from contention.case.suggestions import did_you_mean
from contention.evidence.sources.cells import numbers, times
from contention.evidence.sources.table import DataTable, missing_column

WIDE = 4.0
"""A stretch without values that is this many times as long as the usual one is a gap …"""
LONG = 0.125
"""… if it has at least so many years."""
FEW = 4
"""Fewer values than this have no usual distance."""


@dataclass(frozen=True)
class MeasuredSeries:
    """What a source measures: decimal years in ascending order, each once, with the values.

    `values`, `low` and `high` are in the unit of the source; `low` and `high` are None if the
    file gives no range.
    """

    source: DataSource
    times: tuple[float, ...]
    values: tuple[float, ...]
    dates: tuple[str, ...]
    """as written in the file"""
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    missing: int = 0
    """rows without a value or a date, which were left out"""
    future: int = 0
    """rows after today, which were left out"""

    def __len__(self) -> int:
        return len(self.times)

    @property
    def segments(self) -> tuple[int, ...]:
        """For each value, how many breaks of the source lie before it or at its date."""
        breaks = sorted(self.source.breaks)
        return tuple(sum(each <= time for each in breaks) for time in self.times)

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Dates between which values are missing, judged by their usual distance."""
        if len(self.times) < FEW:
            return ()
        steps = [after - before for before, after in pairwise(self.times)]
        usual = median(steps)
        return tuple(
            (self.dates[index], self.dates[index + 1])
            for index, step in enumerate(steps)
            if step > max(WIDE * usual, LONG)
        )


ReadSeries = tuple[MeasuredSeries | None, tuple[Problem, ...]]


def measured_series(source: DataSource, whole: DataTable, today: float) -> ReadSeries:
    """The series of a source in a table; None with errors if it is unusable.

    Rows without a value are counted and left out; so are rows after `today` (a decimal year),
    since nothing can have been measured then. A date that occurs twice with one value counts
    once, and is an error with two values.
    """
    table, problems = _own_rows(source, whole)
    wanted = [source.date, source.column]
    problems += [missing_column(table, name) for name in wanted if name not in table.columns]
    if errors(tuple(problems)):
        return None, tuple(problems)
    dates, values = times(table, source.date), numbers(table, source.column)
    ranges = {name: _range(table, name) for name in (source.low, source.high)}
    problems += [*dates.problems, *values.problems]
    problems += [problem for _, found in ranges.values() for problem in found]
    rows = [
        row
        for row, (time, value) in enumerate(zip(dates.values, values.values, strict=True))
        if time is not None and value is not None
    ]
    points = _Points(source, table, dates.values, values.values, ranges)
    kept = points.in_order(rows, today, problems)
    problems += _beyond(source, table, points.values, kept)
    if not kept and not errors(tuple(problems)):
        message = f"no row has a date and a value in column `{source.column}`"
        place = table.header_place(source.column)
        problems.append(Problem(place, message, "see `column` and `rows` of the source"))
    if errors(tuple(problems)):
        return None, tuple(problems)
    series = points.series(kept)
    return replace(series, future=points.future), (*problems, *_remarks(series, table))


def _beyond(
    source: DataSource, table: DataTable, values: Sequence[float | None], rows: list[int]
) -> list[Problem]:
    """Values that `scale` makes too large or too small to be computed with."""
    wrong = [row for row in rows if not countable((values[row] or 0.0) * source.scale)]
    if not wrong:
        return []
    message = f"times `scale`, `{table.columns[source.column][wrong[0]]}` is out of range"
    return [Problem(table.place(wrong[0], source.column), message, AMOUNTS)]


def _own_rows(source: DataSource, table: DataTable) -> tuple[DataTable, list[Problem]]:
    missing = [missing_column(table, name) for name in source.rows if name not in table.columns]
    if missing:
        return table, missing
    own = table.where(source.rows)
    if len(own):
        return own, []
    for name, text in source.rows.items():
        found = table.columns[name]
        if text.strip() not in found:
            message = f"no row has `{text[:40]}` in column `{name}`"
            hint = did_you_mean(text, set(found), f"column `{name}`")
            return own, [Problem(table.header_place(name), message, hint)]
    hint = "each of them occurs, but never together"
    wanted = ", ".join(f"{name}: {text[:40]}" for name, text in source.rows.items())
    return own, [Problem(table.header_place(next(iter(table.columns))), f"no row: {wanted}", hint)]


def _range(table: DataTable, column: str) -> tuple[tuple[float | None, ...], list[Problem]]:
    """A column with one end of a range; all None if the file has no such column."""
    if column not in table.columns:
        return (None,) * len(table), []
    cells = numbers(table, column)
    return cells.values, list(cells.problems)


@dataclass
class _Points:
    """The rows of a source as numbers."""

    source: DataSource
    table: DataTable
    times: Sequence[float | None]
    values: Sequence[float | None]
    ranges: Mapping[str, tuple[Sequence[float | None], list[Problem]]]
    future: int = 0

    def in_order(self, rows: list[int], today: float, problems: list[Problem]) -> list[int]:
        """The rows that count, by date; notes what had to be put right."""
        time = self._time
        past = [row for row in rows if time(row) <= today]
        self.future = len(rows) - len(past)
        if self.future:
            first = min(set(rows) - set(past))
            message = f"{self.future} of {len(rows)} values are dated after today; left out"
            hint = "projections are not measurements; keep them out with `rows`, if marked"
            place = self.table.place(first, self.source.date)
            problems.append(Problem(place, message, hint, "warning"))
        ordered = sorted(past, key=time)
        if ordered != past:
            place = next(
                self.table.place(after, self.source.date)
                for before, after in pairwise(past)
                if time(after) < time(before)
            )
            message = "the rows are not in order of time; they are sorted"
            problems.append(Problem(place, message, "", "note"))
        return self._single(ordered, problems)

    def _single(self, rows: list[int], problems: list[Problem]) -> list[int]:
        kept: list[int] = []
        same: list[tuple[int, int]] = []
        different: list[tuple[int, int]] = []
        for row in rows:
            if not kept or self._time(row) > self._time(kept[-1]):
                kept.append(row)
            elif self.values[row] == self.values[kept[-1]]:
                same.append((kept[-1], row))
            else:
                different.append((kept[-1], row))
        if same:
            message = "occurs twice with one value; it counts once"
            problems.append(self._doubled(same, message, "", "warning"))
        if different:
            message = "occurs twice with different values"
            hint = "choose the rows of this series with `rows`" + self._telling(different)
            problems.append(self._doubled(different, message, hint, "error"))
        return kept

    def _doubled(
        self, pairs: list[tuple[int, int]], message: str, hint: str, severity: Severity
    ) -> Problem:
        """One problem for all dates that occur twice, at the first of them in the file."""
        first, row = min(pairs, key=lambda pair: self.table.lines[pair[1]])
        date = self.table.columns[self.source.date][row]
        more = f", as do {len(pairs) - 1} more" if len(pairs) > 1 else ""
        hints = [f"see line {self.table.lines[first]}", *([hint] if hint else [])]
        place = self.table.place(row, self.source.date)
        return Problem(place, f"date `{date}` {message}{more}", "; ".join(hints), severity)

    def _telling(self, pairs: list[tuple[int, int]]) -> str:
        """The column that tells the most doubled rows apart and has few values, if any does."""
        own = {self.source.date, self.source.column, self.source.low, self.source.high}
        few = {
            name: sum(cells[one] != cells[two] for one, two in pairs)
            for name, cells in self.table.columns.items()
            if name not in own and 1 < len(set(cells)) <= max(FEW, len(cells) // 3)
        }
        best = max(few, key=lambda name: (self._in_words(name), few[name]), default="")
        return f", for instance by `{best}`" if best and few[best] else ""

    def _in_words(self, column: str) -> bool:
        """Whether a column holds words, and not numbers or dates alone."""
        return any(cell[:1].isalpha() for cell in self.table.columns[column])

    def series(self, rows: list[int]) -> MeasuredSeries:
        scale = self.source.scale
        low, high = (self.ranges[name][0] for name in (self.source.low, self.source.high))
        pairs = zip(self.times, self.values, strict=True)
        missing = sum(time is None or value is None for time, value in pairs)
        return MeasuredSeries(
            self.source,
            times=tuple(self._time(row) for row in rows),
            values=tuple((self.values[row] or 0.0) * scale for row in rows),
            dates=tuple(self.table.columns[self.source.date][row] for row in rows),
            low=tuple(_scaled(low[row], scale) for row in rows),
            high=tuple(_scaled(high[row], scale) for row in rows),
            missing=missing,
        )

    def _time(self, row: int) -> float:
        time = self.times[row]
        return math.inf if time is None else time


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale


def _remarks(series: MeasuredSeries, table: DataTable) -> list[Problem]:
    """What a reader should know about a series that can be used."""
    place = table.header_place(series.source.column)
    remarks = []
    if len(series) == 1:
        message = f"`{series.source.id}` has one value only"
        remarks.append(Problem(place, message, "it shows no change", "warning"))
    if series.gaps:
        before, after = series.gaps[-1]
        more = f", and in {len(series.gaps) - 1} other gaps" if len(series.gaps) > 1 else ""
        message = f"`{series.source.id}` has no value between {before} and {after}{more}"
        remarks.append(Problem(place, message, "", "note"))
    if series.source.cumulative:
        remarks += _falls(series, place_of=table)
    return remarks


def _falls(series: MeasuredSeries, place_of: DataTable) -> list[Problem]:
    """Falls of a series that is said only to add up, apart from its breaks."""
    segments = series.segments
    falls = [
        index
        for index in range(1, len(series))
        if series.values[index] < series.values[index - 1]
        and segments[index] == segments[index - 1]
    ]
    if not falls:
        return []
    dates = place_of.columns[series.source.date]
    place = place_of.place(dates.index(series.dates[falls[0]]), series.source.column)
    message = f"`{series.source.id}` is cumulative and falls ({len(falls)}×, first here)"
    hint = "list a revision in `breaks`, or remove `cumulative`"
    return [Problem(place, message, hint, "warning")]
