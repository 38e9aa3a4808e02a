"""Whose sentence it is and how it is meant, whether or not the rules find a claim in it."""

from contention.case.model import Stance
from contention.extraction.proposals import AUTHOR
from contention.extraction.rules.patterns.finders import find_links
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.speakers.attribution import attributions
from contention.extraction.rules.speakers.stance import standing
from contention.extraction.rules.syntax.tokens import words_of
from contention.extraction.rules.syntax.verb_groups import parse

LONGEST = 3_000
"""Characters above which a sentence is not taken apart."""


def sentence_standing(text: str) -> tuple[Stance, str]:
    """Stance and holder of a sentence (`AUTHOR` for its author): those of its surest claim.

    Without a claim, those of a claim that the whole sentence would make.
    """
    if len(text) > LONGEST:
        return "asserted", AUTHOR
    parsed = parse(words_of(text, 0))
    if not len(parsed.words):
        return "asserted", AUTHOR
    scene = Scene(parsed)
    find_links(scene)
    link = max(scene.links, key=lambda each: each.weight, default=None)
    if link is None:
        last = len(parsed.words) - 1
        middle = last // 2
        ends = term(parsed, (0, 1)), term(parsed, (last, last + 1))
        link = Link(ends[0], ends[1], 1, (middle, middle + 1), 0.0, "verb")
    found = standing(scene, link, attributions(scene))
    return found.stance, found.holder
