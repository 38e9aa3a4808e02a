"""Run every test of a case; a problem in one does not affect the others."""

from collections.abc import Callable, Iterator, Mapping

from contention.case.evidence import DataTest, Design
from contention.case.model import Case
from contention.case.problem import Problem, errors
from contention.evidence.claims.claim_evidence import (
    ClaimEvidence,
    Expected,
    NoEvidence,
    widened,
    word_of,
)
from contention.evidence.claims.estimated import Estimated
from contention.evidence.claims.panel_designs import groups, projection, survival
from contention.evidence.claims.sentences import design_sentence
from contention.evidence.claims.series_designs import compared, interrupted
from contention.evidence.claims.strengths import measured_strengths
from contention.evidence.designs.estimate import Estimate
from contention.evidence.designs.packages import EXTRA
from contention.evidence.sources.library import DataLibrary

DESIGNS: Mapping[Design, Callable[[DataTest, DataLibrary], Estimated]] = {
    "interrupted_time_series": interrupted,
    "before_after": compared,
    "group_difference": groups,
    "survival_difference": survival,
    "local_projection": projection,
}
OPPOSITE: Mapping[str, Expected] = {"+": "-", "-": "+"}

Rows = tuple[ClaimEvidence | NoEvidence, ...]


def claims_evidence(case: Case, library: DataLibrary) -> tuple[Rows, tuple[Problem, ...]]:
    """What data say about the claims of a case: tests in the order of the file, then no data."""
    results = {id_: _run(test, library) for id_, test in case.evidence.tests.items()}
    tried = sum(result.estimate is not None for result in results.values())
    rows: list[ClaimEvidence | NoEvidence] = []
    for id_, test in case.evidence.tests.items():
        result = results[id_]
        if result.estimate is not None:
            rows += _worded(case, test, result.estimate, tried)
            continue
        rows += [
            NoEvidence(claim, _reason(result), test) for claim in (*test.claims, *test.opposed)
        ]
    for entry in case.evidence.no_data:
        rows += [NoEvidence(claim, entry.reason) for claim in entry.claims]
    problems = [problem for result in results.values() for problem in result.problems]
    problems += measured_strengths(case, [row for row in rows if isinstance(row, ClaimEvidence)])[1]
    return tuple(rows), tuple(dict.fromkeys(problems))


def _run(test: DataTest, library: DataLibrary) -> Estimated:
    try:
        return DESIGNS[test.design](test, library)
    except ImportError as error:
        return Estimated(None, (Problem(test.place, f"`{test.id}`: {error}", EXTRA),))


def _reason(result: Estimated) -> str:
    if result.missing:
        return result.missing
    faults = errors(result.problems)
    return faults[0].message if faults else "its data cannot be used"


def _worded(case: Case, test: DataTest, estimate: Estimate, tried: int) -> Iterator[ClaimEvidence]:
    sentence = design_sentence(test, dict(case.evidence.data))
    interval, wide = estimate.interval(), estimate.interval(widened(tried))
    caveat = _caveat(case, test, estimate)
    for claim in (*test.claims, *test.opposed):
        expected = _expected(case, test, claim)
        word = word_of(interval, expected, test.negligible)
        survives = word == word_of(wide, expected, test.negligible)
        yield ClaimEvidence(
            claim, test, sentence, expected, estimate, interval, wide, word, survives, tried, caveat
        )


def _expected(case: Case, test: DataTest, claim: str) -> Expected:
    """The sign that a claim expects or, if it denies a link, the one that it denies."""
    sign: Expected = OPPOSITE[test.expected] if claim in test.opposed else test.expected
    if case.claims[claim].relation.sign != "0":
        return sign
    return "not +" if sign == "+" else "not -"


def _caveat(case: Case, test: DataTest, estimate: Estimate) -> str:
    """What would confound it, how far its sources can be relied on, and what the fit says."""
    parts = [test.confounders, test.note]
    ids = dict.fromkeys(filter(None, (test.data, test.comparison, test.exposure_data)))
    for source in (case.evidence.data[id_] for id_ in ids):
        grade = f"{source.title} ({source.grade})"
        parts.append(f"{grade}: {source.caveat}" if source.caveat else grade)
    parts += estimate.details
    return "; ".join(part.strip().rstrip(".") for part in parts if part.strip()) + "."
