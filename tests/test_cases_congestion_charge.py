"""The second worked case: valid, every claim in its sentence, accounts in conflict."""

from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.model import Case
from contention.case.text.texts import attached_text, sentence_at
from contention.maps.account_map import build_map
from contention.maps.conflicts import conflicts

FOLDER = Path(__file__).parent.parent / "cases" / "congestion-charge"


@pytest.fixture(scope="module")
def case() -> Case:
    loaded, problems = load_case(FOLDER)
    assert loaded is not None, problems
    assert problems == ()
    return loaded


def test_it_is_large_enough_to_be_a_case(case: Case) -> None:
    assert len(case.accounts) >= 3
    assert len(case.scenarios) >= 4
    assert len(case.contentions) >= 8
    assert all(claim.status != "proposed" for claim in case.claims.values())


def test_every_anchor_begins_and_ends_at_words_of_one_sentence(case: Case) -> None:
    text = attached_text(case, "brief")
    assert text is not None
    anchors = [
        *(each.anchor for each in case.claims.values()),
        *(each.anchor for each in case.figures.values()),
        *(each.anchor for each in case.demands.values()),
        *(each.anchor for each in case.contentions.values()),
    ]
    assert len(anchors) > 60
    for anchor in anchors:
        assert anchor is not None
        words = text[anchor.start : anchor.end]
        assert words == words.strip(" ,.\n")
        assert not text[anchor.start - 1].isalnum()
        assert not text[anchor.end].isalnum()
        assert words in (sentence_at(text, anchor) or "")


def test_each_party_says_something_that_it_alone_says(case: Case) -> None:
    links = {
        account: {(c.relation.cause, c.relation.effect) for c in case.claims.values()
                  if c.holder == account}
        for account in case.accounts
    }  # fmt: skip
    for account, pairs in links.items():
        assert pairs - set().union(*(links[other] for other in links if other != account))


def test_the_denials_of_the_brief_are_conflicts(case: Case) -> None:
    maps = {account: build_map(case, account) for account in case.accounts}
    found = {(each.cause, each.effect) for each in conflicts(case, maps)}
    assert {("footfall", "turnover"), ("charge", "outer_traffic")} <= found
