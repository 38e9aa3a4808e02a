"""Where the words that name a cause or an effect begin and end."""

from contention.extraction.rules.lexicon.phrasal import BEGINNINGS
from contention.extraction.rules.lexicon.phrase_tables import phrases_of
from contention.extraction.rules.lexicon.verbs import CHAIN
from contention.extraction.rules.syntax.sentence import REACH, Parsed, Span, VerbUse
from contention.language.vocabulary import vocabulary

OWN_TO = vocabulary(
    """
    ability will right rights desire willingness refusal failure reluctance unwillingness
    inability tendency obligation commitment promise threat ability wish urge eagerness
    """
)
"""Nouns that say what somebody is inclined or able to do: what follows is no purpose."""


_TAKES_TO = vocabulary(
    """
    ability attempt attempts will right rights desire incentive incentives capacity effort
    efforts need willingness refusal failure decision plan plans pressure time reason power
    freedom readiness tendency unwillingness inability reluctance chance opportunity way
    ways obligation commitment promise threat threats access back response due thanks
    """
)
"""Nouns whose `to` belongs to them, these and others."""


_OBJECT_ENDS = vocabulary(
    """
    during since after before until amid despite while whereas although though because if
    when unless so therefore thus hence thereby throughout than
    """
)


_LEADING = vocabulary(
    """
    then also now today even just instead still meanwhile moreover however yet so and but or
    therefore thus hence consequently thereby overall finally ultimately eventually indeed
    clearly certainly obviously perhaps
    """
)


_ASIDE = vocabulary(
    """
    including especially particularly notably namely such not rather instead at above even
    whether such-as e.g i.e
    """
)


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
    while end > start and (
        parsed.kind(end - 1) in (",", ".", "C", "A", "B", "T", "R")
        and parsed.low(end - 1) != "more"
    ):
        end -= 1
    return start, end


def subject(parsed: Parsed, use: VerbUse) -> Span:
    """The subject of a verb; an empty span if there is none before it."""
    if parsed.low(use.start - 1) == "to" or parsed.kind(use.start - 1) == "C":
        return use.start, use.start
    before = use.start - 1
    if parsed.low(before) in ("it", "they", "we", "he", "she", "i", "you"):
        return before, use.start
    if parsed.low(before) == "what" and parsed.kind(before - 1) == "A":
        return trim(parsed, _leftwards(parsed, before - 1))
    if parsed.low(before) == "that" and (before == 0 or parsed.kind(before - 1) in (".", ",", "C")):
        return before, use.start
    if parsed.kind(use.start - 1) == "R" and parsed.low(use.start - 1) != "whom":
        return trim(parsed, antecedent(parsed, use.start - 1))
    return _past_time(parsed, trim(parsed, _leftwards(parsed, use.start)))


_TIMES = vocabulary("years months decades weeks days year century centuries generation")


def _past_time(parsed: Parsed, span: Span) -> Span:
    """As in "For ten years the port has …": the subject without the words of time before it."""
    if parsed.kind(span[0]) != "P":
        return span
    for at in range(span[0] + 1, min(span[1] - 1, span[0] + 6)):
        if parsed.low(at) in _TIMES and parsed.kind(at + 1) in ("D", "n"):
            return at + 1, span[1]
    return span


def antecedent(parsed: Parsed, relative: int) -> Span:
    """The noun phrase that a relative pronoun stands for."""
    end = relative
    while end > 0 and parsed.kind(end - 1) == ",":
        end -= 1
    place = end
    while place > max(0, end - REACH):
        at = place - 1
        if parsed.low(at) == ")" and at in parsed.closing:
            place = parsed.closing[at]
            continue
        listed = parsed.kind(at) == "," and _listed_before(parsed, at, end)
        if (
            parsed.kind(at) in ".SRT"
            or (parsed.kind(at) == "," and not listed)
            or parsed.finite[at]
            or _participle_end(parsed, at)
        ):
            break
        if parsed.kind(at) == "C" and parsed.low(at) not in ("and", "or"):
            break
        if parsed.low(at) == "by" and parsed.low(at - 1).endswith("ed"):
            break
        if parsed.low(at) in ("into", "after", "before", "during", "since", "until", "through"):
            break
        place = at
    return place, end


def _participle_end(parsed: Parsed, at: int) -> bool:
    use = parsed.uses.get(at)
    return use is not None and "ing" not in use.forms and not use.passive


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
        place = _over_apposition(parsed, end - 1)
        end = place
    while place > max(0, end - REACH):
        at = place - 1
        kind = parsed.kind(at)
        if kind == "." and parsed.low(at) == ")" and at in parsed.closing:
            place = parsed.closing[at]
            continue
        if parsed.low(at) in ("why", "how"):
            break
        if kind == "." or kind == "S" or (kind == "R" and not _relative_inside(parsed, at, end)):
            break
        if kind == "," and _comma_ends(parsed, at, end):
            break
        if kind == "C" and (
            parsed.has_finite(clause_floor(parsed, at), at) or parsed.low(at) in ("but", "yet")
        ):
            break
        if parsed.finite[at] and not _inside_relative(parsed, at, end):
            break
        place = at
    return place, end


def _relative_inside(parsed: Parsed, relative: int, end: int) -> bool:
    """Whether a relative clause stands whole between its pronoun and a verb further on."""
    return (
        parsed.low(relative) in ("that", "which", "who", "whose", "whom")
        and relative > 0
        and (parsed.kind(relative - 1) == "n" and parsed.has_finite(relative + 1, end))
    )


def _inside_relative(parsed: Parsed, at: int, end: int) -> bool:
    """Whether a finite verb belongs to a relative clause of the subject."""
    for place in range(at - 1, max(-1, at - 12), -1):
        if parsed.kind(place) == "R" and parsed.kind(place - 1) in ("n",):
            return at + 1 < end
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
    floor = clause_floor(parsed, comma)
    if parsed.has_finite(floor, comma):
        return True
    first = floor
    while first < comma and parsed.kind(first) in ",.":
        first += 1
    low, kind = parsed.low(first), parsed.kind(first)
    if kind in ("P", "B", "S", "T") or low in _LEADING or low.endswith(("ing", "ed")):
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
    return trim(parsed, (start, _before_new_clause(parsed, start, place, verbs=verbs)))


def _object_ends(parsed: Parsed, at: int, start: int, *, verbs: bool) -> bool:
    kind, low = parsed.kind(at), parsed.low(at)
    if kind == "." or kind == "S" or low in _OBJECT_ENDS:
        return True
    if kind == "R":
        return at > start
    if low in ("but", "yet"):
        return True
    if kind == ",":
        return _ends_at_comma(parsed, at)
    if low in ("due", "owing", "thanks", "in", "as", "on", "for") and _reason(parsed, at):
        return True
    after = parsed.low(at + 1)
    if low == "by" and (after.endswith("ing") or after[:1].isdigit() or after in _MEASURES):
        return True
    if verbs:
        return False
    if kind == "T":
        return at > start and _purpose(parsed, at)
    return parsed.finite[at] and at > start


_MEASURES = vocabulary("between half about nearly around roughly over almost up at more")


_REASONS = frozenset(
    " ".join(words)
    for words in phrases_of(
        """
        due to|owing to|thanks to|in order|in response|in an effort|in an attempt|in a bid
        as a result|as a consequence|on account|in reaction|as soon|as long|in light|in view
        for fear|in the wake|as well as
        """
    )
)


def _reason(parsed: Parsed, at: int) -> bool:
    """Whether a connective of several words begins here."""
    two = f"{parsed.low(at)} {parsed.low(at + 1)}"
    return two in _REASONS or f"{two} {parsed.low(at + 2)}" in _REASONS


def _purpose(parsed: Parsed, at: int) -> bool:
    """Whether `to` begins a purpose rather than belongs to the noun before it."""
    following = parsed.low(at + 1)
    if parsed.kind(at + 1) in ("D", "P") or following.endswith("ing"):
        return False
    known = at + 1 in parsed.uses and bool(parsed.uses[at + 1].forms & {"base"})
    known = known or parsed.kind(at + 1) == "F" or parsed.kind(at + 1) == "A"
    return known and parsed.low(at - 1) not in _TAKES_TO and parsed.low(at - 1) not in CHAIN


def _ends_at_comma(parsed: Parsed, comma: int) -> bool:
    """Whether a comma ends an object, or divides the items of a list in it."""
    at = comma + 1
    low, kind = parsed.low(at), parsed.kind(at)
    if low in ("and", "or"):
        at += 1
        low, kind = parsed.low(at), parsed.kind(at)
        if at in parsed.uses and parsed.uses[at].forms & {"base", "s", "past"}:
            return True
        if low in BEGINNINGS and parsed.kind(at + 1) == "D":
            return True
        return finite_soon(parsed, at)
    if kind in (".", "S", "R", "C", "P", "B", "A", "O", "T", "F") or low in _ASIDE:
        return True
    if kind == "D" and "R" in (parsed.kind(at + 2), parsed.kind(at + 3)):
        return True
    if at in parsed.uses or (low.endswith("ing") and low in BEGINNINGS):
        return True
    return finite_soon(parsed, at) or not list_goes_on(parsed, comma)


def finite_soon(parsed: Parsed, start: int) -> bool:
    """Whether a finite verb stands before the next boundary."""
    for place in range(start, min(len(parsed.words), start + 14)):
        if parsed.kind(place) in (",", ".", "S", "R"):
            return False
        if parsed.finite[place]:
            return True
    return False


def list_goes_on(parsed: Parsed, comma: int) -> bool:
    """Whether further items follow: `and` in one of the next segments, or short ones to the end."""
    commas = 0
    for place in range(comma + 1, min(len(parsed.words), comma + 30)):
        low, kind = parsed.low(place), parsed.kind(place)
        if low in ("and", "or"):
            return True
        if kind in (".", "S", "R") or parsed.finite[place]:
            return commas > 0 or place - comma <= 4
        commas += kind == ","
    return True


def _before_new_clause(parsed: Parsed, start: int, end: int, *, verbs: bool) -> int:
    """Back to the last `and` where a new clause with its own verb begins after it."""
    if verbs or not (end < len(parsed.words) and parsed.finite[end]):
        return end if verbs else _before_verb_after_and(parsed, start, end)
    for place in range(end - 1, start, -1):
        if parsed.kind(place) == "C" or parsed.kind(place) == ",":
            return place
    return end


def _before_verb_after_and(parsed: Parsed, start: int, end: int) -> int:
    for place in range(start + 1, end - 1):
        if parsed.kind(place) != "C":
            continue
        verb = place + 1
        while verb < end - 1 and parsed.kind(verb) == "B":
            verb += 1
        use = parsed.uses.get(verb)
        if use is not None and use.forms & {"base", "s", "past"}:
            return place
        if parsed.low(verb) in BEGINNINGS and _takes_by(parsed, verb):
            return place
    return end


def _takes_by(parsed: Parsed, at: int) -> bool:
    """Whether a participle of a signal goes on with `by`: "and badly affected by"."""
    low = parsed.low(at)
    return low.endswith("ed") and "by" in (parsed.low(at + 1), parsed.low(at + 2))
