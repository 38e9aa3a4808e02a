"""Relations of degree: "the more X, the fewer Y", "fewer X, more Y"."""

from contention.extraction.rules.lexicon.change_words import LESS, MORE
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import trim
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.sentence import Parsed, Span

_COMPARED = word_list("compared")
_NO_COMPARATIVE = word_list("no-comparative")
_FARTHEST = 40
"""Words between the beginnings of two halves."""
_LONGEST_ELLIPSIS = 14


def comparative(low: str) -> bool:
    """Whether a word compares: "more", or an adjective with "-er"."""
    return low in _COMPARED or (low.endswith("er") and len(low) > 5 and low not in _NO_COMPARATIVE)


def find_correlative(scene: Scene) -> None:
    """As in "The more buses run, the fewer cars there are"; two pairs, or a cause of several."""
    parsed = scene.parsed
    places = [
        at for at in range(len(parsed.words) - 1)
        if parsed.low(at) == "the" and comparative(parsed.low(at + 1))
        and (at == 0 or parsed.kind(at - 1) in ",.CSBR")
    ]  # fmt: skip
    paired = len(places) % 2 == 0
    for number, second in enumerate(places[1:], 1):
        first = places[number - 1] if paired else places[0]
        joined = parsed.kind(second - 1) in ("C", ",") and second - first <= _FARTHEST
        if joined and not (paired and number % 2 == 0):
            _pair(scene, first, second)
    _elliptical(scene)


def _pair(scene: Scene, first: int, second: int) -> None:
    one = _compared(scene.parsed, first + 1, second)
    two = _compared(scene.parsed, second + 1, second + _FARTHEST)
    if one is None or two is None:
        return
    scene.links[:] = [
        link for link in scene.links
        if link.kind == "as" or not first <= link.signal[0] < two.span[1]
    ]  # fmt: skip
    scene.add([one], [two], 1, (first, second + 2), 0.85, "as")


def _compared(parsed: Parsed, start: int, end: int) -> Term | None:
    """What is more or less: the noun after the comparative, or the subject of its clause."""
    start, end = trim(parsed, _half(parsed, start, end))
    if end <= start:
        return None
    low, rest = parsed.low(start), start + 1
    sign = -1 if low in LESS else 1
    inner = term(parsed, (rest, end))
    return Term((start, end), inner.core, inner.sign * sign) if inner.core else None


def _half(parsed: Parsed, start: int, end: int) -> Span:
    """From a comparative to the end of its clause."""
    place = start
    while (
        place < min(end, len(parsed.words))
        and parsed.kind(place) not in (",", ".", "S")
        and not (parsed.low(place) == "and" and parsed.low(place + 1) == "the")
    ):
        place += 1
    return start, place


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
    if {parsed.low(0), parsed.low(comma + 1)} <= MORE | LESS and comma + 2 < end:
        one, two = term(parsed, (0, comma)), term(parsed, (comma + 1, end))
        scene.add([one], [two], 1, (0, comma + 2), 0.5, "as")
