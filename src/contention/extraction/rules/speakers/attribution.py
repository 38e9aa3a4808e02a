"""Words that the author puts into somebody else's mouth."""

from contention.case.model import Stance
from contention.extraction.proposals import AUTHOR
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of, subject
from contention.extraction.rules.phrases.verb_arguments import use_at
from contention.extraction.rules.speakers.speech_verbs import (
    DENY,
    FACTIVE,
    FIRST_PERSON,
    NOUNS_TOO,
    OTHERS,
    SAY,
    WRONGLY,
    Attribution,
    name_of,
)
from contention.extraction.rules.syntax.sentence import Parsed, Span, VerbUse, adjective_like

SAYING = SAY | FACTIVE | DENY
"""Every word of saying, knowing and denying."""
_BELIEFS = word_list("beliefs")
_ILLUSIONS = word_list("illusions")
_WRONG = word_list("wrong")
_VIEWS = word_list("views")
_RASH = word_list("rash")
_GROUNDS = word_list("grounds")
_JUDGED = _GROUNDS | _WRONG | _RASH | {"true", "unclear", "doubtful"}
_CLAIMING = word_list("claiming")
_REFUSING = word_list("refusing")
_JUDGING = word_list("judging")
_FAILING = word_list("failing-claims")
_FEW_DETERMINERS = ("this", "that", "all", "many", "some", "from")
_HARDLY_ANYBODY = ("nobody", "no-one", "none", "no", "few", "hardly")
_NOTHING = ("no", "nothing", "neither", "not")
_NOT = frozenset(("not", "isn't", "doesn't", "don't", "no", "little"))


def attributions(scene: Scene) -> list[Attribution]:
    """Everything in a sentence that is put into somebody's mouth, widest first."""
    parsed = scene.parsed
    found = [
        Attribution(content, name_of(parsed, (start + 1, stop - 2)), "reported")
        for start, stop in parsed.asides
        for content in ((0, start), (0, len(parsed.words)))
    ]
    for at, low in enumerate(parsed.words.low):
        if low in SAYING:
            found += _said(parsed, at)
        viewed = low in _VIEWS and parsed.low(at + 1) == "of" and parsed.low(at - 2) == "in"
        if viewed or (low == "according" and parsed.low(at + 1) == "to"):
            found.append(_according(parsed, at + 2))
        elif low in _BELIEFS or low in _ILLUSIONS:
            found += _believed(parsed, at)
        elif low in _JUDGED:
            found += _judged(parsed, at)
    return found


def _according(parsed: Parsed, start: int) -> Attribution:
    end = start
    while parsed.kind(end) not in (",", "."):
        end += 1
    span = object_of(parsed, start)
    named = start, min(end, span[1]) if span[1] > start else end
    return Attribution((0, len(parsed.words)), name_of(parsed, named), "reported")


def _believed(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "the elite's belief that …", "the myth of …"."""
    before, illusion = parsed.low(at - 1), parsed.low(at) in _ILLUSIONS
    content = parsed.low(at + 1) == "that" or (illusion and parsed.low(at + 1) == "of")
    if not content or before in ("to", "our", "my"):
        return []
    places = range(at - 1, max(-1, at - 7), -1)
    owner = next((p for p in places if parsed.low(p).endswith(("'s", "s'"))), -1)
    stop = _believed_until(parsed, at + 2)
    earlier = set(parsed.words.low[max(0, at - 10) : at])
    dismissed = illusion or before in _WRONG or _turned_down(parsed, stop)
    dismissed = dismissed or bool(FIRST_PERSON & earlier and _REFUSING & earlier)
    holder = _owner(parsed, owner) if owner >= 0 else OTHERS
    return [Attribution((at + 1, stop), holder, "rejected" if dismissed else "reported")]


def _believed_until(parsed: Parsed, start: int) -> int:
    """Where a belief ends: before the verb that judges it, if one does."""
    for place in range(start, len(parsed.words)):
        judged = parsed.low(place) in _JUDGING and _turned_down(parsed, place)
        if judged or parsed.low(place) in (";", "—"):
            return place
    return len(parsed.words)


def _turned_down(parsed: Parsed, start: int) -> bool:
    """As in "… is a pretext", "… does not survive a look at the data"."""
    lows = set(parsed.words.low[start : start + 6])
    return bool(_WRONG & lows or (_NOT & lows and _FAILING & lows))


def _owner(parsed: Parsed, at: int) -> str:
    start = at
    while start > 0 and parsed.kind(start - 1) == "n" and not parsed.finite[start - 1]:
        start -= 1
    start -= start > 0 and parsed.kind(start - 1) == "D"
    text = name_of(parsed, (start, at + 1))
    return text.removesuffix("'s").removesuffix("’s").rstrip("'’")


def _judged(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "it is naive to think that …", "there is no evidence that …"."""
    low = parsed.low(at)
    denied = bool(_NOT & set(parsed.words.low[max(0, at - 6) : at]))
    places = range(at + 1, min(len(parsed.words), at + 7))
    that = next((place for place in places if parsed.low(place) in _CLAIMING), 0)
    if not that:
        return []
    content: Span = that + 1 + (parsed.low(that + 1) == "that"), len(parsed.words)
    if low in ("unclear", "doubtful") or (low in _RASH and not denied):
        return [Attribution(content, AUTHOR, "hedged")]
    if low in _GROUNDS:
        return [Attribution(content, AUTHOR, "negated", denied=True)] if denied else []
    if denied == (low == "true"):
        return [Attribution(content, _who_is_wrong(parsed, at), "rejected")]
    return []


def _who_is_wrong(parsed: Parsed, at: int) -> str:
    """As in "The mayor is wrong to believe that …"; nobody if it is "it" that is wrong."""
    copula = next((p for p in range(at - 1, max(-1, at - 5), -1) if parsed.kind(p) == "A"), 0)
    span = subject(parsed, use_at(parsed, copula)) if copula else (0, 0)
    nobody = span[1] <= span[0] or parsed.kind(span[0]) == "O"
    if nobody or parsed.low(span[0]).endswith("ing") or parsed.low(span[0]) in FIRST_PERSON:
        return OTHERS
    return name_of(parsed, span)


def _said(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "Critics say that …", "…, critics say", "…," says the bank, "…"."""
    if not _verb_of_saying(parsed, at):
        return []
    low, use = parsed.low(at), use_at(parsed, at)
    if low in FACTIVE:
        return _not_shown(parsed, use)
    inverted = _inverted(parsed, at)
    span = inverted or subject(parsed, use)
    named = span[1] > span[0]
    passive = parsed.kind(at - 1) == "A" and (
        parsed.low(span[0]) == "it" or (low.endswith("ed") and use.start < at - 1)
    )
    if not named and not passive:
        return []
    refused = use.negated or low in DENY
    first = named and parsed.low(span[0]) in FIRST_PERSON
    nameless = named and parsed.low(span[0]) in _HARDLY_ANYBODY
    if first and not refused:
        return []
    if inverted:
        contents: list[Span] = [(0, at - 1), (span[1], len(parsed.words))]
    else:
        contents = _around(parsed, at, span)
    wrong = bool(WRONGLY & {parsed.low(at - 1), parsed.low(at + 1)}) or low.startswith("pretend")
    stance: Stance = "rejected" if wrong or nameless or first else "reported"
    holder = OTHERS if first or passive or nameless else name_of(parsed, span)
    denied = refused and not first and not nameless
    return [Attribution(each, holder, stance, denied) for each in contents]


def _not_shown(parsed: Parsed, use: VerbUse) -> list[Attribution]:
    """As in "no study shows that …", "far from proving that …": the author denies it."""
    span = subject(parsed, use)
    far = parsed.words.low[max(0, use.at - 2) : use.at] == ["far", "from"]
    nothing = parsed.low(span[0]) in _NOTHING or parsed.low(span[0] - 1) == "not"
    if parsed.low(use.at + 1) not in ("that", "how") or not (far or use.negated or nothing):
        return []
    content = use.at + 1, _said_until(parsed, use.at + 1)
    return [Attribution(content, AUTHOR, "negated", denied=True)]


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


def _around(parsed: Parsed, at: int, span: Span) -> list[Span]:
    """What is said, on one side of who says it or on both."""
    content = _said_content(parsed, at, span)
    if content is None:
        return []
    goes_on = parsed.kind(at + 1) == "," and content[1] <= span[0]
    return [content, (at + 1, len(parsed.words))] if goes_on else [content]


def _verb_of_saying(parsed: Parsed, at: int) -> bool:
    """Whether a word of saying is a verb with somebody as its subject here."""
    before = parsed.low(at - 1)
    if before == "to" or before.endswith(("'s", "s'")):
        return False
    if parsed.low(at) in NOUNS_TOO and not _clause_follows(parsed, at):
        return False
    return parsed.kind(at - 1) not in ("D", "P") or before in _FEW_DETERMINERS


def _clause_follows(parsed: Parsed, at: int) -> bool:
    """Whether what follows can be what is said: "that", a clause, or the end after somebody."""
    after = at + 1
    if parsed.low(after) == "that" or parsed.kind(after) == "O":
        return True
    if parsed.kind(after) in (",", ".") and parsed.kind(at - 1) == "n":
        return not adjective_like(parsed, at - 1) and parsed.low(at) not in ("add", "adds", "added")
    return parsed.kind(after) in ("D", "n") and parsed.has_finite(after, after + 14)


def _said_content(parsed: Parsed, at: int, span: Span) -> Span | None:
    """What is said: after the verb, or before somebody who is named last."""
    has_that = parsed.low(at + 1) == "that"
    within = parsed.kind(0) == "S" or parsed.low(0) in ("although", "though")
    tail = at + 1 >= len(parsed.words) or parsed.kind(at + 1) in (",", ".")
    tail = tail or (parsed.kind(span[0] - 1) == "," and not within and not has_that)
    if tail and span[0] > 3:
        return 0, span[0]
    content = (at + 1, _said_until(parsed, at + 1, within=within and span[0] > 0))
    if has_that or tail:
        return content
    opens_clause = parsed.kind(at + 1) in ("D", "n", "O") or parsed.low(at + 1) in ("how", "not")
    expects = parsed.low(at).startswith(("expect", "believe"))
    to_do = expects and "to" in parsed.words.low[at : at + 9]
    return content if opens_clause and (to_do or parsed.has_finite(*content)) else None


def _said_until(parsed: Parsed, start: int, *, within: bool = False) -> int:
    """The end of what is said: the sentence's, or before a clause that answers it.

    `within` a subordinate clause it ends where the main clause begins.
    """
    for place in range(start + 1, len(parsed.words)):
        low = parsed.low(place)
        if low in (";", "—") or (low == "but" and parsed.kind(place - 1) == ","):
            return place
        ended = within and parsed.kind(place) == "," and parsed.kind(place + 1) in ("D", "O", "n")
        if ended and parsed.has_finite(start, place):
            return place
    return len(parsed.words)
