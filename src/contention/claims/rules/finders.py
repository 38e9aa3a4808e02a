"""Every finder, in the order in which they build on each other."""

from contention.claims.rules.aims import find_aims
from contention.claims.rules.connective import find_connective
from contention.claims.rules.contrasts import find_contrasts
from contention.claims.rules.correlative import find_correlative
from contention.claims.rules.demands import drop_demands
from contention.claims.rules.directions import find_effects
from contention.claims.rules.links import Scene
from contention.claims.rules.nominal import find_nominal
from contention.claims.rules.verbal import find_verbal


def find_links(scene: Scene) -> None:
    """Note every relation that the words of a sentence express."""
    find_verbal(scene)
    find_effects(scene)
    find_nominal(scene)
    find_aims(scene)
    find_connective(scene)
    find_correlative(scene)
    find_contrasts(scene)
    drop_demands(scene)
