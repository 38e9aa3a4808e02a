"""Claims of no effect against claims of one, within an account."""

from dataclasses import replace

import numpy as np
import pytest

from contention.case.model import Case
from contention.maps.account_map import build_map
from contention.models.parameters import Uniforms, included, inclusion_keys
from tests.building import case_of, claim, level, relation


def contested(asserted: float = 1.0, denied: float = 1.0) -> Case:
    case = case_of(
        [level("tax"), level("prices")], [relation("tax", "prices", credibility=asserted)]
    )
    said = relation("tax", "prices", "0", credibility=denied)
    return replace(case, claims={**case.claims, "no": claim("no", said)})


def share_in(case: Case, without: frozenset[str] = frozenset()) -> float:
    (link,) = build_map(case, "account").links
    keys = tuple(inclusion_keys(link))
    numbers = np.random.default_rng(1).random((len(keys), 20_000))
    return float(included(link, Uniforms.of(keys, numbers), without).mean())


@pytest.mark.parametrize(
    ("asserted", "denied", "share"),
    [(1.0, 1.0, 0.5), (0.5, 1.0, 0.25), (1.0, 0.5, 0.75), (0.5, 0.5, 0.375)],
)
def test_a_claim_and_its_denial_prevail_with_even_chances_where_both_are_in(
    asserted: float, denied: float, share: float
) -> None:
    assert share_in(contested(asserted, denied)) == pytest.approx(share, abs=0.015)


def test_without_the_denial_the_claim_is_in_and_without_the_claim_nothing_is() -> None:
    assert share_in(contested(), frozenset({"no"})) == 1.0
    assert share_in(contested(), frozenset({"c0"})) == 0.0


def test_the_map_knows_what_its_account_denies() -> None:
    causal_map = build_map(contested(denied=0.5), "account")
    (link,) = causal_map.links
    assert [(item.claim, item.inclusion) for item in link.denials] == [("no", 0.5)]
    assert causal_map.denials == link.denials


def test_a_denial_is_an_uncertain_number_only_where_something_contradicts_it() -> None:
    assert not build_map(
        case_of([level("tax"), level("prices")], [relation("tax", "prices", "0")]), "account"
    ).links
    (link,) = build_map(contested(), "account").links
    assert list(inclusion_keys(link)) == ["claim:no/prevails"]
