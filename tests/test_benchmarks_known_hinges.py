"""The accounts with planted hinges, and what the knock-outs find in them."""

import numpy as np
import pytest
from benchmarks.known_hinges import knock_outs, score
from benchmarks.planted import KINDS, Kind, planted
from benchmarks.simulated import LEVER, OUTCOME, Oracle, Said, account_of, word_of

from contention.judge.judge import judge
from contention.maps.account_map import build_map
from contention.maps.paths import on_path

TUG = (
    Said("for", LEVER, OUTCOME, strength=0.5),
    Said("to", LEVER, "middle", strength=0.9),
    Said("against", "middle", OUTCOME, -1, strength=0.5, hedged=True),
)


def test_the_oracle_agrees_with_judge_where_paths_pull_apart() -> None:
    (found,) = judge(account_of(TUG), draws=1024, hinges=False).verdicts
    expected = Oracle.of(TUG, draws=20_000).support()
    assert expected is not None
    assert 0.6 < expected < 0.95
    assert found.support == pytest.approx(expected, abs=0.03)


def test_the_oracle_by_hand() -> None:
    oracle = Oracle.of([Said("c", LEVER, OUTCOME, -1)])
    assert oracle.support() == 0.0
    assert oracle.support({"c"}) is None
    assert [word_of(share) for share in (None, 0.8, 0.5, 0.1)] == [
        "does not follow", "supported", "undecided", "opposed"
    ]  # fmt: skip
    with pytest.raises(ValueError, match="loop"):
        Oracle.of([Said("a", "x", "y"), Said("b", "y", "x")])


@pytest.mark.parametrize("kind", KINDS)
def test_planted_hinges_are_claims_on_the_paths_and_the_accounts_differ(kind: Kind) -> None:
    accounts = [planted(kind, seed) for seed in range(3)]
    assert planted(kind, 0) == accounts[0]
    assert len({tuple(account.case.claims) for account in accounts}) == 3
    for account in accounts:
        path = on_path(build_map(account.case, "account"), [LEVER], [OUTCOME])
        assert account.hinges < set(path)
        assert account.hinges == frozenset().union(*account.overturning)
        assert (kind == "assumption") == bool(account.hinges & set(account.case.assumptions))


def test_knock_outs_find_a_single_hinge_and_miss_a_redundant_pair() -> None:
    found = {kind: score(kind, [planted(kind, 1)], knock_outs) for kind in KINDS[::3]}
    assert (found["single"].share, found["redundant"].share) == (1.0, 0.0)
    assert [item.wrong for item in found.values()] == [0, 0]
    assert [item.verdicts for item in found.values()] == [1, 1]


def test_a_finder_that_names_too_much_is_counted_wrong() -> None:
    account = planted("single", 0)
    names = sorted(account.case.claims)
    everything = frozenset(frozenset({name}) for name in names)
    assert score("single", [account], lambda _: everything).wrong == 1
    assert np.isclose(score("single", [account], lambda _: frozenset()).share, 0.0)
