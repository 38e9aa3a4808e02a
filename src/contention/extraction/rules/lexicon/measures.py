"""Words that make a quantity of a thing: faster trains are the speed of trains."""

from contention.language.vocabulary import vocabulary

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
AMOUNTS = vocabulary(
    """
    price prices cost costs rate rates wage wages rent rents bill bills charge charges growth
    debt debts tax taxes fee fees income incomes speed width length depth height size share
    wait waits queue queues delay delays increase rise fall decline majority majorities economy
    deficit surplus interest limits rules controls standards
    """
)
"""Nouns that are amounts themselves: a larger debt is more debt, longer waits are more waiting."""
