"""Relations of degree: "the more X, the fewer Y", "higher X means …", arrows between names."""

from itertools import pairwise

from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import trim
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.language.vocabulary import vocabulary

_COMPARED = vocabulary(
    """
    more less fewer greater higher lower longer shorter faster slower larger smaller bigger
    stronger weaker better worse deeper harder easier poorer richer cheaper closer heavier
    tighter wider denser older younger sooner hotter drier warmer colder
    """
)


_NO_COMPARATIVE = vocabulary("other latter former number water paper order power winter summer")


def _comparative(low: str) -> bool:
    """Whether a word compares: "more", or an adjective with "-er"."""
    return low in _COMPARED or (low.endswith("er") and len(low) > 5 and low not in _NO_COMPARATIVE)


def find_correlative(scene: Scene) -> None:
    """As in "The more buses run, the fewer cars there are"."""
    parsed = scene.parsed
    places = [
        at
        for at in range(len(parsed.words) - 1)
        if parsed.low(at) == "the"
        and _comparative(parsed.low(at + 1))
        and (at == 0 or parsed.kind(at - 1) in ",.CSBR")
    ]
    one: Term | None = None
    for first, second in pairwise(places):
        joined = parsed.low(second - 1) == "and"
        if joined and one is not None and _begins_anew(parsed, second, places):
            one = None
            continue
        comma = next(
            (p for p in range(first, second) if parsed.kind(p) == "," and p >= second - 3), -1
        )
        if second - first > 40 or (comma < 0 and not (joined and one is not None)):
            one = None
            continue
        if one is None:
            one = _compared(parsed, (first + 1, comma))
        two = _compared(parsed, (second + 1, _end(parsed, second + 1)))
        if one is not None and two is not None:
            start = one.span[0] - 1
            inside = [e for e in scene.links if start <= e.signal[0] < two.span[1]]
            scene.links[:] = [e for e in scene.links if e not in inside or e.kind == "as"]
            scene.add([one], [two], 1, (first, second + 2), 0.85, "as")
    _elliptical(scene)


def _begins_anew(parsed: Parsed, at: int, places: list[int]) -> bool:
    """As in ", and the less B, the more C": another pair of halves, not one more consequence."""
    later = [place for place in places if place > at]
    comma = parsed.kind(at - 2) == ","
    return comma and bool(later) and parsed.low(later[0] - 1) != "and"


def _elliptical(scene: Scene) -> None:
    """As in "No oxygen, no surgery", "Fewer buses, more cars": two halves without a verb."""
    parsed = scene.parsed
    end = len(parsed.words)
    while end > 0 and parsed.kind(end - 1) == ".":
        end -= 1
    commas = [at for at in range(end) if parsed.kind(at) == ","]
    if len(commas) != 1 or end > _LONGEST_ELLIPSIS or parsed.has_finite(0, end) or scene.links:
        return
    comma = commas[0]
    if not {parsed.low(0), parsed.low(comma + 1)} <= MORE | LESS or comma + 2 >= end:
        return
    one, two = term(parsed, (0, comma)), term(parsed, (comma + 1, end))
    scene.add([one], [two], 1, (0, comma + 2), 0.5, "as")


_LONGEST_ELLIPSIS = 14


def _end(parsed: Parsed, start: int) -> int:
    place = start
    while (
        place < len(parsed.words)
        and parsed.kind(place) not in (",", ".", "S")
        and not (parsed.low(place) == "and" and parsed.low(place + 1) == "the")
        and place < start + 40
    ):
        place += 1
    return place


def _compared(parsed: Parsed, span: Span) -> Term | None:
    """What is more or less: the noun after the comparative, or the subject of the clause."""
    start, end = trim(parsed, span)
    if end <= start:
        return None
    low = parsed.low(start)
    sign = -1 if low in LESS else 1
    rest = start + 1
    follows_noun = parsed.kind(rest) == "n" and low in (
        "more",
        "less",
        "fewer",
        "greater",
        "higher",
        "lower",
    )
    if follows_noun or (low in MORE | LESS and parsed.kind(rest) not in ("D", "O")):
        verb = next(
            (at for at in range(rest, end) if parsed.finite[at] or parsed.low(at) == "there"), end
        )
        core = tuple(at for at in range(rest, verb) if parsed.kind(at) not in ("D", ","))
        if core:
            return Term((start, end), core, sign)
    inner = term(parsed, (rest, end))
    if not inner.core:
        return None
    return Term((start, end), inner.core, inner.sign * sign)
