"""Who says it, and what the author thinks of it."""

from dataclasses import dataclass

from contention.case.model import Stance
from contention.extraction.proposals import AUTHOR
from contention.extraction.rules.lexicon.data_files import phrase_list, word_list
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

_HEDGES = word_list("hedges")
_HEARSAY = word_list("hearsay")
_OPENING_HEDGES = word_list("opening-hedges")
_OPENINGS_CONCEDED = phrase_list("conceding")
_EXPECTED = phrase_list("expected")
_ANYBODY = word_list("anybody")
_QUESTION_WORDS = word_list("question-words")
_DOUBTING = word_list("doubting")
_EXPECTING_YES = word_list("expecting-yes")
_TURNS = word_list("turns") | {";"}


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
    asked = _asked(parsed, link)
    if inside:
        narrowest = min(inside, key=lambda each: each.content[1] - each.content[0])
        turned_down = any(each.stance == "rejected" for each in inside)
        turned_down = turned_down or (asked is not None and asked.stance == "rejected")
        holder = OTHERS if narrowest.holder.lower() in _ANYBODY else narrowest.holder
        stance: Stance = "rejected" if turned_down else narrowest.stance
        return Standing(stance, holder, narrowest.denied)
    if link.kind == "blame":
        return _blamed(parsed, link)
    if _HEARSAY & set(parsed.words.low[max(0, link.signal[0] - 2) : link.signal[1] + 2]):
        return Standing("reported", OTHERS)
    if asked is not None:
        return asked
    if link.negated:
        return Standing("negated", AUTHOR)
    if _conceded(parsed, link):
        return Standing("conceded", AUTHOR)
    return Standing("hedged" if _hedged(parsed, link) else "asserted", AUTHOR)


def _blamed(parsed: Parsed, link: Link) -> Standing:
    """As in "some writers attribute the war to fear"."""
    span = subject(parsed, use_at(parsed, link.signal[0]))
    if span[1] <= span[0] or parsed.low(span[0]) in FIRST_PERSON:
        return Standing("negated" if link.negated else "asserted", AUTHOR)
    wrongly = parsed.low(link.signal[0] - 1) in WRONGLY
    return Standing("rejected" if wrongly else "reported", name_of(parsed, span), link.negated)


def _asked(parsed: Parsed, link: Link) -> Standing | None:
    """What a question asks: turned down, if it is not asked for what or why."""
    lows = parsed.words.low
    if "?" not in lows[-3:] or lows[-1] == ".":
        return None
    places = (at for at in range(len(lows)) if parsed.kind(at) not in ".,CB" and lows[at] != "so")
    opening = next(places, 0)
    head = tuple(lows[opening : opening + 4])
    if any(head[: len(words)] == words for words in _EXPECTED) or head[0] in _EXPECTING_YES:
        return Standing("asserted", AUTHOR)
    doubted = head[0] in ("who", "how") and _DOUBTING & set(lows)
    if doubted or head[:2] == ("since", "when"):
        return Standing("rejected", OTHERS)
    if head[0] in _QUESTION_WORDS or link.negated:
        return None
    if parsed.kind(opening) == "A" or head[0] in ("how", "surely", "really"):
        return Standing("rejected", OTHERS)
    return None


def _conceded(parsed: Parsed, link: Link) -> bool:
    """As in "of course, …", up to the "but"; and in a clause that "although" opens."""
    lows = tuple(parsed.words.low[:8])
    while lows[:1] in (("and",), ("but",)):
        lows = lows[1:]
    if any(lows[: len(words)] == words for words in _OPENINGS_CONCEDED):
        turns = (p for p, low in enumerate(parsed.words.low) if low in _TURNS and p > 2)
        return link.signal[0] < next(turns, len(parsed.words))
    for place in range(link.signal[0], max(-1, link.signal[0] - 25), -1):
        low = parsed.low(place)
        if low in ("although", "though", "while", "whilst"):
            contrast = low in ("while", "whilst") and parsed.has_finite(0, place)
            return not contrast and (place == 0 or parsed.kind(place - 1) in (",", ".", "C", "B"))
        ended = parsed.kind(place) == "," and parsed.has_finite(max(0, place - 10), place)
        if ended and place < link.signal[0]:
            return False
    return False


def _hedged(parsed: Parsed, link: Link) -> bool:
    """A hedge in the verb group, between the ends, or at the head of the clause."""
    first, last = link.signal
    if link.kind in ("because", "if", "so", "as"):
        first = min(first, link.cause.span[0], link.effect.span[0])
        last = max(last, link.effect.span[1])
    for place in range(max(0, first - 2), min(last + 1, len(parsed.words))):
        if parsed.low(place) in _HEDGES and parsed.kind(place - 1) != "D":
            can = parsed.low(place) in ("can", "could")
            after = {parsed.low(place + 1), parsed.low(place + 2)}
            if not (can and after & {"no", "never", "neither"}):
                only = "only" in parsed.words.low[max(0, link.cause.span[0] - 1) : place]
                return not (can and only)
    return bool(_OPENING_HEDGES & set(parsed.words.low[: min(5, link.signal[0])]))
