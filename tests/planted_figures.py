"""Made-up series, right figures drawn from them, and errors planted in some.

A writer looks up the latest release of one publisher that was out when the text was written, and
states it as writers do. Nothing here uses the rules by which figures are compared. An error is
kept only if no release that the writer could rightly have used would have been stated in the same
way: otherwise the number is right after all.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["right", "lost digit", "swapped unit", "stale number", "wrong year"]
ERRORS: tuple[Kind, ...] = ("lost digit", "swapped unit", "stale number", "wrong year")
FIRST, LAST = date(2014, 1, 1), date(2024, 12, 31)
STEPS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
UNIT_SWAPS = (1e3, 1e-3, 1e6, 1e-6)


@dataclass(frozen=True)
class Row:
    """One release: what it is dated, what it says, and when it came out."""

    dated: str
    when: date
    value: float
    out: date


@dataclass(frozen=True)
class Publisher:
    """The releases of one publisher."""

    name: str
    rows: tuple[Row, ...]

    def csv(self) -> str:
        """Its data file."""
        return "date,value\n" + "".join(f"{row.dated},{row.value:.10g}\n" for row in self.rows)


@dataclass(frozen=True)
class Planted:
    """A figure with the series of one or two publishers, and what is wrong with it."""

    kind: Kind
    shape: str
    publishers: tuple[Publisher, ...]
    value: float
    comparator: str
    date: str | None
    text_date: str
    source: str | None
    cumulative: bool
    share: bool


@dataclass(frozen=True)
class _Style:
    """How a writer states numbers."""

    digits: int
    words: str
    loose: bool

    def state(self, value: float) -> float:
        size = math.floor(math.log10(abs(value))) if value else 0
        unit = 10.0 ** (size - self.digits + 1)
        if self.loose:  # one digit, where that is not far off
            coarse = self._rounded(value, 10.0**size)
            unit = 10.0**size if abs(coarse / value - 1) < 0.1 else unit
        return float(f"{self._rounded(value, unit):.12g}")

    def _rounded(self, value: float, unit: float) -> float:
        if self.words in ("over", "at least"):
            return math.floor(value / unit + 1e-9) * unit
        if self.words in ("under", "at most"):
            return math.ceil(value / unit - 1e-9) * unit
        return round(value / unit) * unit


def planted(seed: int, right: int = 400, each: int = 50) -> list[Planted]:
    """`right` right figures, and `each` of every kind of error, in a fixed order by seed."""
    made = []
    for number, kind in enumerate([*["right"] * right, *(k for k in ERRORS for _ in range(each))]):
        rng = random.Random(f"{seed} {number}")
        made.append(next(each for each in _attempts(rng, kind) if each is not None))  # type: ignore[arg-type]
    return made


def _attempts(rng: random.Random, kind: Kind) -> Iterator[Planted | None]:
    while True:
        yield _attempt(rng, kind)


def _attempt(rng: random.Random, kind: Kind) -> Planted | None:
    world = _World(rng)
    dated = kind == "wrong year" or (kind != "stale number" and rng.random() < 0.2)
    writer = _Writer(rng, world, dated)
    allowed = writer.allowed()
    if not allowed:
        return None
    row = allowed[-1]
    value = writer.state(row.value)
    if kind == "right":
        return writer.figure(kind, writer.state(writer.seen(row)))
    wrong = writer.wrong(kind, row, value)
    rightly = {writer.state(each.value) for each in writer.allowed_of_all()}
    if wrong is None or wrong <= 0 or wrong in rightly:
        return None
    return writer.figure(kind, wrong)


class _World:
    """A quantity as one or two publishers release it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.shape = rng.choices(["counts", "noisy", "seasonal", "steps"], [4, 3, 2, 2])[0]
        steps = {
            "counts": ["day", "week", "month", "month"],
            "noisy": ["month", "month", "quarter"],
            "seasonal": ["month", "quarter"],
            "steps": ["quarter", "year", "year"],
        }[self.shape]
        self.step = rng.choice(steps)
        self.share = self.shape in ("noisy", "steps") and rng.random() < 0.4
        self.truth = list(self._truth())
        one = self._publisher("one", 1.0)
        self.publishers: tuple[Publisher, ...] = (one,)
        if rng.random() < 0.5:
            apart = math.exp(rng.choice([-1, 1]) * rng.uniform(0.05, 0.26))
            self.publishers = (one, self._publisher("two", apart))

    def _dates(self) -> list[date]:
        years = {"day": 2, "week": 3, "month": 6, "quarter": 9, "year": 10}[self.step]
        start = date(LAST.year - years + 1, 1, 1)
        if self.step == "year":
            return [date(year, 12, 31) for year in range(start.year, LAST.year)]
        if self.step in ("month", "quarter"):
            every = 1 if self.step == "month" else 3
            months = range(start.year * 12, LAST.year * 12 + 12, every)
            return [date(month // 12, month % 12 + 1, 1) for month in months]
        length = (LAST - start).days
        every = STEPS[self.step]
        return [start + timedelta(days=day) for day in range(0, length, every)]

    def _truth(self) -> Iterator[tuple[date, float]]:
        dates = self._dates()
        rng, step = self.rng, STEPS[self.step] / 365
        size = 10 ** rng.uniform(2.5, 7)
        if self.shape == "counts":
            total, pace = 0.05 * size, size
            slowing = rng.uniform(0.2, 0.7)
            for index, day in enumerate(dates):
                total += pace * step * math.exp(-slowing * index * step) * rng.gammavariate(4, 0.25)
                yield day, float(math.ceil(total))
            return
        drift, state, level = rng.uniform(-0.08, 0.08), 0.0, math.log(size)
        noise = rng.uniform(0.03, 0.12)
        held = 0.0
        for index, day in enumerate(dates):
            state = 0.7 * state + rng.gauss(0, noise)
            log = level + drift * index * step + state
            if self.shape == "seasonal":
                log += 0.25 * math.sin(2 * math.pi * (day.timetuple().tm_yday / 365))
            if self.shape == "steps":
                if index == 0 or rng.random() < 0.5:
                    held = log + rng.choice([-1, 1]) * 0.15
                log = held
            yield day, math.exp(log)

    def _publisher(self, name: str, apart: float) -> Publisher:
        rng = self.rng
        top = max(value for _, value in self.truth)
        delay = {"day": 2, "week": 5, "month": 40, "quarter": 120, "year": 90}[self.step]
        rows, before = [], 0.0
        for day, value in self.truth:
            found = value * apart * (1 if name == "one" else math.exp(rng.gauss(0, 0.01)))
            found = 90 * found / (1.35 * top) if self.share else found
            found = round(found, 1) if self.share else float(f"{found:.5g}")
            if self.shape == "counts":
                found = before = max(before, found)
            written = day.isoformat() if self.step != "month" else day.isoformat()[:7]
            out = day + timedelta(days=round(delay * rng.uniform(0.5, 1.0)))
            rows.append(Row(written, day, found, out))
        return Publisher(name, tuple(rows))


class _Writer:
    """Somebody who writes a text on one day and states one number of one publisher."""

    def __init__(self, rng: random.Random, world: _World, dated: bool) -> None:
        self.rng = rng
        self.world = world
        self.dated = dated
        self.publisher = rng.choice(world.publishers)
        self.own = True
        """whether the number is that of a publisher whose series is known"""
        self.day = date(LAST.year, rng.randint(2, 12), rng.randint(1, 28))
        self.looked = self.day - timedelta(days=rng.randint(0, 25))
        words = ["exactly"] * 4 + ["about"] * 3 + ["over"] * 3 + ["at least", "under", "at most"]
        word = rng.choice(words)
        digits = rng.choice([2, 2, 3, 3, 4] if word != "about" else [2, 2, 3])
        self.style = _Style(digits, word, loose=word != "exactly" and rng.random() < 0.2)
        self.year = self.day.year - rng.randint(1, 2)
        finer = world.shape != "counts" and world.step in ("month", "quarter")
        self.month = rng.choice([1, 4, 7, 10]) if finer and rng.random() < 0.7 else 0

    def state(self, value: float) -> float:
        """The number as the text has it: shares as fractions."""
        stated = self.style.state(value)
        return float(f"{stated / 100:.12g}") if self.world.share else stated

    def seen(self, row: Row) -> float:
        """A value as the writer saw it: revised since in one of five, or a third publisher's."""
        draw = self.rng.random()
        if draw < 0.2:
            return row.value * math.exp(self.rng.gauss(0, 0.002))
        if draw < 0.23 and len(self.world.publishers) == 2:
            rows = [self._allowed(each)[-1:] for each in self.world.publishers]
            if all(rows):
                self.own = False
                low, high = sorted(row.value for (row,) in rows)
                return low + (high - low) * self.rng.uniform(0.2, 0.8)
        return row.value

    def allowed(self) -> list[Row]:
        """What the writer may rightly state, of the publisher that was looked up."""
        return self._allowed(self.publisher)

    def allowed_of_all(self) -> list[Row]:
        """The same of every publisher, and what others may use who took longer to write."""
        found = [row for each in self.world.publishers for row in self._allowed(each)]
        if self.dated:
            return found
        long_ago = self.day - timedelta(days=45)
        for each in self.world.publishers:
            latest = [row for row in each.rows if row.out <= long_ago][-1:]
            first = latest[0].when if latest else self.day
            found += [row for row in each.rows if row.when >= first and row.out <= self.day]
        return found

    def _allowed(self, publisher: Publisher) -> list[Row]:
        if self.dated:
            return self._dated(publisher, self.year)
        out = [row for row in publisher.rows if row.out <= self.looked]
        return out[-1:]

    def _dated(self, publisher: Publisher, year: int) -> list[Row]:
        """What it was in a month, or in a year: by its end, or on average."""
        inside = [row for row in publisher.rows if row.when.year == year]
        if self.month:
            return [row for row in inside if row.when.month == self.month]
        if self.world.shape == "counts" or not inside:
            return inside[-1:]
        mean = sum(row.value for row in inside) / len(inside)
        return [Row(str(year), inside[-1].when, mean, inside[-1].out)]

    def wrong(self, kind: Kind, row: Row, value: float) -> float | None:
        """The number with an error of that kind; None where none can be made."""
        if kind == "lost digit":
            return self._lost_digit(value)
        if kind == "swapped unit":
            factors = (100.0, 0.01) if self.world.share else UNIT_SWAPS
            return float(f"{value * self.rng.choice(factors):.12g}")
        days = self.rng.randint(240, 1100)
        if kind == "stale number":
            old = [each for each in self.publisher.rows if (row.when - each.when).days >= days]
            return self.state(old[-1].value) if old else None
        year = self.year + self.rng.choice([-1, 1])
        other = self._dated(self.publisher, year)
        return self.state(other[-1].value) if other else None

    def _lost_digit(self, value: float) -> float | None:
        digits = f"{value:.10g}" if not self.world.share else f"{value * 100:.10g}"
        if "." in digits or "e" in digits or len(digits) < 2:
            return None
        at = self.rng.randrange(len(digits))
        shorter = digits[:at] + digits[at + 1 :]
        if shorter.startswith("0"):
            return None
        return float(shorter) / (100 if self.world.share else 1)

    def figure(self, kind: Kind, value: float) -> Planted:
        """The figure in its text."""
        written = self.day.isoformat()
        month = self.rng.random() < 0.3
        period = f"{self.year}-{self.month:02d}" if self.month else str(self.year)
        own = period if self.dated else self.rng.choice([None, written, written[:7]])
        named = self.publisher.name if self.own and self.rng.random() < 0.3 else None
        return Planted(
            kind, self.world.shape, self.world.publishers, value, self.style.words, own,
            written[:7] if month else written, named, self.world.shape == "counts",
            self.world.share,
        )  # fmt: skip
