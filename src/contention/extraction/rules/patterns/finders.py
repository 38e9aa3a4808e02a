"""Every finder, in the order in which they build on each other."""

from contention.extraction.rules.patterns.connective import find_connective
from contention.extraction.rules.patterns.correlative import find_correlative
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.patterns.nominal import find_nominal
from contention.extraction.rules.patterns.verbal import drop_observations, find_verbal


def find_links(scene: Scene) -> None:
    """Note every relation that the words of a sentence express."""
    find_verbal(scene)
    find_nominal(scene)
    find_connective(scene)
    find_correlative(scene)
    drop_observations(scene)
