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
        if parsed.kind(at) == "." and not (parsed.low(at) == ")" and at in parsed.closing):
            break
        if parsed.low(at) == ")":
            place = parsed.closing[at]
            continue
        temporal = parsed.low(at) in ("since", "when", "until", "once", "while")
        if (
            parsed.kind(at) == "S"
            and at != end - 1
            and not (temporal and parsed.has_finite(max(0, at - 20), at))
        ):
            break
        if parsed.low(at) in ("but", "that") and parsed.has_finite(max(0, at - 20), at):
            break
        if (
            parsed.kind(at) == ","
            and parsed.has_finite(at + 1, end)
            and (
                parsed.low(at + 1) in ("and", "but", "so")
                or not parsed.has_finite(clause_floor(parsed, at), at)
                or _subordinate_opens(parsed, at)
            )
        ):
            break
        place = at
    return trim(parsed, (place, end))


def _subordinate_opens(parsed: Parsed, comma: int) -> bool:
    floor = clause_floor(parsed, comma)
    return floor > 0 and parsed.kind(floor - 1) == "S"


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
        if kind == "C" and seen and parsed.low(place) == "but":
            break
        seen = seen or parsed.finite[place]
        place += 1
    return trim(parsed, (start, place))


def _clause_ends(parsed: Parsed, comma: int, *, seen: bool) -> bool:
    """Whether a comma ends a clause; `seen` says that it has its verb already."""
    if not seen and list_goes_on(parsed, comma) and not finite_soon(parsed, comma + 1):
        return False
    joined = parsed.low(comma + 1) in ("and", "but")
    return not (seen and not joined and _listed_after(parsed, comma))


def _listed_after(parsed: Parsed, comma: int) -> bool:
    """Whether what follows a comma is one more item of a list, with no verb of its own."""
    return (
        not finite_soon(parsed, comma + 1)
        and list_goes_on(parsed, comma)
        and parsed.kind(comma + 1) in ("n", "D")
        and not parsed.low(comma + 1).endswith("ing")
    )


def comma_after(parsed: Parsed, start: int) -> int:
    """The comma that ends a clause or phrase at the head of a sentence; -1 if there is none."""
    first = -1
    for place in range(start, min(len(parsed.words), start + REACH)):
        if parsed.kind(place) == "." and parsed.low(place) not in ("(", ")"):
            break
        if parsed.kind(place) == ",":
            if _subject_follows(parsed, place):
                return place
            first = place if first < 0 and place + 2 < len(parsed.words) else first
    return first


def _subject_follows(parsed: Parsed, comma: int) -> bool:
    return finite_soon(parsed, comma + 1) or parsed.has_finite(comma + 1, comma + 20)
