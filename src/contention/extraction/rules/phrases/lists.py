"""Lists of quantities: "inequality, poverty and corruption" are three."""

from dataclasses import replace
from itertools import pairwise

from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.sentence import (
    ADJECTIVE_ENDINGS,
    Parsed,
    Span,
    adjective_like,
)

_LONGEST = 25
_MOST_ITEMS = 12


def terms(parsed: Parsed, span: Span) -> list[Term]:
    """The quantities that a phrase names: one, or one for each item of a list."""
    found = [term(parsed, part) for part in _items(parsed, span)]
    return _shared_sign(parsed, [each for each in found if each.core])


def _shared_sign(parsed: Parsed, found: list[Term]) -> list[Term]:
    """As in "fewer buses and trains": the change holds for all that name none of their own."""
    if len(found) < 2 or found[0].sign == 1 or found[0].core[0] == found[0].span[0]:
        return found
    own = MORE | LESS | {"a", "an", "the"}
    if any(
        own & set(parsed.words.low[e.span[0] : min(e.span[1], e.span[0] + 2)]) for e in found[1:]
    ):
        return found
    return [replace(each, sign=found[0].sign) for each in found]


def _items(parsed: Parsed, span: Span) -> list[Span]:
    """The items of a list; the whole span if it is none."""
    start, end = span
    start += parsed.low(start) in ("both", "neither", "either")
    cuts = _cuts(parsed, start, end)
    if len(cuts) == 1 and parsed.kind(cuts[0]) == "," and parsed.kind(cuts[0] + 1) == "D":
        return [(start, cuts[0])]
    parts = [(a + 1, b) for a, b in pairwise([start - 1, *cuts, end]) if b > a + 1]
    return parts if _whole_items(parsed, parts) else [(start, end)]


def _cuts(parsed: Parsed, start: int, end: int) -> list[int]:
    """Where a list is divided; not inside brackets, nor at the `and` that "between" needs."""
    cuts: list[int] = []
    depth, pair = 0, False
    for at in range(start, end):
        low = parsed.low(at)
        depth += (low == "(") - (low == ")")
        if depth:
            continue
        if low == "between":
            pair = True
        elif low == "and" and pair:
            pair = False
        elif low in ("and", "or", "nor", "&", ";") or parsed.kind(at) == ",":
            cuts.append(at)
    return cuts


def _whole_items(parsed: Parsed, parts: list[Span]) -> bool:
    """Whether every part can stand alone: no bare adjective, no clause of its own."""
    if not 2 <= len(parts) <= _MOST_ITEMS or parsed.has_finite(*parts[0]):
        return False
    for number, (start, end) in enumerate(parts):
        bare, last = end - start == 1, number == len(parts) - 1
        if end - start > _LONGEST or (bare and parsed.kind(start) in "DPBAOFSR"):
            return False
        if number and parsed.kind(start) in "PSRATO":
            return False
        if not last and (
            (bare and parsed.low(start) in MORE | LESS)
            or parsed.low(end - 1).endswith(("'s", "s'"))
            or (end - start <= 2 and _describes(parsed, end - 1, parts[-1]))
        ):
            return False
    return True


def _describes(parsed: Parsed, at: int, last: Span) -> bool:
    """Whether a word alone in a list is an adjective, the noun of which stands in the last item."""
    if last[1] - last[0] < 2:
        return False
    both = adjective_like(parsed, last[0]) and parsed.low(at).endswith(ADJECTIVE_ENDINGS)
    nation = parsed.words.capital[at] and parsed.low(at).endswith(("an", "ish", "ese"))
    return both or nation or adjective_like(parsed, at)
