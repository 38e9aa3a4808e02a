"""Effects that take the place of the strengths of claims, where scales allow."""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from scipy.special import ndtri

from contention.case.bounds import SPREAD, STRENGTH
from contention.case.evidence import DataTest, MeasuredStrength
from contention.case.model import Case, Claim, Factor, Lognormal
from contention.case.problem import Problem
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.evidence.designs.estimate import LEVEL

SWITCHED = ("interrupted_time_series", "before_after", "survival_difference")
"""Designs whose exposure is on or off."""
Row = ClaimEvidence | NoEvidence
HINT = "leave `prior` out: the strength stays as coded"


def measured_strengths(
    case: Case, rows: Sequence[Row]
) -> tuple[dict[str, MeasuredStrength], tuple[Problem, ...]]:
    """By claim: the strength that a test with `prior: true` gives; and why others give none.

    A strength is the median elasticity on the scales of docs/semantics.md, so the test must have
    its exposure and outcome on the scales of the claim's cause and effect. It is lognormal, with
    the ends of the 90 % interval as its 5 % and 95 % quantiles.
    """
    found: dict[str, MeasuredStrength] = {}
    problems: list[Problem] = []
    for row in rows:
        if row.test is None or not row.test.prior:
            continue
        reason = _refusal(case, row) or (
            "another test already gives its strength" if row.claim in found else ""
        )
        if not reason and isinstance(row, ClaimEvidence):
            found[row.claim] = _strength(case.claims[row.claim], row)
        else:
            message = f"`{row.test.id}` gives no strength to `{row.claim}`: {reason}"
            problems.append(Problem(row.test.place, message, HINT, "warning"))
    return found, tuple(problems)


def with_measured_strengths(case: Case, strengths: dict[str, MeasuredStrength]) -> Case:
    """The case with these strengths in place of the coded ones."""
    claims = dict(case.claims)
    for id_, measured in strengths.items():
        relation = claims[id_].relation
        strength = Lognormal(measured.median, measured.spread)
        said = replace(relation, strength=strength, strength_word=f"{measured.median:.3g}")
        claims[id_] = replace(claims[id_], relation=said)
    return replace(case, claims=claims, measured=strengths)


def _refusal(case: Case, row: Row) -> str:
    """Why a test gives a claim no strength; empty if it gives one."""
    if isinstance(row, NoEvidence):
        return row.reason
    claim = case.claims[row.claim]
    cause, effect = (case.factors[id_] for id_ in (claim.relation.cause, claim.relation.effect))
    if claim.relation.sign not in ("+", "-"):
        return "it is a denial, or has no single sign"
    if row.expected != claim.relation.sign:
        return "the sign of the effect is not that of the claim"
    if row.word != "in line":
        return f"the word is {row.word}, and a strength requires an effect with the claim's sign"
    return _cause_scale(row.test, cause) or _effect_scale(row.test, effect) or _bounds(row.interval)


def _cause_scale(test: DataTest, cause: Factor) -> str:
    """What keeps the exposure from being the cause on its scale."""
    switched = test.design in SWITCHED or bool(test.exposed)
    if cause.switch:
        return "" if switched else f"“{cause.title}” is on or off, and the exposure is a number"
    if switched:
        return f"“{cause.title}” is a quantity, and the exposure is on or off"
    if test.exposure_scale != "log" or "exposure" in test.absent_is_zero:
        return f"“{cause.title}” acts by its ratio, and the exposure is not a logarithm"
    return ""


def _effect_scale(test: DataTest, effect: Factor) -> str:
    """What keeps the outcome from being the effect on its scale."""
    survival = test.design == "survival_difference"
    if test.part == "slope" or (survival and test.horizon):
        return "the effect is not a change of the level, or of the hazard"
    wanted = {"share": "logit", "quantity": "log"}.get(effect.kind, "")
    if effect.kind == "event":
        return "" if survival else f"“{effect.title}” is an event, and the outcome is not a hazard"
    if not wanted:
        return f"“{effect.title}” is neither a quantity nor a share nor an event"
    if survival or test.outcome_scale != wanted or test.outcome_is or test.absent_is_zero:
        return f"“{effect.title}” needs an outcome on the scale {wanted}"
    return ""


def _bounds(interval: tuple[float, float]) -> str:
    least, most = sorted(abs(end) for end in interval)
    median = sqrt(least * most)
    if not (STRENGTH.holds(median) and SPREAD.holds(_spread(least, most))):
        return f"a median of {median:.3g} is not a strength that can be run"
    return ""


def _spread(least: float, most: float) -> float:
    """Geometric standard deviation of a lognormal with these 5 % and 95 % quantiles."""
    return float((most / least) ** (1 / (2 * ndtri((1 + LEVEL) / 2))))


def _strength(claim: Claim, row: ClaimEvidence) -> MeasuredStrength:
    least, most = sorted(abs(end) for end in row.interval)
    return MeasuredStrength(
        row.claim,
        row.test.id,
        sqrt(least * most),
        _spread(least, most),
        (least, most),
        row.n,
        claim.relation.strength_word or "",
        claim.relation.strength.median,
    )
