"""Titles by which readers know the entries of a case."""

from contention.case.coded_document import Document
from contention.case.model import Case

TO_BE_NAMED = "To be named"
"""Factor at the end of a claim that nobody has named yet."""


def factor_title(case: Case, factor: str) -> str:
    """A factor's title; its id if it no longer exists, as rejected claims may name it."""
    return case.factors[factor].title if factor in case.factors else factor


def holder_title(case: Case, holder: str) -> str:
    """The title of a holder, or what to print if none is named."""
    if not holder:
        return "nobody in particular"
    return case.holders[holder].title if holder in case.holders else holder


def lever_title(case: Case, lever: str) -> str:
    """The title of a factor; of a claim that a scenario removes, the titles of its ends."""
    return claim_title(case, lever) if lever not in case.factors else factor_title(case, lever)


def claim_title(case: Case, claim: str) -> str:
    """The ends of a claim or assumption, by title; its id if the case has none of that id."""
    found = case.claims.get(claim) or case.assumptions.get(claim)
    if found is None:
        return claim
    ends = (found.relation.cause, found.relation.effect)
    return " → ".join(factor_title(case, end) for end in ends)


def summary_words(document: Document) -> str:
    """What a summary is and which works it sums up, without a full stop; empty for other texts."""
    if document.kind != "summary":
        return ""
    works = "; ".join(f"{work.author}, “{work.title}” ({work.year})" for work in document.sums_up)
    return f"Summary written for this case of the position in {works}"
