"""Putting the same in other words changes no verdict that signs settle."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from benchmarks.random_accounts import random_account
from benchmarks.rewording import Change, Verdicts, changes, verdicts_of
from benchmarks.rewording_ids import renamed
from benchmarks.rewording_signs import opposite
from benchmarks.rewordings import REWORDINGS, Rewording, merge_steps, split, steps_to_merge
from benchmarks.simulated import LEVER, OUTCOME, Said, account_of

from contention.case.load import load_case
from contention.case.model import Case

DRAWS = 32
CASES = Path(__file__).parent.parent / "cases"
KINDS = pytest.mark.parametrize("kind", REWORDINGS, ids=[item.kind for item in REWORDINGS])


def worked(name: str) -> tuple[Case, Verdicts]:
    case, problems = load_case(CASES / name)
    assert case is not None, problems
    return case, settled(case)


@pytest.fixture(scope="module")
def congestion() -> tuple[Case, Verdicts]:
    return worked("congestion-charge")


@pytest.fixture(scope="module")
def war() -> tuple[Case, Verdicts]:
    return worked("war-against-war")


def settled(case: Case) -> Verdicts:
    """The verdicts on directions that signs alone settle."""
    found = verdicts_of(case, DRAWS)
    return {
        key: item
        for key, item in found.items()
        if item.needs == "signs" and item.about == "direction"
    }


def turned(case: Case, kind: Rewording, before: Verdicts, most: int | None = None) -> list[Change]:
    """What a rewording changes at sites that have a part in any of these verdicts."""
    paths = {id_ for item in before.values() for id_ in item.claims_on_path}
    sites: Sequence[str] = [
        site
        for site in kind.sites(case)
        if (claims := kind.touched(case, site)) is None or not claims.isdisjoint(paths)
    ]
    if kind.apply is opposite:
        sites = [site for site in sites if not acts_under_a_condition(case, site)]
    found = list(changes(case, kind, sites[:most], before, DRAWS))
    assert all(item.by_signs for item in found)
    return [item for item in found if not item.same or item.after.needs != "signs"]


def acts_under_a_condition(case: Case, factor: str) -> bool:
    """Whether it is the cause of a conditional claim, which acts by being there.

    Such a claim has no equivalent in terms of the opposite: its absence does nothing.
    """
    said = [item.relation for item in case.claims.values()]
    return any(one.cause == factor and one.condition is not None for one in said)


@KINDS
def test_signs_settle_the_worked_case_in_any_words(
    kind: Rewording, congestion: tuple[Case, Verdicts]
) -> None:
    case, before = congestion
    assert len(before) >= 10
    assert turned(case, kind, before, most=2) == []


@pytest.mark.parametrize("seed", range(15))
def test_signs_settle_random_accounts_in_any_words(seed: int) -> None:
    case = random_account(seed)
    before = settled(case)
    kinds = REWORDINGS[seed % 3 :: 3]
    assert [found for kind in kinds for found in turned(case, kind, before, most=1)] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
def test_signs_settle_two_hundred_accounts_in_any_words(seed: int) -> None:
    case = random_account(seed)
    before = settled(case)
    assert [found for kind in REWORDINGS for found in turned(case, kind, before, most=3)] == []


@pytest.mark.slow
@KINDS
def test_signs_settle_both_cases_in_any_words(
    kind: Rewording, congestion: tuple[Case, Verdicts], war: tuple[Case, Verdicts]
) -> None:
    assert turned(*congestion[:1], kind, congestion[1]) == []
    assert turned(*war[:1], kind, war[1]) == []


# --- the rewordings themselves -------------------------------------------------------------------


@KINDS
def test_every_rewording_has_sites_in_the_worked_case_and_says_something_else(
    kind: Rewording, congestion: tuple[Case, Verdicts]
) -> None:
    case = congestion[0]
    sites = kind.sites(case)
    assert sites
    for site in sites:
        other = kind.apply(case, site)
        assert (other, [*other.claims]) != (case, [*case.claims])
        said = [item.relation for item in other.claims.values()]
        ends = {name for one in said for name in (one.cause, one.effect)}
        assert ends <= set(other.factors)


def test_merging_undoes_splitting() -> None:
    case = account_of([Said("a", LEVER, "m", -1), Said("b", "m", OUTCOME)])
    longer = split(case, "a")
    assert [(one.relation.cause, one.relation.effect) for one in longer.claims.values()] == [
        (LEVER, "a_between"), ("a_between", "m"), ("m", OUTCOME)
    ]  # fmt: skip
    assert "a|a_too" in steps_to_merge(longer)
    back = merge_steps(longer, "a|a_too")
    assert [(one.relation.cause, one.relation.sign) for one in back.claims.values()] == [
        (LEVER, "-"), ("m", "+")
    ]  # fmt: skip


def test_renaming_keeps_scenarios_apart_from_factors_of_the_same_name() -> None:
    case = account_of([Said("a", LEVER, OUTCOME)], test=f"final({OUTCOME} @ on) > final(on @ rest)")
    names = renamed(case).contentions["rises"].test
    assert "@ on)" in names
    assert OUTCOME not in names
