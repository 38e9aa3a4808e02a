"""Which claims make an account's map, and how several become one link."""

from dataclasses import replace

import pytest

from contention.case.coded_document import Document
from contention.case.model import (
    AccountSpec,
    Anchor,
    Assumption,
    Case,
    Claim,
    Condition,
    Holder,
    Lognormal,
)
from contention.maps.account_map import build_map
from contention.maps.causal_map import CausalMap
from contention.maps.membership import only_shared, signed_claims
from tests.building import case_of, level, relation

FACTORS = "abcdefgh"


def case_with(*claims: Claim, assumptions: tuple[Assumption, ...] = (), **more: object) -> Case:
    """Two authors (`red`, `blue`), one document each, and a rival who never wrote anything."""
    bare = case_of([level(name) for name in FACTORS], [], assumptions=assumptions)
    given: dict[str, object] = {
        "holders": {name: Holder(name, name) for name in ("red", "blue", "rival")},
        "documents": {
            "letter": Document("letter", "Letter", "red", "2022-01-01", 100, ""),
            "reply": Document("reply", "Reply", "blue", "2023-01-01", 100, ""),
        },
        "accounts": {
            "red": AccountSpec("red", "Red", ("red",)),
            "blue": AccountSpec("blue", "Blue", ("blue",)),
            "rival": AccountSpec("rival", "Rival", ("rival",)),
        },
        "claims": {claim.id: claim for claim in claims},
        **more,
    }
    return replace(bare, **given)  # type: ignore[arg-type]


def said(identifier: str, pair: str = "ab", sign: str = "+", **more: object) -> Claim:
    """A claim in the letter by its author unless told otherwise."""
    about = {"document": "letter", "stance": "asserted", "holder": "red", "status": "accepted"}
    own = {key: more.pop(key, value) for key, value in about.items()}
    return Claim(
        identifier,
        relation=relation(pair[0], pair[1], sign, **more),  # type: ignore[arg-type]
        paraphrase=identifier,
        anchor=Anchor(0, 1),
        **own,  # type: ignore[arg-type]
    )


def inclusions(causal_map: CausalMap) -> dict[str, float]:
    return {item.id: item.inclusion for link in causal_map.links for item in link.backing}


@pytest.mark.parametrize(
    ("stance", "own", "others"),
    [
        ("asserted", 1.0, {"red": 1.0, "rival": 1.0}),
        ("conceded", 1.0, {"red": 1.0, "rival": 1.0}),
        ("hedged", 0.5, {"red": 0.5, "rival": 1.0}),
        ("reported", None, {"red": None, "rival": 1.0}),
        ("rejected", None, {"red": None, "rival": 1.0}),
        ("negated", None, {"red": None, "rival": None}),
    ],
)
def test_stance_and_holder_say_where_a_claim_counts(
    stance: str, own: float | None, others: dict[str, float | None]
) -> None:
    mine = case_with(said("x", stance=stance))
    theirs = case_with(said("x", stance=stance, holder="rival"))
    assert inclusions(build_map(mine, "red")).get("x") == own
    for account, weight in others.items():
        assert inclusions(build_map(theirs, account)).get("x") == weight
    assert not build_map(theirs, "blue").links


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_only_accepted_claims_count(status: str) -> None:
    assert not build_map(case_with(said("x", status=status)), "red").links


def test_inclusion_is_credibility_times_weight() -> None:
    case = case_with(said("x", stance="hedged", credibility=0.6))
    assert inclusions(build_map(case, "red"))["x"] == pytest.approx(0.3)


def test_a_claim_without_credibility_makes_no_link() -> None:
    assert not build_map(case_with(said("x", credibility=0.0)), "red").links


def test_documents_limit_what_a_holder_signs_but_not_what_is_included_by_id() -> None:
    case = case_with(said("x"), said("y", "bc", document="reply"))
    only = replace(case.accounts["red"], documents=("reply",))
    assert inclusions(build_map(replace(case, accounts={"red": only}), "red")) == {"y": 1.0}
    including = replace(only, include=("x",))
    built = build_map(replace(case, accounts={"red": including}), "red")
    assert inclusions(built) == {"x": 1.0, "y": 1.0}


def test_common_ground_counts_in_every_account_that_wants_it() -> None:
    case = case_with(said("x", stance="hedged"), common_ground=("x",))
    alone = replace(case.accounts["blue"], id="alone", common_ground=False)
    case = replace(case, accounts={**case.accounts, "alone": alone})
    assert inclusions(build_map(case, "blue")) == {"x": 0.5}
    assert not build_map(case, "alone").links


def test_exclusion_is_stronger_than_everything_else() -> None:
    case = case_with(said("x"), common_ground=("x",))
    spec = replace(case.accounts["red"], include=("x",), exclude=("x",))
    assert not build_map(replace(case, accounts={"red": spec}), "red").links


def test_claims_on_one_pair_become_one_link_with_the_strength_of_the_most_credible() -> None:
    case = case_with(
        said("doubtful", size=1.0, credibility=0.4),
        said("sure", size=0.1, credibility=0.9),
        said("hedged", size=0.7, stance="hedged"),
    )
    (link,) = build_map(case, "red").links
    assert link.id == "a>b:+"
    assert link.claims == ("sure", "hedged", "doubtful")
    assert (link.strength_of, link.relation.strength.median) == ("sure", 0.1)


def test_ties_go_to_claims_then_stated_then_stronger_then_the_id() -> None:
    premise = Assumption("0", relation("a", "b", size=2.0), "needed", "x")
    case = case_with(
        said("z", size=0.3),
        said("y", size=0.3),
        said("strong", size=0.7),
        said("unstated", size=5.0, strength_word=None),
        assumptions=(premise,),
    )
    (link,) = build_map(case, "red").links
    assert link.claims == ("strong", "y", "z", "unstated", "0")
    assert not link.assumption


def test_different_readings_of_a_pair_stay_apart() -> None:
    case = case_with(
        said("plain"),
        said("brief", transient=Lognormal(1.0)),
        said("longer", transient=Lognormal(9.0)),
        said("must", necessary=True),
        said("gated", condition=Condition("c", "below", 0.1)),
        said("gated_otherwise", condition=Condition("c", "below", 0.5)),
        said("in", link="rate", flow="inflow"),
        said("out", link="rate", flow="outflow"),
        said("turned", sign="-"),
        said("unclear", sign="?"),
    )
    links = build_map(case, "red").links
    assert len({link.id for link in links}) == len(links) == 9
    assert [link.claims for link in links if len(link.claims) > 1] == [("brief", "longer")]


def test_assumptions_hang_on_what_an_account_claims() -> None:
    near = Assumption("near", relation("b", "c"), "needed", "x")
    far = Assumption("far", relation("c", "d", credibility=0.5), "needed", "x")
    noise = Assumption("noise", relation("g", "h"), "needed", "x")
    named = Assumption("named", relation("e", "f"), "needed", "x", accounts=("red",))
    case = case_with(said("x"), assumptions=(far, near, noise, named))
    built = build_map(case, "red")
    assert inclusions(built) == {"x": 1.0, "near": 1.0, "far": 0.5, "named": 1.0}
    assert {link.assumption for link in built.links if link.claims != ("x",)} == {True}
    assert not build_map(case, "blue").links


def test_an_account_can_leave_an_assumption_out() -> None:
    near = Assumption("near", relation("b", "c"), "needed", "x")
    case = case_with(said("x"), assumptions=(near,))
    spec = replace(case.accounts["red"], exclude=("near",))
    assert inclusions(build_map(replace(case, accounts={"red": spec}), "red")) == {"x": 1.0}


def test_factors_are_those_that_something_touches_in_the_order_of_the_case() -> None:
    case = case_with(said("x", "hb"), said("y", "ba", condition=Condition("d", "on")))
    assert build_map(case, "red").factors == ("a", "b", "d", "h")


@pytest.mark.parametrize(
    ("stance", "weight"),
    [("reported", 1.0), ("rejected", 1.0), ("hedged", 0.5), ("asserted", 1.0), ("conceded", 1.0)],
)
def test_a_claim_taken_in_by_id_is_never_taken_in_as_nothing(stance: str, weight: float) -> None:
    """What its author only reports weighs nothing there, and as a whole claim in `include`."""
    case = case_with(said("one", stance=stance))
    blue = replace(case.accounts["blue"], include=("one",))
    taken_in = replace(case, accounts={**case.accounts, "blue": blue})
    assert inclusions(build_map(taken_in, "blue")) == {"one": weight}
    shared = replace(case, common_ground=("one",))
    assert inclusions(build_map(shared, "blue")) == {"one": weight}
    assert inclusions(build_map(case, "blue")) == {}


def test_what_an_author_negates_the_holder_named_never_signs() -> None:
    """The author denies what the rival says: the rival's account is without that denial."""
    case = case_with(
        said("affirmed", holder="rival", stance="reported"),
        said("denied", holder="rival", stance="negated", sign="0"),
    )
    assert [each.claim.id for each in signed_claims(case, "rival")] == ["affirmed"]
    assert [each.claim.id for each in signed_claims(case, "red")] == ["denied"]
    assert signed_claims(case, "red")[0].denied


def test_only_common_ground_brings_in_a_claim_that_is_neither_held_nor_included() -> None:
    case = case_with(said("x"), said("y"), common_ground=("x",))
    naming = replace(case.accounts["blue"], id="naming", include=("x",))
    case = replace(case, accounts={**case.accounts, "naming": naming})
    found = {account: only_shared(case, account, case.claims["x"]) for account in case.accounts}
    assert found == {"red": False, "blue": True, "rival": True, "naming": False}
    assert not only_shared(case, "blue", case.claims["y"])


def test_a_denial_counts_in_its_author_s_account_with_its_credibility() -> None:
    case = case_with(said("x", stance="negated", credibility=0.5))
    (denial,) = signed_claims(case, "red")
    assert (denial.denied, denial.inclusion) == (True, 0.5)
