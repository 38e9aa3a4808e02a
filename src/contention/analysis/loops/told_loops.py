"""Loops of one account with the claims behind them, ready to be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contention.analysis.loops.factor_loops import FactorLoops, factor_loops
from contention.analysis.loops.scored_runs import Span
from contention.analysis.outcomes import looked_at
from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import read_sentences
from contention.case.model import Case, Contention
from contention.runs.plan import Plan, prepare


@dataclass(frozen=True)
class ToldLoops:
    """Loops behind some factors in some scenarios, as one account has them."""

    account: str
    found: tuple[FactorLoops, ...]
    premises: Mapping[str, Premise]
    """id → claim or assumption behind a link of a loop"""


def told_loops(
    case: Case, account: str, wanted: Mapping[str, Iterable[str]], span: Span,
    plan: Plan | None = None,
) -> ToldLoops:  # fmt: skip
    """The loops behind factors in scenarios; `wanted` is scenario → factors.

    Factors that the account does not mention are left out.
    """
    ready = prepare(case, account) if plan is None else plan
    found = tuple(
        each
        for scenario, factors in wanted.items()
        for each in factor_loops(case, ready, scenario, factors, span)
    )
    sentences = read_sentences(case)
    claims = dict.fromkeys(id_ for each in found for loop in each.loops for id_ in loop.claims)
    return ToldLoops(account, found, {id_: premise_of(case, sentences, id_) for id_ in claims})


def asked_about(case: Case, contentions: Iterable[Contention]) -> dict[str, list[str]]:
    """Scenario → the factors that the contentions look at in it."""
    wanted: dict[str, list[str]] = {}
    for factor, scenarios in looked_at(case, contentions).items():
        for scenario in scenarios:
            wanted.setdefault(scenario, []).append(factor)
    return wanted
