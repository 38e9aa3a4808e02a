"""The shipped model: robust on any input, alike on spaced and ordinary text, small."""

import dataclasses
from pathlib import Path

import pytest

from contention.extraction.model import CausalTagger, SpanRelation, Tagging

SPACED = "The strike was called off on Monday because the company , Lonmin , raised wages ."
ORDINARY = "The strike was called off on Monday because the company, Lonmin, raised wages."
LIMIT = 60 * 1024 * 1024


@pytest.fixture(scope="module")
def tagger() -> CausalTagger:
    return CausalTagger.load()


def words(text: str, span: tuple[int, int] | None) -> str | None:
    return None if span is None else text[slice(*span)].replace(" ,", ",")


def test_a_plain_causal_sentence(tagger: CausalTagger) -> None:
    [tagging] = tagger.tag([ORDINARY])
    assert tagging.probability > tagger.threshold
    best = tagging.relations[0]
    assert words(ORDINARY, best.cause) == "the company, Lonmin, raised wages"
    assert words(ORDINARY, best.effect) == "The strike was called off on Monday"
    assert words(ORDINARY, best.signal) == "because"


def test_a_sentence_that_states_no_cause(tagger: CausalTagger) -> None:
    [tagging] = tagger.tag(["The meeting took place in the town hall on Tuesday ."])
    assert tagging.probability < tagger.threshold
    assert tagging.relations == ()


def test_spaced_and_ordinary_text_are_read_alike(tagger: CausalTagger) -> None:
    spaced, ordinary = tagger.tag([SPACED, ORDINARY])
    assert spaced.probability == pytest.approx(ordinary.probability, abs=0.02)
    assert [
        (words(SPACED, r.cause), words(SPACED, r.effect), words(SPACED, r.signal))
        for r in spaced.relations
    ] == [
        (words(ORDINARY, r.cause), words(ORDINARY, r.effect), words(ORDINARY, r.signal))
        for r in ordinary.relations
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00", "\u200f", "\ufeff"])
def test_nothing_to_read(tagger: CausalTagger, text: str) -> None:
    [tagging] = tagger.tag([text])
    assert tagging.relations == ()
    assert 0 <= tagging.probability <= 1


def test_no_sentences(tagger: CausalTagger) -> None:
    assert tagger.tag([]) == []


AWKWARD = [
    ".",
    "War",
    "War because",
    "🙂 because 🙂",
    "Ce\u0301sar fell because of d\u00e9tente\u2014and \u201cfear\u201d.",
    "\u05d1\u05d2\u05dc\u05dc \u05d4\u05de\u05dc\u05d7\u05de\u05d4",
    "because " * 3000,
    "x" * 1_000_000,
    "word " * 200_000,
    "\u4e2d\u6587" * 500,
]


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: text[:12])
def test_awkward_input_gives_spans_inside_the_sentence(tagger: CausalTagger, text: str) -> None:
    [tagging] = tagger.tag([text], minimum_confidence=0.0)
    for relation in tagging.relations:
        spans = [relation.cause, relation.effect]
        spans += [relation.signal] if relation.signal is not None else []
        assert all(0 <= start < end <= len(text) for start, end in spans)
        first, second = sorted(spans[:2])
        assert first[1] <= second[0]


def test_an_answer_does_not_hang_on_the_sentences_beside_it(tagger: CausalTagger) -> None:
    texts = [ORDINARY, "", "He spoke .", SPACED, "x " * 300]
    assert tagger.tag(texts) == [tagger.tag([text])[0] for text in texts]


def test_relations_are_ranked_and_filtered(tagger: CausalTagger) -> None:
    [everything] = tagger.tag([ORDINARY], minimum_confidence=0.0)
    [sure] = tagger.tag([ORDINARY], minimum_confidence=0.5)
    confidences = [r.confidence for r in everything.relations]
    assert confidences == sorted(confidences, reverse=True)
    assert sure.relations == tuple(r for r in everything.relations if r.confidence >= 0.5)


def test_values_are_frozen() -> None:
    relation = SpanRelation((0, 1), (2, 3), None, 0.5)
    for value, name in ((relation, "confidence"), (Tagging(0.5, (relation,)), "probability")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, 1.0)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"tagger\.onnx is missing"):
        CausalTagger.load(tmp_path)


def test_the_weights_load_and_each_reader_is_small() -> None:
    CausalTagger.load()
    weights = Path(__file__).parents[1] / "src/contention/extraction/model/weights"
    sizes = {path.name: path.stat().st_size for path in weights.iterdir()}
    claims = {name for name in sizes if name.startswith("claims.")}
    assert sum(sizes[name] for name in [*claims, "tokenizer.json"]) <= LIMIT
    assert sum(size for name, size in sizes.items() if name not in claims) <= LIMIT
    assert {"LICENSE", "NOTICE", "MODEL_CARD.md"} <= {path.name for path in weights.iterdir()}
