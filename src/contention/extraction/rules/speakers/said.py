"""Who says what, by a verb of saying: "critics say that …", "…, critics say"."""

from contention.case.model import Stance
from contention.extraction.proposals import AUTHOR
from contention.extraction.rules.phrases.extents import finite_soon, subject
from contention.extraction.rules.phrases.verb_arguments import use_at
from contention.extraction.rules.speakers.speech_verbs import (
    DENY,
    FACTIVE,
    FIRST_PERSON,
    NOUNS_TOO,
    OTHERS,
    WRONGLY,
    Attribution,
    name_of,
)
from contention.extraction.rules.syntax.sentence import Parsed, Span, adjective_like
from contention.language.vocabulary import vocabulary

_FEW_DETERMINERS = vocabulary("this that all many some")


def said(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "Critics say that …", "…, critics say", "…," says the bank, "…"."""
    if not _verb_of_saying(parsed, at):
        return []
    low, use = parsed.low(at), use_at(parsed, at)
    if low in FACTIVE:
        return _not_shown(parsed, at)
    inverted = _inverted(parsed, at)
    span = inverted or subject(parsed, use)
    passive = parsed.low(span[0]) == "it" and parsed.kind(at - 1) == "A"
    passive = passive or (parsed.kind(at - 1) == "A" and low.endswith("ed") and use.start < at - 1)
    if (span[1] <= span[0] and not passive) or _contrary(parsed, span[0]):
        return []
    if low in NOUNS_TOO and not inverted and _noun_after_all(parsed, at, span):
        return []
    first = span[1] > span[0] and parsed.low(span[0]) in FIRST_PERSON
    if first and not use.negated and low not in DENY:
        return []
    contents = _both_sides(parsed, at, span) if inverted else _around(parsed, at, span)
    nameless = span[1] > span[0] and parsed.low(span[0]) in _HARDLY_ANYBODY
    near = {parsed.low(at - 1), parsed.low(at + 1)}
    wrong = bool(near & WRONGLY) or low.startswith("pretend") or nameless
    turned_down = wrong or _mistaken(parsed, span) or (first and (use.negated or low in DENY))
    denied = not first and not nameless and (low in DENY or use.negated)
    holder = OTHERS if first or passive or nameless else name_of(parsed, span)
    stance: Stance = "rejected" if turned_down else "reported"
    return [Attribution(each, holder, stance, denied) for each in contents]


def _noun_after_all(parsed: Parsed, at: int, span: Span) -> bool:
    """As in "(known as the square protests)": at the end of a phrase that no comma sets off."""
    last = parsed.kind(at + 1) in (",", ".")
    return last and not (span[0] == 0 or parsed.kind(span[0] - 1) == ",")


_HARDLY_ANYBODY = vocabulary("nobody no-one none no few hardly")
_MISTAKING = vocabulary(
    """
    forget forgets overlook overlooks ignore ignores mistaken wrong naive deluded err errs
    """
)


def _mistaken(parsed: Parsed, span: Span) -> bool:
    """As in "Those who say that … forget that …"."""
    lows = parsed.words.low
    whoever = {"those", "anyone", "whoever", "whosoever"} & set(lows[span[0] : span[0] + 1])
    return bool(whoever) and bool(_MISTAKING & set(lows[span[1] :]))


def _contrary(parsed: Parsed, start: int) -> bool:
    """As in "Contrary to what the lobby claims, …": the sentence is the author's own."""
    before = parsed.words.low[max(0, start - 3) : start + 3]
    return "contrary" in before or ("unlike" in before and "what" in before)


def _not_shown(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "no study shows that …", "far from proving that …": the author denies it."""
    use = use_at(parsed, at)
    span = subject(parsed, use)
    lows = parsed.words.low
    far = lows[max(0, at - 2) : at] == ["far", "from"]
    opening = lows[span[0] : span[0] + 2]
    nothing = opening[:1] in (["no"], ["nothing"], ["neither"]) or opening == ["not", "a"]
    nothing = nothing or lows[max(0, span[0] - 1) : span[0]] == ["not"]
    that = parsed.low(at + 1) in ("that", "how")
    if not that or not (far or use.negated or (span[1] > span[0] and nothing)):
        return []
    return [Attribution((at + 1, _said_until(parsed, at + 1)), AUTHOR, "negated", True)]


def _inverted(parsed: Parsed, at: int) -> Span | None:
    """Who speaks in "…," says the bank, "…": what stands after the verb, up to the next mark."""
    follows = parsed.kind(at + 1) in ("D", "n") and parsed.low(at + 1) != "that"
    if parsed.kind(at - 1) != "," or at < 3 or not follows or parsed.low(at).endswith("ing"):
        return None
    end = at + 1
    while end < min(len(parsed.words), at + 14) and parsed.kind(end) not in (",", ".", "S"):
        if parsed.finite[end]:
            return None
        end += 1
    return at + 1, end


def _both_sides(parsed: Parsed, at: int, span: Span) -> list[Span]:
    return [(0, at - 1), (span[1], len(parsed.words))]


def _around(parsed: Parsed, at: int, span: Span) -> list[Span]:
    """What is said, on one side of who says it or on both."""
    content = _said_content(parsed, at, span)
    if content is None:
        return []
    goes_on = parsed.kind(at + 1) == "," and content[1] <= span[0]
    return [content, (at + 1, len(parsed.words))] if goes_on else [content]


def _verb_of_saying(parsed: Parsed, at: int) -> bool:
    """Whether a word of saying is a verb with somebody as its subject here."""
    before, low = parsed.low(at - 1), parsed.low(at)
    if before == "to" or before.endswith(("'s", "s'")):
        return False
    if low in NOUNS_TOO and not _clause_follows(parsed, at):
        return False
    return parsed.kind(at - 1) not in ("D", "P") or before in _FEW_DETERMINERS | {"from"}


def _clause_follows(parsed: Parsed, at: int) -> bool:
    """Whether what follows can be what is said: "that", a clause, or the end after somebody."""
    after = at + 1
    if parsed.low(after) == "that" or parsed.kind(after) == "O":
        return True
    if parsed.kind(after) in (",", ".") and parsed.kind(at - 1) == "n":
        return not adjective_like(parsed, at - 1) and parsed.low(at) not in ("add", "adds", "added")
    return parsed.kind(after) in ("D", "n") and finite_soon(parsed, after)


def _said_content(parsed: Parsed, at: int, span: Span) -> Span | None:
    """What is said: after the verb, or before somebody who is named last."""
    has_that = parsed.low(at + 1) == "that"
    tail = at + 1 >= len(parsed.words) or parsed.kind(at + 1) in (",", ".")
    tail = tail or (parsed.kind(span[0] - 1) == "," and _cut_off(parsed, span) and not has_that)
    if tail and span[0] > 3:
        return 0, span[0]
    within = parsed.kind(span[0] - 1) == "S" or parsed.low(span[0] - 1) in ("although", "though")
    content = (at + 1, _said_until(parsed, at + 1, within=within and span[0] > 0))
    if has_that or tail:
        return content
    opens_clause = parsed.kind(at + 1) in ("D", "n", "O") or parsed.low(at + 1) in ("how", "not")
    expects = parsed.low(at).startswith(("expect", "believe"))
    to_do = expects and "to" in parsed.words.low[at : at + 9]
    return content if opens_clause and (to_do or parsed.has_finite(*content)) else None


def _cut_off(parsed: Parsed, span: Span) -> bool:
    """Whether who speaks stands after what is said, and no subordinate clause opens that."""
    return span[0] > 3 and not (parsed.kind(0) == "S" or parsed.low(0) in ("although", "though"))


def _said_until(parsed: Parsed, start: int, *, within: bool = False) -> int:
    """The end of what is said: the sentence's, or before a clause that answers it.

    `within` a subordinate clause it ends where the main clause begins.
    """
    inside = (end for begin, end in parsed.words.quotes if begin <= start + 1 < end)
    for place in range(next(inside, start + 1), len(parsed.words)):
        low = parsed.low(place)
        if low in (";", "—") or (low == "but" and parsed.kind(place - 1) == ","):
            return place
        ended = within and parsed.kind(place) == "," and parsed.kind(place + 1) in ("D", "O", "n")
        if ended and parsed.has_finite(start, place):
            return place
    return len(parsed.words)
