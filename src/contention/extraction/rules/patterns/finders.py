"""Every finder, in the order in which they build on each other."""

from collections.abc import Callable

from contention.extraction.rules.lexicon.signals import CONNECTIVES
from contention.extraction.rules.patterns.because import because, so_that
from contention.extraction.rules.patterns.conditional import condition
from contention.extraction.rules.patterns.correlative import find_correlative
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.patterns.nominal import find_nominal
from contention.extraction.rules.patterns.verbal import drop_observations, find_verbal
from contention.extraction.rules.syntax.sentence import Span

_FINDERS: dict[str, Callable[[Scene, Span, float], None]] = {
    "because": because, "so": so_that, "if": condition,
}  # fmt: skip


def find_links(scene: Scene) -> None:
    """Note every relation that the words of a sentence express."""
    find_verbal(scene)
    find_nominal(scene)
    find_connective(scene)
    find_correlative(scene)
    drop_observations(scene)


def find_connective(scene: Scene) -> None:
    """Go through the words once; each connective gives its links or none."""
    lows = scene.parsed.words.low
    at = 0
    while at < len(lows):
        step = 1
        for each in CONNECTIVES.get(lows[at], ()):
            if tuple(lows[at : at + len(each.words)]) == each.words:
                step = len(each.words)
                _FINDERS[each.kind](scene, (at, at + step), each.weight)
                break
        at += step
