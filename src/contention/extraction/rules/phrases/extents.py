"""Where causes and effects, and the clauses around a signal, begin and end."""

from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.signals import BEGINNINGS
from contention.extraction.rules.syntax.sentence import REACH, Parsed, Span, VerbUse

OWN_TO = word_list("own-to")
"""Nouns that say what somebody is inclined or able to do: what follows is no purpose."""
_OBJECT_ENDS = word_list("object-ends")
_LEADING = word_list("leading")
_ASIDE = word_list("aside")
_SUBJECTS = ("it", "they", "we", "he", "she", "i", "you")
_MEASURED = ("between", "half", "about", "nearly", "around", "over", "almost", "up", "at", "more")
"""What follows "by" if it says by how much."""


def trim(parsed: Parsed, span: Span) -> Span:
    """The span without connecting words and commas at its ends."""
    start, end = span
    while start < end and (
        parsed.kind(start) in (",", ".", "C")
        or parsed.low(start) in _LEADING
        or (
            parsed.kind(start) == "B"
            and parsed.low(start) not in ("more", "less", "not", "no", "most")
        )
    ):
        start += 1
    while (
        end > start
        and parsed.kind(end - 1) in (",", ".", "C", "A", "B", "T", "R")
        and parsed.low(end - 1) != "more"
    ):
        end -= 1
    return start, end


def subject(parsed: Parsed, use: VerbUse) -> Span:
    """The subject of a verb; an empty span if there is none before it."""
    before = use.start - 1
    if parsed.low(before) == "to" or parsed.kind(before) == "C":
        return use.start, use.start
    if parsed.low(before) in _SUBJECTS:
        return before, use.start
    if parsed.low(before) == "what" and parsed.kind(before - 1) == "A":
        return trim(parsed, _leftwards(parsed, before - 1))
    if parsed.kind(before) == "R" and parsed.low(before) != "whom":
        return trim(parsed, antecedent(parsed, before))
    return trim(parsed, _leftwards(parsed, use.start))


def antecedent(parsed: Parsed, relative: int) -> Span:
    """The noun phrase that a relative pronoun stands for."""
    end = relative
    while end > 0 and parsed.kind(end - 1) == ",":
        end -= 1
    place = end
    while place > max(0, end - REACH):
        at = place - 1
        listed = parsed.kind(at) == "," and _listed_before(parsed, at, end)
        if parsed.kind(at) in ".SRT" or (parsed.kind(at) == "," and not listed):
            break
        agent = parsed.low(at) == "by" and parsed.low(at - 1).endswith("ed")
        if parsed.finite[at] or agent or parsed.low(at) in _PLACING:
            break
        place = at
    return place, end


_PLACING = ("but", "into", "after", "before", "during", "since", "until", "through")
"""Words that a noun phrase with a relative clause does not reach across."""


def _listed_before(parsed: Parsed, comma: int, end: int) -> bool:
    """Whether a comma divides items of a list that ends with `and` before `end`."""
    for place in range(comma + 1, min(end, comma + 20)):
        if parsed.kind(place) in ".SR" or parsed.finite[place]:
            return False
        if parsed.low(place) in ("and", "or"):
            return True
    return False


def _leftwards(parsed: Parsed, end: int) -> Span:
    """From a verb group back to where its clause begins."""
    place = end
    if parsed.kind(end - 1) == ",":
        place = end = _over_apposition(parsed, end - 1)
    while place > max(0, end - REACH):
        at = place - 1
        if at in parsed.closing and parsed.low(at) == ")":
            place = parsed.closing[at]
            continue
        if _begins_after(parsed, at, end):
            break
        place = at
    return place, end


def _begins_after(parsed: Parsed, at: int, end: int) -> bool:
    """Whether the clause whose verb group begins at `end` begins after a word."""
    kind, low = parsed.kind(at), parsed.low(at)
    if kind in (".", "S") or low in ("why", "how", "but", "yet"):
        return True
    if kind == "R":
        return not (parsed.kind(at - 1) == "n" and parsed.has_finite(at + 1, end))
    if kind == ",":
        return _comma_ends(parsed, at, end)
    if kind == "C":
        return parsed.has_finite(clause_floor(parsed, at), at)
    return parsed.finite[at] and not _in_relative(parsed, at)


def _in_relative(parsed: Parsed, at: int) -> bool:
    """Whether a finite verb belongs to a relative clause of the subject."""
    for place in range(at - 1, max(-1, at - 12), -1):
        if parsed.kind(place) == "R":
            return parsed.kind(place - 1) == "n"
        if parsed.kind(place) in ".,S" or (parsed.finite[place] and parsed.kind(place) != "A"):
            return False
    return False


def clause_floor(parsed: Parsed, at: int) -> int:
    """Where the clause that a word stands in can begin at the earliest."""
    for place in range(at - 1, max(-1, at - REACH), -1):
        if parsed.kind(place) in (".", "S"):
            return place + 1
    return max(0, at - REACH)


def _over_apposition(parsed: Parsed, comma: int) -> int:
    """The comma before an apposition that ends at a comma; that place, else the comma's own."""
    for place in range(comma - 1, max(-1, comma - 30), -1):
        if parsed.kind(place) == ",":
            return place if place > 0 else comma
        if parsed.kind(place) == ".":
            break
    return comma


def _comma_ends(parsed: Parsed, comma: int, end: int) -> bool:
    """Whether a comma before a subject ends what came before, or divides a list."""
    first = clause_floor(parsed, comma)
    while first < comma and parsed.kind(first) in ",.":
        first += 1
    low = parsed.low(first)
    opening = parsed.kind(first) in ("P", "B", "S", "T") or low in _LEADING
    if opening or low.endswith(("ing", "ed")) or parsed.has_finite(first, comma):
        return True
    return not _listed_before(parsed, comma, end)


def object_of(parsed: Parsed, start: int, *, verbs: bool = False) -> Span:
    """From the end of a signal to where its object ends; `verbs` lets verbs stand in it."""
    place = start
    if parsed.kind(place) == "," and not verbs:
        return start, start
    end = min(len(parsed.words), start + REACH)
    while place < end:
        if parsed.low(place) == "(" and place in parsed.closing:
            place = parsed.closing[place] + 1
            continue
        if _object_ends(parsed, place, start, verbs=verbs):
            break
        place += 1
    return trim(parsed, (start, place if verbs else _before_new_clause(parsed, start, place)))


def _object_ends(parsed: Parsed, at: int, start: int, *, verbs: bool) -> bool:
    kind, low, after = parsed.kind(at), parsed.low(at), parsed.low(at + 1)
    if kind in (".", "S") or low in _OBJECT_ENDS:
        return True
    if kind == "R":
        return at > start
    if kind == ",":
        return _ends_at_comma(parsed, at)
    if low == "by" and (after.endswith("ing") or after[:1].isdigit() or after in _MEASURED):
        return True
    return parsed.finite[at] and at > start and not verbs


def _ends_at_comma(parsed: Parsed, comma: int) -> bool:
    """Whether a comma ends an object, or divides the items of a list in it."""
    at = comma + 1
    low, kind, use = parsed.low(at), parsed.kind(at), parsed.uses.get(at)
    if low in ("and", "or"):
        goes_on = parsed.uses.get(at + 1)
        verb = goes_on is not None and bool(goes_on.forms & {"base", "s", "past"})
        return verb or parsed.has_finite(at + 1, at + 8)
    if kind in (".", "S", "R", "C", "P", "B", "A", "O", "T", "F") or low in _ASIDE:
        return True
    if use is not None or (low.endswith("ing") and low in BEGINNINGS):
        return True
    return not list_goes_on(parsed, comma)


def list_goes_on(parsed: Parsed, comma: int) -> bool:
    """Whether further items follow: `and` in one of the next segments, or short ones to the end."""
    commas = 0
    for place in range(comma + 1, min(len(parsed.words), comma + 30)):
        if parsed.low(place) in ("and", "or"):
            return True
        if parsed.kind(place) in (".", "S", "R") or parsed.finite[place]:
            return commas > 0 or place - comma <= 4
        commas += parsed.kind(place) == ","
    return True


def _before_new_clause(parsed: Parsed, start: int, end: int) -> int:
    """Back to the `and` after which a new clause, or another verb, begins."""
    for place in range(start + 1, end - 1):
        if parsed.kind(place) == "C":
            verb = place + 1
            while verb < end - 1 and parsed.kind(verb) == "B":
                verb += 1
            use = parsed.uses.get(verb)
            agent = parsed.low(verb).endswith("ed") and parsed.low(verb + 1) == "by"
            if agent or (use is not None and use.forms & {"base", "s", "past"}):
                return place
    return end


def clause_before(parsed: Parsed, end: int) -> Span:
    """The clause that ends at a signal."""
    place = end
    while place > max(0, end - REACH):
        at = place - 1
        if at in parsed.closing and parsed.low(at) == ")":
            place = parsed.closing[at]
        elif _clause_begins(parsed, at, end):
            break
        else:
            place = at
    return trim(parsed, (place, end))


def _clause_begins(parsed: Parsed, at: int, end: int) -> bool:
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
    goes_on = list_goes_on(parsed, comma) and not parsed.has_finite(comma + 1, comma + 8)
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
