"""Relations of degree: "the more X, the fewer Y", "higher X means …", arrows between names."""

from itertools import pairwise

from contention.claims.rules.change_words import LESS, MORE
from contention.claims.rules.links import Scene
from contention.claims.rules.phrases import term
from contention.claims.rules.quantities import Term
from contention.claims.rules.ranges import trim
from contention.claims.rules.sentence import Parsed, Span
from contention.language.vocabulary import vocabulary

_COMPARED = vocabulary(
    """
    more less fewer greater higher lower longer shorter faster slower larger smaller bigger
    stronger weaker better worse deeper harder easier poorer richer cheaper closer heavier
    tighter wider denser older younger sooner hotter drier warmer colder
    """
)


def find_correlative(scene: Scene) -> None:
    """As in "The more buses run, the fewer cars there are"."""
    parsed = scene.parsed
    places = [
        at
        for at in range(len(parsed.words) - 1)
        if parsed.low(at) == "the"
        and parsed.low(at + 1) in _COMPARED
        and (at == 0 or parsed.kind(at - 1) in ",.CSBR")
    ]
    for first, second in pairwise(places):
        comma = next(
            (p for p in range(first, second) if parsed.kind(p) == "," and p >= second - 3), -1
        )
        if comma < 0 or second - first > 40:
            continue
        one = _compared(parsed, (first + 1, comma))
        two = _compared(parsed, (second + 1, _end(parsed, second + 1)))
        if one is not None and two is not None:
            scene.links[:] = [e for e in scene.links if not first <= e.signal[0] < two.span[1]]
            scene.add([one], [two], 1, (first, second + 2), 0.85, "as")


def _end(parsed: Parsed, start: int) -> int:
    place = start
    while (
        place < len(parsed.words)
        and parsed.kind(place) not in (",", ".", "S")
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
