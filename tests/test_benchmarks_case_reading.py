"""Proposals beside a hand-coded case."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.case_errors import errors, weights
from benchmarks.case_errors import main as list_errors
from benchmarks.case_pairs import pairs_by_ends
from benchmarks.case_reading import FIELDS, Shares, compare, main
from benchmarks.case_words import FactorWords, case_words

from contention.case.load import load_case
from contention.case.model import Anchor, Case, Sign
from contention.extraction.proposals import AUTHOR, Phrase, Proposal

RIGHT = Shares(7, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


@pytest.fixture
def case(small_case: Path) -> Case:
    loaded, problems = load_case(small_case)
    assert loaded is not None, problems
    return loaded


@pytest.fixture
def words(small_case: Path, case: Case) -> Mapping[str, FactorWords]:
    return case_words(small_case, {id_: each.title for id_, each in case.factors.items()})


def as_coded(case: Case, id_: str) -> Proposal:
    claim = case.claims[id_]
    assert claim.anchor is not None
    titles = [case.factors[end].title for end in (claim.relation.cause, claim.relation.effect)]
    return Proposal(
        id=id_, document="letter", cause=Phrase(titles[0], 0, 1), effect=Phrase(titles[1], 0, 1),
        sign=claim.relation.sign, stance=claim.stance,
        holder=AUTHOR if claim.holder == "teacher" else "The miller",
        anchor=claim.anchor, confidence=0.5, found_by="rules", signal=None, sentence=(0, 1),
    )  # fmt: skip


def coded(case: Case) -> list[str]:
    return [id_ for id_, claim in case.claims.items() if claim.document == "letter"]


def test_the_coding_itself_is_right_in_everything(
    case: Case, words: Mapping[str, FactorWords]
) -> None:
    found = compare(case, "letter", [as_coded(case, id_) for id_ in coded(case)], words)
    assert (found.coded, found.proposed) == (7, 7)
    assert found.by_anchor == RIGHT
    assert found.by_ends == RIGHT


def test_errors_and_misses_are_counted_apart(case: Case, words: Mapping[str, FactorWords]) -> None:
    one, other = as_coded(case, "trust_money"), as_coded(case, "dam_careless_reported")
    elsewhere = replace(one, anchor=Anchor(0, 5))
    wrong = replace(other, holder=AUTHOR, sign="0", stance="asserted")
    found = compare(case, "letter", [one, wrong, elsewhere], words).by_anchor
    assert (found.paired, found.precision, found.found) == (2, 0.667, round(2 / 7, 3))
    assert found.sign == found.stance == found.holder == 0.5


def test_other_words_at_the_same_place_are_a_pair_by_anchor_and_none_by_ends(
    case: Case, words: Mapping[str, FactorWords]
) -> None:
    other = replace(as_coded(case, "trust_money"), cause=Phrase("the price of fish", 0, 1))
    found = compare(case, "letter", [other], words)
    assert (found.by_anchor.paired, found.by_ends.paired) == (1, 0)
    turned = compare(case, "letter", [replace(other, sign="-")], words)
    assert dict(turned.other_signs) == {"other ends": 1}
    wrong = compare(case, "letter", [replace(as_coded(case, "trust_money"), sign="-")], words)
    assert dict(wrong.other_signs) == {"wrong": 1}


@pytest.mark.parametrize(("phrase", "sign", "right"), [
    ("mistrust", "-", 1.0), ("mistrust", "+", 0.0), ("public trust", "+", 1.0),
])  # fmt: skip
def test_a_factor_named_by_its_opposite_turns_the_sign(
    case: Case, words: Mapping[str, FactorWords], phrase: str, sign: Sign, right: float
) -> None:
    claim = case.claims["trust_money"]
    named = dict(words) | {
        claim.relation.cause: FactorWords(
            same=(frozenset({"trust"}),), turned=(frozenset({"mistrust"}),)
        )
    }
    assert claim.relation.sign == "+"
    made = replace(as_coded(case, "trust_money"), cause=Phrase(phrase, 0, 1), sign=sign)
    found = compare(case, "letter", [made], named)
    assert found.by_ends.sign == right
    kept = sign == "+"
    assert dict(found.other_signs) == ({} if kept else {"opposite": 1})


def test_a_claim_coded_twice_is_met_by_either_coding(
    case: Case, words: Mapping[str, FactorWords]
) -> None:
    """As somebody's claim that is turned down, and as the author's denial."""
    claim = replace(case.claims["trust_money"], stance="rejected", holder="miller")
    denial = replace(
        case.claims["trust_money"], id="denial", stance="negated",
        relation=replace(claim.relation, sign="0"),
    )  # fmt: skip
    twice = replace(case, claims={"trust_money": claim, "denial": denial})
    made = replace(as_coded(case, "trust_money"), sign="0", stance="negated")
    pairs = pairs_by_ends([claim, denial], [made], words)
    assert [len(pair.twins) for pair in pairs] == [1]
    found = compare(twice, "letter", [made], words).by_ends
    assert (found.sign, found.stance, found.holder) == (1.0, 1.0, 1.0)
    assert not errors(twice, "letter", [made], words)


def test_the_longest_words_decide_which_way_a_phrase_names_a_factor() -> None:
    named = FactorWords(same=(frozenset({"price"}),), turned=(frozenset({"price", "fall"}),))
    assert [named.way(each) for each in ("prices", "the fall in prices", "wages")] == [1, -1, 0]


def test_what_is_missed_and_what_is_misread_is_listed(
    case: Case, words: Mapping[str, FactorWords]
) -> None:
    made = [as_coded(case, id_) for id_ in coded(case) if id_ != "trust_money"]
    made[0] = replace(made[0], stance="conceded")
    found = errors(case, "letter", made, words)
    assert {each.claim.id: each.wrong for each in found} == {
        "trust_money": (), made[0].id: ("wrong stance",)
    }  # fmt: skip
    assert [each.proposal for each in found if each.claim.id == "trust_money"] == [None]


def test_errors_are_ordered_by_what_leaving_the_claim_out_changes(
    small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list_errors([str(small_case)])
    in_order = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert len(in_order) > 1
    last = in_order[-1]
    hinges = [
        {"claim": last, "change": -0.7, "contention": "c", "account": "a"},
        {"claim": last, "change": 0.2, "contention": "d", "account": "a"},
        {"claim": in_order[0], "change": None, "contention": "c", "account": "a"},
    ]
    judged = tmp_path / "judged.json"
    judged.write_text(json.dumps({"hinges": hinges}))
    assert weights(judged)[last].change == 0.7
    list_errors([str(small_case), "--judged", str(judged), "--most", "1"])
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"{last} letter ")
    assert first.endswith(" 0.70 c")


def test_the_command_reads_what_text_there_is(
    small_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(small_case), "--reader", "rules"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:4] == ["rules", "letter", "7", lines[1].split()[3]]
    assert [line.split()[-9] for line in lines[1:3]] == ["anchor", "ends"]
    assert "other signs" in lines[3]
    main([str(small_case), "--reader", "rules", "--json"])
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["reader"], found["document"], found["coded"]) == ("rules", "letter", 7)
    assert tuple(found["by_ends"]) == FIELDS
