"""Small cases with several accounts, each made of named claims."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from contention.case.model import AccountSpec, Case, Contention, Factor, Relation, Scenario
from tests.building import case_of, claim


def case_with(
    factors: Iterable[Factor],
    claims: Mapping[str, Relation],
    accounts: Mapping[str, Iterable[str]],
    *,
    scenarios: Iterable[Scenario] = (),
    contentions: Iterable[Contention] = (),
    **changed: object,
) -> Case:
    """A case in which every account makes exactly the claims named."""
    bare = case_of(factors, (), scenarios=scenarios, contentions=contentions)
    specs = {
        id_: AccountSpec(id_, f"The account {id_}", (), common_ground=False, include=tuple(made))
        for id_, made in accounts.items()
    }
    said = {id_: claim(id_, relation) for id_, relation in claims.items()}
    return replace(bare, claims=said, accounts=specs, **changed)  # type: ignore[arg-type]
