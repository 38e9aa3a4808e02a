from pathlib import Path

import pytest
from benchmarks.corpus import GoldRelation, GoldSentence
from benchmarks.split import main, score_reader

from contention.extraction.combine import reader_for

TEXT = "Higher tolls reduced traffic ."


def test_a_reader_is_scored_on_labels_and_spans() -> None:
    tolls, traffic = (7, 12), (21, 28)
    assert (TEXT[slice(*tolls)], TEXT[slice(*traffic)]) == ("tolls", "traffic")
    both = GoldSentence("train_07_1", TEXT, True, (GoldRelation(tolls, traffic, ()),))
    none = GoldSentence("train_07_2", "The council met on Monday .", False, ())
    wider = GoldSentence("train_07_3", TEXT, True, (GoldRelation((0, 12), traffic, ()),))
    scores = score_reader(reader_for("rules"), [both, none], [both, wider])
    assert scores.subtask1.f1 == 1.0
    assert scores.overlap.f1 == 1.0
    assert scores.exact.recall == 0.5
    assert 0 < scores.subtask2.f1 < 1


def test_without_the_corpus_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--corpus", str(tmp_path)])
    assert "not in" in capsys.readouterr().out
