"""Sentences that ask for something: what they name is wanted, not asserted."""

from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.lexicon.verbs import NOUN_TOO, lexicon
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.syntax.sentence import Parsed
from contention.language.vocabulary import vocabulary

_LEXICON = lexicon()
_ORDERS = vocabulary(
    """
    let open pay tax give take make bring join free lift hand sign vote tell ask stand send keep
    scrap ban fund abolish release
    """
)
_ASKING = vocabulary("call demand urge ask appeal request invite insist")
_WE = vocabulary("we i us")
_KEPT = ("because", "if", "purpose", "so")


def drop_demands(scene: Scene) -> None:
    """Leave out links that only spell out a demand; purposes and conditions stay."""
    if not scene.links:
        return
    parsed = scene.parsed
    start = _asked_from(parsed)
    ordered = _is_order(parsed)
    scene.links[:] = [each for each in scene.links if not _demanded(each, start, ordered=ordered)]


def _demanded(link: Link, start: int, *, ordered: bool) -> bool:
    """Whether a link is only part of what is asked for, or joins that to the asking."""
    if link.kind == "if" and start:
        return link.effect.span[0] < start
    return link.kind not in _KEPT and (ordered or 0 < start <= link.signal[0])


def _is_order(parsed: Parsed) -> bool:
    """Whether the sentence begins with a bare verb and continues as an order."""
    first = 0
    while first < 3 and parsed.kind(first) == ".":
        first += 1
    low = parsed.low(first)
    known = low in _ORDERS or any("base" in entry.forms for entry in _LEXICON.get(low, ()))
    noun_too = low in MORE or low in LESS or low in NOUN_TOO
    if noun_too and parsed.kind(first + 1) not in ("D", "O"):
        return False
    if not known or parsed.kind(first + 1) not in ("D", "n", "O") or parsed.low(-1) == "?":
        return False
    end = min(len(parsed.words), first + 25)
    return not any(
        parsed.kind(at) in ("A", "F")
        or (at in parsed.uses and parsed.uses[at].forms & {"s", "past"})
        for at in range(first + 1, end)
    )


def _asked_from(parsed: Parsed) -> int:
    """Where what is asked for begins in "we call on the state to …"; 0 if nothing is asked."""
    for at in range(1, min(len(parsed.words), 25)):
        if parsed.low(at) in _ASKING and parsed.low(at - 1) in _WE:
            return at + 1
        demanded = parsed.low(at) == "demand" and parsed.low(at - 1) in ("should", "must", "to")
        if demanded:
            return at + 1
    return 0
