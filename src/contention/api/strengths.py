"""Another strength for a relation, read by the tables of its case."""

from dataclasses import replace

from contention.api.asking import require
from contention.case.bounds import STRENGTH
from contention.case.convert.scales import fold
from contention.case.model import Case, Lognormal, Relation

UNSTATED, STATED = "unqualified", "strong"
"""words that every table has: for a text that gives no strength, and one that gives any"""


def with_strength(case: Case, relation: Relation, strength: str | float | None) -> Relation:
    """A relation with the strength that a word or a number stands for, or that none stands for."""
    if strength is None:
        return replace(relation, strength=case.strengths[UNSTATED], strength_word=None)
    if isinstance(strength, bool):
        raise TypeError("a strength is a word, a number or None, not true or false")
    if isinstance(strength, str):
        word = fold(strength)
        require("word for strength", word, case.strengths)
        return replace(relation, strength=case.strengths[word], strength_word=strength)
    number = float(strength)
    if not STRENGTH.holds(number):
        raise ValueError(f"a strength cannot be {number:g}: an elasticity is {STRENGTH}")
    given = Lognormal(number, case.strengths[STATED].spread)
    return replace(relation, strength=given, strength_word=f"{number:g}")
