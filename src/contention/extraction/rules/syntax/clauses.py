"""Where the clauses before and after a signal begin and end."""

from contention.extraction.rules.phrases.extents import (
    clause_floor,
    finite_soon,
    list_goes_on,
    trim,
)
from contention.extraction.rules.syntax.sentence import REACH, Parsed, Span


def clause_before(parsed: Parsed, end: int) -> Span:
    """The clause that ends at a signal."""
    place = end
    while place > max(0, end - REACH):
        at = place - 1
        if at in parsed.closing and parsed.low(at) == ")":
            place = parsed.closing[at]
        elif _begins_after(parsed, at, end):
            break
        else:
            place = at
    return trim(parsed, (place, end))


def _begins_after(parsed: Parsed, at: int, end: int) -> bool:
    """Whether the clause that ends at a signal begins after a word."""
    kind, low = parsed.kind(at), parsed.low(at)
    if kind == "." or (kind == "S" and at != end - 1):
        return True
    if low in ("but", "that"):
        return parsed.has_finite(max(0, at - 20), at)
    if kind != "," or not parsed.has_finite(at + 1, end):
        return False
    floor = clause_floor(parsed, at)
    subordinate = floor > 0 and parsed.kind(floor - 1) == "S"
    joined = parsed.low(at + 1) in ("and", "but", "so")
    return joined or subordinate or not parsed.has_finite(floor, at)


def clause_after(parsed: Parsed, start: int) -> Span:
    """The clause that begins after a signal, up to its end or the comma before the next."""
    place = start
    end = min(len(parsed.words), start + REACH)
    seen = False
    while place < end:
        kind = parsed.kind(place)
        if parsed.low(place) == "(" and place in parsed.closing:
            place = parsed.closing[place] + 1
            continue
        if kind == "." or (kind == "S" and place > start):
            break
        if kind == "," and place > start and _clause_ends(parsed, place, seen=seen):
            break
        seen = seen or parsed.finite[place]
        place += 1
    return trim(parsed, (start, place))


def _clause_ends(parsed: Parsed, comma: int, *, seen: bool) -> bool:
    """Whether a comma ends a clause; `seen` says that it has its verb already."""
    goes_on = list_goes_on(parsed, comma) and not finite_soon(parsed, comma + 1)
    if not seen:
        return not goes_on
    item = parsed.kind(comma + 1) in ("n", "D") and not parsed.low(comma + 1).endswith("ing")
    return parsed.low(comma + 1) in ("and", "but") or not (goes_on and item)


def comma_after(parsed: Parsed, start: int) -> int:
    """The comma that ends a clause or phrase at the head of a sentence; -1 if there is none."""
    first = -1
    for place in range(start, min(len(parsed.words), start + REACH)):
        if parsed.kind(place) == "." and parsed.low(place) not in ("(", ")"):
            break
        if parsed.kind(place) == ",":
            if parsed.has_finite(place + 1, place + 20):
                return place
            first = place if first < 0 and place + 2 < len(parsed.words) else first
    return first
