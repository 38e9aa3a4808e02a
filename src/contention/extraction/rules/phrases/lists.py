"""Lists of quantities: "inequality, poverty and corruption" are three."""

from itertools import pairwise

from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.phrases.extents import OWN_TO
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.sentence import (
    ADJECTIVE_ENDINGS,
    Parsed,
    Span,
    adjective_like,
)
from contention.language.vocabulary import vocabulary


def terms(parsed: Parsed, span: Span) -> list[Term]:
    """The quantities that a phrase names: one, or one for each item of a list."""
    parts = _items(parsed, span)
    made = [term(parsed, part) for part in parts]
    kept = [each for each in made if not each.empty]
    if len(kept) > 1 and all(len(each.core) == 0 for each in kept):
        return []
    return _shared_sign(parsed, span, kept)


def _shared_sign(parsed: Parsed, span: Span, found: list[Term]) -> list[Term]:
    """As in "fewer buses and trains": the change holds for all."""
    if len(found) < 2 or found[0].sign == 1 or not found[0].core:
        return found
    head = found[0]
    leads = head.core[0] > head.span[0]
    changed = any(_own_change(parsed, each) for each in found[1:])
    if not leads or changed:
        return found
    same = [Term(e.span, e.core, head.sign, e.negated, e.anaphoric) for e in found[1:]]
    del span
    return [head, *same]


def _own_change(parsed: Parsed, each: Term) -> bool:
    words = [parsed.low(at) for at in range(*each.span)]
    return any(word in MORE or word in LESS or word in ("a", "an", "the") for word in words[:2])


def _items(parsed: Parsed, span: Span) -> list[Span]:
    """The items of a list; the whole span if it is none."""
    start, end = span
    if parsed.low(start) in ("both", "neither", "either"):
        start += 1
    cuts = _cuts(parsed, start, end)
    if not cuts:
        return [(start, end)]
    edges = [start - 1, *cuts, end]
    if len(cuts) == 1 and parsed.kind(cuts[0]) == "," and parsed.kind(cuts[0] + 1) == "D":
        return [(start, cuts[0])]
    parts = [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]
    as_well = [
        (a + 3, b) if [parsed.low(x) for x in range(a, a + 3)] == ["as", "well", "as"] else (a, b)
        for a, b in parts
    ]
    as_well = [(a, b) for a, b in as_well if not _and_more(parsed, a, b)]
    return as_well if _whole_items(parsed, as_well) else [(start, end)]


def _cuts(parsed: Parsed, start: int, end: int) -> list[int]:
    """Where a list is divided; not inside brackets, nor at the `and` that "between" needs."""
    cuts: list[int] = []
    depth, pair = 0, False
    for at in range(start, end):
        low = parsed.low(at)
        depth += (low == "(") - (low == ")")
        if depth:
            continue
        if low in ("between", "among"):
            pair = True
        elif low == "and" and pair:
            pair = False
        elif low in ("and", "or", "nor", "&", ";") or parsed.kind(at) == ",":
            cuts.append(at)
    return cuts


def _whole_items(parsed: Parsed, parts: list[Span]) -> bool:
    """Whether every part can stand alone: no bare adjective, no clause of its own."""
    if len(parts) < 2 or len(parts) > 12:
        return False
    for number, (start, end) in enumerate(parts):
        bare = end - start == 1
        if number < len(parts) - 1 and parsed.low(end - 1).endswith(("'s", "s'")):
            return False
        described = bare or (end - start == 2 and parsed.kind(start) == "D")
        if described and number < len(parts) - 1 and _describes(parsed, end - 1, parts[-1]):
            return False
        if bare and parsed.kind(start) in ("D", "P", "B", "A", "O", "F", "S", "R"):
            return False
        if number == 0 and _belongs_together(parsed, parts):
            return False
        if end - start > 25 or (parsed.has_finite(start, end) and number == 0):
            return False
        if number and parsed.kind(start) in ("P", "S", "R", "A", "T", "O"):
            return False
        if bare and number < len(parts) - 1 and parsed.low(start) in MORE | LESS:
            return False
    return True


_REST = vocabulary("etc more others elsewhere so")


def _and_more(parsed: Parsed, start: int, end: int) -> bool:
    """As in "poverty, hunger and more": an item that names nothing."""
    if (parsed.low(start), parsed.low(start + 1)) in (("instead", "of"), ("rather", "than")):
        return True
    vague = parsed.low(start) in _REST
    return vague and (
        end - start == 1 or parsed.kind(start + 1) in ("P", "B") or (parsed.low(start + 1) == "on")
    )


def _describes(parsed: Parsed, at: int, last: Span) -> bool:
    """Whether a word alone in a list is an adjective, the noun of which stands in the last item."""
    if last[1] - last[0] < 2:
        return False
    both = adjective_like(parsed, last[0]) and parsed.low(at).endswith(ADJECTIVE_ENDINGS)
    nation = both or (parsed.words.capital[at] and parsed.low(at).endswith(("an", "ish", "ese")))
    return nation or adjective_like(parsed, at)


def _belongs_together(parsed: Parsed, parts: list[Span]) -> bool:
    """Whether the items are all governed by something in the first one."""
    start, end = parts[0]
    wish = any(parsed.kind(at) == "T" and parsed.low(at - 1) in OWN_TO for at in range(start, end))
    return wish or _participle_by(parsed, start, end) or _names_after(parsed, parts)


def _names_after(parsed: Parsed, parts: list[Span]) -> bool:
    """As in "movements in Alma, Borduria and other valleys": the list is of places."""
    start, end = parts[0]
    capital = parsed.words.capital
    prepositional = any(parsed.kind(at) == "P" for at in range(start + 1, end - 1))
    names = [at for at, _ in parts[1:] if capital[at] or parsed.low(at) == "other"]
    return prepositional and capital[end - 1] and len(names) == len(parts) - 1


def _participle_by(parsed: Parsed, start: int, end: int) -> bool:
    """As in "threats posed by A and B", "a system marked by A and B": one thing, not two."""
    return any(
        parsed.low(at) == "by" and parsed.low(at - 1).endswith(("ed", "en", "wn"))
        for at in range(start + 2, end)
    )
