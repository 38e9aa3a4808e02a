"""Conflicts for readers: each pair of factors once, with every position on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import Sentences
from contention.case.model import Case
from contention.case.titles import factor_title
from contention.maps.causal_map import Conflict
from contention.maps.membership import signed_claims


@dataclass(frozen=True)
class Position:
    """A premise on one side of a conflict, and the titles of the accounts that count it."""

    premise: Premise
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class ConflictSide:
    """All positions that agree on a pair of factors, or a chain from one to the other."""

    verb: str
    """the effect that is asserted or denied, or the chain by which the cause reaches the effect"""
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class ConflictRow:
    """A pair of factors and the contradictory positions on it."""

    cause: str
    effect: str
    sides: tuple[ConflictSide, ...]
    within: tuple[str, ...]
    """titles of the accounts that contradict themselves"""


def conflict_rows(
    case: Case, sentences: Sentences, conflicts: Sequence[Conflict]
) -> tuple[ConflictRow, ...]:
    """Conflicts inside accounts and between them, each pair of factors once."""
    holding = _holding(case)
    pairs: dict[tuple[str, str], list[Conflict]] = {}
    for conflict in conflicts:
        pairs.setdefault((conflict.cause, conflict.effect), []).append(conflict)
    return tuple(
        ConflictRow(
            factor_title(case, cause),
            factor_title(case, effect),
            _sides(case, sentences, found, holding),
            _torn(case, found, holding),
        )
        for (cause, effect), found in pairs.items()
    )


def _sides(
    case: Case,
    sentences: Sentences,
    conflicts: Sequence[Conflict],
    holding: Mapping[str, Sequence[str]],
) -> tuple[ConflictSide, ...]:
    sides: dict[str, dict[str, Position]] = {}
    for item in conflicts:
        denied = [*item.claims, *(() if item.path else item.against)]
        found = [(premise_of(case, sentences, id_), "") for id_ in denied]
        if item.path:
            way = _way(case, item.path)
            found += [(premise_of(case, sentences, id_), way) for id_ in item.against]
        for premise, way in found:
            titles = tuple(case.accounts[name].title for name in holding.get(premise.id, ()))
            positions = sides.setdefault(way or premise.verb, {})
            positions.setdefault(premise.id, Position(premise, titles))
    return tuple(ConflictSide(verb, tuple(found.values())) for verb, found in sides.items())


def _way(case: Case, path: Sequence[str]) -> str:
    """`reaches it through Jobs, Prices`."""
    between = ", ".join(factor_title(case, name) for name in path[1:-1])
    return f"reaches it through {between}"


def _torn(
    case: Case, conflicts: Sequence[Conflict], holding: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Titles of the accounts that hold both sides of one of the conflicts."""
    torn: set[str] = set()
    for conflict in conflicts:
        ones = _any_of(conflict.claims, holding)
        others = (_all_of if conflict.path else _any_of)(conflict.against, holding)
        torn |= ones & others
    return tuple(spec.title for id_, spec in case.accounts.items() if id_ in torn)


def _any_of(claims: Sequence[str], holding: Mapping[str, Sequence[str]]) -> set[str]:
    return {name for claim in claims for name in holding.get(claim, ())}


def _all_of(claims: Sequence[str], holding: Mapping[str, Sequence[str]]) -> set[str]:
    """Accounts that hold every step of a chain, as the map lists it."""
    return set.intersection(*(set(holding.get(claim, ())) for claim in claims))


def _holding(case: Case) -> Mapping[str, list[str]]:
    """Claim or assumption → ids of the accounts that contain it."""
    found: dict[str, list[str]] = {}
    for id_ in case.accounts:
        for item in signed_claims(case, id_):
            found.setdefault(item.claim.id, []).append(id_)
    for assumption in case.assumptions.values():
        found[assumption.id] = [
            id_
            for id_ in case.accounts
            if assumption.accounts is None or id_ in assumption.accounts
        ]
    return found
