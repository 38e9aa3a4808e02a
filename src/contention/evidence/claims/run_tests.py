"""Run every test of a case; what is wrong with one concerns no other."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from contention.case.evidence import DataTest, Design
from contention.case.model import Case
from contention.case.problem import Problem, errors
from contention.evidence.claims.claim_evidence import (
    ClaimEvidence,
    ClaimsEvidence,
    Expected,
    Untested,
    widened,
    word_of,
)
from contention.evidence.claims.estimated import Estimated
from contention.evidence.claims.panel_designs import groups, projection, survival
from contention.evidence.claims.sentences import design_sentence
from contention.evidence.claims.series_designs import compared, interrupted
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


def claims_evidence(case: Case, library: DataLibrary) -> ClaimsEvidence:
    """What data say of the claims of a case, test by test in the order of `evidence.yaml`."""
    results = {id_: _run(test, library) for id_, test in case.evidence.tests.items()}
    tried = sum(result.estimate is not None for result in results.values())
    found: list[ClaimEvidence] = []
    untested: list[Untested] = []
    for id_, test in case.evidence.tests.items():
        result = results[id_]
        if result.estimate is None:
            untested.append(Untested(test, _reason(result)))
        else:
            found += _worded(case, test, result.estimate, tried)
    problems = [problem for result in results.values() for problem in result.problems]
    return ClaimsEvidence(
        tuple(found),
        case.evidence.no_data,
        tuple(untested),
        tried,
        tuple(dict.fromkeys(problems)),
    )


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


def _worded(case: Case, test: DataTest, estimate: Estimate, tried: int) -> list[ClaimEvidence]:
    sentence = design_sentence(test, dict(case.evidence.data))
    interval, wide = estimate.interval(), estimate.interval(widened(tried))
    made = []
    for claim in (*test.claims, *test.opposed):
        expected: Expected = test.expected
        if claim in test.opposed:
            expected = OPPOSITE[test.expected]
        if case.claims[claim].relation.sign == "0":
            expected = "0"
        word = word_of(interval, expected, test.negligible)
        survives = word == word_of(wide, expected, test.negligible)
        made.append(
            ClaimEvidence(claim, test, sentence, expected, estimate, interval, word, survives, "")
        )
    caveat = _caveat(case, test, estimate)
    return [replace(each, caveat=caveat) for each in made]


def _caveat(case: Case, test: DataTest, estimate: Estimate) -> str:
    """What would confound it, how far its sources can be relied on, and what the fit says."""
    parts = [test.confounders]
    ids = dict.fromkeys(filter(None, (test.data, test.comparison, test.exposure_data)))
    for source in (case.evidence.data[id_] for id_ in ids):
        grade = f"{source.title} ({source.grade})"
        parts.append(f"{grade}: {source.caveat}" if source.caveat else grade)
    parts += estimate.details
    return "; ".join(part.strip().rstrip(".") for part in parts if part.strip()) + "."
