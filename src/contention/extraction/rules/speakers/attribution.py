"""Words that the author puts into somebody else's mouth."""

from contention.extraction.proposals import AUTHOR
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of, subject
from contention.extraction.rules.phrases.verb_arguments import use_at
from contention.extraction.rules.speakers.said import said
from contention.extraction.rules.speakers.speech_verbs import (
    DENY,
    FACTIVE,
    FIRST_PERSON,
    OTHERS,
    SAY,
    Attribution,
    name_of,
)
from contention.extraction.rules.syntax.sentence import Parsed
from contention.language.vocabulary import vocabulary

SAYING = SAY | FACTIVE | DENY
"""Every word of saying, knowing and denying."""


_BELIEFS = vocabulary(
    """
    faith assurance insistence refrain mantra dogma doctrine reasoning saw talk-x line contention-x
    belief claim claims argument arguments view views conviction idea notion assumption
    theory narrative assertion allegation hope hopes fear fears promise warning warnings
    suggestion thesis contention expectation rhetoric story talk prediction
    """
)


_ILLUSIONS = vocabulary(
    """
    myth illusion fallacy misconception lie fiction fantasy delusion alibi pretext legend
    excuse fairy-tale superstition propaganda mirage bogey
    """
)


_WRONG = vocabulary(
    """
    wrong false naive mistaken mistake absurd illusion misleading foolish nonsense myth
    ridiculous fanciful simplistic untrue refuted disproved debunked discredited untenable
    fallacy delusion fantasy nonsensical misguided unfounded baseless implausible
    disingenuous conspiracy dangerous-x incorrect bogus spurious lie naïve preposterous
    far-fetched pretext excuse alibi propaganda smokescreen legend superstition unproven
    untenable blunder
    """
)


_VIEWS = vocabulary("view eyes opinion words judgement judgment estimation telling")
_SEES = vocabulary("see sees saw put puts tell tells argue argues argued claim claims claimed")
_RASH = vocabulary(
    """
    optimistic premature rash early simplistic hasty overstated bold exaggeration
    """
)


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
            found += said(parsed, at)
        viewed = low in _VIEWS and parsed.low(at + 1) == "of" and parsed.low(at - 2) == "in"
        if viewed or (low == "according" and parsed.low(at + 1) == "to"):
            found.append(_according(parsed, at + 2))
        elif low in _BELIEFS or low in _ILLUSIONS:
            found += _believed(parsed, at)
        elif low in _REGARD:
            found += _regarded(parsed, at)
        elif low == "for" and at == 0:
            found += _for_whom(parsed)
        elif low == "as" and (at == 0 or parsed.kind(at - 1) == ","):
            found += _as_seen(parsed, at)
        elif low in _WRONG or low in _RASH or low in _JUDGED:
            found += _judged(parsed, at)
    return found


def _believed(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "The elite's belief that …", "the myth that …"."""
    following = parsed.low(at + 1)
    before_that = {"not", "don't", "cannot", "reject", "dismiss", "dispute", "question", "doubt"}
    if following not in ("that", "of") or (following == "of" and parsed.low(at) not in _ILLUSIONS):
        return []
    before = parsed.low(at - 1)
    if before == "to":
        return []
    place = at - 1
    while place > 0 and not (parsed.low(place).endswith(("'s", "s'")) or parsed.kind(place) == "D"):
        place -= 1
        if at - place > 5:
            break
    own = parsed.low(place).endswith(("'s", "s'"))
    holder = _owner(parsed, place) if own else OTHERS
    stop = _believed_until(parsed, at + 2)
    after = parsed.words.low[stop : stop + 6]
    judged = any(low in _WRONG for low in (before, *after)) or _fails(after)
    refused = parsed.words.low[max(0, place - 6) : place]
    own_refusal = bool(FIRST_PERSON & set(refused)) and bool(before_that & set(refused))
    dismissed = parsed.low(at) in _ILLUSIONS or judged or own_refusal
    if before in ("our", "my"):
        return []
    return [Attribution((at + 1, stop), holder, "rejected" if dismissed else "reported")]


_JUDGING = vocabulary("is was are were remains has have had does do did")


def _fails(lows: list[str]) -> bool:
    """As in "... does not survive a look at the data"."""
    return {"not", "doesn't", "don't"} & set(lows[:3]) != set() and bool(
        {"survive", "hold", "stand", "add", "convince", "bear"} & set(lows)
    )


def _believed_until(parsed: Parsed, start: int) -> int:
    """Where a belief ends: before the second verb that judges it, if one does."""
    for place in range(start, len(parsed.words)):
        if parsed.low(place) in (";", "—"):
            return place
        after = parsed.words.low[place : place + 6]
        if after[0] in _JUDGING and (any(low in _WRONG for low in after) or _fails(after)):
            return place
    return len(parsed.words)


def _owner(parsed: Parsed, at: int) -> str:
    start = at
    while start > 0 and parsed.kind(start - 1) == "n" and not parsed.finite[start - 1]:
        start -= 1
    if parsed.kind(start - 1) == "D" and start > 0:
        start -= 1
    text = name_of(parsed, (start, at + 1))
    return text.removesuffix("'s").removesuffix("’s").rstrip("'’")


_REGARD = vocabulary(
    "calls called sees saw see describes described regards regarded views viewed describe regard"
)


def _regarded(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "The chamber sees the fees as the cause of the delays"."""
    lows = parsed.words.low[at : at + 20]
    named = lows[0].startswith("call") or "as" in lows
    span = subject(parsed, use_at(parsed, at))
    if not named or span[1] <= span[0] or parsed.low(span[0]) in FIRST_PERSON:
        return []
    return [Attribution((at + 1, len(parsed.words)), name_of(parsed, span), "reported")]


def _as_seen(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "As the bank sees it, ..."."""
    for place in range(at + 2, min(len(parsed.words), at + 9)):
        if parsed.low(place) in _SEES and parsed.low(place + 1) in ("it", "things", ","):
            holder = name_of(parsed, (at + 1, place))
            return [Attribution((0, len(parsed.words)), holder, "reported")]
        if parsed.kind(place) == ",":
            break
    return []


_TIMES = vocabulary("decades years months weeks days now example instance this that these")


def _for_whom(parsed: Parsed) -> list[Attribution]:
    """As in "For the chamber, it is the zone that has ruined the shops"."""
    comma = next((p for p in range(1, 10) if parsed.kind(p) == ","), 0)
    said = parsed.low(comma + 1) in ("it", "this", "that", "there") and comma
    if not said or any(parsed.low(p) in _TIMES for p in range(1, comma)):
        return []
    return [Attribution((comma, len(parsed.words)), name_of(parsed, (1, comma)), "reported")]


def _according(parsed: Parsed, start: int) -> Attribution:
    span = object_of(parsed, start)
    end = next(
        (p for p in range(start, len(parsed.words)) if parsed.kind(p) in (",", ".")),
        len(parsed.words),
    )
    end = min(end, span[1]) if span[1] > start else end
    return Attribution((0, len(parsed.words)), name_of(parsed, (start, end)), "reported")


_GROUNDS = vocabulary("evidence reason proof sign indication basis grounds cause-x")
_JUDGED = _GROUNDS | vocabulary("true unclear doubtful")
_CLAIMING = vocabulary("that whether claim think believe say suppose imagine assume hope expect")


def _judged(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "It is naive to think that …", "there is no evidence that …"."""
    low = parsed.low(at)
    lows = parsed.words.low[max(0, at - 6) : at]
    places = range(at + 1, min(len(parsed.words), at + 7))
    that = next((place for place in places if parsed.low(place) in _CLAIMING), 0)
    if not that:
        return []
    start = that + 1 + (parsed.low(that + 1) == "that")
    content = (start, len(parsed.words))
    if low in _GROUNDS:
        return (
            [Attribution(content, AUTHOR, "negated", True)] if {"no", "little"} & set(lows) else []
        )
    if low in ("unclear", "doubtful"):
        return [Attribution(content, AUTHOR, "hedged")]
    if low == "true":
        return (
            [Attribution(content, OTHERS, "rejected")]
            if {"not", "isn't", "n't"} & set(lows)
            else []
        )
    if not {"it", "would", "is", "are", "be", "seems", "'s"} & set(lows) or "not" in lows:
        return []
    if low in _RASH:
        return [Attribution(content, AUTHOR, "hedged")]
    return [Attribution(content, _who_is_wrong(parsed, at), "rejected")]


def _who_is_wrong(parsed: Parsed, at: int) -> str:
    """As in "The mayor is wrong to believe that …"; nobody if it is "it" that is wrong."""
    copula = next((p for p in range(at - 1, max(-1, at - 5), -1) if parsed.kind(p) == "A"), 0)
    span = subject(parsed, use_at(parsed, copula)) if copula else (0, 0)
    if (
        span[1] <= span[0]
        or parsed.kind(span[0]) == "O"
        or parsed.low(span[0]).endswith("ing")
        or parsed.low(span[0]) in FIRST_PERSON
    ):
        return OTHERS
    return name_of(parsed, span)
