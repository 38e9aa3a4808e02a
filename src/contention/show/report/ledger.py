"""The ledger: what was coded, accepted, assumed and left out, and which accounts count it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import Sentences, Source
from contention.case.coded_document import Document
from contention.case.model import (
    Assumption,
    Case,
    Claim,
    Demand,
    Figure,
    Lognormal,
    Relation,
    Scenario,
)
from contention.case.titles import factor_title, holder_title, summary_words
from contention.maps.membership import signed_claims
from contention.show.words.claim_words import measured_words
from contention.show.words.numbers import as_stated, years
from contention.show.words.plain_words import action_in_words


@dataclass(frozen=True)
class ClaimRow:
    """One coded claim and the accounts that count it."""

    claim: Claim
    premise: Premise
    counted_by: tuple[tuple[str, float, bool], ...]
    """title of the account, inclusion, whether it is a denial"""
    common: bool
    strength: str


@dataclass(frozen=True)
class FigureRow:
    """A number stated in the text."""

    figure: Figure
    value: str
    holder: str
    source: Source | None


@dataclass(frozen=True)
class DocumentLedger:
    """Everything coded in one document."""

    document: Document
    summary: str
    """what it sums up, if it was written for this case; otherwise empty"""
    author: str
    attached: bool
    claims: tuple[ClaimRow, ...]
    left_out: tuple[ClaimRow, ...]
    """accepted, but counted by no account"""
    waiting: int
    """claims and figures not yet reviewed"""
    rejected: int
    """proposed claims and figures that were rejected in review"""
    figures: tuple[FigureRow, ...] = ()


@dataclass(frozen=True)
class AssumptionRow:
    """An unstated premise and the accounts that use it."""

    assumption: Assumption
    premise: Premise
    accounts: str
    strength: str


@dataclass(frozen=True)
class ScenarioRow:
    """A scenario with what it does."""

    scenario: Scenario
    actions: tuple[str, ...]


@dataclass(frozen=True)
class DemandRow:
    """A demand with its lever, or the reason why it has none."""

    demand: Demand
    holder: str
    lever: str
    scenario: Scenario | None
    source: Source | None


def document_ledgers(case: Case, sentences: Sentences) -> tuple[DocumentLedger, ...]:
    """What was coded in each document."""
    counted = _counted(case)
    return tuple(
        _document(case, sentences, document, counted) for document in case.documents.values()
    )


def _counted(case: Case) -> Mapping[str, list[tuple[str, float, bool]]]:
    counted: dict[str, list[tuple[str, float, bool]]] = {}
    for id_, spec in case.accounts.items():
        for item in signed_claims(case, id_):
            entry = (spec.title, item.inclusion, item.denied)
            counted.setdefault(item.claim.id, []).append(entry)
    return counted


def _document(
    case: Case,
    sentences: Sentences,
    document: Document,
    counted: Mapping[str, list[tuple[str, float, bool]]],
) -> DocumentLedger:
    rows = [
        ClaimRow(
            claim,
            premise_of(case, sentences, claim.id),
            tuple(counted.get(claim.id, ())),
            claim.id in case.common_ground,
            measured_words(case, claim.id) or strength_in_words(case, claim.relation),
        )
        for claim in case.claims.values()
        if claim.document == document.id and claim.status == "accepted"
    ]
    entries: list[Claim | Figure] = [*case.claims.values(), *case.figures.values()]
    proposals = [entry.status for entry in entries if entry.document == document.id]
    return DocumentLedger(
        document,
        summary_words(document),
        holder_title(case, document.author),
        document.id in sentences.texts,
        tuple(row for row in rows if row.counted_by),
        tuple(row for row in rows if not row.counted_by),
        proposals.count("proposed"),
        proposals.count("rejected"),
        tuple(
            _figure(case, sentences, figure)
            for figure in case.figures.values()
            if figure.document == document.id and figure.status == "accepted"
        ),
    )


def _figure(case: Case, sentences: Sentences, figure: Figure) -> FigureRow:
    source = sentences.source(figure.document, figure.anchor)
    return FigureRow(figure, as_stated(figure), holder_title(case, figure.holder), source)


def strength_in_words(case: Case, relation: Relation) -> str:
    """Strength as stated in the text, and the other properties of the link."""
    parts = [relation.strength_word or "strength not stated"]
    if relation.delay is not None:
        parts.append(f"delay of about {years(relation.delay.median)}")
    if relation.transient is not None:
        parts.append(f"fades in about {years(relation.transient.median)}")
    if relation.condition is not None:
        condition = relation.condition
        bound = f" {condition.threshold:g}" if condition.side in ("above", "below") else ""
        parts.append(f"only if “{factor_title(case, condition.factor)}” is {condition.side}{bound}")
    if relation.necessary:
        parts.append("necessary")
    if relation.credibility < 1:
        parts.append(f"credibility {relation.credibility:g}")
    if relation.sign_credibility < 1:
        parts.append(f"sign credibility {relation.sign_credibility:g}")
    return ", ".join(parts)


def assumption_rows(case: Case, sentences: Sentences) -> tuple[AssumptionRow, ...]:
    """All unstated premises with their reasons."""
    return tuple(
        AssumptionRow(
            assumption,
            premise_of(case, sentences, assumption.id),
            "all accounts"
            if assumption.accounts is None
            else ", ".join(case.accounts[id_].title for id_ in assumption.accounts),
            strength_in_words(case, assumption.relation),
        )
        for assumption in case.assumptions.values()
    )


def words_to_numbers(case: Case) -> tuple[tuple[str, Lognormal], ...]:
    """Every strength word in use and its elasticity, weakest first."""
    relations = [claim.relation for claim in case.claims.values()]
    relations += [assumption.relation for assumption in case.assumptions.values()]
    found = {(relation.strength_word or "not stated", relation.strength) for relation in relations}
    return tuple(sorted(found, key=lambda item: (item[1].median, item[1].spread, item[0])))


def saturation_words(case: Case) -> str:
    """The largest change that one cause can make, as a sentence."""
    if math.isinf(case.saturation):
        return "The effect of one cause is not limited."
    most = f"{case.saturation:g}"
    return f"At a strength of 1, one cause changes its effect by a factor of at most {most}."


def scenario_rows(case: Case) -> tuple[ScenarioRow, ...]:
    """All scenarios and their actions."""
    return tuple(
        ScenarioRow(scenario, tuple(action_in_words(action, case) for action in scenario.actions))
        for scenario in case.scenarios.values()
    )


def demand_rows(case: Case, sentences: Sentences) -> tuple[DemandRow, ...]:
    """All demands, each with its lever or the reason why there is none."""
    return tuple(_demand(case, sentences, demand) for demand in case.demands.values())


def _demand(case: Case, sentences: Sentences, demand: Demand) -> DemandRow:
    lever = case.factors[demand.factor].title if demand.factor else ""
    return DemandRow(
        demand,
        holder_title(case, demand.holder),
        lever,
        case.scenarios.get(demand.scenario) if demand.scenario else None,
        sentences.source(demand.document, demand.anchor),
    )
