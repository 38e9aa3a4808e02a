"""The table of phrases is sound, and an unsound one is refused."""

import pytest

from contention.extraction.rules.lexicon.phrasal import entries, phrasals


def test_a_table_gives_words_sign_weight_and_direction() -> None:
    one, two, three = entries("lead to + .88|be due to < .88\nbe essential for + .7 n")
    assert (one.words, one.sign, one.weight, one.reverse) == (("lead", "to"), 1, 0.88, False)
    assert (two.words, two.reverse, two.necessary) == (("be", "due", "to"), True, False)
    assert three.necessary


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("keep alive + .55|keep afloat + .6\nkeep alive + .6", "in the table already"),
        ("give a boost to + .75|give an boost to + .6", "in the table already"),
        ("help + .0", "a weight above 0"),
        ("help + 1.5", "a weight above 0"),
        ("+ .5", "needs words"),
        ("lead to + much", "could not convert"),
    ],
)
def test_an_unsound_table_is_refused(table: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        entries(table)


def test_every_phrase_of_the_shipped_table_can_be_found() -> None:
    found = {entry for group in phrasals().values() for entry in group}
    assert len(found) > 300
    assert all(0 < entry.weight <= 1 for entry in found)
