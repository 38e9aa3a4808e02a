"""Signs of claims and links: their symbols, their words in files, and what they say in prose."""

from contention.case.model import Relation, Sign

WORDS: dict[Sign, str] = {"+": "raises", "-": "lowers", "0": "none", "?": "unclear"}
"""how a case file spells a sign"""
SYMBOLS: dict[str, Sign] = {word: sign for sign, word in WORDS.items()} | {
    sign: sign for sign in WORDS
}
"""every spelling that a case file may use, and its sign"""
INVERTED: dict[str, str] = {"+": "-", "-": "+", "raises": "lowers", "lowers": "raises"}
"""the sign after one of its ends is replaced by its opposite; other signs stay"""
PRINTED: dict[Sign, str] = {"+": "+", "-": "−", "?": "?", "0": "0"}
"""a sign as a printed character"""
VERBS: dict[Sign, str] = {
    "+": "raises",
    "-": "lowers",
    "0": "has no effect on",
    "?": "acts on",
}
"""the verb between cause and effect"""
CAREFUL_VERBS: dict[Sign, str] = VERBS | {"?": "affects, sign unclear,"}
"""the same, for readers who do not see the sign"""
DENIED_VERBS: dict[Sign, str] = {
    "+": "does not raise",
    "-": "does not lower",
    "?": "does not affect",
}
"""the verb of a denied claim"""


def verb_of(relation: Relation, stance: str) -> str:
    """What the cause is said to do to the effect, or, of a negated claim, not to do."""
    verbs = DENIED_VERBS if stance == "negated" else CAREFUL_VERBS
    return verbs.get(relation.sign, CAREFUL_VERBS[relation.sign])
