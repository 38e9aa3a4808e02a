"""What the claim model's outputs mean: roles of spans, attributes of pairs, places of pairs."""

from typing import Final

ROLES: Final = ("cause", "effect", "pointer", "holder", "condition")
"""A pointer is a word that stands for an end elsewhere: `this`, `such a fall`."""
CAUSE, EFFECT, POINTER, HOLDER, CONDITION = range(5)

POLARITIES: Final = ("+", "-", "?")
STANCES: Final = ("asserted", "hedged", "reported", "denied", "conditional", "asked")
STRENGTHS: Final = ("", "weak", "moderate", "strong", "decisive")
HOLDERS: Final = ("author", "others", "named")
KINDS: Final = (
    "verb", "serial", "coordination", "plain_verb", "nominal", "preposition", "antecedent",
    "participle", "purpose", "by_doing", "relative", "cleft", "compound", "comparative",
    "conditional", "necessary", "negated", "doubt", "quantified", "passive", "mutual", "chain",
    "loop", "blame", "good_bad",
)  # fmt: skip
ATTRIBUTES: Final = (POLARITIES, STANCES, STRENGTHS, HOLDERS, KINDS)

LONGEST_SPAN: Final = 48
"""pieces"""
REACH: Final = 2
"""sentences between the ends of a claim, at most"""

PARTS: Final = 8
"""first and last piece of the cause; of the effect; mean between; of the sentence; of the spans"""
GAPS: Final = (0, 1, 3, 6, 12, 24)
"""pieces between the ends: classes from these on"""
PLACES: Final = 2 * (REACH + 1) * len(GAPS)
"""order of the ends, sentences between them, and pieces between them"""

REGIONS: Final = 5
"""of a piece, seen from a pair: in the cause, the effect, between them, before both, after both"""
GAZES: Final = 4
"""ways in which a pair looks at the pieces of its sentence"""
