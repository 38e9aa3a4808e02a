"""Cause and effect phrases: lists divided, words of change counted in the sign and left out."""

from contention.extraction.rules.lexicon.change_words import LESS, MORE, PLENTIFUL
from contention.extraction.rules.lexicon.particles import particle_sign
from contention.extraction.rules.lexicon.verbs import NEGATIVE
from contention.extraction.rules.phrases.heads import head_of, tail_of, verb_form
from contention.extraction.rules.phrases.named_quantities import (
    ANAPHORIC_NOUNS,
    ANAPHORS,
    CUT_AT,
    DROPPED_LAST,
    Term,
)
from contention.extraction.rules.syntax.sentence import Parsed, Span, adjective_like
from contention.language.vocabulary import vocabulary


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
        step, factor = head_of(parsed, first, last)
        if step == 0:
            break
        first, sign = first + step, sign * factor
    first, last, tail = tail_of(parsed, first, last)
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


def _between_adjectives(parsed: Parsed, comma: int) -> bool:
    """As in "long, bloody and exhausting war": the noun is still to come."""
    after = comma + 1 + (parsed.kind(comma + 1) == "C")
    return (
        adjective_like(parsed, comma - 1)
        and parsed.kind(after) == "n"
        and (adjective_like(parsed, after) or parsed.kind(after + 1) == "n")
        and not parsed.finite[after]
    )


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
                or (low == "at" and parsed.low(at + 2) in ("expense", "cost"))
                or (low == "rather" and parsed.low(at + 1) == "than")
                or (low == "instead" and parsed.low(at + 1) == "of")
                or (low == "even" and parsed.low(at + 1) == "without")
                or (low == "that" and at > first)
                or (parsed.kind(at) == "," and at > first and not _between_adjectives(parsed, at))
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
    """A clause: the quantity that its verb says to change, and which way; None if none is."""
    start, end = span
    if not parsed.has_finite(start, end):
        return _with_particle(parsed, span)
    found = _verb_clause(parsed, span)
    if found is None:
        found = (
            _with_particle(parsed, span)
            or _particle_clause(parsed, span)
            or _there_is(parsed, span)
            or _has_more(parsed, span)
        )
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
        if use is not None and parsed.low(at + 1) == "to":
            continue
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
        elif use.verb.acts and use.verb.lemma not in WHOLE and _object_follows(parsed, at, end):
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


WHOLE = vocabulary(
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
    if place >= end or parsed.low(place + 1) == "ago":
        return False
    return parsed.kind(place) in ("D", "n", "O") or parsed.low(place) in ("more", "less")


def _with_particle(parsed: Parsed, span: Span) -> Term | None:
    """As in "Stocks run out", "the noise died down"."""
    start, end = span
    for at in range(start + 1, end - 1):
        sign = particle_sign(parsed, at)
        if sign and not _object_follows(parsed, at + 1, end):
            flip = -1 if _negation(parsed, start, at) else 1
            inner = term(parsed, (_subject_start(parsed, start, at), at))
            if inner.core:
                return Term(span, inner.core, inner.sign * sign * flip, flip < 0, inner.anaphoric)
    return None


def _particle_clause(parsed: Parsed, span: Span) -> Term | None:
    """As in "Prices go up", "inflation is high", "rents are rising", "housing becomes scarcer"."""
    start, end = span
    for at in range(start + 1, end):
        if parsed.low(at) not in _GO:
            continue
        for place in range(at + 1, min(end, at + 4)):
            low = parsed.low(place)
            sign = 0
            if (
                low in _UP
                or low in PLENTIFUL
                or (low in MORE and low != "new" and _predicate(parsed, place, end))
            ):
                sign = 1
            elif low in _DOWN or (low in LESS and low != "no" and _predicate(parsed, place, end)):
                sign = -1
            else:
                verb = verb_form(low, ("ing",))
                sign = verb.changes if verb and not _object_follows(parsed, place, end) else 0
            if sign:
                flip = -1 if _negation(parsed, at, place) else 1
                inner = term(parsed, (start, at))
                extra = _predicated(parsed, place, end)
                core = (*inner.core, *extra)
                return Term(span, core, inner.sign * sign * flip, flip < 0, inner.anaphoric)
    return None


def _predicated(parsed: Parsed, at: int, end: int) -> tuple[int, ...]:
    """The adjective after "more" or "less" that the quantity is measured by, if it says more."""
    if parsed.low(at) not in _BY_DEGREES or at + 1 >= end:
        return ()
    return (at + 1,) if parsed.low(at + 1) not in PLENTIFUL else ()


_BY_DEGREES = vocabulary("more less increasingly")


def _predicate(parsed: Parsed, at: int, end: int) -> bool:
    """Whether a word of change stands alone after its verb, with no noun of its own."""
    return (
        at + 1 >= end
        or parsed.kind(at + 1) in ("P", "C", ",", ".", "S", "B", "T")
        or (parsed.low(at) in _BY_DEGREES and adjective_like(parsed, at + 1))
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
        step, factor = head_of(parsed, first, end)
        if step == 0 or parsed.low(first) in ("not", "to"):
            break
        first, sign = first + step, sign * factor
    anaphoric = parsed.low(start) in ANAPHORS and end - first <= 2
    if parsed.kind(first) == "O" and parsed.kind(first + 1) == "A" and end - first > 3:
        first += 1
    if anaphoric and end - first == 2:
        first += 1
    core = [
        at
        for at in _core(parsed, first, end)
        if parsed.low(at) not in NEGATIVE and not (parsed.kind(at) == "A" and at == first)
    ]
    return Term(span, tuple(core), sign, negated, anaphoric)
