"""What was coded, in words, if merges of factors have changed what a claim refers to."""

from contention.case.merged import Coded
from contention.case.model import Case, Relation
from contention.case.signs import SYMBOLS, VERBS


def coded_words(coded: Coded | None, relation: Relation) -> str:
    """`merged, turned: coded as joblessness lowers spending`; empty if nothing was merged."""
    if coded is None:
        return ""
    turned = ", turned" if {coded.sign, relation.sign} == {"+", "-"} else ""
    words = f"{coded.cause} {VERBS[SYMBOLS[coded.sign]]} {coded.effect}"
    gate = f" under a condition on {coded.gate}" if coded.gate else ""
    return f"merged{turned}: coded as {words}{gate}"


def coded_of(case: Case, id_: str, relation: Relation) -> str:
    """The same for the claim or assumption of an id."""
    found = case.assumptions.get(id_) or case.claims[id_]
    return coded_words(found.coded, relation)
