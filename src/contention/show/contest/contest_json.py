"""A contest as JSON values, with rounded numbers."""

from contention.case.model import Case
from contention.evidence.contest.change_search import AgreementPrice
from contention.evidence.contest.contest import Contest, Pair, Parting
from contention.evidence.contest.telling_observations import Observation
from contention.show.judgement_json import Json, rounded, verdict_json


def contest_json(case: Case, contest: Contest) -> Json:
    """All verdicts, and every pair of accounts; `null` if something was not searched for."""
    judgement = contest.judgement
    return {
        "case": judgement.case,
        "draws": judgement.draws,
        "trial_draws": contest.trial_draws,
        "prediction_draws": contest.prediction_draws,
        "seed": judgement.seed,
        "budget": contest.budget,
        "baseline": contest.baseline,
        "after": rounded(contest.after),
        "accounts": [item.account for item in judgement.diagnostics],
        "verdicts": [verdict_json(case, item) for item in judgement.verdicts],
        "pairs": [_pair(pair) for pair in contest.pairs],
    }


def _pair(pair: Pair) -> Json:
    return {
        "accounts": [pair.first, pair.second],
        "agree": list(pair.agree),
        "silent": list(pair.silent),
        "partings": [_parting(item) for item in pair.partings],
        "shared": list(pair.shared),
        "only_first": list(pair.only_first),
        "only_second": list(pair.only_second),
        "counted_differently": list(pair.weighed),
        "cruxes": [{"claim": id_, "partings": number} for id_, number in pair.cruxes],
        "observations": [_observation(item) for item in pair.observations],
        "common_observable_factors": pair.common_factors,
    }


def _parting(item: Parting) -> Json:
    return {
        "contention": item.contention,
        "verdicts": [item.first, item.second],
        "opposite": item.opposite,
        "to_agree": [_agreement(found) for found in (item.first_agrees, item.second_agrees)],
    }


def _agreement(found: AgreementPrice | None) -> Json | None:
    if found is None:
        return None
    return {
        "account": found.account,
        "verdict": found.verdict,
        "changes": [
            {"gives_up": list(change.gives_up), "takes_over": list(change.takes_over)}
            for change in found.changes
        ],
        "smallest": found.smallest,
        "complete_to": found.complete_to,
        "candidates": found.candidates,
        "runs": found.runs,
    }


def _observation(item: Observation) -> Json:
    found = item.information
    return {
        "factor": item.factor,
        "scenario": item.scenario,
        "date": rounded(item.date),
        "bits": rounded(found.bits),
        "error": rounded(found.error),
        "bias": rounded(found.bias),
        "right": rounded(found.right),
        "observation_error": rounded(item.error),
        "declared": item.declared,
        "predictions": [[rounded(each) for each in values] for values in (item.first, item.second)],
    }
