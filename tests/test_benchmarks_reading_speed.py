import random

from benchmarks.reading_speed import SEED, corpus, generated


def test_generated_sentences_are_the_same_for_the_same_seed() -> None:
    one, two = (list(generated(50, random.Random(SEED))) for _ in range(2))
    assert one == two
    assert len(set(one)) > 40


def test_the_corpus_has_as_many_sentences_as_were_asked_for() -> None:
    measured = corpus(sentences=400, files=4, workers=1)
    assert (measured["sentences"], measured["files"], measured["problems"]) == (400, 4, 0)
    assert measured["claims"] > 100
