"""Cause and effect phrases: lists divided, words of change counted in the sign and left out."""

from contention.claims.rules.change_words import (
    DEGREE,
    GROWTH,
    LESS,
    MORE,
    SHRINKAGE,
    TRAILING_FALL,
    TRAILING_GROWTH,
)
from contention.claims.rules.quantities import (
    ANAPHORIC_NOUNS,
    ANAPHORS,
    CUT_AT,
    DROPPED_FIRST,
    DROPPED_LAST,
    Term,
)
from contention.claims.rules.sentence import Parsed, Span, adjective_like
from contention.claims.rules.verbs import NEGATIVE, Verb, lexicon
from contention.language.vocabulary import vocabulary

_LINKS = frozenset(("of", "in", "to", "for", "on"))


_LEXICON = lexicon()


def term(parsed: Parsed, span: Span) -> Term:
    """One quantity: change words at its head and tail counted and taken out."""
    start, end = span
    sign = 1
    first, last = start, end
    negated = False
    clause = _clause(parsed, span)
    if clause is not None:
        return clause
    for _ in range(8):
        step, factor = _head(parsed, first, last)
        if step == 0:
            break
        first, sign = first + step, sign * factor
    first, last, tail = _tail(parsed, first, last)
    core = tuple(_core(parsed, first, last))
    anaphoric = _anaphoric(parsed, core, first, span)
    return Term(span, core, sign * tail, negated, anaphoric)


def _anaphoric(parsed: Parsed, core: tuple[int, ...], first: int, span: Span) -> bool:
    lows = [parsed.low(at) for at in core]
    if lows and all(low in ANAPHORS for low in lows):
        return True
    pointing = parsed.low(span[0]) in ("this", "these", "such", "that", "those")
    if not lows:
        return pointing
    del first
    return pointing and len(lows) <= 2 and lows[-1] in ANAPHORIC_NOUNS


def _core(parsed: Parsed, first: int, last: int) -> list[int]:
    """The words that name a quantity, asides and later clauses cut off."""
    kept: list[int] = []
    depth = 0
    for at in range(first, last):
        low = parsed.low(at)
        depth += low == "("
        if depth == 0:
            if kept and (
                low in CUT_AT
                or (low == "even" and parsed.low(at + 1) == "without")
                or (low == "that" and at > first)
                or (parsed.kind(at) == "," and len(kept) > 0 and at > first)
            ):
                break
            if parsed.kind(at) not in (",", "."):
                kept.append(at)
        depth -= low == ")" and depth > 0
    while (
        kept
        and (
            parsed.low(kept[-1]) in DROPPED_LAST
            or parsed.kind(kept[-1]) in ("P", "C", "D", "T", "B", "A")
        )
        and len(kept) > 1
    ):
        kept.pop()
    if (
        len(kept) == 1
        and parsed.kind(kept[0]) in ("D", "P", "C", "T", "A")
        and parsed.low(kept[0]) not in ANAPHORS
    ):
        return []
    return kept


def _head(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """How many words at the head only say that and how it changes, and their sign."""
    low = parsed.low(first)
    if last - first <= 1:
        return 0, 1
    if low in ("not", "without"):
        return (2 if parsed.low(first + 1) == "having" else 1), -1
    after = parsed.low(first + 1)
    if low in ("too", "so", "as") and after in ("many", "much", "few", "little", "high", "low"):
        return 2, -1 if after in ("few", "little", "low") else 1
    if low in ("little", "few") and parsed.low(first - 1) in ("a", "quite"):
        return 1, 1
    if low in ("more", "less") and adjective_like(parsed, first + 1) and last - first > 2:
        return 1, 1 if low == "more" else -1
    if low in LESS or low in MORE:
        return (2 if after == "of" else 1), -1 if low in LESS else 1
    if low in ("fall", "collapse", "slump") and after == "in" and last - first > 2:
        return 2, -1
    if (
        (low in GROWTH or low in SHRINKAGE)
        and after in _LINKS
        and last - first > 2
        and low != "fall"
    ):
        return 2, -1 if low in SHRINKAGE else 1
    if low in DROPPED_FIRST or (low in DEGREE and _change_follows(parsed, first, last)):
        return 1, 1
    return _verb_head(parsed, first, last)


def _change_follows(parsed: Parsed, first: int, last: int) -> bool:
    for at in range(first + 1, min(last, first + 4)):
        low = parsed.low(at)
        if low in MORE or low in LESS or low in GROWTH or low in SHRINKAGE:
            return True
        if low not in DEGREE:
            return False
    return False


def _verb_head(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """As in "raising interest rates", "to rebuild capacity": a verb, then its object."""
    low = parsed.low(first)
    if low == "to" and last - first > 2:
        return 1, 1
    verb = verb_form(low, ("ing", "base"))
    if (
        verb is None
        or not verb.acts
        or last - first < 2
        or verb.lemma in ("force", "help", "allow")
    ):
        return 0, 1
    ing = low.endswith("ing")
    after_to = parsed.low(first - 1) == "to" or first in parsed.uses
    if not ing and not after_to:
        return 0, 1
    if verb.lemma in ("start", "launch", "require", "demand", "win", "attract", "lead", "kill"):
        return 0, 1
    if parsed.kind(first + 1) in ("P", "T", "A", "C", ",") and parsed.low(first + 1) not in (
        "up",
        "down",
    ):
        return 0, 1
    return (2 if parsed.low(first + 1) in ("up", "down", "back", "off") else 1), verb.acts


def verb_form(low: str, forms: tuple[str, ...]) -> Verb | None:
    """The verb that a word is one of the given forms of."""
    for entry in _LEXICON.get(low, ()):
        if entry.forms & set(forms):
            return entry.verb
    return None


def _tail(parsed: Parsed, first: int, last: int) -> tuple[int, int, int]:
    """A noun of change at the end ("aid cuts", "price rises") taken off, with its sign."""
    if last - first < 2:
        return first, last, 1
    low = parsed.low(last - 1)
    before = last - 2
    nominal = parsed.kind(before) == "n" and not adjective_like(parsed, before)
    if not nominal or any(parsed.kind(at) in ("P", "R", "C") for at in range(first, last)):
        return first, last, 1
    if low in TRAILING_FALL:
        return first, last - 1, -1
    if low in TRAILING_GROWTH:
        return first, last - 1, 1
    return first, last, 1


_UP = vocabulary("up upward upwards")


_DOWN = vocabulary("down downward downwards away")


_GO = vocabulary(
    """
    go goes went gone going come comes came move moves moved turn stay stays remain remains
    become becomes became get gets got is are was were be been being grow grows grew run ran
    runs look looks
    """
)


def _clause(parsed: Parsed, span: Span) -> Term | None:
    """A clause: the quantity that its verb says to change, and which way; None where none is."""
    start, end = span
    if not parsed.has_finite(start, end):
        return None
    found = _verb_clause(parsed, span)
    if found is None:
        found = _particle_clause(parsed, span) or _there_is(parsed, span) or _has_more(parsed, span)
    if found is not None:
        return found
    return _plain_clause(parsed, span)


def _negation(parsed: Parsed, start: int, end: int) -> bool:
    return any(
        parsed.low(at) in NEGATIVE
        and not (parsed.low(at) == "not" and parsed.low(at + 1) == "only")
        and parsed.low(at) != "no"
        for at in range(start, end)
    )


def _verb_clause(parsed: Parsed, span: Span) -> Term | None:
    """As in "Prices rise", "aid is withdrawn", "the tax cuts traffic"."""
    start, end = span
    for at in range(start, end):
        use = parsed.uses.get(at)
        if use is None or use.start < start or ("ing" in use.forms and use.start == at):
            continue
        flip = -1 if use.negated else 1
        if use.passive or (use.verb.changes and not _object_follows(parsed, at, end)):
            subject_end = use.start
            if subject_end <= start:
                continue
            sign = use.verb.acts if use.passive else use.verb.changes
            head = _subject_start(parsed, start, subject_end)
            inner = term(parsed, (head, subject_end))
            if inner.core and not use.passive and parsed.low(head) in MORE | LESS:
                extra = () if use.verb.lemma in _BEING else (at,)
                return Term(span, (*inner.core, *extra), inner.sign * flip, use.negated)
            if inner.core and (sign or use.verb.acts):
                return Term(
                    span, inner.core, inner.sign * (sign or 1) * flip, use.negated, inner.anaphoric
                )
        elif use.verb.acts and use.verb.lemma not in _WHOLE and _object_follows(parsed, at, end):
            inner = term(parsed, (at + 1, end))
            if inner.core:
                return Term(
                    span,
                    inner.core,
                    inner.sign * use.verb.acts * flip,
                    use.negated,
                    inner.anaphoric,
                )
    return None


_WHOLE = vocabulary(
    """
    resist oppose fight tackle counter defeat win kill help require demand overthrow topple
    support start launch lead attract feed destroy break
    """
)
"""Verbs whose clause is an event of its own, and no change of their object."""


_RUN = frozenset(("run", "runs", "ran", "running"))


_BEING = vocabulary("survive emerge appear occur arise happen exist begin return spread")
"""Verbs that say no more of "fewer firms" than that they are there."""


def _subject_start(parsed: Parsed, start: int, end: int) -> int:
    for at in range(end - 1, start, -1):
        if parsed.kind(at) == "," or parsed.kind(at) == "S":
            return at + 1
    return start


def _object_follows(parsed: Parsed, at: int, end: int) -> bool:
    place = at + 1
    while place < end and parsed.kind(place) == "B" and parsed.low(place) not in ("more", "less"):
        place += 1
    if place >= end:
        return False
    return parsed.kind(place) in ("D", "n", "O") or parsed.low(place) in ("more", "less")


def _particle_clause(parsed: Parsed, span: Span) -> Term | None:
    """As in "Prices go up", "inflation is high", "rents are rising", "housing becomes scarcer"."""
    start, end = span
    for at in range(start + 1, end):
        if parsed.low(at) not in _GO:
            continue
        for place in range(at + 1, min(end, at + 4)):
            low = parsed.low(place)
            sign = 0
            if low in _UP or (low in MORE and low != "new" and _predicate(parsed, place, end)):
                sign = 1
            elif low in _DOWN or (low in LESS and low != "no" and _predicate(parsed, place, end)):
                sign = -1
            else:
                verb = verb_form(low, ("ing",))
                sign = verb.changes if verb and not _object_follows(parsed, place, end) else 0
            if sign:
                flip = -1 if _negation(parsed, at, place) else 1
                inner = term(parsed, (start, at))
                return Term(span, inner.core, inner.sign * sign * flip, flip < 0, inner.anaphoric)
    return None


def _predicate(parsed: Parsed, at: int, end: int) -> bool:
    """Whether a word of change stands alone after its verb, with no noun of its own."""
    return (
        at + 1 >= end
        or parsed.kind(at + 1) in ("P", "C", ",", ".", "S", "B", "T")
        or (parsed.low(at) in ("more", "less") and adjective_like(parsed, at + 1))
    )


def _there_is(parsed: Parsed, span: Span) -> Term | None:
    start, end = span
    if parsed.low(start) != "there" or parsed.kind(start + 1) != "A":
        return None
    place = start + 1
    while (
        place < end
        and parsed.kind(place) in ("A", "B")
        and parsed.low(place) not in ("more", "less", "no")
    ):
        place += 1
    inner = term(parsed, (place, end))
    flip = -1 if _negation(parsed, start, place) else 1
    return Term(span, inner.core, inner.sign * flip, flip < 0) if inner.core else None


def _has_more(parsed: Parsed, span: Span) -> Term | None:
    """As in "People have less money", "families lose their homes": the object is what changes."""
    start, end = span
    for at in range(start + 1, end - 1):
        low, after = parsed.low(at), parsed.low(at + 1)
        if parsed.kind(at) in ("A", "F", "n") and (
            after in ("fewer", "less", "more", "no") or after == "little"
        ):
            if not parsed.finite[at] or (
                after in ("more", "less") and adjective_like(parsed, at + 1)
            ):
                continue
            if parsed.kind(at + 2) in ("n", "D") and parsed.low(at + 2) != "than":
                inner = term(parsed, (at + 1, end))
                return Term(span, inner.core, inner.sign, False) if inner.core else None
        if (
            low in ("lose", "loses", "lost")
            and parsed.kind(at + 1) in ("D", "n")
            and parsed.finite[at]
        ):
            inner = term(parsed, (at + 1, end))
            return Term(span, inner.core, -inner.sign, False) if inner.core else None
    return None


def _plain_clause(parsed: Parsed, span: Span) -> Term:
    """Any other clause names itself; a negated one the absence of what it says."""
    start, end = span
    negated = _negation(parsed, start, end)
    sign = -1 if negated else 1
    first = start
    for _ in range(4):
        step, factor = _head(parsed, first, end)
        if step == 0 or parsed.low(first) in ("not", "to"):
            break
        first, sign = first + step, sign * factor
    anaphoric = parsed.low(start) in ANAPHORS and end - first <= 2
    if parsed.kind(first) == "O" and parsed.kind(first + 1) == "A" and end - first > 3:
        first += 1
    core = [
        at
        for at in _core(parsed, first, end)
        if parsed.low(at) not in NEGATIVE and not (parsed.kind(at) == "A" and at == first)
    ]
    return Term(span, tuple(core), sign, negated, anaphoric)
