"""Agreement of two labellers of a passage, on a pair made by hand."""

import math
from pathlib import Path

import pytest
from benchmarks.passage_files import PassageError, read_passage
from benchmarks.passages_agreement import (
    FIGURES,
    TwiceLabelled,
    all_compared,
    compared,
    differences,
    head_noun,
    interval,
    table,
)

HEAD = """
register: news
subject: rents
voice: terse
holder: author
sentences:
- The rent freeze cut evictions and, the mayor says, ruined the stairwells.
- It rained.
- Taxes may have fed the shortage.
claims:
"""
FIRST = """
- {s: 1, cause: The rent freeze, effect: evictions, cause_name: rent freeze,
   effect_name: evictions, sign: "-", kind: verb}
- {s: 1, cause: The rent freeze, effect: stairwells, cause_name: rent freeze,
   effect_name: state of stairwells, sign: "-", stance: reported, holder: the mayor, kind: serial}
- {s: 3, cause: Taxes, effect: the shortage, cause_name: taxes, effect_name: shortage of flats,
   sign: "+", stance: hedged, kind: plain_verb}
"""
SECOND = """
- {s: 1, cause: rent freeze, effect: evictions, cause_name: freezes of rents,
   effect_name: eviction, sign: "-", kind: verb}
- {s: 1, cause: freeze, effect: ruined the stairwells, cause_name: rent freeze,
   effect_name: decay of stairwells, sign: "+", stance: reported, holder: mayor, kind: serial}
- {s: 2, cause: It, effect: rained, cause_name: sky, effect_name: rain, sign: "+", kind: verb}
- {s: 3, cause: Taxes, effect: shortage, cause_name: taxes, effect_name: shortage, sign: "+",
   kind: verb}
"""


def twice(folder: Path, first: str, second: str) -> TwiceLabelled:
    """One passage with two sets of labels."""
    read = []
    for name, claims in (("first", first), ("second", second)):
        path = folder / name / "p.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"id: p{HEAD}{claims}", encoding="utf-8")
        read.append(read_passage(path))
    return compared(read[0], read[1], "development")


def test_figures_of_a_pair(tmp_path: Path) -> None:
    pair = twice(tmp_path, FIRST, SECOND)
    assert [(each.first.number, each.second.number) for each in pair.pairs] == [
        (1, 1),
        (2, 2),
        (3, 4),
    ]
    found = {title: figure([pair]) for title, figure in FIGURES.items()}
    assert found["claims found by both: F1"] == pytest.approx(6 / 7)
    # causes 2+2, 2+1, 1+1 words, effects 1+1, 1+2, 1+1; in common 2, 1, 1 and 1, 1, 1
    assert found["words of their ends: F1"] == pytest.approx(14 / 16)
    # signs -/-, -/+, +/+: two of three, by chance (2·1 + 1·2) / 9
    assert found["sign: share"] == found["polarity: share"] == pytest.approx(2 / 3)
    assert found["sign: kappa"] == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    # asserted/asserted, reported/reported, hedged/asserted: by chance (1·2 + 1·1) / 9
    assert found["stance: kappa"] == pytest.approx((2 / 3 - 3 / 9) / (6 / 9))
    assert found["holder: share"] == found["author or another: kappa"] == 1
    # freeze/freeze, eviction/eviction, freeze/freeze, state/decay, tax/tax, shortage/shortage
    assert found["head nouns of names: share"] == pytest.approx(5 / 6)
    # like names: claims 1 and 3, one - and one +
    assert found["sign where all head nouns agree: kappa"] == 1
    # sentences with a claim: yes/yes, no/yes, yes/yes; nothing beyond chance
    assert found["states a claim or none, of sentences: kappa"] == 0


def test_direction_counts_polarity_or_sign(tmp_path: Path) -> None:
    title = "polarity or sign: share"
    other_name = twice(tmp_path, FIRST, SECOND)
    assert FIGURES[title]([other_name]) == pytest.approx(2 / 3)
    turned = SECOND.replace(
        'effect_name: decay of stairwells, sign: "+",',
        'effect_name: state of stairwells, sign: "-", polarity: "+",',
    )
    turned += "same:\n- {name: state of stairwells, opposites: [[1, ruined the stairwells]]}\n"
    longer_words = twice(tmp_path, FIRST, turned)
    assert FIGURES["polarity: share"]([longer_words]) == pytest.approx(2 / 3)
    assert FIGURES[title]([longer_words]) == 1


def test_an_end_without_a_common_word_is_no_match(tmp_path: Path) -> None:
    other = SECOND.replace("effect: evictions", "effect: ruined")
    assert len(twice(tmp_path, FIRST, other).pairs) == 2


def test_other_right_words_count(tmp_path: Path) -> None:
    other = SECOND.replace("effect: evictions,", "effect: ruined, also: [{effect: evictions}],")
    assert len(twice(tmp_path, FIRST, other).pairs) == 3


def test_intervals_come_from_passages(tmp_path: Path) -> None:
    same, other = twice(tmp_path, FIRST, FIRST), twice(tmp_path, FIRST, SECOND)
    figure = FIGURES["claims found by both: F1"]
    assert interval(figure, [same, same]) == (1, 1)
    low, high = interval(figure, [same, other])
    assert low == pytest.approx(6 / 7)
    assert high == 1
    assert any("| 0.92 | 0.86–1.00 | 0.92 | nan |" in line for line in table([same, other]))
    assert math.isnan(figure([]))


def test_differences_are_listed(tmp_path: Path) -> None:
    lines = "\n".join(differences(twice(tmp_path, FIRST, SECOND)))
    assert "second 3: “It” → “rained” + (+) asserted, author, verb [sky → rain]" in lines
    assert "“Taxes” → “the shortage” + (+) hedged" in lines
    assert "“evictions”" not in lines


def test_different_sentences_are_refused(tmp_path: Path) -> None:
    pair = twice(tmp_path, FIRST, SECOND)
    path = tmp_path / "second" / "p.yaml"
    path.write_text(
        path.read_text("utf-8").replace("It rained", "It rained hard"), encoding="utf-8"
    )
    with pytest.raises(PassageError, match="p: the labellers' sentences differ"):
        compared(pair.first, read_passage(path), "development")


def test_second_labels_are_sound_and_of_the_same_sentences() -> None:
    passages = all_compared()
    assert len(passages) >= 30
    assert all(passage.second.claims for passage in passages)
    assert all(not math.isnan(figure(passages)) for figure in FIGURES.values())


def test_head_nouns() -> None:
    names = ("rent freeze", "numbers of families in rent arrears", "business taxes", "of old")
    assert [head_noun(name) for name in names] == ["freeze", "number", "tax", "old"]
