"""Claims and what data say about them, for a terminal."""

from collections.abc import Iterator
from itertools import groupby

from contention.case.model import Case
from contention.case.titles import holder_title
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.evidence.evidence import Evidence
from contention.show.terminal.styled_text import Line, Span, Style, wrapped
from contention.show.words.claim_words import (
    claims_summary,
    effect_text,
    expected_text,
    ratio_text,
    word_text,
)

STYLES: dict[str, Style] = {"in line": "supported", "against": "opposed", "cannot tell": "dim"}


def claim_lines(case: Case, found: Evidence, width: int) -> Iterator[Line]:
    """A summary, each test with its effect and the words for its claims, then what has none."""
    rows = found.claims
    yield from wrapped([Span(claims_summary(rows), "dim")], width)
    tested = [row for row in rows if isinstance(row, ClaimEvidence)]
    for _, group in groupby(tested, key=lambda row: row.test.id):
        yield from _test(case, list(group), width)
    absent = [row for row in rows if isinstance(row, NoEvidence)]
    for (word, reason), silent in groupby(absent, key=lambda row: (row.word, row.reason)):
        claims = ", ".join(dict.fromkeys(row.claim for row in silent))
        yield from wrapped([Span(f"{word}: ", "bold"), Span(claims)], width, "", "  ")
        yield from wrapped([Span(reason, "dim")], width, "    ")


def _test(case: Case, rows: list[ClaimEvidence], width: int) -> Iterator[Line]:
    first = rows[0]
    yield from wrapped([Span(first.test.id, "bold"), Span(f" {first.test.title}")], width, "", "  ")
    ratio = ratio_text(first)
    effect = effect_text(first) + (f"; {ratio}" if ratio else "")
    yield from wrapped([Span(effect)], width, "  ", "    ")
    for row in rows:
        spans = [Span(word_text(row), STYLES[row.word]), Span(f": {row.claim}")]
        spans.append(Span(f" (expects {expected_text(row)})", "dim"))
        spans.append(Span(f" {holder_title(case, case.claims[row.claim].holder)}", "dim"))
        yield from wrapped(spans, width, "  ", "    ")
    yield from wrapped([Span(first.design, "dim")], width, "    ")
    yield from wrapped([Span(f"Caution: {first.caveat}", "dim")], width, "    ")
