"""The labelled passages: every file is sound, and the checker notices what is not."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from benchmarks.passage_files import (
    FOLDER,
    PassageError,
    checked_passage,
    passage_paths,
    read_passage,
    read_passages,
)
from benchmarks.passage_model import KINDS, PASSAGE_HALVES, PASSAGE_PARTS, REGISTERS, STANCES
from benchmarks.passages import figures_of, main

PATHS = [path for half in PASSAGE_HALVES for path in passage_paths(half)]
GOOD = """
id: oped_rents_0
register: op-ed
subject: rents
voice: dry
holder: author
sentences:
- The city froze rents, and landlords let the stairs rot.
- Fewer repairs, says Odo Brandt, mean more falls, and falls fill the wards.
- It did not raise wages, and wages are wages.
claims:
- {s: 1, cause: froze rents, effect: stairs rot, cause_name: rent freeze, effect_name: repairs,
   sign: "-", polarity: +, kind: serial}
- {s: 2, cause: Fewer repairs, effect: falls#1, cause_name: repairs, effect_name: falls,
   sign: "-", polarity: +, holder: Odo Brandt, stance: reported, kind: verb}
- {s: 2, cause: falls#2, effect: wards, cause_name: falls, effect_name: patients, sign: +,
   kind: plain_verb}
- {s: 3, cause: {s: 1, words: froze rents}, effect: wages#1, said: It, cause_name: rent freeze,
   effect_name: wages, sign: "0", polarity: +, stance: denied, kind: negated}
same:
- {name: repairs, opposites: [[1, stairs rot], [2, Fewer repairs]]}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "oped_rents_0.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_passage_is_sound_and_like_prose(path: Path) -> None:
    passage, faults = checked_passage(path)
    assert passage is not None
    assert not faults, "\n".join(map(str, faults))
    figures = figures_of([passage])
    assert 15 <= figures.sentences <= 40
    assert 0.8 <= figures.claims_per_sentence <= 1.5
    assert 0.15 <= figures.without_claims <= 0.6
    assert 10 <= figures.median_words <= 28
    assert figures.longest > 30
    assert figures.short > 0
    assert len(figures.kinds) >= 8


def test_as_a_whole_they_are_as_hard_as_published_prose() -> None:
    passages = [p for half in PASSAGE_HALVES for p in read_passages(half)]
    figures = figures_of(passages)
    assert figures.passages >= 60
    assert figures.sentences >= 1500
    assert 17 <= figures.median_words <= 21
    assert 0.13 <= figures.long <= 0.25
    assert 1.0 <= figures.claims_per_sentence <= 1.3
    assert 0.35 <= figures.without_claims <= 0.45
    assert set(figures.kinds) == set(KINDS)
    assert set(figures.stances) == set(STANCES)
    assert {passage.register for passage in passages} == set(REGISTERS)
    assert len({passage.subject for passage in passages}) >= 40


def test_every_sentence_is_there_once() -> None:
    passages = [p for part in PASSAGE_PARTS for p in read_passages(part)]
    assert len({passage.id for passage in passages}) == len(passages)
    counts = Counter(s for passage in passages for s in passage.sentences if len(s.split()) > 5)
    assert [sentence for sentence, count in counts.items() if count > 1] == []


def test_claims_and_quantities_are_read(tmp_path: Path) -> None:
    passage = read_passage(written(tmp_path, GOOD))
    first, second, third, fourth = passage.claims
    assert (third.cause.span.start, third.cause.span.words) == (53, "falls")
    assert passage.sentences[1][second.effect.span.start : second.effect.span.end] == "falls"
    assert (fourth.cause.span.sentence, fourth.said) == (1, ("It",))
    assert passage.turned(first.effect)
    assert not passage.turned(first.cause)
    repairs = next(q for q in passage.quantities if q.name == "repairs")
    assert [span.words for span in repairs.opposites] == ["stairs rot", "Fewer repairs"]
    falls = next(q for q in passage.quantities if q.name == "falls")
    assert len(falls.mentions) == 2
    assert passage.claims_in(2) == (second, third)
    figures = figures_of([passage])
    assert (figures.sentences, figures.claims, figures.without_claims) == (3, 4, 0)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("cause: froze rents, e", "cause: freezes rents, e", "claim 1: “freezes rents” is not 1"),
        ("cause: froze rents, e", "cause: ents, e", "claim 1: “ents” is not 1 times in sentence 1"),
        ("falls#1", "falls", "claim 2: “falls” is 2 times in sentence 2: add #n"),
        ("falls#1", "falls#3", "claim 2: “falls” is not 3 times in sentence 2"),
        ("kind: verb", "kind: verbal", "claim 2: “verbal” is not one of verb, serial"),
        ('"-", polarity: +, kind', '"+", polarity: +, kind', "claim 1: sign + and polarity +"),
        ("stance: denied, ", "", "claim 4: a denied claim has the sign 0"),
        ("{s: 1, words", "{s: 9, words", "claim 4: there is no sentence 9"),
        ("cause_name: falls", "cause_name: a b c d e f", "claim 3: cause_name has one to 5 words"),
        ("name: repairs, opp", "name: repair, opp", "same: repair: is not the name of an end"),
        ("voice: dry", "tone: dry", "tone: is not a key of a passage"),
        ("same:", "loops: [[2, 3]]\nsame:", "loop 1: claim 3 ends in “patients” and claim 2"),
        ("id: oped_rents_0", "id: oped", "id: is oped, and the file is named oped_rents_0"),
        ("sentences:", "sentence:", "sentences: there is no list of sentences"),
        ("voice: dry", "voice: [dry", "YAML: while parsing"),
    ],
)
def test_faults_are_found(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    _, faults = checked_passage(path)
    assert any(str(each).startswith(f"{path}: {fault}") for each in faults), faults
    with pytest.raises(PassageError, match="oped_rents_0"):
        read_passage(path)


def test_the_command_prints_faults_and_statistics(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(written(tmp_path, GOOD))]) == 0
    assert "oped_rents_0: 3 sentences, 4 claims, 1.33 a sentence" in capsys.readouterr().out
    assert main([str(written(tmp_path, GOOD.replace("kind: verb", "kind: verbal")))]) == 1
    assert "claim 2: “verbal”" in capsys.readouterr().out


def test_labels_are_stripped(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert main(["--strip", str(tmp_path / "bare"), str(path)]) == 0
    bare = yaml.safe_load((tmp_path / "bare" / path.name).read_text("utf-8"))
    assert set(bare) == {"id", "register", "subject", "voice", "holder", "sentences"}
    assert bare["sentences"] == yaml.safe_load(GOOD)["sentences"]


def test_held_out_passages_are_about_a_third() -> None:
    counts = {half: len(passage_paths(half, FOLDER)) for half in PASSAGE_HALVES}
    assert counts["held_out"] <= counts["development"]
