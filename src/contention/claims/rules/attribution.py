"""Words that the author puts into somebody else's mouth."""

from dataclasses import dataclass

from contention.case.values import Stance
from contention.claims.rules.inflect import forms_of
from contention.claims.rules.links import Scene
from contention.claims.rules.ranges import object_of, subject
from contention.claims.rules.sentence import Parsed, Span
from contention.claims.rules.subjects import use_at
from contention.claims.values import AUTHOR
from contention.language.vocabulary import vocabulary

OTHERS = "others"
"""Holder of what the author turns down without saying whose it is."""


def _forms(lemmas: str) -> frozenset[str]:
    return frozenset(form for lemma in lemmas.split() for form in forms_of(lemma))


_SAY = _forms(
    "say claim argue believe think contend maintain insist assert allege warn predict suggest "
    "assume suppose hope fear expect worry declare state hold imagine write announce complain "
    "promise boast tell pretend suspect estimate report speculate propose reckon caution "
    "complain object lament protest stress emphasise emphasize counter reply conclude calculate "
    "repeat swear promise charge contest reason observe remark venture"
)


_FACTIVE = _forms(
    """
    show demonstrate prove confirm reveal establish indicate find know remind recall acknowledge
    admit concede recognise recognize realise realize note observe
    """
)


_DENY = _forms("deny dispute reject doubt question refute")


_WRONGLY = vocabulary(
    """
    wrongly falsely mistakenly naively erroneously misleadingly absurdly
    """
)


FIRST_PERSON = vocabulary("we i us our")


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


@dataclass(frozen=True)
class Attribution:
    """Words that somebody other than the author is made answerable for."""

    content: Span
    holder: str
    stance: Stance
    denied: bool = False


def attributions(scene: Scene) -> list[Attribution]:
    """Everything in a sentence that is put into somebody's mouth, widest first."""
    parsed = scene.parsed
    found: list[Attribution] = []
    for at, low in enumerate(parsed.words.low):
        if low in _SAY or low in _FACTIVE or low in _DENY:
            found += _said(parsed, at)
        if low in _BELIEFS or low in _ILLUSIONS:
            found += _believed(parsed, at)
        elif (low == "according" and parsed.low(at + 1) == "to") or (
            low in _VIEWS and parsed.low(at + 1) == "of" and parsed.low(at - 2) == "in"
        ):
            found.append(_according(parsed, at + 2))
        elif low in _REGARD:
            found += _regarded(parsed, at)
        elif low == "for" and at == 0:
            found += _for_whom(parsed)
        elif low == "as" and (at == 0 or parsed.kind(at - 1) == ","):
            found += _as_seen(parsed, at)
        elif low in _WRONG or low in _RASH or low in ("true", "evidence", "unclear", "doubtful"):
            found += _judged(parsed, at)
    return found


_FEW_DETERMINERS = vocabulary("this that all many some")


def _said(parsed: Parsed, at: int) -> list[Attribution]:
    """As in "Critics say that …", "…, critics say", "…," says the bank, "…"."""
    if not _verb_of_saying(parsed, at):
        return []
    low, use = parsed.low(at), use_at(parsed, at)
    inverted = _inverted(parsed, at)
    span = inverted or subject(parsed, use)
    passive = parsed.low(span[0]) == "it" or (
        parsed.low(at - 1) in ("is", "was", "been", "are") and low.endswith("ed")
    )
    if span[1] <= span[0] and not passive:
        return []
    first = span[1] > span[0] and parsed.low(span[0]) in FIRST_PERSON
    if low in _FACTIVE or (first and not use.negated and low not in _DENY):
        return []
    contents = (
        [(0, at - 1), (span[1], len(parsed.words))] if inverted else _around(parsed, at, span)
    )
    near = {parsed.low(at - 1), parsed.low(at + 1)}
    nobody = span[1] > span[0] and parsed.low(span[0]) in _NOBODY
    wrong = bool(near & _WRONGLY) or low.startswith("pretend") or nobody
    turned_down = wrong or (first and (use.negated or low in _DENY))
    denied = not first and not nobody and (low in _DENY or use.negated)
    holder = OTHERS if first or passive or nobody else name_of(parsed, span)
    stance: Stance = "rejected" if turned_down else "reported"
    return [Attribution(each, holder, stance, denied) for each in contents]


_NOBODY = vocabulary("nobody no-one none no")


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
    before = parsed.low(at - 1)
    if before == "to" or before.endswith(("'s", "s'")):
        return False
    return parsed.kind(at - 1) not in ("D", "P") or before in _FEW_DETERMINERS


def _said_content(parsed: Parsed, at: int, span: Span) -> Span | None:
    """What is said: after the verb, or before somebody who is named last."""
    has_that = parsed.low(at + 1) == "that"
    tail = at + 1 >= len(parsed.words) or parsed.kind(at + 1) in (",", ".")
    tail = tail or (parsed.kind(span[0] - 1) == "," and _cut_off(parsed, span) and not has_that)
    if tail and span[0] > 3:
        return 0, span[0]
    content = (at + 1, _said_until(parsed, at + 1))
    if has_that or tail:
        return content
    opens_clause = parsed.kind(at + 1) in ("D", "n", "O") or parsed.low(at + 1) in ("how", "not")
    expects = parsed.low(at).startswith(("expect", "believe"))
    to_do = expects and "to" in parsed.words.low[at : at + 9]
    return content if opens_clause and (to_do or parsed.has_finite(*content)) else None


def _cut_off(parsed: Parsed, span: Span) -> bool:
    """Whether who speaks stands after what is said, and no subordinate clause opens that."""
    return span[0] > 3 and not (parsed.kind(0) == "S" or parsed.low(0) in ("although", "though"))


def _said_until(parsed: Parsed, start: int) -> int:
    """The end of what is said: the sentence's, or before a clause that answers it."""
    for place in range(start + 1, len(parsed.words)):
        low = parsed.low(place)
        if low in (";", "—") or (low == "but" and parsed.kind(place - 1) == ","):
            return place
    return len(parsed.words)


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
    refused = parsed.words.low[max(0, place - 4) : place]
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
    """Where a belief ends: before the second verb that judges it, where one does."""
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
    if low == "evidence":
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
    if not {"it", "would", "is", "be", "seems", "'s"} & set(lows) or "not" in lows:
        return []
    if low in _RASH:
        return [Attribution(content, AUTHOR, "hedged")]
    return [Attribution(content, OTHERS, "rejected")]


def name_of(parsed: Parsed, span: Span) -> str:
    """Words that name somebody, relative clauses left out."""
    words = parsed.words
    end = span[0]
    while end < span[1] and not (parsed.kind(end) in (",", "R", ".") and end > span[0]):
        end += 1
    if end <= span[0]:
        return OTHERS
    text = words.text[words.starts[span[0]] - words.offset : words.ends[end - 1] - words.offset]
    return " ".join(text.split()) or OTHERS
