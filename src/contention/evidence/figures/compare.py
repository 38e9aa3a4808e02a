"""Every figure of a case compared with the series that measure it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contention.case.evidence import DataSource, FigureSources
from contention.case.model import Case, Factor, Figure, Series
from contention.case.problem import Place, Problem
from contention.evidence.figures.dates import (
    against_dates,
    is_calendar_year,
    is_duration,
    year_in_series,
)
from contention.evidence.figures.explanations import (
    digit_or_unit,
    fitting,
    newer,
    older,
    swapped_period,
)
from contention.evidence.figures.figure_verdict import FigureVerdict, Verdict
from contention.evidence.figures.parts import parts_verdict
from contention.evidence.figures.releases import Period, Release, ReleaseReading, reading
from contention.evidence.figures.statement import Statement
from contention.evidence.figures.units import different_things, scale_between
from contention.evidence.figures.wording import (
    factor_text,
    months_text,
    number_text,
    sentences,
    series_text,
)
from contention.evidence.sources.library import DataLibrary
from contention.evidence.sources.measured_series import MeasuredSeries
from contention.language.dates import parse_date

LETTER = (0.8, 1.25)
"""measured ÷ stated from and up to which a bound that holds by the letter passes"""
LONG_AGO = 1.0
"""years: a number that old is more likely to have lost a digit, if that fits too"""


@dataclass(frozen=True)
class ComparedFigures:
    """The verdicts on figures, in the order of the case, and what is wrong with their units."""

    rows: tuple[FigureVerdict, ...]
    problems: tuple[Problem, ...] = ()


def compare_figures(case: Case, library: DataLibrary) -> ComparedFigures:
    """Every accepted figure, then the parts of wholes."""
    comparison = _Comparison(case, library)
    rows = [comparison.figure(each) for each in case.figures.values() if each.status == "accepted"]
    rows += [parts_verdict(parts, case.figures) for parts in case.evidence.parts]
    return ComparedFigures(tuple(rows), tuple(sorted(comparison.problems)))


def period_of(case: Case, figure: Figure) -> Period:
    """When a figure is to have been so: at its date, or else that of its text."""
    document = case.documents[figure.document]
    text = _span(document.date, case)
    own = _span(figure.date, case) if figure.date else text
    now = own[0] <= text[1] and text[0] <= own[1]
    start, end = text if now else own
    return Period(start, end, as_of_text=now)


def _span(date: str, case: Case) -> tuple[float, float]:
    """The first and the last moment of a date: of a day, a month or a year."""
    start = parse_date(date)
    if start is None:  # `present`, with or without an offset: the case has checked it
        return case.times.present, case.times.present
    parts = [int(part) for part in date.strip().split("-")]
    if len(parts) == 1:
        return start, start + 1.0
    if len(parts) == 2:
        year, month = parts
        following = f"{year + month // 12:04d}-{month % 12 + 1:02d}"
        return start, parse_date(following) or start
    return start, start


class _Comparison:
    """The figures of one case along with its data."""

    def __init__(self, case: Case, library: DataLibrary) -> None:
        self.case = case
        self.library = library
        self.entries = {entry.figure: entry for entry in case.evidence.figures}
        self.problems: list[Problem] = []

    def figure(self, figure: Figure) -> FigureVerdict:
        entry = self.entries.get(figure.id)
        period = period_of(self.case, figure)
        series, missing = self._series(figure, entry)
        factor = self.case.factors.get(figure.factor or "")
        if is_calendar_year(figure) and series and entry is not None:
            return _noted(year_in_series(figure, series[0]), entry)
        if is_calendar_year(figure) or (is_duration(figure) and not series):
            dated = against_dates(figure, factor, period)
            if dated is not None:
                return _noted(dated, entry)
        readings = self._readings(figure, entry, series, period)
        if not readings:
            reason = self._reason(series, missing, entry, period)
            none = FigureVerdict(figure.id, "no data", stated=figure.value)
            return _noted(replace(none, note=reason, reason=reason), entry)
        verdict = replace(
            _Judged(figure, period, readings).verdict(),
            lines=tuple(each.line for each in readings),
            when=period.start if period.as_of_text else (period.start + period.end) / 2,
        )
        return _noted(self._definitions(verdict, figure, readings), entry)

    def _series(
        self, figure: Figure, entry: FigureSources | None
    ) -> tuple[list[MeasuredSeries], list[str]]:
        """The series that measure a figure, and why others do not."""
        if entry is None:
            factor = self.case.factors.get(figure.factor or "")
            if factor is None or factor.observed is None:
                return [], []
            return [_observed(factor, factor.observed)], []
        found, missing = [], []
        for id_ in entry.data:
            series = self.library.series(id_)
            if series is not None:
                found.append(series)
                continue
            gone = self.library.missing(id_)
            missing.append(f"`{id_}` " + (f"is missing: {gone.reason}" if gone else "is unusable"))
        return _of_named_source(figure, found), missing

    def _readings(
        self, figure: Figure, entry: FigureSources | None, series: Sequence[MeasuredSeries],
        period: Period,
    ) -> list[ReleaseReading]:  # fmt: skip
        readings = []
        for each in series:
            scale = scale_between(each.source.unit, figure.unit, counts=entry is not None)
            if scale is None:
                self._incompatible(figure, each.source, entry)
                continue
            found = reading(each, scale, period)
            if found.current:
                readings.append(found)
        return readings

    def _incompatible(
        self, figure: Figure, source: DataSource, entry: FigureSources | None
    ) -> None:
        own, other = source.unit or "no unit", figure.unit or "no unit"
        message = f"figure `{figure.id}` is in {other}, and `{source.id}` is in {own}"
        hint = "correct a unit, give the source a `scale`, or compare it with another source"
        place = entry.place if entry is not None else Place(figure.place.path, figure.place.line)
        self.problems.append(Problem(place, message, hint))

    def _reason(
        self, series: Sequence[MeasuredSeries], missing: list[str], entry: FigureSources | None,
        period: Period,
    ) -> str:  # fmt: skip
        reasons = list(missing)
        for each in series:
            first, last = each.dates[0], each.dates[-1]
            if each.times[0] > period.end or each.times[-1] < period.start:
                reasons.append(f"`{each.source.id}` runs from {first} to {last}")
            else:
                reasons.append(f"`{each.source.id}` has no value near that date in its unit")
        if not reasons and (entry is None or not entry.note):
            return "the case names no series that measures it"
        return "; ".join(reasons)

    def _definitions(
        self, verdict: FigureVerdict, figure: Figure, readings: Sequence[ReleaseReading]
    ) -> FigureVerdict:
        """Say what is measured, and if that is not what the text speaks of."""
        named = verdict.series.split(", ")
        used = [each.series.source for each in readings if each.series.source.id in named]
        others = [
            f"the series counts {source.unit}, the text {figure.unit}"
            for source in used
            if different_things(source.unit, figure.unit)
        ]
        note = sentences(verdict.note, *map(series_text, used), *others)
        return replace(verdict, note=note, reason=sentences(verdict.note, *others))


def _noted(verdict: FigureVerdict, entry: FigureSources | None) -> FigureVerdict:
    """The verdict with what the case notes of the figure and its sources."""
    own = entry.note if entry is not None else ""
    reason = sentences(verdict.reason, own)
    return replace(verdict, note=sentences(verdict.note, own), reason=reason)


def _observed(factor: Factor, observed: Series) -> MeasuredSeries:
    """The series of the case that observes a factor."""
    source = DataSource(
        id=observed.path,
        title=factor.title,
        publisher=observed.publisher or "publisher not named",
        unit=factor.unit,
        definition=observed.note,
        file=observed.path,
    )
    none = (None,) * len(observed.times)
    return MeasuredSeries(source, observed.times, observed.values, observed.dates, none, none)


def _of_named_source(figure: Figure, series: list[MeasuredSeries]) -> list[MeasuredSeries]:
    """Only the series of the publisher that the text names, if it names one of them."""
    named = (figure.source or "").casefold()
    own = [each for each in series if _same_words(named, each.source.publisher.casefold())]
    return own or series


def _same_words(one: str, other: str) -> bool:
    """Whether one name is the other, or part of it in whole words."""
    shorter, longer = sorted((one.strip(), other.strip()), key=len)
    return bool(shorter) and re.search(rf"\b{re.escape(shorter)}\b", longer) is not None


Found = tuple[ReleaseReading, Release] | None
"""a release that bears a number out, with its series"""


class _Judged:
    """One figure before the series that measure it."""

    def __init__(self, figure: Figure, period: Period, readings: Sequence[ReleaseReading]) -> None:
        self.figure = figure
        self.period = period
        self.readings = readings
        self.statement = Statement(figure.value, figure.comparator)

    def verdict(self) -> FigureVerdict:
        found = fitting(self.statement, self.readings)
        if found is not None:
            return self._made("agrees", *found)
        other_year = fitting(self.statement, self.readings, lambda each: each.other_years)
        inside = fitting(self.statement, self.readings, lambda each: each.inside)
        if inside is not None and other_year is None:
            return self._made("agrees", *inside, "it is so in part of the period")
        old = older(self.statement, self.readings)
        guess = digit_or_unit(self.statement, self.readings)
        if guess and (old is None or self._age(old[1]) > LONG_AGO):
            return self._disagrees(guess)
        if old is not None and self.period.as_of_text:
            return self._earlier(*old)
        if other_year is None and self._between():
            return self._between_two()
        return self._of_another_date(old, other_year)

    def _of_another_date(self, old: Found, other_year: Found) -> FigureVerdict:
        """What nothing at its date bears out, unless a bound holds by the letter."""
        nearest = self._nearest()
        factor = nearest[1].shown / self.statement.value if self.statement.value else 0.0
        by_the_letter = self.statement.literally(nearest[1].shown)
        if old is not None and by_the_letter:
            return self._earlier(*old)
        words = f"true as written, though the measure is {factor_text(factor)} the number"
        other_date = self._other_date(other_year or old)
        if by_the_letter and not other_date and LETTER[0] <= factor <= LETTER[1]:
            return self._made("agrees", *nearest, words)
        reasons = [words] if by_the_letter else []
        reasons.append(other_date or swapped_period(self.statement, self.readings))
        return self._disagrees("; ".join(filter(None, reasons)))

    def _other_date(self, found: Found) -> str:
        """The nearest other date whose value it fits, in words; empty if there is none."""
        if found is None and self.period.as_of_text:
            return ""
        if found is None:
            return newer(self.statement, self.readings, self.period.end)
        return f"it fits the value of {found[1].date}: a wrong date?"

    def _age(self, release: Release) -> float:
        return max(0.0, self.period.end - release.time)

    def _nearest(self) -> tuple[ReleaseReading, Release]:
        """The current release that is the least far off."""
        stated = self.statement.value
        found = [(r, r.current[0]) for r in self.readings]
        return min(found, key=lambda each: abs(each[1].shown - stated))

    def _between(self) -> bool:
        if len(self.readings) < 2:
            return False
        low = min(each.current[0].low for each in self.readings)
        high = max(each.current[0].high for each in self.readings)
        return low <= self.statement.value <= high

    def _between_two(self) -> FigureVerdict:
        shown = sorted(self.readings, key=lambda each: each.current[0].shown)
        below = [r for r in shown if r.current[0].shown <= self.statement.value] or shown[:1]
        above = [r for r in shown if r.current[0].shown > self.statement.value] or shown[-1:]
        pair = [below[-1], above[0]]
        words = " and ".join(
            f"{number_text(each.current[0].shown)} ({source.title}, {source.publisher})"
            for each in pair
            for source in [each.series.source]
        )
        made = self._made("between two series", *self._nearest(), f"between {words}")
        return replace(made, series=", ".join(each.series.source.id for each in pair))

    def _earlier(self, reading: ReleaseReading, release: Release) -> FigureVerdict:
        age = self._age(release)
        now = reading.current[0]
        words = f"{months_text(age)} old: {number_text(release.shown)} on {release.date}"
        if self._between():
            words += "; it also lies between two series"
        made = self._made("agrees with an earlier release", reading, now, words)
        return replace(made, months=age * 12)

    def _disagrees(self, words: str) -> FigureVerdict:
        return self._made("disagrees by a factor", *self._nearest(), words)

    def _made(
        self, verdict: Verdict, reading: ReleaseReading, release: Release, words: str = ""
    ) -> FigureVerdict:
        stated = self.statement.value
        return FigureVerdict(
            self.figure.id,
            verdict,
            reading.series.source.id,
            stated,
            release.shown,
            release.shown / stated if stated else None,
            release.date,
            words,
        )
