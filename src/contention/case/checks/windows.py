"""Whether the windows of reducers lie within the run and hold some of it."""

from collections.abc import Iterator

from contention.case.checks.grid import nearest, shorter_than_step, step_hint
from contention.case.convert.clock import from_years, unit_name
from contention.case.convert.converter import UNKNOWN_TIMES
from contention.case.model import Times
from contention.language.functions import is_reducer
from contention.language.syntax import Call, Fault, Node, Number
from contention.language.tree_walking import walk

SAME = 1e-9
"""Years within which two moments are one."""


def window_faults(node: Node, times: Times) -> tuple[Fault, ...]:
    """Dates outside present … end, and windows that are empty or shorter than a step."""
    unknown = tuple(_not_convertible(node, times))
    if unknown:
        return unknown
    outside = tuple(_dates_outside(node, times))
    if outside or times is UNKNOWN_TIMES:
        return outside
    calls = (part for part in walk(node) if isinstance(part, Call) and is_reducer(part))
    return tuple(fault for call in calls if call.keywords for fault in _window(call, times))


def _not_convertible(node: Node, times: Times) -> Iterator[Fault]:
    """Dates some years after the present, in a model whose unit of time is not known."""
    for part in walk(node):
        if isinstance(part, Call) and part.function == "present_plus" and part.arguments:
            shift = part.arguments[0]
            if isinstance(shift, Number) and from_years(times, shift.value) is None:
                message = f"the model counts time in `{times.unit}`, which is not a known unit"
                yield Fault(part.column, message, "write the time itself, a number")


def _dates_outside(node: Node, times: Times) -> Iterator[Fault]:
    first, last = times.present, times.end
    for part in walk(node):
        year = _year(part, times)
        if year is not None and not first - SAME <= year <= last + SAME:
            span = f"{first:g} to {last:g}" if times.unit else f"{first:.2f} to {last:.2f}"
            message = f"this date lies outside present … end ({span})"
            yield Fault(part.column, message, "see `time` in case.yaml")


def _year(node: Node, times: Times) -> float | None:
    """The decimal year of a date as written; None for anything else."""
    if isinstance(node, Number) and node.unit == "date":
        return node.value
    if isinstance(node, Call) and node.function == "present_plus":
        shift = node.arguments[0] if node.arguments else Number(0.0)
        length = from_years(times, shift.value) if isinstance(shift, Number) else None
        return None if length is None else times.present + length
    return None


def _window(call: Call, times: Times) -> Iterator[Fault]:
    given = dict(call.keywords)
    start = _year(given["from"], times) if "from" in given else times.present
    end = _year(given["to"], times) if "to" in given else times.end
    if start is None or end is None:
        return
    one = "for the value at one date write at(x @ scenario, date)"
    if end - start <= SAME and len(given) == 2:
        yield Fault(call.column, "the window ends before it begins", "exchange from= and to=")
    elif end - start <= SAME:
        yield Fault(call.column, "the window ends where it begins", one)
    elif shorter_than_step(times, start, end) or nearest(times, start) == nearest(times, end):
        lasting, step = f"{end - start:.3g}", f"{times.step:.3g}"
        unit = unit_name(times)
        message = f"the window lasts {lasting} {unit}, and a step of the run is {step} {unit}"
        yield Fault(call.column, message, f"{step_hint(times, start, end)}; {one}")
