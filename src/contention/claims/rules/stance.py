"""Who says it, and what the author thinks of it."""

from dataclasses import dataclass, replace

from contention.case.values import Stance
from contention.claims.rules.inflect import forms_of
from contention.claims.rules.links import Link, Scene
from contention.claims.rules.parse import Parsed, Span
from contention.claims.rules.ranges import object_of, subject
from contention.claims.rules.verbal import use_at
from contention.claims.values import AUTHOR
from contention.language.vocabulary import vocabulary

OTHERS = "others"
"""Holder of what the author turns down without saying whose it is."""


def _forms(lemmas: str) -> frozenset[str]:
    return frozenset(form for lemma in lemmas.split() for form in forms_of(lemma))


_SAY = _forms(
    "say claim argue believe think contend maintain insist assert allege warn predict suggest "
    "assume suppose hope fear expect worry declare state hold imagine write announce complain "
    "promise boast tell pretend suspect estimate report speculate propose reckon caution"
)
_FACTIVE = _forms("show demonstrate prove confirm reveal establish indicate find know remind recall "
                  "acknowledge admit concede recognise recognize realise realize note observe")  # fmt: skip
_DENY = _forms("deny dispute reject doubt question refute")
_WRONGLY = vocabulary(
    """
    wrongly falsely mistakenly naively erroneously misleadingly absurdly
    """
)
_FIRST = vocabulary("we i us our")
_BELIEFS = vocabulary(
    """
    belief claim claims argument arguments view views conviction idea notion assumption
    theory narrative assertion allegation hope hopes fear fears promise warning warnings
    suggestion thesis contention expectation rhetoric story talk prediction
    """
)
_ILLUSIONS = vocabulary(
    """
    myth illusion fallacy misconception lie fiction fantasy delusion
    """
)
_WRONG = vocabulary(
    """
    wrong false naive mistaken mistake absurd illusion misleading foolish nonsense myth
    ridiculous fanciful simplistic untrue fallacy delusion fantasy nonsensical misguided
    unfounded baseless implausible disingenuous conspiracy dangerous-x incorrect bogus
    spurious lie naïve preposterous far-fetched
    """
)
_RASH = vocabulary(
    """
    optimistic premature rash early simplistic hasty overstated bold exaggeration
    """
)
_HEDGES = vocabulary(
    """
    may might could can possibly perhaps maybe probably likely unlikely arguably seem seems
    seemed appear appears apparently potentially presumably conceivably plausibly expected
    risks risk suggests suggest suspect suspects hint hints often-x sometimes
    """
)
_HEARSAY = vocabulary("supposedly allegedly purportedly reportedly ostensibly")
_OPENINGS_CONCEDED = (
    ("of", "course"), ("admittedly",), ("granted",), ("to", "be", "sure"), ("it", "is", "true", "that"), ("true", ","),
    ("no", "doubt"), ("it", "is", "also", "true"), ("undoubtedly",), ("it", "is", "also", "obvious", "that"),
    ("it", "is", "certainly", "true"), ("granted", ","), ("we", "accept", "that"), ("we", "concede", "that"),
    ("we", "do", "not", "deny", "that"), ("nobody", "denies", "that"), ("no-one", "denies", "that"), ("one", "can", "grant", "that"),
    ("no", "one", "denies", "that"), ("yes", ","), ("certainly", ","), ("there", "is", "no", "denying", "that"), ("it", "may", "be", "true", "that"),
)  # fmt: skip
_CONCEDING = frozenset(("although", "though", "while", "whilst"))
_ANYBODY = vocabulary(
    """
    anyone anybody everyone everybody nobody no-one someone somebody one they it some many
    """
)
_QUESTION_WORDS = vocabulary("what why who which when where whom whose")


@dataclass(frozen=True)
class Attribution:
    """Words that somebody other than the author is made answerable for."""

    content: Span
    holder: str
    stance: Stance
    denied: bool = False


@dataclass(frozen=True)
class Standing:
    """Stance and holder of one link."""

    stance: Stance
    holder: str
    denied: bool = False


def attributions(scene: Scene) -> list[Attribution]:
    """Everything in a sentence that is put into somebody's mouth, widest first."""
    parsed = scene.parsed
    found: list[Attribution] = []
    for at, low in enumerate(parsed.words.low):
        if low in _SAY or low in _FACTIVE or low in _DENY:
            found += _said(parsed, at)
        elif low in _BELIEFS or low in _ILLUSIONS:
            found += _believed(parsed, at)
        elif low == "according" and parsed.low(at + 1) == "to":
            found.append(_according(parsed, at))
        elif low in _WRONG or low in _RASH or low in ("true", "evidence", "unclear", "doubtful"):
            found += _judged(parsed, at)
    return found


def _said(parsed: Parsed, at: int) -> list[Attribution]:
    """ "Critics say that …", "…, critics say"."""
    low, total = parsed.low(at), len(parsed.words)
    if parsed.low(at - 1) == "to" or parsed.low(at - 1).endswith(("'s", "s'")):
        return []
    if parsed.kind(at - 1) in ("D", "P") and parsed.low(at - 1) not in (
        "this",
        "that",
        "all",
        "many",
        "some",
    ):
        return []
    use = use_at(parsed, at)
    span = subject(parsed, use)
    passive = parsed.low(span[0]) == "it" or (
        parsed.low(at - 1) in ("is", "was", "been", "are") and low.endswith("ed")
    )
    if span[1] <= span[0] and not passive:
        return []
    lows = parsed.words.low[span[0] : span[1]]
    first = bool(lows) and lows[0] in _FIRST
    if low in _FACTIVE or (first and not use.negated and low not in _DENY):
        return []
    has_that = parsed.low(at + 1) == "that"
    tail = at + 1 >= total or parsed.kind(at + 1) in (",", ".")
    if not (
        has_that
        or tail
        or parsed.kind(at + 1) in ("D", "n", "O")
        or parsed.low(at + 1) in ("how", "it", "not")
    ):
        return []
    content = (0, span[0]) if tail and span[0] > 3 else (at + 1, _said_until(parsed, at + 1))
    if not has_that and not tail and not parsed.has_finite(*content):
        return []
    wrong = (
        parsed.low(at - 1) in _WRONGLY
        or parsed.low(at + 1) in _WRONGLY
        or low.startswith("pretend")
    )
    denied = low in _DENY or (use.negated and not first)
    stance: Stance = "rejected" if wrong or (first and use.negated) else "reported"
    if first and low in _DENY:
        stance, denied = "rejected", False
    holder = OTHERS if first or passive else name_of(parsed, span)
    return [Attribution(content, holder, stance, denied)]


def _said_until(parsed: Parsed, start: int) -> int:
    """The end of what is said: the sentence's, or before a clause that answers it."""
    for place in range(start + 1, len(parsed.words)):
        low = parsed.low(place)
        if low in (";", "—") or (low == "but" and parsed.kind(place - 1) == ","):
            return place
    return len(parsed.words)


def _believed(parsed: Parsed, at: int) -> list[Attribution]:
    """ "The elite's belief that …", "the myth that …"."""
    following = parsed.low(at + 1)
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
    judged = any(low in _WRONG for low in (before, *parsed.words.low[stop : stop + 6]))
    dismissed = parsed.low(at) in _ILLUSIONS or judged
    if before in ("our", "my"):
        return []
    return [Attribution((at + 1, stop), holder, "rejected" if dismissed else "reported")]


def _believed_until(parsed: Parsed, start: int) -> int:
    """Where a belief ends: before the second verb that judges it, where one does."""
    for place in range(start, len(parsed.words)):
        if parsed.low(place) in (";", "—"):
            return place
        if parsed.low(place) in ("is", "was", "are", "remains", "has") and any(
            low in _WRONG for low in parsed.words.low[place : place + 5]
        ):
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


def _according(parsed: Parsed, at: int) -> Attribution:
    span = object_of(parsed, at + 2)
    end = next(
        (p for p in range(at + 2, len(parsed.words)) if parsed.kind(p) in (",", ".")),
        len(parsed.words),
    )
    end = min(end, span[1]) if span[1] > at + 2 else end
    return Attribution((0, len(parsed.words)), name_of(parsed, (at + 2, end)), "reported")


def _judged(parsed: Parsed, at: int) -> list[Attribution]:
    """ "It is naive to think that …", "there is no evidence that …"."""
    low = parsed.low(at)
    lows = parsed.words.low[max(0, at - 6) : at]
    that = next((p for p in range(at + 1, min(len(parsed.words), at + 7)) if parsed.low(p) in ("that", "whether", "claim", "think", "believe", "say", "suppose", "imagine", "assume", "hope", "expect")), 0)  # fmt: skip
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


def standing(scene: Scene, link: Link, said: list[Attribution]) -> Standing:
    """Stance and holder of a link, from the narrowest attribution that holds its signal."""
    parsed = scene.parsed
    inside = [
        each
        for each in said
        if each.content[0] <= link.signal[0] and link.signal[1] <= each.content[1]
    ]
    if inside:
        narrowest = min(inside, key=lambda each: each.content[1] - each.content[0])
        if any(each.stance == "rejected" for each in inside):
            narrowest = replace(narrowest, stance="rejected")
        asked = _asked(parsed, link)
        holder = OTHERS if narrowest.holder.lower() in _ANYBODY else narrowest.holder
        stance = (
            "rejected" if asked is not None and asked.stance == "rejected" else narrowest.stance
        )
        return Standing(stance, holder, narrowest.denied)
    if link.kind == "blame":
        return _blamed(parsed, link)
    if _hearsay(parsed, link):
        return Standing("reported", OTHERS)
    asked = _asked(parsed, link)
    if asked is not None:
        return asked
    if link.negated:
        return Standing("negated", AUTHOR)
    if _conceded(parsed, link):
        return Standing("conceded", AUTHOR)
    return Standing("hedged" if _hedged(parsed, link) else "asserted", AUTHOR)


def _blamed(parsed: Parsed, link: Link) -> Standing:
    span = subject(parsed, use_at(parsed, link.signal[0]))
    lows = parsed.words.low[span[0] : span[1]]
    if not lows or lows[0] in _FIRST or span[1] <= span[0]:
        return Standing("negated" if link.negated else "asserted", AUTHOR)
    return Standing("reported", name_of(parsed, span), link.negated)


def _hearsay(parsed: Parsed, link: Link) -> bool:
    start = max(0, min(link.signal[0], link.cause.span[0]) - 2)
    return any(low in _HEARSAY for low in parsed.words.low[start : link.signal[1] + 2])


def _asked(parsed: Parsed, link: Link) -> Standing | None:
    """What a question asks: turned down, where it is not asked for what or why."""
    lows = parsed.words.low
    if "?" not in lows[-3:] or lows[-1] == ".":
        return None
    opening = next(
        (
            p
            for p in range(len(lows))
            if parsed.kind(p) not in (".", ",", "C", "B") and lows[p] != "so"
        ),
        0,
    )
    if lows[opening] in _QUESTION_WORDS or link.negated:
        return None
    if lows[opening] in (
        "isn't",
        "doesn't",
        "don't",
        "won't",
        "wouldn't",
        "aren't",
        "hasn't",
        "haven't",
        "didn't",
    ):
        return Standing("asserted", AUTHOR)
    if parsed.kind(opening) == "A" or lows[opening] in ("how", "surely", "really"):
        return Standing("rejected", OTHERS)
    return None


def _conceded(parsed: Parsed, link: Link) -> bool:
    lows = tuple(low for low in parsed.words.low[:8])
    if lows[:1] in (("and",), ("but",)):
        lows = lows[1:]
    if any(lows[: len(words)] == words for words in _OPENINGS_CONCEDED):
        turn = next(
            (
                p
                for p, low in enumerate(parsed.words.low)
                if low in ("but", "yet", "however") and p > 2
            ),
            None,
        )
        return turn is None or link.signal[0] < turn
    for place in range(link.signal[0], max(-1, link.signal[0] - 25), -1):
        low = parsed.low(place)
        if low in _CONCEDING or (low == "though" and parsed.low(place - 1) == "even"):
            return place == 0 or parsed.kind(place - 1) in (",", ".", "C", "B")
        if (
            parsed.kind(place) == ","
            and place < link.signal[0]
            and parsed.has_finite(max(0, place - 10), place)
        ):
            return False
    return False


def _hedged(parsed: Parsed, link: Link) -> bool:
    """A hedge in the verb group, between the ends, or at the head of the clause."""
    first = min(
        link.signal[0],
        link.cause.span[0] if link.kind not in ("verb", "noun", "purpose") else link.signal[0],
    )
    last = link.signal[1]
    if link.kind in ("because", "if", "so", "as"):
        first = min(first, link.effect.span[0])
        last = max(last, link.effect.span[1])
    first = max(0, first - 2)
    for place in range(first, min(last + 1, len(parsed.words))):
        if parsed.low(place) in _HEDGES and parsed.kind(place - 1) != "D":
            return not (parsed.low(place) == "can" and parsed.low(place - 1) in ("only",))
    head = parsed.words.low[: min(5, link.signal[0])]
    return any(
        low
        in (
            "perhaps",
            "maybe",
            "possibly",
            "probably",
            "presumably",
            "arguably",
            "possible",
            "conceivable",
            "plausible",
            "likely",
        )
        for low in head
    )


_PREVIOUS = vocabulary("this that such these it claims claim argument")


def turns_down(parsed: Parsed) -> bool:
    """Whether a sentence turns down what the one before says."""
    lows = parsed.words.low
    if (
        (lows[:1] in (["no"], ["hardly"], ["nonsense"], ["wrong"], ["false"])
        and len(lows) <= 4)
        or lows[:2] == ["no", ","]
    ):
        return True
    head = [low for low in lows[:9]]
    points = any(low in _PREVIOUS for low in head[:6])
    if not points or len(lows) > 30:
        return False
    text = " ".join(lows[:40]) + " "
    phrases = ("not the case", "not true", "nothing more than", "is false", "is wrong", "is untrue", "is nonsense",
               "is a myth", "is an illusion", "is mistaken", "are wrong", "are false", "are mistaken", "are unfounded",
               "no basis", "is naive", "is absurd", "conspiracy theory", "is a fallacy", "does not hold", "do not hold",
               "does not stand up", "is a fantasy", "is misguided", "we disagree", "is not so", "is simply not")  # fmt: skip
    places = ((phrase, text.find(phrase)) for phrase in phrases)
    return any(
        at >= 0 and not text.startswith((" to ", " that "), at + len(phrase))
        for phrase, at in places
    )
