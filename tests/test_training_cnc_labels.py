"""Labels of the training corpus: their form, their spans, and the shorthand, on invented words."""

from dataclasses import replace
from pathlib import Path

import pytest
from training.cnc_labels.labels import (
    CorpusLabels,
    causal_sentences,
    form_faults,
    read_labels,
    span_faults,
    write_labels,
)
from training.cnc_labels.shorthand import resolve

CORPUS = Path(__file__).parents[2] / "shared" / "cnc"
SENTENCES = {
    "a_1": "Ferries stopped after the strike , and the strike may , Ody said , empty the inns .",
    "a_2": "The bell rang at noon .",
}
SHORTHAND = [
    "1|the strike|Ferries stopped|strike|ferry service|-;pr;p=+;s=d",
    "1|the strike#2|the inns|strike|guests of inns|-;verb;h=Ody",
    "2|-",
]


def test_shipped_labels_are_well_formed() -> None:
    labels = read_labels()
    assert form_faults(labels) == []
    assert len(labels) == 1624
    assert sum(len(entry.claims) for entry in labels) == 2448
    assert sum(not entry.claims for entry in labels) == 67


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus folder ../shared/cnc is not there")
def test_shipped_spans_are_words_of_the_corpus() -> None:
    labels, sentences = read_labels(), causal_sentences(CORPUS)
    assert span_faults(labels, sentences) == []
    assert [entry.id for entry in labels] == list(sentences)


def test_shorthand_becomes_offsets_and_survives_the_file(tmp_path: Path) -> None:
    resolved = resolve(SHORTHAND, SENTENCES)
    assert resolved.faults == form_faults(resolved.labels) == []
    first, second = resolved.labels[0].claims
    text = SENTENCES["a_1"]
    assert [text[s:e] for s, e in first.spans] == ["the strike", "Ferries stopped"]
    assert (first.polarity, first.strength, first.kind) == ("+", "decisive", "preposition")
    assert second.cause == (39, 49)
    assert second.stance == "hedged"
    assert second.holder == (56, 59)
    assert resolved.labels[1].claims == ()
    write_labels(resolved.labels, tmp_path / "labels.jsonl")
    assert read_labels(tmp_path / "labels.jsonl") == resolved.labels


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("3|-", "no sentence '3'"),
        ("2|the bell|noon|bell|noon|+;ve", "'the bell' is not in"),
        ("2|noon .. bell|rang|a|b|+;ve", "'bell' does not follow 'noon'"),
        ("2|bell|noon|bell|noon|+;xx", "no kind 'xx'"),
        ("2|bell|noon|bell|noon|+;ve;z", "no flag 'z'"),
    ],
)
def test_shorthand_that_does_not_fit_is_reported(line: str, fault: str) -> None:
    [said] = resolve([line], SENTENCES).faults
    assert said.startswith("1: ")
    assert fault in said


def test_faults_of_labels_are_found() -> None:
    [entry, _] = resolve(SHORTHAND, SENTENCES).labels
    bad = replace(
        entry.claims[0], cause=(0, 3), sign="0", effect_name="one two three four five six"
    )
    labels = [CorpusLabels("a_1", (bad,))]
    assert form_faults(labels) == [
        "a_1, claim 1: the name 'one two three four five six' has not 1 to 5 words",
        "a_1, claim 1: sign 0 and stance denied go together",
        "a_1, claim 1: cause and effect overlap",
    ]
    assert span_faults(labels, SENTENCES) == ["a_1, claim 1: (0, 3) is not on word boundaries"]
    assert span_faults(labels, {}) == ["a_1: no such causal sentence in the corpus"]


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"id": "a_2", "claims": []}\n{"id": "a_1"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"labels\.jsonl:2: not a line of labels"):
        read_labels(path)
