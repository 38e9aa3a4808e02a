"""The span of time that a case runs over."""

from contention.case.checks.grid import MOST
from contention.case.convert.clock import ModelClock
from contention.case.convert.converter import UNKNOWN_TIMES, Converter
from contention.case.convert.scales import UnreadableError, amount
from contention.case.model import Times
from contention.case.schema.case import TimesEntry

FEWEST = 20
"""Fewest steps between start and end."""

MOST_OF_MODELS = 500_000
"""The same of the run of a model file."""

MANY = 1_000_000
"""From here on nobody wants to know how many steps there are."""


def read_times(reading: Converter, entry: TimesEntry) -> Times:
    """The times of the case; placeholders, with the problems recorded, if they are invalid."""
    years: dict[str, float] = {}
    place = reading.draft.case_tree.place
    for key in ("present", "start", "end"):
        try:
            years[key] = reading.clock.moment(getattr(entry, key), years.get("present"))
        except UnreadableError as error:
            reading.draft.note(place("time", key), error.message, error.hint)
    step = _step(reading, entry)
    if len(years) < 3 or step is None:
        return UNKNOWN_TIMES
    own = reading.clock.unit if isinstance(reading.clock, ModelClock) else None
    times = Times(years["start"], years["present"], years["end"], step, entry.method, own)
    return times if _sound(reading, times) else UNKNOWN_TIMES


def _step(reading: Converter, entry: TimesEntry) -> float | None:
    step = _length(reading, entry.step) if isinstance(entry.step, str) else float(entry.step)
    if step is not None and step > 0:
        return step
    shown = entry.step if isinstance(entry.step, str) else f"{entry.step:g}"
    own = isinstance(reading.clock, ModelClock)
    hint = "give years, above 0, or a number with a unit: `2 weeks`"
    hint = "give a number above 0, in the unit of the model" if own else hint
    place = reading.draft.case_tree.place("time", "step")
    reading.draft.note(place, f"a step cannot be `{shown}`", hint)
    return None


def _length(reading: Converter, text: str) -> float | None:
    if not isinstance(reading.clock, ModelClock):
        return amount(text)
    try:
        return reading.clock.length(text, reading.words)
    except UnreadableError:
        return None


def _sound(reading: Converter, times: Times) -> bool:
    draft, place = reading.draft, reading.draft.case_tree.place
    if times.start >= times.end:
        draft.note(place("time", "end"), "the end is not after the start", "correct one of them")
        return False
    if not times.start <= times.present < times.end:
        message = "the present does not lie between start and end"
        hint = "start <= present < end; history runs up to it, scenarios after it"
        draft.note(place("time", "present"), message, hint)
        return False
    steps = (times.end - times.start) / times.step
    fewest, most = (FEWEST, MOST) if times.unit is None else (1, MOST_OF_MODELS)
    if fewest <= steps <= most:
        return True
    size = "long" if steps < fewest else "short"
    span = times.end - times.start
    message = f"the step is too {size}: {_count(steps)} steps from start to end"
    unit = "years" if times.unit is None else times.unit
    range_ = f"{span / most:.2g} to {span / fewest:.2g} {unit}".strip()
    hint = f"between {fewest} and {most} steps: {range_}"
    draft.note(place("time", "step"), message, hint)
    return False


def _count(steps: float) -> str:
    return f"{steps:.0f}" if steps < MANY else f"more than {MANY}"
