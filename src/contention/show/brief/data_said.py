"""What data say about a contention: tests of its claims, and numbers that data contradict."""

from collections.abc import Iterator, Sequence

from contention.analysis.contradicted import contradicted
from contention.analysis.outcomes import outcomes_of
from contention.case.articles import counted
from contention.case.model import Case, Contention
from contention.case.titles import claim_title
from contention.evidence.claims.claim_evidence import ClaimEvidence
from contention.evidence.evidence import Evidence
from contention.judge.verdict import Verdict
from contention.show.words.claim_words import effect_text, word_text
from contention.show.words.figure_words import measured_text, stated_text

MOST = 4
"""tests that are shown; more are counted"""
NONE_DECLARED = (
    "Nothing: the case declares no data, so none of this has been compared with measurements."
)
SILENT = "Nothing: none of the data declared can speak to the claims behind these answers."
ORDER = ("against", "in line", "cannot tell")


def data_said(
    case: Case, contention: Contention, told: Sequence[Verdict], evidence: Evidence | None
) -> tuple[str, ...]:
    """Sentences, the most telling first; one that says so if data say nothing."""
    if evidence is None or not case.evidence.data:
        return (NONE_DECLARED,)
    on_path = frozenset(claim for item in told for claim in item.claims_on_path)
    return (
        *_contradictions(case, contention, on_path, evidence),
        *_tests(case, on_path, evidence),
    ) or (SILENT,)


def _tests(case: Case, on_path: frozenset[str], evidence: Evidence) -> Iterator[str]:
    rows = [
        row for row in evidence.claims if isinstance(row, ClaimEvidence) and row.claim in on_path
    ]
    said: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=lambda row: ORDER.index(row.word)):
        title = claim_title(case, row.claim)
        words = f"{_capital(word_text(row))}: “{title}” ({row.test.title}, {effect_text(row)})."
        said.setdefault((title, row.test.id), words)
    yield from list(said.values())[:MOST]
    if len(said) > MOST:
        yield f"{counted(len(said) - MOST, 'further test')} of claims behind these answers."


def _contradictions(
    case: Case, contention: Contention, on_path: frozenset[str], evidence: Evidence
) -> Iterator[str]:
    found = contradicted(case, evidence).among(on_path, outcomes_of(case, contention))
    for item in found[:MOST]:
        figure = case.figures[item.figure]
        yield (
            f"Data contradict a number: {figure.subject}, {stated_text(figure)}; measured "
            f"{measured_text(item, figure)}."
        )
    if len(found) > MOST:
        yield f"{counted(len(found) - MOST, 'further number')} that data contradict."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
