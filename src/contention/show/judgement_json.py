"""A judgement as JSON values, with numbers rounded so that equal runs give equal bytes."""

import math

from contention.case.evidence import MeasuredStrength
from contention.case.model import Case
from contention.case.strength_reading import WordReading
from contention.judge.hinges.knockouts import hinges_by_verdict, matters, overturns
from contention.judge.shares import frequency
from contention.judge.sides import (
    change_error,
    interval_of,
    share_change,
    share_of,
    share_without,
    side_of,
)
from contention.judge.verdict import (
    Diagnostics,
    FailedDraw,
    Gap,
    Hinge,
    Horizon,
    Judgement,
    ReadingVerdict,
    Verdict,
)
from contention.show.words.answers import Answer, answers
from contention.show.words.reasons import reason_of

DIGITS = 6
"""significant digits of every number"""
MOST_FAILED = 100
"""largest number of failed draws listed individually"""

Json = dict[str, object]


def judgement_json(case: Case, judgement: Judgement) -> Json:
    """The whole judgement; `null` if something does not apply."""
    hinges = [
        hinge_json(hinge, verdict)
        for verdict in judgement.verdicts
        for hinge in hinges_by_verdict(judgement, verdict)
    ]
    return {
        "case": judgement.case,
        "draws": judgement.draws,
        "seed": judgement.seed,
        "verdicts": [verdict_json(case, verdict) for verdict in judgement.verdicts],
        "hinges": hinges,
        "diagnostics": {item.account: diagnostics_json(item) for item in judgement.diagnostics},
        "hinge_draws": judgement.hinge_draws,
        "answers": [_answer(item) for item in answers(case, judgement)],
        "reading_draws": judgement.reading_draws,
        "readings": [_reading_definition(item) for item in case.readings.values()],
        "measured": [_measured(item) for item in case.measured.values()],
    }


def _measured(item: MeasuredStrength) -> Json:
    """A strength that a test gives in the place of the coded one."""
    return {
        "claim": item.claim,
        "test": item.test,
        "median": rounded(item.median),
        "spread": rounded(item.spread),
        "interval": [rounded(end) for end in item.interval],
        "n": item.n,
        "coded": item.coded_word or None,
        "coded_median": rounded(item.coded_median),
    }


def _reading_definition(item: WordReading) -> Json:
    """A reading of the strength words under which verdicts are judged."""
    return {
        "id": item.id,
        "title": item.title,
        "reason": item.reason,
        "strength": {word: rounded(number) for word, number in item.strength.items()},
        "spread": rounded(item.spread),
        "scaling": item.scaling,
    }


def _answer(item: Answer) -> Json:
    """The answer of all accounts to a contention, as a sentence and by kind of answer."""
    return {
        "contention": item.contention,
        "holder": item.holder or None,
        "answer": item.text,
        "ways": {found.way: list(found.accounts) for found in item.ways},
    }


def verdict_json(case: Case, verdict: Verdict) -> Json:
    """One verdict."""
    return {
        "contention": verdict.contention,
        "account": verdict.account,
        "verdict": verdict.verdict,
        "reason": reason_of(case, verdict) or None,
        "needs": verdict.needs,
        "support": rounded(verdict.support),
        "undecided": rounded(verdict.undecided),
        "interval": _numbers(verdict.interval),
        "margin": _numbers(verdict.margin),
        "opposed": rounded(verdict.opposed),
        "margin_kind": verdict.margin_kind,
        "turns": rounded(verdict.turns),
        "horizons": [_horizon(item) for item in verdict.horizons],
        "claims_on_path": list(verdict.claims_on_path),
        "side": None if verdict.support is None else side_of(verdict),
        "share": rounded(share_of(verdict)),
        "share_interval": _numbers(interval_of(verdict)),
        **_answers(verdict),
        **_readings(verdict),
        "gaps": [_gap(gap) for gap in verdict.gaps],
        "set_by_scenarios": [
            {"scenario": item.scenario, "factors": list(item.factors)}
            for item in verdict.construction
        ],
    }


def _answers(verdict: Verdict) -> Json:
    """Presence, direction and size, and on what grounds."""
    share, size, asserted = share_of(verdict), verdict.size, verdict.asserted
    return {
        "about": verdict.about,
        "frequency": None if share is None else frequency(share),
        "presence": rounded(verdict.presence),
        "moving": rounded(verdict.moving),
        "denied": rounded(verdict.denied),
        "conditions": list(verdict.conditions),
        "denials": list(verdict.denials),
        "by_denial": verdict.by_denial,
        "near_threshold": verdict.near_threshold,
        "numbers": [rounded(number) for number in verdict.numbers],
        "size": None if size is None else {
            "word": size.word,
            "log_ratio": [rounded(size.low), rounded(size.median), rounded(size.high)],
            "worst_twentieth": rounded(size.worst),
            "strengths": size.stated,
        },
        "asserted": None if asserted is None else {
            "claims": list(asserted.claims),
            "argued": asserted.argued,
            "support": rounded(asserted.support),
            "steps": asserted.steps,
            "premises": asserted.premises,
        },
    }  # fmt: skip


def _readings(verdict: Verdict) -> Json:
    """The verdict under every reading of the strength words; nothing if only one was judged."""
    differing = {item.reading for item in verdict.differing}
    return {
        "holds_in_all_readings": verdict.holds_in_all if verdict.readings else None,
        "readings": [_reading(item, item.reading in differing) for item in verdict.readings],
        "runs_away": {item.reading: rounded(item.unstable_share) for item in verdict.unstable},
    }


def _reading(item: ReadingVerdict, differs: bool) -> Json:
    return {
        "reading": item.reading,
        "verdict": item.verdict,
        "support": rounded(item.support),
        "opposed": rounded(item.opposed),
        "near_threshold": item.near_threshold,
        "differs": differs,
        "size": None if item.size is None else item.size.word,
        "median_log_ratio": None if item.size is None else rounded(item.size.median),
    }


def hinge_json(hinge: Hinge, verdict: Verdict) -> Json:
    """One hinge; `share_…` is on the side that the verdict's word is about."""
    side = side_of(verdict)
    return {
        "contention": hinge.contention,
        "account": hinge.account,
        "claim": hinge.claim,
        "assumption": hinge.assumption,
        "support_without": rounded(hinge.support_without),
        "change": rounded(hinge.change),
        "margin_change": rounded(hinge.margin_change),
        "error": rounded(hinge.error),
        "verdict_without": hinge.verdict_without,
        "opposed_without": rounded(hinge.opposed_without),
        "opposed_change": rounded(hinge.opposed_change),
        "opposed_error": rounded(hinge.opposed_error),
        "side": side,
        "share_without": rounded(share_without(hinge, side)),
        "share_change": rounded(share_change(hinge, side)),
        "share_error": rounded(change_error(hinge, side)),
        "presence_without": rounded(hinge.presence_without),
        "presence_change": rounded(hinge.presence_change),
        "near_threshold_without": hinge.near_threshold_without,
        "matters": matters(hinge, verdict),
        "overturns": overturns(hinge, verdict),
    }


def diagnostics_json(item: Diagnostics) -> Json:
    """The diagnostics of one account."""
    return {
        "unstable_share": rounded(item.unstable_share),
        "loop": list(item.loop),
        "bounded_share": rounded(item.bounded_share),
        "raised_time_constants": rounded(item.raised_time_constants),
        "quasi_static": list(item.quasi_static),
        "determinate_pairs": item.determinate_pairs,
        "connected_pairs": item.connected_pairs,
        "offset_at_present": rounded(item.offset_at_present),
        "linear_draws": item.draws,
        "method": item.method,
        "astray_share": rounded(item.astray_share),
        "bounded": {factor: rounded(found) for factor, found in item.bounded},
        "stock_jumps": {
            factor: {"before": rounded(before), "baseline": rounded(baseline)}
            for factor, before, baseline in item.stock_jumps
        },
        "capped_levers": list(item.capped_levers),
        "readings": {
            state.reading: {
                "unstable_share": rounded(state.unstable_share),
                "loop": list(state.loop),
            }
            for state in item.readings
        },
        "failed_draws": len({failed.draw for failed in item.failed}),
        "failed": [_failed(failed) for failed in item.failed[:MOST_FAILED]],
    }


def _gap(gap: Gap) -> Json:
    return {
        "kind": gap.kind,
        "levers": list(gap.levers),
        "outcomes": list(gap.outcomes),
        "denied": [
            {"cause": item.cause, "effect": item.effect, "claims": list(item.claims)}
            for item in gap.denied
        ],
    }


def rounded(value: float | None) -> float | None:
    """To a fixed number of significant digits; None if there is no number."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{DIGITS}g}") + 0.0


def _numbers(values: tuple[float, ...] | None) -> list[float | None] | None:
    return None if values is None else [rounded(value) for value in values]


def _horizon(item: Horizon) -> Json:
    return {
        "year": rounded(item.year),
        "support": rounded(item.support),
        "opposed": rounded(item.opposed),
        "verdict": item.verdict,
    }


def _failed(item: FailedDraw) -> Json:
    return {
        "scenario": item.scenario,
        "draw": item.draw,
        "year": rounded(item.year),
        "factor": item.factor,
    }
