"""Scores of readers on passages, on a passage and readings made by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.passage_differences import differences
from benchmarks.passage_files import read_passage
from benchmarks.passage_maps import cycles, map_counts
from benchmarks.passage_matches import outcome_of
from benchmarks.passage_model import Passage
from benchmarks.passage_readings import (
    PredictionError,
    ReadClaim,
    ReadEnd,
    as_predictions,
    document_of,
    read_claims,
    read_predictions,
)
from benchmarks.passage_scores import FIGURES, counts_of, score_reader
from benchmarks.passage_tables import as_json, comparison, table
from benchmarks.passage_words import name_faults
from benchmarks.reading_passages import labelled_claims, main

from contention.extraction.rules.rule_reader import RulesReader

PASSAGE = """
id: p
register: news
subject: rents
voice: terse
holder: author
sentences:
- The rent freeze led to fewer repairs.
- If the rent freeze ends, the mayor says, repairs will recover.
- It did not raise evictions.
- Fewer repairs made flats empty, and empty flats led to a tighter rent freeze.
claims:
- {s: 1, cause: The rent freeze, effect: fewer repairs, cause_name: rent freeze,
   effect_name: repairs, sign: "-", polarity: "+", kind: verb}
- {s: 2, cause: the rent freeze ends, effect: repairs will recover, cause_name: rent freeze,
   effect_name: repairs, sign: "-", polarity: "+", stance: conditional, holder: the mayor,
   kind: conditional}
- {s: 3, cause: {s: 2, words: the rent freeze ends}, effect: evictions, said: It,
   cause_name: rent freeze, effect_name: evictions, sign: "0", polarity: "+", stance: denied,
   kind: antecedent}
- {s: 4, cause: Fewer repairs, effect: flats empty, cause_name: repairs, effect_name: empty flats,
   sign: "-", polarity: "+", kind: chain}
- {s: 4, cause: empty flats, effect: a tighter rent freeze, cause_name: empty flats,
   effect_name: rent freeze, sign: "+", kind: chain}
same:
- {name: repairs, opposites: [[1, fewer repairs], [4, Fewer repairs]]}
- {name: rent freeze, opposites: [[2, the rent freeze ends]]}
loops:
- [1, 4, 5]
"""


@pytest.fixture
def passage(tmp_path: Path) -> Passage:
    path = tmp_path / "p.yaml"
    path.write_text(PASSAGE, encoding="utf-8")
    return read_passage(path)


def read(passage: Passage, sentence: int, cause: str, effect: str, **rest: str) -> ReadClaim:
    """A claim of a reader that shows words of a sentence; `words = name` gives them a name."""

    def end(value: str) -> ReadEnd:
        words, _, name = value.partition(" = ")
        start = passage.sentences[sentence - 1].find(words)
        return ReadEnd(words, name or words, sentence, start, start + len(words))

    told = {"sign": "+", "stance": "asserted", "holder": "author"} | rest
    return ReadClaim(sentence, end(cause), end(effect), **told)  # type: ignore[arg-type]


def faults(passage: Passage, claim: ReadClaim) -> list[str]:
    """What is wrong with the one claim found."""
    (pair,) = outcome_of(passage, [claim]).found
    return pair.faults()


def test_words_of_change_count_in_the_sign_or_in_the_words(passage: Passage) -> None:
    freeze = "The rent freeze"
    assert faults(passage, read(passage, 1, freeze, "fewer repairs")) == []
    assert faults(passage, read(passage, 1, freeze, "repairs", sign="-")) == []
    assert faults(passage, read(passage, 1, freeze, "repairs")) == ["sign"]
    assert faults(passage, read(passage, 1, freeze, "fewer repairs", sign="0")) == ["sign"]


def test_an_antecedent_is_met_by_any_mention_and_a_denial_by_its_sign(passage: Passage) -> None:
    denied = read(passage, 3, "the rent freeze ends", "evictions", sign="0", stance="negated")
    assert faults(passage, denied) == []
    assert faults(passage, replace(denied, sign="+", stance="rejected")) == []
    assert faults(passage, replace(denied, sign="-", stance="rejected")) == ["sign"]
    assert faults(passage, replace(denied, sign="+", stance="asserted")) == ["sign", "stance"]
    assert outcome_of(passage, [read(passage, 3, "It", "evictions")]).found == ()


def test_a_conditional_claim_may_be_asserted_but_its_stance_is_then_not_right(
    passage: Passage,
) -> None:
    claim = read(passage, 2, "rent freeze ends", "repairs will recover", holder="mayor")
    (pair,) = outcome_of(passage, [claim]).found
    assert pair.right_but_names
    assert not pair.stance
    assert not pair.usable, "“repairs will recover” is a clause"
    (other,) = outcome_of(passage, [replace(claim, holder="author")]).found
    assert other.faults() == ["stance", "holder", "names"]


def test_an_end_must_show_what_its_name_needs(passage: Passage) -> None:
    assert faults(passage, read(passage, 4, "empty flats", "a tighter rent")) == ["whole_ends"]
    far = read(passage, 4, "empty flats", "a tighter rent freeze, and other flats led to many more")
    assert "whole_ends" in faults(passage, far)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("rent freeze", ()),
        ("Repairs that landlords put off for years", ("long", "clause")),
        ("this", ("pronoun",)),
        ("400,000", ("amount",)),
        ("to save fuel", ("clause",)),
    ],
)
def test_names_of_quantities(name: str, wrong: tuple[str, ...]) -> None:
    assert name_faults(name) == wrong


def test_ways_round(passage: Passage) -> None:
    claims = [
        read(passage, 1, "The rent freeze", "repairs"),
        read(passage, 1, "fewer repairs", "The rent freeze"),
        read(passage, 1, "The rent freeze", "The rent"),
    ]
    outcome = outcome_of(passage, claims)
    assert outcome.ways == ("right", "reversed", "nothing")
    counts = counts_of(outcome)
    assert FIGURES["found"].of(counts) == 1 / 5
    assert FIGURES["right_way"].of(counts) == 1 / 3
    assert FIGURES["order"].of(counts) == 1 / 2


def test_maps_by_the_names_that_mentions_get(passage: Passage) -> None:
    joined = [
        read(passage, 1, "The rent freeze = rents", "fewer repairs = repairs"),
        read(passage, 4, "Fewer repairs = repairs", "flats empty = empty flats"),
        read(passage, 4, "empty flats", "a tighter rent freeze = rents"),
    ]
    counts = map_counts(outcome_of(passage, joined))
    assert (counts["loops_read"], counts["loops_wrong"], counts["loops_kept"]) == (1, 0, 1)
    assert (counts["names"], counts["joined"], counts["joined_right"]) == (3, 3, 3)
    invented = [*joined[:2], read(passage, 3, "empty flats", "evictions = repairs")]
    counts = map_counts(outcome_of(passage, invented))
    assert (counts["loops_read"], counts["loops_wrong"], counts["loops_kept"]) == (1, 1, 0)


def test_loops_are_each_found_once() -> None:
    edges = {"a": {"b", "a"}, "b": {"a", "c"}, "c": {"a"}}
    assert sorted(cycles(edges)) == [("a",), ("a", "b"), ("a", "b", "c")]


def test_labels_as_a_reading_are_all_right(passage: Passage) -> None:
    score, (outcome,) = score_reader("labels", "development", [passage], labelled_claims)
    assert all(FIGURES[key].of(score.total) == 1 for key in ("found", "sign", "stance", "holder"))
    assert score.total["usable"] == 5
    assert not score.total["loops_wrong"]
    assert list(differences(outcome)) == []
    told = as_json(score)
    assert json.loads(json.dumps(told))["kind"]["chain"]["labelled"] == 2
    assert any("by register" in line for line in table(score))
    assert "| labelled claims | 5 |" in list(comparison([score]))


def test_a_file_of_predictions_gives_back_what_was_written(
    passage: Passage, tmp_path: Path
) -> None:
    claims = read_claims(passage, lambda document: RulesReader().find(document).proposals)
    assert claims
    assert document_of(passage).sentences[1][0] == len(passage.sentences[0]) + 1
    path = tmp_path / "rules.jsonl"
    path.write_text("\n".join(as_predictions(passage, claims)), encoding="utf-8")
    assert read_predictions(path, [passage])["p"] == claims
    claim = {"cause": [0, 99], "effect": [0, 3]}
    path.write_text(json.dumps({"passage": "p", "sentence": 1, "claims": [claim]}))
    with pytest.raises(PredictionError, match=r"jsonl:1: .* no characters 0 to 99"):
        read_predictions(path, [passage])


def test_held_out_sentences_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--reader", "rules", "--differences", "statement_no_such_passage"])
    assert "--spoil-held-out" in capsys.readouterr().err
