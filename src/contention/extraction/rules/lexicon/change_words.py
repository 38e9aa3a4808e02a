"""Words for growing and shrinking, and by how much (lists of `words.txt`)."""

from contention.extraction.rules.lexicon.data_files import word_list

MORE = word_list("more")
LESS = word_list("less")
GROWTH = word_list("growth")
SHRINKAGE = word_list("shrinkage")
TRAILING_GROWTH = word_list("trailing-growth")
TRAILING_FALL = word_list("trailing-fall")
PLENTIFUL = word_list("plentiful")
"""Adjectives that only say how much there is: more common is more of it."""
MEASURES: dict[str, tuple[str, int]] = {
    word: (measure, sign)
    for measure, up, down in (
        ("speed", "fast faster quick quicker quickening speeding", "slow slower slowing"),
        ("width", "wide wider widening broader broadening", "narrow narrower narrowing"),
        ("length", "long longer lengthening", "short shorter shortening"),
        ("depth", "deep deeper deepening", "shallow shallower"),
        ("height", "taller heightening", ""),
        ("price", "dear dearer expensive costly costlier", "cheap cheaper"),
        ("strictness", "strict stricter tight tighter tightening", "lax looser loosening"),
        ("safety", "safe safer", "unsafe dangerous"),
        ("cleanliness", "clean cleaner", "dirty dirtier"),
        ("weight", "heavier", "lighter"),
    )
    for words, sign in ((up, 1), (down, -1))
    for word in words.split()
}
"""Adjectives and verbs that make a quantity of what follows → its name and which way."""
AMOUNTS = word_list("amounts")
"""Nouns that are amounts themselves: a larger debt is more debt, longer waits are more waiting."""
