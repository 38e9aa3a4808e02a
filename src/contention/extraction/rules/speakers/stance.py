"""Who says it, and what the author thinks of it."""

from dataclasses import dataclass, replace

from contention.case.model import Stance
from contention.extraction.proposals import AUTHOR
from contention.extraction.rules.lexicon.inflect import forms_of
from contention.extraction.rules.lexicon.phrase_tables import phrases_of
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.extents import subject
from contention.extraction.rules.phrases.verb_arguments import use_at
from contention.extraction.rules.speakers.speech_verbs import (
    FIRST_PERSON,
    OTHERS,
    WRONGLY,
    Attribution,
    name_of,
)
from contention.extraction.rules.syntax.sentence import Parsed
from contention.language.vocabulary import listed, vocabulary

_HEDGES = vocabulary(
    """
    may might could can possibly perhaps maybe probably likely unlikely arguably seem seems
    seemed appear appears apparently potentially presumably conceivably plausibly expected
    risks risk suggests suggest suspect suspects hint hints often-x sometimes
    """
)


_HEARSAY = vocabulary("supposedly allegedly purportedly reportedly ostensibly")


_OPENINGS_CONCEDED = phrases_of(
    """
    of course|admittedly|granted|to be sure|it is true that|true ,|no doubt|it is also true
    undoubtedly|it is also obvious that|it is certainly true|granted ,|we accept that
    we concede that|we do not deny that|nobody denies that|no-one denies that
    one can grant that|no one denies that|yes ,|certainly ,|there is no denying that
    it may be true that
    """
)


_CONCEDING = frozenset(("although", "though", "while", "whilst"))


_ANYBODY = vocabulary(
    """
    anyone anybody everyone everybody nobody no-one someone somebody one they it some many
    """
)


_QUESTION_WORDS = vocabulary("what why who which when where whom whose")


@dataclass(frozen=True)
class Standing:
    """Stance and holder of one link."""

    stance: Stance
    holder: str
    denied: bool = False


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
    wanted = _wanted(parsed, link)
    if wanted is not None:
        return wanted
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


_FOR_OR_AGAINST = frozenset(
    form
    for lemma in listed(
        """
    oppose reject refuse resist support back demand advocate favour favor defend urge want
    propose endorse denounce condemn
    """
    )
    for form in forms_of(lemma)
)


def _wanted(parsed: Parsed, link: Link) -> Standing | None:
    """As in "Some oppose the deal to save jobs": what they are for or against it for is theirs."""
    if link.kind != "purpose":
        return None
    for place in range(link.signal[0], max(0, link.signal[0] - 25), -1):
        low = parsed.low(place)
        if low in _FOR_OR_AGAINST and parsed.kind(place - 1) in "nRBADO":
            span = subject(parsed, use_at(parsed, place))
            if span[1] <= span[0] or parsed.low(span[0]) in FIRST_PERSON:
                return None
            return Standing("reported", name_of(parsed, span), link.negated)
        if parsed.kind(place) == "S" or low in (";", ":"):
            return None
    return None


def _blamed(parsed: Parsed, link: Link) -> Standing:
    span = subject(parsed, use_at(parsed, link.signal[0]))
    lows = parsed.words.low[span[0] : span[1]]
    if not lows or lows[0] in FIRST_PERSON or span[1] <= span[0]:
        return Standing("negated" if link.negated else "asserted", AUTHOR)
    wrongly = parsed.low(link.signal[0] - 1) in WRONGLY
    stance: Stance = "rejected" if wrongly else "reported"
    return Standing(stance, name_of(parsed, span), link.negated)


def _hearsay(parsed: Parsed, link: Link) -> bool:
    start = max(0, min(link.signal[0], link.cause.span[0]) - 2)
    return any(low in _HEARSAY for low in parsed.words.low[start : link.signal[1] + 2])


def _asked(parsed: Parsed, link: Link) -> Standing | None:
    """What a question asks: turned down, if it is not asked for what or why."""
    lows = parsed.words.low
    if "?" not in lows[-3:] or lows[-1] == ".":
        return None
    opening = _first_word(parsed)
    doubted = _DOUBTING & set(lows) and {"can", "could", "would"} & set(lows)
    if (lows[opening] == "since" and lows[opening + 1] == "when") or (
        lows[opening] in ("who", "how") and doubted
    ):
        return Standing("rejected", OTHERS)
    four = " ".join(lows[opening : opening + 4])
    if four.startswith(("what else but", "is it any wonder", "no wonder", "is it surprising")):
        return Standing("asserted", AUTHOR)
    if lows[opening] in _QUESTION_WORDS or link.negated:
        return None
    if lows[opening] in _EXPECTING_YES:
        return Standing("asserted", AUTHOR)
    if parsed.kind(opening) == "A" or lows[opening] in ("how", "surely", "really"):
        return Standing("rejected", OTHERS)
    return None


_DOUBTING = vocabulary("believe think seriously possibly")
_EXPECTING_YES = vocabulary(
    """
    isn't doesn't don't won't wouldn't aren't hasn't haven't didn't
    """
)


def _first_word(parsed: Parsed) -> int:
    """The first word of a question, connecting words left out."""
    lows = parsed.words.low
    places = (at for at in range(len(lows)) if parsed.kind(at) not in ".,CB" and lows[at] != "so")
    return next(places, 0)


_TURNS = vocabulary("but yet however still nevertheless nonetheless ;")


def _conceded(parsed: Parsed, link: Link) -> bool:
    lows = tuple(parsed.words.low[:8])
    while lows[:1] in (("and",), ("but",), ("while",), ("although",)):
        lows = lows[1:]
    if any(lows[: len(words)] == words for words in _OPENINGS_CONCEDED):
        turn = next(
            (p for p, low in enumerate(parsed.words.low) if low in _TURNS and p > 2),
            None,
        )
        return turn is None or link.signal[0] < turn
    return _in_concession(parsed, link)


def _in_concession(parsed: Parsed, link: Link) -> bool:
    """Whether a signal stands in a clause that "although" or its like opens."""
    for place in range(link.signal[0], max(-1, link.signal[0] - 25), -1):
        low = parsed.low(place)
        if low in _CONCEDING or (low == "though" and parsed.low(place - 1) == "even"):
            contrast = low in ("while", "whilst") and parsed.has_finite(0, place)
            return not contrast and (place == 0 or parsed.kind(place - 1) in (",", ".", "C", "B"))
        if (
            parsed.kind(place) == ","
            and place < link.signal[0]
            and parsed.has_finite(max(0, place - 10), place)
        ):
            return False
    return False


def _denied_soon(parsed: Parsed, at: int) -> bool:
    """As in "there can be no peace": that nothing can be is no hedge."""
    return bool({"no", "never", "neither"} & {parsed.low(at + 1), parsed.low(at + 2)})


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
        ruled_out = parsed.low(place) in ("can", "could") and _denied_soon(parsed, place)
        if parsed.low(place) in _HEDGES and parsed.kind(place - 1) != "D" and not ruled_out:
            only = "only" in parsed.words.low[max(0, link.cause.span[0] - 1) : place]
            return not (parsed.low(place) in ("can", "could") and only)
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


_DENIALS = tuple(
    " ".join(words)
    for words in phrases_of(
        """
        not the case|not true|nothing more than|is false|is wrong|is untrue|is nonsense
        little to support|no truth in|not borne out|far from the truth|a pretext|an excuse
        no evidence for|no evidence of that|contradicted by|refuted by|hardly convincing
        anything but true|could not be further from|pure invention|pure fantasy
        is a myth|is an illusion|is mistaken|are wrong|are false|are mistaken|are unfounded
        no basis|is naive|is absurd|conspiracy theory|is a fallacy|does not hold|do not hold
        does not stand up|is a fantasy|is misguided|we disagree|is not so|is simply not
        """
    )
)


_REFUSALS = (
    "this is not the case", "that is not the case", "this is not so", "that is not so",
    "this is not true", "that is not true", "this is false", "that is false", "this is wrong",
)  # fmt: skip


def _refused_at_the_end(lows: list[str]) -> bool:
    """As in "Even if the point is granted, this is not the case"."""
    last = lows[-1] if lows and lows[-1] != "." else (lows[-2] if len(lows) > 1 else "")
    if last not in ("case", "so", "true", "false", "wrong"):
        return False
    return " ".join(low for low in lows[-8:] if low != ".").endswith(_REFUSALS)


def turns_down(parsed: Parsed) -> bool:
    """Whether a sentence turns down what the one before says."""
    lows = parsed.words.low
    if (
        lows[:1] in (["no"], ["hardly"], ["nonsense"], ["wrong"], ["false"]) and len(lows) <= 4
    ) or lows[:2] == ["no", ","]:
        return True
    head = lows[:9]
    if _refused_at_the_end(lows):
        return True
    points = any(low in _PREVIOUS for low in head[:8])
    if not points or len(lows) > 30:
        return False
    text = " ".join(lows[:40]) + " "
    places = ((phrase, text.find(phrase)) for phrase in _DENIALS)
    return any(
        at >= 0 and not text.startswith((" to ", " that "), at + len(phrase))
        for phrase, at in places
    )
