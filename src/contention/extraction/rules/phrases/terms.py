"""Cause and effect phrases: lists divided, words of change counted in the sign and left out."""

from dataclasses import replace
from itertools import pairwise

from contention.extraction.rules.lexicon.change_words import LESS, MORE, PLENTIFUL
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.signals import particle_sign
from contention.extraction.rules.lexicon.verbs import NEGATIVE
from contention.extraction.rules.phrases.heads import head_of, tail_of
from contention.extraction.rules.phrases.named_quantities import (
    ANAPHORIC_NOUNS,
    ANAPHORS,
    CUT_AT,
    DROPPED_LAST,
    Term,
)
from contention.extraction.rules.syntax.sentence import (
    ADJECTIVE_ENDINGS,
    Parsed,
    Span,
    adjective_like,
)

_DEEDS = word_list("deeds")
"""Verbs whose clause is an event of its own, and no change of their object."""
_LONGEST = 25
_MOST_ITEMS = 12
_AMOUNTS = ("fewer", "less", "more", "no", "little")
_POINTING = ("this", "these", "such", "that", "those")
_CUT_BEFORE = (("rather", "than"), ("instead", "of"), ("even", "without"), ("at", "the"))


def term(parsed: Parsed, span: Span) -> Term:
    """One quantity: change words at its head and tail counted and taken out."""
    first, last = span
    sign = 1
    clause = _clause(parsed, span)
    if clause is not None:
        return clause
    for _ in range(8):
        step, factor = head_of(parsed, first, last)
        if step == 0:
            break
        first, sign = first + step, sign * factor
    first, last, tail = tail_of(parsed, first, last)
    core = _core(parsed, first, last)
    return Term(span, core, sign * tail, anaphoric=_anaphoric(parsed, core, span))


def _anaphoric(parsed: Parsed, core: tuple[int, ...], span: Span) -> bool:
    lows = [parsed.low(at) for at in core]
    if lows and ANAPHORS.issuperset(lows):
        return True
    pointing = parsed.low(span[0]) in _POINTING
    return pointing and (not lows or (len(lows) <= 2 and lows[-1] in ANAPHORIC_NOUNS))


def _core(parsed: Parsed, first: int, last: int) -> tuple[int, ...]:
    """The words that name a quantity, asides and later clauses cut off."""
    kept: list[int] = []
    depth = 0
    for at in range(first, last):
        depth += parsed.low(at) == "("
        if depth == 0:
            if kept and _cut_at(parsed, at):
                break
            if parsed.kind(at) not in (",", "."):
                kept.append(at)
        depth -= parsed.low(at) == ")" and depth > 0
    while len(kept) > 1 and (
        parsed.low(kept[-1]) in DROPPED_LAST
        or parsed.kind(kept[-1]) in ("P", "C", "D", "T", "B", "A")
    ):
        kept.pop()
    bare = len(kept) == 1 and parsed.kind(kept[0]) in ("D", "P", "C", "T", "A")
    return () if bare and parsed.low(kept[0]) not in ANAPHORS else tuple(kept)


def _cut_at(parsed: Parsed, at: int) -> bool:
    """Whether the name of a quantity ends before a word."""
    low = parsed.low(at)
    if parsed.kind(at) == ",":
        return not _between_adjectives(parsed, at)
    if (low, parsed.low(at + 1)) in _CUT_BEFORE:
        return low != "at" or parsed.low(at + 2) in ("expense", "cost")
    return low in CUT_AT or low == "that"


def _between_adjectives(parsed: Parsed, comma: int) -> bool:
    """As in "long, bloody and exhausting war": the noun is still to come."""
    after = comma + 1 + (parsed.kind(comma + 1) == "C")
    noun = parsed.kind(after) == "n" and not parsed.finite[after]
    described = adjective_like(parsed, after) or parsed.kind(after + 1) == "n"
    return noun and described and adjective_like(parsed, comma - 1)


def _clause(parsed: Parsed, span: Span) -> Term | None:
    """A clause: the quantity that its verb says to change, and which way; None if none is."""
    if not parsed.has_finite(*span):
        return _with_particle(parsed, span)
    return (
        _verb_clause(parsed, span)
        or _with_particle(parsed, span)
        or _amount(parsed, span)
        or _plain_clause(parsed, span)
    )


def _changed(parsed: Parsed, span: Span, inner: Span, sign: int, *, negated: bool) -> Term | None:
    """What words inside a clause name, with the sign of what it says of them."""
    named = term(parsed, inner)
    flip = -1 if negated else 1
    changed = Term(span, named.core, named.sign * sign * flip, negated, named.anaphoric)
    return changed if named.core else None


def _negation(parsed: Parsed, start: int, end: int) -> bool:
    return any(
        parsed.low(at) in NEGATIVE
        and not (parsed.low(at) == "not" and parsed.low(at + 1) == "only")
        and parsed.low(at) != "no"
        for at in range(start, end)
    )


def _verb_clause(parsed: Parsed, span: Span) -> Term | None:
    """As in "prices rise", "aid is withdrawn", "the tax cuts traffic"."""
    start, end = span
    for at in range(start, end):
        use = parsed.uses.get(at)
        if use is None or use.start < start or parsed.low(at + 1) == "to":
            continue
        if "ing" in use.forms and use.start == at:
            continue
        follows = _object_follows(parsed, at, end)
        found = None
        if use.passive or (use.verb.changes and not follows):
            sign = use.verb.acts if use.passive else use.verb.changes
            head = _subject_start(parsed, start, use.start)
            if use.start > start:
                found = _changed(parsed, span, (head, use.start), sign or 1, negated=use.negated)
        elif use.verb.acts and use.verb.lemma not in _DEEDS and follows:
            found = _changed(parsed, span, (at + 1, end), use.verb.acts, negated=use.negated)
        if found is not None:
            return found
    return None


def _subject_start(parsed: Parsed, start: int, end: int) -> int:
    for at in range(end - 1, start, -1):
        if parsed.kind(at) in (",", "S"):
            return at + 1
    return start


def _object_follows(parsed: Parsed, at: int, end: int) -> bool:
    place = at + 1
    while place < end and parsed.kind(place) == "B" and parsed.low(place) not in ("more", "less"):
        place += 1
    if place >= end or parsed.low(place + 1) == "ago":
        return False
    return parsed.kind(place) in ("D", "n", "O") or parsed.low(place) in ("more", "less")


def _with_particle(parsed: Parsed, span: Span) -> Term | None:
    """As in "stocks run out", "the noise died down"."""
    start, end = span
    for at in range(start + 1, end - 1):
        sign = particle_sign(parsed, at)
        if sign and not _object_follows(parsed, at + 1, end):
            head = _subject_start(parsed, start, at)
            negated = _negation(parsed, start, at)
            return _changed(parsed, span, (head, at), sign, negated=negated)
    return None


def _amount(parsed: Parsed, span: Span) -> Term | None:
    """As in "there are fewer buses", "people have less money", "bread becomes scarce"."""
    start, end = span
    for at in range(start + 1, end - 1):
        if parsed.finite[at]:
            place = at + 1
            while parsed.kind(place) in ("A", "B") and parsed.low(place) not in _AMOUNTS:
                place += 1
            low = parsed.low(place)
            stands = place + 1 >= end or parsed.kind(place + 1) in ("P", "C", ",", ".", "S")
            if stands and (low in PLENTIFUL or low in MORE or low in LESS):
                negated = _negation(parsed, at, place)
                sign = -1 if low in LESS else 1
                return _changed(parsed, span, (start, at), sign, negated=negated)
            told = low in _AMOUNTS and (parsed.kind(place) != "B" or low in ("more", "less"))
            told = told and not adjective_like(parsed, place + 1)
            if place < end and (parsed.low(start) == "there" or told):
                negated = _negation(parsed, start, place)
                return _changed(parsed, span, (place, end), 1, negated=negated)
    return None


def _plain_clause(parsed: Parsed, span: Span) -> Term:
    """Any other clause names itself; a negated one the absence of what it says."""
    first, end = span
    negated = _negation(parsed, *span)
    sign = -1 if negated else 1
    for _ in range(4):
        step, factor = head_of(parsed, first, end)
        if step == 0 or parsed.low(first) in ("not", "to"):
            break
        first, sign = first + step, sign * factor
    anaphoric = parsed.low(span[0]) in ANAPHORS and end - first <= 2
    if parsed.kind(first) == "O" and parsed.kind(first + 1) == "A" and end - first > 3:
        first += 1
    core = tuple(
        at for at in _core(parsed, first, end)
        if parsed.low(at) not in NEGATIVE and not (parsed.kind(at) == "A" and at == first)
    )  # fmt: skip
    return Term(span, core, sign, negated, anaphoric)


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
    """Where a list is divided; not inside brackets."""
    cuts: list[int] = []
    depth = 0
    for at in range(start, end):
        low = parsed.low(at)
        depth += (low == "(") - (low == ")")
        if depth:
            continue
        if low in ("and", "or", "nor", "&", ";") or parsed.kind(at) == ",":
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
