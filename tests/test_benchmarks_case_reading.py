"""Proposals beside a hand-coded case."""

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.case_reading import Comparison, compare, main

from contention.case.load import load_case
from contention.case.values import Anchor, Case
from contention.claims.values import AUTHOR, Phrase, Proposal


@pytest.fixture
def case(small_case: Path) -> Case:
    loaded, problems = load_case(small_case)
    assert loaded is not None, problems
    return loaded


def as_coded(case: Case, id_: str) -> Proposal:
    claim = case.claims[id_]
    assert claim.anchor is not None
    return Proposal(
        id=id_, document="letter", cause=Phrase("c", 0, 1), effect=Phrase("e", 0, 1),
        sign=claim.relation.sign, stance=claim.stance,
        holder=AUTHOR if claim.holder == "teacher" else "The miller",
        anchor=claim.anchor, confidence=0.5, found_by="rules", signal=None, sentence=(0, 1),
    )  # fmt: skip


def test_the_coding_itself_is_right_in_everything(case: Case) -> None:
    ids = [id_ for id_, claim in case.claims.items() if claim.document == "letter"]
    found = compare(case, "letter", [as_coded(case, id_) for id_ in ids])
    assert found == Comparison("letter", 7, 7, 7, 1.0, 1.0, 1.0, 1.0, 1.0)


def test_errors_and_misses_are_counted_apart(case: Case) -> None:
    one, other = as_coded(case, "trust_money"), as_coded(case, "dam_careless_reported")
    elsewhere = replace(one, anchor=Anchor(0, 5))
    wrong = replace(other, holder=AUTHOR, sign="0", stance="asserted")
    found = compare(case, "letter", [one, wrong, elsewhere])
    assert (found.paired, found.precision, found.recall) == (2, 0.667, round(2 / 7, 3))
    assert found.sign == found.stance == found.holder == 0.5


def test_the_command_reads_what_text_there_is(
    small_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(small_case), "--reader", "rules"])
    said = capsys.readouterr().out
    assert "document letter  coded 7" in said
    assert "reply" not in said
