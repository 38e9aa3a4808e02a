"""Whether accounts name what exists, and whether everything is used."""

from collections.abc import Iterator

from contention.case.convert.converter import Converter
from contention.case.draft import Draft, Located
from contention.case.factor_kinds import TRAITS
from contention.case.model import AccountSpec, Case, Condition
from contention.case.problem import errors
from contention.case.schema.case import AccountEntry
from contention.language.parsing import names, parse
from contention.language.syntax import Fault


def check_accounts(reading: Converter, case: Case) -> None:
    """Note unknown ids in accounts; warn of empty accounts, unused factors and idle levers."""
    draft = reading.draft
    _check_head(draft, case)
    for entry in draft.accounts.values():
        for kind, key in (
            ("holder", "holders"),
            ("document", "documents"),
            ("claim", "include"),
            ("claim", "exclude"),
        ):
            for index, given in enumerate(getattr(entry.body, key) or ()):
                draft.check_id(kind, given, entry.place(key, index))
        _check_reported(draft, entry)
    if draft.unread:
        return
    if draft.head is not None and not draft.known["account"]:
        place = draft.case_tree.place_of_key("accounts")
        draft.note(place, "the case has no account", "add one under `accounts`")
    if not errors(tuple(draft.problems)):  # later findings may only be consequences of these
        _warn_empty_accounts(draft, case)
        _warn_unused_factors(draft, case)
    _warn_idle_levers(draft, case)


def _check_reported(draft: Draft, entry: Located[AccountEntry]) -> None:
    reported = entry.body.reported_as
    if reported is None:
        return
    place = entry.place("reported_as")
    if reported == entry.id:
        hint = "name the account that is made of what others report of this position"
        draft.note(place, f"account `{entry.id}` is named as the report of itself", hint)
    else:
        draft.check_id("account", reported, place)


def _warn_empty_accounts(draft: Draft, case: Case) -> None:
    for id_, entry in draft.accounts.items():
        spec = case.accounts[id_]
        if spec.model is not None:
            continue
        if not any(status in ("accepted", "proposed") for status in _statuses_in(case, spec)):
            hint = "name holders who make claims, or claims under `include`"
            draft.warn(entry.key_place(), f"account `{id_}` has no claims", hint)


def _check_head(draft: Draft, case: Case) -> None:
    """Note unknown ids in the lists of case.yaml."""
    for index, claim in enumerate(case.common_ground):
        draft.check_id("claim", claim, draft.case_tree.place("common_ground", index))
    for index, contention in enumerate(draft.head.main if draft.head else ()):
        draft.check_id("contention", contention, draft.case_tree.place("main", index))


def _statuses_in(case: Case, account: AccountSpec) -> Iterator[str]:
    """The statuses of claims that may count in an account: proposed ones wait for a review."""
    shared = set(account.include) | (set(case.common_ground) if account.common_ground else set())
    for claim in case.claims.values():
        if claim.id in account.exclude:
            continue
        document = case.documents.get(claim.document)
        speaks = {claim.holder, document.author if document else claim.holder}
        read = account.documents is None or claim.document in account.documents
        if claim.id in shared or (read and speaks & set(account.holders)):
            yield claim.status


def _warn_unused_factors(draft: Draft, case: Case) -> None:
    used = set(_used(case))
    for id_, entry in draft.factors.items():
        if (
            id_ not in used and not TRAITS[entry.body.kind].computed
        ):  # an equation may be an outcome
            hint = "remove it, or code what it does"
            draft.warn(entry.key_place(), f"factor `{id_}` is used nowhere", hint)


def _used(case: Case) -> Iterator[str]:
    """Every factor that a link, a condition, an expression or an action names."""
    conditions: list[Condition | None] = []
    for relation in [
        *(claim.relation for claim in case.claims.values()),
        *(assumption.relation for assumption in case.assumptions.values()),
    ]:
        yield relation.cause
        yield relation.effect
        conditions.append(relation.condition)
    for factor in case.factors.values():
        conditions.append(factor.only_while)
        for text in (factor.equation, factor.inflow, factor.outflow):
            if isinstance(text, str):
                yield from _names(text, contention=False)
    yield from (condition.factor for condition in conditions if condition is not None)
    for contention in case.contentions.values():
        yield from _names(contention.test, contention=True)


def _names(text: str, *, contention: bool) -> tuple[str, ...]:
    node = parse(text, contention=contention)
    return () if isinstance(node, Fault) else names(node)


def _warn_idle_levers(draft: Draft, case: Case) -> None:
    """A demand's scenario should touch the lever that the demand pulls."""
    for id_, demand in case.demands.items():
        scenario = case.scenarios.get(demand.scenario or "")
        if scenario is None or demand.factor is None or not scenario.actions:
            continue
        touched = {getattr(action, "factor", None) for action in scenario.actions}
        if demand.factor not in touched:
            message = f"scenario `{scenario.id}` does not touch `{demand.factor}`"
            hint = "name the factor that the scenario sets, or set it there"
            draft.warn(draft.demands[id_].place("factor"), message, hint)
