"""Levers as JSON values, with rounded numbers."""

from contention.evidence.levers.budgeted_mixes import AccountMix, Mix
from contention.evidence.levers.compared_levers import LeverEffect, LeverTable, Together
from contention.evidence.levers.lever import Lever
from contention.evidence.levers.lever_effects import Effect
from contention.judge.measurement_scale import expression_scale
from contention.language.syntax import Name
from contention.show.contest.lever_words import demand_lever, lever_title, moving
from contention.show.judgement_json import Json, rounded, verdict_json


def lever_json(table: LeverTable) -> Json:
    """Everything about the levers; `null` if something does not apply."""
    mixes = table.mixes
    return {
        "case": table.case.id,
        "outcome": table.outcome,
        "measure": table.reducer,
        "direction": table.direction,
        "baseline": table.baseline,
        "scale": expression_scale(Name(table.outcome), table.case.factors),
        "draws": table.draws,
        "effect_draws": table.effect_draws,
        "seed": table.seed,
        "levers": [_lever(table, item) for item in table.levers],
        "set_directly": [item.id for item in table.direct],
        "accounts": [_account(table, account) for account in table.accounts],
        "demands": [
            {"demand": id_, "lever": None if found is None else found.id, "reason": item.no_lever}
            for id_, item in table.case.demands.items()
            for found in [demand_lever(table, item)]
        ],
        "pairs": [_pair(item) for item in table.pairs],
        "cannot_be_combined": [
            {"levers": [one, two], "factor": why.factor, "reason": why.why}
            for one, two, why in table.refused
        ],
        "budget": {
            "budget": rounded(mixes.budget),
            "costs": {id_: rounded(cost) for id_, cost in mixes.costs.items()},
            "no_mix_because": mixes.why_not or None,
            "every_mix_run": mixes.all_run,
            "mixes": [_account_mix(item) for item in mixes.mixes],
        },
    }


def _lever(table: LeverTable, item: Lever) -> Json:
    return {
        "id": item.id,
        "title": lever_title(table, item),
        "scenarios": list(item.scenarios),
        "demands": list(item.demands),
    }


def _account(table: LeverTable, account: str) -> Json:
    ranked = [lever.id for lever, _ in moving(table, account)]
    return {
        "account": account,
        "logarithmic": table.logarithmic[account],
        "ranked": ranked,
        "levers": [
            {
                "lever": lever.id,
                "effect": None if found.effect is None else _effect(found.effect),
                "verdict": verdict_json(table.case, found.verdict),
                "with_data": _with_data(found),
            }
            for lever in table.levers
            for found in [table.effects[lever.id, account]]
        ],
    }


def _with_data(found: LeverEffect) -> Json | None:
    """Effect and verdict with the draws of the posterior; null if there is none."""
    if found.informed is None:
        return None
    moved = found.informed.effect
    return {
        "effect": None if moved is None else _effect(moved),
        "verdict": found.informed.verdict.verdict,
        "support": rounded(found.informed.verdict.support),
    }


def _effect(found: Effect) -> Json:
    return {"mean": rounded(found.mean), "error": rounded(found.error)}


def _pair(item: Together) -> Json:
    return {
        "account": item.account,
        "levers": list(item.levers),
        "joint": _effect(item.joint),
        "interaction": _effect(item.interaction),
    }


def _account_mix(item: AccountMix) -> Json:
    return {
        "account": item.account,
        "best": _mix(item.best),
        "second": None if item.second is None else _mix(item.second),
        "best_in": rounded(item.firm),
        "elsewhere": {account: _effect(found) for account, found in item.elsewhere.items()},
    }


def _mix(mix: Mix) -> Json:
    return {
        "scenarios": list(mix.scenarios),
        "cost": rounded(mix.cost),
        "effect": _effect(mix.effect),
        "expected": rounded(mix.expected),
    }
