"""The tables of words and phrases are sound, and an unsound one is refused with its place."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from contention.documents.files import document_from_text
from contention.extraction import rules
from contention.extraction.rules import lexicon
from contention.extraction.rules.lexicon import data_files
from contention.extraction.rules.lexicon.data_files import (
    TableError,
    parse_phrase_lists,
    parse_word_lists,
    table_text,
)
from contention.extraction.rules.lexicon.inflect import parse_irregular
from contention.extraction.rules.lexicon.signals import (
    FRAMES,
    parse_connectives,
    parse_frames,
    parse_particles,
    parse_phrases,
    phrasals,
)
from contention.extraction.rules.lexicon.verbs import parse_verbs
from contention.extraction.rules.rule_reader import RulesReader

PARSERS: dict[str, Callable[[str, str], object]] = {
    "phrases.tsv": parse_phrases,
    "frames.tsv": parse_frames,
    "connectives.tsv": parse_connectives,
    "irregular.tsv": parse_irregular,
    "verbs.tsv": parse_verbs,
    "particles.tsv": parse_particles,
    "words.txt": parse_word_lists,
    "phrase_lists.txt": parse_phrase_lists,
}


def test_a_phrase_has_words_sign_confidence_direction_and_necessity() -> None:
    one, two, three = parse_phrases(
        "# head\n\nlead to\t+\t0.88\nfall with\t<-\t1\nbe an aid to\t?\t0.7\tnecessary\n", "x"
    )
    assert (one.words, one.sign, one.weight, one.reverse) == (("lead", "to"), 1, 0.88, False)
    assert (two.words, two.sign, two.weight, two.reverse) == (("fall", "with"), -1, 1, True)
    assert (three.words, three.sign, three.necessary) == (("be", "a", "aid", "to"), 2, True)
    assert not one.necessary
    assert not two.necessary


def test_a_verb_has_an_effect_a_change_or_both() -> None:
    one, two, three = parse_verbs("sow\t+\t0.5\t.\nslow\t-\t0.5\t-\nrise\t.\t.\t+\n", "x")
    assert (one.lemma, one.acts, one.changes, one.weight) == ("rise", 0, 1, 0)
    assert (two.lemma, two.acts, two.changes, two.weight) == ("slow", -1, -1, 0.5)
    assert (three.lemma, three.acts, three.changes, three.weight) == ("sow", 1, 0, 0.5)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("phrases.tsv", "# a\n\nkeep alive\t+\t0.5\nkeep alive\t+\t0.6", r":4: .*already \(.*:3\)"),
        ("phrases.tsv", "be a aid\t+\t0.5\nbe an aid\t+\t0.5", ":2: `be a aid` is in the table"),
        ("phrases.tsv", "lead to\t++\t0.5", ":1: unknown sign `\\+\\+`; use one of"),
        ("phrases.tsv", "lead to\t\t0.5", ":1: unknown sign ``"),
        ("phrases.tsv", "help\t+\t0", ":1: confidence `0` is not above 0 and at most 1"),
        ("phrases.tsv", "help\t+\t1.01", ":1: confidence `1.01` is not above 0"),
        ("phrases.tsv", "help\t+\t-0.5", ":1: confidence `-0.5` is not a number"),
        ("phrases.tsv", "help\t+\tnan", ":1: confidence `nan` is not a number"),
        ("phrases.tsv", "help + 0.5", ":1: expected 3 to 4 cells divided by tabs, found 1"),
        ("phrases.tsv", "help\t+\t0.5\tnecessary\t", ":1: expected 3 to 4 cells .* found 5"),
        ("phrases.tsv", "help\t+\t0.5\tneeded", ":1: unknown mark `needed`"),
        ("phrases.tsv", "\t+\t0.5", ":1: `` is not a word"),
        ("phrases.tsv", "lead  to\t+\t0.5", ":1: `` is not a word"),
        ("phrases.tsv", "Lead to\t+\t0.5", ":1: `Lead` is not a word"),
        ("frames.tsv", "let\tgo\t?\trest\t0.5", ":1: unknown sign `\\?`; use one of \\+ -$"),
        ("frames.tsv", "let\tgo\t+\tend\t0.5", ":1: unknown part `end`; use one of object rest"),
        ("frames.tsv", "a\tb\t+\trest\t0.5\na\tb\t+\trest\t1", ":2: .* in the table already"),
        ("connectives.tsv", "so\tthen\t0.5", ":1: unknown kind `then`; use one of because so if"),
        ("connectives.tsv", "so\tso\t0", ":1: confidence `0`"),
        ("phrase_lists.txt", "of course", ":1: expected the name of a list"),
        ("verbs.tsv", "rise\t.\t.\t.", ":1: `rise` has neither an effect nor a change"),
        ("verbs.tsv", "rise\t+\t.\t+", ":1: an effect needs a confidence"),
        ("verbs.tsv", "rise\t.\t0.5\t+", ":1: an effect needs a confidence"),
        ("verbs.tsv", "rise up\t.\t.\t+", ":1: `rise up` is more than one verb"),
        ("verbs.tsv", "rise\t.\t.\t?", ":1: unknown sign `\\?`"),
        ("verbs.tsv", "cut\t-\t1.5\t.", ":1: confidence `1.5`"),
        ("verbs.tsv", "cut\t-\t0.5\t.\ncut\t.\t.\t-", ":2: `cut` is in the table already"),
        ("particles.tsv", "go\t+", ":1: expected a verb and a particle, found `go`"),
        ("particles.tsv", "go up\t0", ":1: unknown sign `0`"),
        ("particles.tsv", "go up\t+\ngo up\t-", ":2: `go up` is in the table already"),
        ("words.txt", "few\n[less]\nno", ":1: expected the name of a list"),
        ("words.txt", "[less]\nfew no\nlow few", ":3: `few` is in this list already"),
        ("words.txt", "[less]\nfew\n[less]\nno", ":3: the list `less` is in the file already"),
        ("words.txt", "[less]\n[more]\nhigh", ": the list `less` is empty"),
        ("words.txt", "[less]\nFew", ":2: `Few` is not a word"),
        ("words.txt", "[less\nfew", ":1: expected the name of a list"),
    ],
)
def test_an_unsound_line_is_refused_with_file_and_line(name: str, text: str, said: str) -> None:
    with pytest.raises(TableError, match=f"^{name}{said}"):
        PARSERS[name](text, name)


@pytest.mark.parametrize("name", PARSERS)
def test_a_shipped_table_loads(name: str) -> None:
    text = table_text(name)
    assert PARSERS[name](text, name)
    assert text.startswith("# "), "the head says how a line is written"


def test_every_data_file_is_checked() -> None:
    found = {each.name for each in files(lexicon).iterdir() if each.is_file()}
    assert {name for name in found if not name.endswith(".py")} == set(PARSERS)


def test_every_phrase_and_frame_of_the_shipped_tables_can_be_found() -> None:
    shipped = set(parse_phrases(table_text("phrases.tsv"), "phrases.tsv"))
    assert {entry for group in phrasals().values() for entry in group} == shipped
    assert len(shipped) > 300
    assert FRAMES["forced"] == FRAMES["force"]


def test_every_list_of_words_is_used() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(rules.__file__).parent.rglob("*.py"))
    for name in data_files.word_lists():
        assert f'word_list("{name}")' in sources, name
    for name in data_files.phrase_lists():
        assert f'phrase_list("{name}")' in sources or name.startswith("delay-"), name


@pytest.mark.parametrize(
    ("sentence", "sign", "effect"),
    [
        ("Higher rents drive families out of the old town.", "-", "families"),
        ("The charge keeps cars out of the centre.", "-", "cars"),
        ("Rents price nurses out of the city.", "-", "nurses"),
        ("Queues put customers off.", "-", "customers"),
        ("A cap on nights would bring flats back to the market.", "+", "flats"),
        ("The tax brings prices down.", "-", "prices"),
    ],
)
def test_a_word_after_the_object_says_whether_there_is_less_of_it(
    sentence: str, sign: str, effect: str
) -> None:
    (found,) = RulesReader().find(document_from_text(sentence, "a text")).proposals
    assert (found.sign, found.effect.text) == (sign, effect)
